//! E-mail addresses of ASCII letters: `name.surname+tag@host.example`.

use crate::span::Span;

/// The address whose `@` stands at `at`, not starting before `floor`.
pub(super) fn at(text: &str, at: usize, floor: usize) -> Option<Span> {
    let bytes = text.as_bytes();
    let local = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'%' | b'+' | b'-');
    let least = floor.max(at.saturating_sub(64));
    let mut start = at;
    while start > least && bytes.get(start - 1).is_some_and(|b| local(*b)) {
        start -= 1;
    }
    while start < at && bytes.get(start).is_some_and(|b| !b.is_ascii_alphanumeric()) {
        start += 1;
    }
    if start == at {
        return None;
    }
    let mut end = at + 1;
    while end - at < 256 && bytes.get(end).is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')) {
        end += 1;
    }
    let host = text.get(at + 1..end)?.trim_end_matches(['.', '-']);
    let (name, ending) = host.rsplit_once('.')?;
    let valid = ending.len() >= 2 && ending.bytes().all(|b| b.is_ascii_alphabetic());
    (valid && !name.is_empty() && !name.starts_with('.')).then(|| Span::new(start, at + 1 + host.len()))
}
