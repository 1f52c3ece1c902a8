//! Names of a lexicon as candidates, by the trust of each entry and what stands around it.

use super::candidate::{Candidate, Rank};
use super::triggers;
use crate::entity::{Label, Source};
use crate::lexicon::{Entry, Lexicon, Mention};
use crate::segment::View;
use crate::span::Span;

/// Entries of this trust or more stand without a trigger.
const SAFE: u8 = 2;

/// Adds the names of `lexicon` that may stand here. A user's own names all may.
pub(crate) fn lexicon(lexicon: &Lexicon, view: &View<'_>, rank: Rank, out: &mut Vec<Candidate>) {
    let first = out.len();
    let mut waiting: Vec<(Mention, Label)> = Vec::new();
    for mention in lexicon.scan(view) {
        let Some(entry) = lexicon.entry(mention.entry) else { continue };
        let label = Label::from(entry.label);
        let (start, end) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        if rank == Rank::User || entry.trust >= SAFE || triggers::announced(view, start, end, &label) {
            out.push(candidate(&mention, &entry, label, rank));
        } else if entry.trust > 0 {
            waiting.push((mention, label));
        }
    }
    // القاعدة وداعش: an ambiguous name beside a sure one of its kind, joined by و.
    for (mention, label) in waiting {
        let joined = out
            .get(first..)
            .unwrap_or(&[])
            .iter()
            .any(|sure| sure.label == label && joins(view, sure.span, mention.span));
        if joined {
            let Some(entry) = lexicon.entry(mention.entry) else { continue };
            out.push(candidate(&mention, &entry, label, rank));
        }
    }
}

fn candidate(mention: &Mention, entry: &Entry<'_>, label: Label, rank: Rank) -> Candidate {
    Candidate {
        span: mention.span,
        label,
        rank,
        score: (f32::from(entry.trust) / 4.0 + 0.2).min(1.0),
        source: Source::Lexicon,
        restore: mention.restore,
        entry: Some(mention.entry),
        value: None,
    }
}

/// Whether two spans follow each other with nothing but blanks and one و between.
fn joins(view: &View<'_>, a: Span, b: Span) -> bool {
    let (a, b) = if a.start <= b.start { (a, b) } else { (b, a) };
    // Longer gaps cannot be a single letter and blanks.
    if b.start < a.end || b.start - a.end > 8 {
        return false;
    }
    view.text.get(a.end..b.start).is_some_and(|gap| gap.trim() == "و")
}
