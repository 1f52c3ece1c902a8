//! What extraction gives back for one text. All spans are bytes of the original text.

use crate::entity::{Entity, Label};
use crate::span::Span;

/// One text with everything found in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The original text.
    pub text: String,
    /// The reference date (`YYYY-MM-DD`): given, or read from a leading `date` header.
    pub date: Option<String>,
    /// The leading header, which is metadata and not text.
    pub header: Option<Span>,
    /// Mentions in the order of the text, without overlap.
    pub entities: Vec<Entity>,
    /// Each person, body or place once, most frequent first.
    pub actors: Vec<Actor>,
    /// Attributed statements in the order of the text; they may nest.
    pub quotes: Vec<Quote>,
    /// Sentences in the order of the text.
    pub sentences: Vec<Span>,
    /// Words, numbers and marks in the order of the text.
    pub tokens: Vec<Span>,
}

/// One person, body or place of a document, with its mentions.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// The fullest name found, or the canonical one.
    pub name: String,
    /// What it is.
    pub label: Label,
    /// The identity, where linked.
    pub id: Option<std::sync::Arc<str>>,
    /// Indices into `Document::entities`, in the order of the text.
    pub mentions: Vec<usize>,
}

/// Whether the words themselves or their sense is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuoteKind {
    /// The words, between quotation marks or after a colon.
    Direct,
    /// A clause after أن, إن or بأن, or a verbal noun.
    Indirect,
}

impl QuoteKind {
    /// The name used in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            QuoteKind::Direct => "direct",
            QuoteKind::Indirect => "indirect",
        }
    }
}

/// One attributed statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The words said, without the quotation marks.
    pub span: Span,
    /// Direct or indirect.
    pub kind: QuoteKind,
    /// How it is written: `quoted`, `colon`, `clause` or `masdar`.
    pub form: &'static str,
    /// The source's mention as it stands; for a pronoun subject the last explicit one.
    pub speaker: Option<Span>,
    /// Index into `Document::entities` of the speaker's name.
    pub speaker_entity: Option<usize>,
    /// Whether the verb has only a pronoun subject.
    pub pronoun: bool,
    /// The speaker's title or description.
    pub role: Option<Span>,
    /// The reporting word with its proclitic.
    pub cue: Option<Span>,
    /// The media body that received it.
    pub outlet: Option<Span>,
}
