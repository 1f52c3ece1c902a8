//! The only place that maps positions of a normalized text to the original and back.

use crate::span::Span;

/// Which bytes of the normalized text came from which bytes of the original.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// `(source, normalized)` starts of pieces, ascending; a last pair holds both lengths.
    pieces: Vec<(u32, u32)>,
}

impl Alignment {
    pub(crate) fn from_pieces(pieces: Vec<(u32, u32)>) -> Self {
        Self { pieces }
    }

    /// The original bytes of a span of the normalized text.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Span {
        let first = self.pieces.partition_point(|p| (p.1 as usize) <= span.start).saturating_sub(1);
        let last = self.pieces.partition_point(|p| (p.1 as usize) < span.end);
        let at = |i: usize| self.pieces.get(i).or(self.pieces.last()).map_or(0, |p| p.0 as usize);
        Span::new(at(first), at(last))
    }
}

/// A text and its normalized form, with the way between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aligned {
    source: String,
    text: String,
    alignment: Alignment,
}

impl Aligned {
    pub(crate) fn new(source: String, text: String, alignment: Alignment) -> Self {
        Self { source, text, alignment }
    }

    /// The original.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The normalized form.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The original bytes of a span of the normalized text.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Span {
        self.alignment.to_source(span)
    }
}
