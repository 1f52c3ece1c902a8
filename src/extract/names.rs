//! Names of a lexicon as candidates.

use super::candidate::{Candidate, Rank};
use crate::entity::{Label, Source};
use crate::lexicon::{Lexicon, Mention};

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
