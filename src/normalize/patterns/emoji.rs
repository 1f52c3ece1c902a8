//! Emoji, as whole sequences: skin tones, joined families, flags, keycaps, tagged flags.

use crate::chars::{is_pictograph, is_symbol};
use crate::span::Span;

const VARIATION: char = '\u{FE0F}';

/// The emoji sequence that starts at `at`.
pub(super) fn at(text: &str, at: usize) -> Option<Span> {
    let rest = text.get(at..)?;
    let mut chars = rest.chars().peekable();
    let mut length = 0;
    let first = chars.next()?;
    length += first.len_utf8();
    if matches!(first, '0'..='9' | '#' | '*') {
        // A keycap.
        length += chars.next_if_eq(&VARIATION).map_or(0, char::len_utf8);
        return chars.next_if_eq(&'\u{20E3}').map(|c| Span::new(at, at + length + c.len_utf8()));
    }
    let flag = |c: char| ('\u{1F1E6}'..='\u{1F1FF}').contains(&c);
    if flag(first) {
        length += chars.next_if(|c| flag(*c)).map_or(0, char::len_utf8);
        return Some(Span::new(at, at + length));
    }
    if !is_pictograph(first) && !(is_symbol(first) && chars.peek() == Some(&VARIATION)) {
        return None;
    }
    loop {
        let follows = |c: &char| matches!(*c, VARIATION | '\u{FE0E}' | '\u{20E3}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}');
        while let Some(c) = chars.next_if(follows) {
            length += c.len_utf8();
        }
        let mut ahead = chars.clone();
        let joined = ahead.next() == Some('\u{200D}') && ahead.next().is_some_and(|c| is_pictograph(c) || is_symbol(c));
        if !joined {
            return Some(Span::new(at, at + length));
        }
        length += chars.by_ref().take(2).map(char::len_utf8).sum::<usize>();
    }
}
