//! The leading `date YYYY-MM-DD` line that scraped articles carry: metadata, not text.

use crate::values::Day;

/// A header at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// Bytes of the text up to the first letter of the text proper.
    pub len: usize,
    /// The day it names.
    pub day: Day,
}

/// The header of `text`, if it begins with one.
///
/// *Finds* `date 2025-09-05`, `Date: 2025/09/05`, `DATE=2025-9-5`, with white space before and after.
///
/// *Does not find* a date without the word, the word without a full date, a day that does not exist.
pub(crate) fn find(text: &str) -> Option<Header> {
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200E}' | '\u{200F}');
    let rest = text.trim_start_matches(blank);
    let word = rest.get(..4)?;
    if !word.eq_ignore_ascii_case("date") {
        return None;
    }
    let rest = rest.get(4..)?;
    let after = rest.trim_start_matches(|c: char| blank(c) || matches!(c, ':' | '='));
    if after.len() == rest.len() {
        return None;
    }
    let (year, rest) = number(after, 4, 4)?;
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (month, rest) = number(rest.strip_prefix(separator)?, 1, 2)?;
    let (day, rest) = number(rest.strip_prefix(separator)?, 1, 2)?;
    if rest.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let day = Day::try_new(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
    let rest = rest.trim_start_matches(|c: char| blank(c));
    Some(Header { len: text.len() - rest.len(), day })
}

/// A decimal number of `least` to `most` digits at the start of `text`, and what follows.
fn number(text: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let mut value = 0;
    let mut digits = 0;
    for c in text.chars() {
        let Some(digit) = digit(c) else { break };
        digits += 1;
        if digits > most {
            return None;
        }
        value = value * 10 + digit;
    }
    if digits < least {
        return None;
    }
    let rest = text.char_indices().nth(digits).map_or("", |(at, _)| &text[at..]);
    Some((value, rest))
}

/// The value of a digit of any of the three scripts.
fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '٠'..='٩' => Some(c as u32 - '٠' as u32),
        '۰'..='۹' => Some(c as u32 - '۰' as u32),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_and_ends_where_the_text_begins() {
        let text = " date 2025-09-05 قال مصدر";
        let header = find(text).unwrap();
        assert_eq!(&text[header.len..], "قال مصدر");
        assert_eq!(header.day, Day { year: 2025, month: 9, day: 5 });
        assert!(find("Date: ٢٠٢٥/٩/٥\nنص").is_some());
        assert_eq!(find("date 2025-09-05").unwrap().len, "date 2025-09-05".len());
    }

    #[test]
    fn other_beginnings_are_text() {
        for text in [
            "",
            "date",
            "date 2025",
            "2025-09-05 قال",
            "date 2025-02-30 قال",
            "dates 2025-09-05",
            "date2025-09-05x",
            "قال",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
