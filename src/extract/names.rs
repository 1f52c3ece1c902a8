//! Names of a lexicon as candidates, by the trust of each entry and what stands around it.

use super::candidate::{Candidate, Rank};
use crate::entity::{Label, Source};
use crate::lexicon::Lexicon;
use crate::segment::View;

/// Adds the names of `lexicon` that may stand by themselves. A user's own names all may.
pub(crate) fn lexicon(lexicon: &Lexicon, view: &View<'_>, rank: Rank, out: &mut Vec<Candidate>) {
    for mention in lexicon.scan(view) {
        let Some(entry) = lexicon.entry(mention.entry) else { continue };
        if rank == Rank::Open && entry.trust < 2 {
            continue;
        }
        out.push(Candidate {
            span: mention.span,
            label: Label::from(entry.label),
            rank,
            score: f32::from(entry.trust) / 4.0 + 0.2,
            source: Source::Lexicon,
            restore: mention.restore,
            entry: Some(mention.entry),
            value: None,
        });
    }
}
