//! Web addresses: with a scheme (`https://…`), with `www.`, or a host of a well-known ending with a path (`bit.ly/x`).
//!
//! Ends before white space, quotation marks, Arabic punctuation and closing marks of the sentence. Arabic letters belong
//! to it inside a path (`/wiki/مالي`) but not right after a Latin letter, where a new word begins without a blank.

use crate::span::Span;

const ENDINGS: [&str; 48] = [
    "com", "net", "org", "info", "edu", "gov", "int", "io", "co", "me", "tv", "ly", "gl", "be", "news", "app", "dev",
    "link", "sa", "eg", "ae", "qa", "kw", "bh", "om", "ye", "iq", "sy", "jo", "lb", "ps", "sd", "tn", "dz", "ma", "mr",
    "so", "dj", "uk", "us", "fr", "de", "tr", "ir", "il", "ru", "cn", "eu",
];

/// The address whose `:`, `/` or `w` stands at `at`, not starting before `floor`.
pub(super) fn at(text: &str, at: usize, floor: usize) -> Option<Span> {
    let bytes = text.as_bytes();
    let rest = bytes.get(at..)?;
    let start = match rest.first()? {
        b':' if rest.starts_with(b"://") => {
            let start = back(bytes, at, floor, |b| b.is_ascii_alphabetic());
            (at - start >= 3).then_some(start)?
        }
        b'/' => {
            let start = back(bytes, at, floor, |b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
            let host = text.get(start..at)?;
            let (name, ending) = host.rsplit_once('.')?;
            let known = ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending));
            let begins = name.bytes().any(|b| b.is_ascii_alphabetic()) && !name.starts_with(['.', '-']);
            (known && begins && rest.get(1).is_some_and(u8::is_ascii_graphic)).then_some(start)?
        }
        _ => {
            let glued = at
                .checked_sub(1)
                .and_then(|i| bytes.get(i))
                .is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'.' | b'-' | b'_'));
            let www = rest.get(..4).is_some_and(|b| b.eq_ignore_ascii_case(b"www."));
            (www && !glued && rest.get(4).is_some_and(u8::is_ascii_alphanumeric)).then_some(at)?
        }
    };
    let head = if rest.starts_with(b"://") { at + 3 } else { at };
    let end = end(text, head);
    (end > head).then(|| Span::new(start, end))
}

/// Where the run of bytes that `fits` before `at` begins; a host or scheme is short.
fn back(bytes: &[u8], at: usize, floor: usize, fits: impl Fn(u8) -> bool) -> usize {
    let least = floor.max(at.saturating_sub(100));
    let mut start = at;
    while start > least && bytes.get(start - 1).is_some_and(|b| fits(*b)) {
        start -= 1;
    }
    start
}

fn end(text: &str, from: usize) -> usize {
    let (mut end, mut last, mut open) = (from, '/', 0_usize);
    for c in text.get(from..).unwrap_or("").chars() {
        let inside = match c {
            '(' => {
                open += 1;
                true
            }
            // A closing mark that the address did not open ends it.
            ')' if open == 0 => false,
            ')' => {
                open -= 1;
                true
            }
            '"' | '<' | '>' | '{' | '}' | '|' | '\\' | '^' | '`' | '[' | ']' => false,
            c if c.is_ascii() => c.is_ascii_graphic(),
            c => c.is_alphanumeric() && !last.is_ascii_alphanumeric(),
        };
        if !inside {
            break;
        }
        end += c.len_utf8();
        last = c;
    }
    let address = text.get(from..end).unwrap_or("");
    from + address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '(', '-', '_', '*', '&', '#', '@']).len()
}
