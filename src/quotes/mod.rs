//! Who said what.

use crate::document::QuoteKind;
use crate::entity::Label;
use crate::segment::View;
use crate::span::Span;

/// A known name in the text, as quotation finding sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Bytes of the match form.
    pub span: Span,
    /// What it is.
    pub label: Label,
    /// Bytes of the match form of the title or description, for a person that has one.
    pub role: Option<Span>,
}

/// One attributed statement. All spans are bytes of the match form.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The words said, without the quotation marks.
    pub span: Span,
    /// Direct or indirect.
    pub kind: QuoteKind,
    /// How it is written: `quoted`, `colon`, `clause` or `masdar`.
    pub form: &'static str,
    /// The source's mention as it stands; for a pronoun subject the last explicit one.
    pub speaker: Option<Span>,
    /// Index into the known names.
    pub speaker_name: Option<usize>,
    /// Whether the verb has only a pronoun subject.
    pub pronoun: bool,
    /// The speaker's title or description.
    pub role: Option<Span>,
    /// The reporting word with its proclitic.
    pub cue: Option<Span>,
    /// The media body that received it.
    pub outlet: Option<Span>,
}

/// All attributed statements, in the order of the text. `names` are in the order of the text, without overlap.
#[must_use]
pub fn find(_view: &View<'_>, _names: &[Named]) -> Vec<Statement> {
    Vec::new()
}
