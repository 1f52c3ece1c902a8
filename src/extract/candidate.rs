//! What the layers propose: a place in the match form, a label, and the evidence for it.

use crate::entity::{Label, Source};
use crate::lexicon::EntryId;
use crate::span::Span;

/// How much a candidate's evidence outweighs another's, apart from length. Later is stronger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Rank {
    /// Found by likeness or statistics: tagger, document memory, the built-in lexicon, a value in words.
    Open,
    /// Named in the user's own lexicon.
    User,
    /// Certain by its form: an address, a handle, a hashtag.
    Form,
}

/// One proposal.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Candidate {
    /// Bytes of the match form, without proclitics and quotation marks.
    pub span: Span,
    pub label: Label,
    pub rank: Rank,
    /// How sure, from 0 to 1: breaks ties of equal length.
    pub score: f32,
    pub source: Source,
    /// What the span's text lacks of the citation form (after لل): nothing, `ا` or `ال`.
    pub restore: &'static str,
    /// The entry of the lexicon it was found by.
    pub entry: Option<EntryId>,
    /// The value, for values.
    pub value: Option<String>,
}
