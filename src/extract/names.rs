//! Names of a lexicon as candidates.

use super::candidate::{Candidate, Rank};
use crate::entity::{Label, Source};
use crate::lexicon::{Lexicon, Mention};
use crate::segment::View;
use crate::tagger::{Evidence, Tagger};

/// Names of the built-in lexicon that may be trusted this much where they stand are proposed.
const TRUSTED: u8 = 2;

/// Proposes the names of `lexicon` that may stand where they do. A user's own names all may.
pub(crate) fn propose(lexicon: &Lexicon, mentions: &[Mention], out: &mut Vec<Candidate>) {
    for mention in mentions {
        let rank = if lexicon.is_builtin(mention.entry) { Rank::Open } else { Rank::User };
        if rank == Rank::Open && mention.trust < TRUSTED {
            continue;
        }
        out.push(Candidate {
            span: mention.span,
            label: Label::from(lexicon.label(mention.entry).0),
            rank,
            // The order of trust matters, not the figure: it breaks ties of equally long names.
            score: f32::from(mention.trust.min(3)) / 4.0 + 0.2,
            source: Source::Lexicon,
            restore: mention.restore,
            entry: Some(mention.entry),
            value: None,
        });
    }
}

/// Proposes the names that the tagger finds.
pub(crate) fn tagged(tagger: &Tagger, evidence: &Evidence, view: &View<'_>, out: &mut Vec<Candidate>) {
    let labels: Vec<Label> = tagger.labels().iter().map(|l| Label::from(l.as_str())).collect();
    for found in tagger.tag(view, evidence) {
        let Some(label) = labels.get(found.label) else { continue };
        out.push(Candidate {
            span: found.span,
            label: label.clone(),
            rank: Rank::Open,
            score: found.score,
            source: Source::Tagger,
            restore: swallowed(view, found.tokens.0 as usize, found.span.start),
            entry: None,
            value: None,
        });
    }
}

/// What a name lacks that begins at `start` within token `first`: after ل + ال, which is written لل, the alef.
fn swallowed(view: &View<'_>, first: usize, start: usize) -> &'static str {
    let begin = view.tokens.get(first).map_or(start, |t| t.span.start);
    let before = view.text.get(begin..start).unwrap_or("");
    if before.ends_with('ل') && view.text.get(start..).is_some_and(|rest| rest.starts_with('ل')) { "ا" } else { "" }
}
