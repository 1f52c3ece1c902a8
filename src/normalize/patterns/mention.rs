//! Mentions: `@name`, not inside a word.

use super::{before, is_word};
use crate::span::Span;

/// The mention whose `@` stands at `at`; one may follow right after another that ended at `mentioned`.
pub(super) fn at(text: &str, at: usize, mentioned: usize) -> Option<Span> {
    if before(text, at).is_some_and(is_word) && (mentioned == 0 || mentioned != at) {
        return None;
    }
    let name = text.get(at + 1..)?;
    let length = name.find(|c| !is_word(c)).unwrap_or(name.len());
    let named = name.get(..length)?.chars().any(char::is_alphanumeric);
    named.then(|| Span::new(at, at + 1 + length))
}
