//! Hashtags: `#` and a word with underscores, with at least one letter (`#1` is a number), not inside a word or entity.

use super::{before, is_word};
use crate::span::Span;

/// The hashtag whose `#` stands at `at`.
pub(super) fn at(text: &str, at: usize) -> Option<Span> {
    if before(text, at).is_some_and(|c| is_word(c) || c == '&') {
        return None;
    }
    let body = text.get(at + 1..)?;
    let length = body.find(|c| !(is_word(c) || matches!(c, '\u{640}' | '\u{200C}'))).unwrap_or(body.len());
    let lettered = body.get(..length)?.chars().any(char::is_alphabetic);
    lettered.then(|| Span::new(at, at + 1 + length))
}

/// The words of a hashtag.
pub(super) fn words(hashtag: &str) -> String {
    let words = hashtag.trim_start_matches('#').split('_').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
