//! Sentences, words and proclitics, as spans of the match form.
//!
//! Everything after normalization sees a [`View`]: the text in the `match` profile, its tokens, its sentences.

mod proclitic;
mod sentence;
mod token;

use std::ops::Range;

pub use proclitic::{Proclitic, proclitics};
pub use sentence::sentences;
pub use token::{Token, TokenKind, tokens};

/// What the finding layers see of a text: spans are bytes of `text`, which is the `match` form.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The text in the `match` profile.
    pub text: &'a str,
    /// Its tokens, in order.
    pub tokens: &'a [Token],
    /// Its sentences, as ranges of token indices; together they cover all tokens.
    pub sentences: &'a [Range<usize>],
}

impl<'a> View<'a> {
    /// The text of token `index`, or the empty text past the end.
    #[must_use]
    pub fn word(&self, index: usize) -> &'a str {
        self.tokens.get(index).and_then(|t| t.span.slice(self.text)).unwrap_or("")
    }

    /// The kind of token `index`, if there is one.
    #[must_use]
    pub fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|t| t.kind)
    }
}
