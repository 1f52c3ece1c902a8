//! Words, numbers and marks.

use crate::span::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters of Arabic script.
    Arabic,
    /// Letters of another script, with digits and apostrophes inside (`F16`, `covid19`, `O'Neil`).
    Latin,
    /// Digits, with separators inside (`3.5`, `1,000`).
    Number,
    /// One mark of punctuation or a symbol.
    Mark,
    /// One line break or a run of them, with the blanks between.
    Break,
}

/// A token of the match form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the match form.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// Classes of characters; `SLOW` sends a character outside the tables to [`classify`].
const BLANK: u8 = 0;
const BREAK: u8 = 1;
const DIGIT: u8 = 2;
const ARABIC: u8 = 3;
const LATIN: u8 = 4;
const MARK: u8 = 5;
const SLOW: u8 = 6;

/// The class of a character, decided from what it is; the tables below are filled from it.
const fn classify_const(c: u32) -> u8 {
    match c {
        // LINE FEED, CARRIAGE RETURN, NEXT LINE, LINE SEPARATOR, PARAGRAPH SEPARATOR
        0x0A | 0x0D | 0x85 | 0x2028 | 0x2029 => BREAK,
        0x09 | 0x0B | 0x0C | 0x20 | 0xA0 => BLANK,
        0x30..=0x39 => DIGIT,
        0x41..=0x5A | 0x61..=0x7A => LATIN,
        0x00..=0x7F => MARK,
        // Letters, and marks for callers that pass text which was not normalized.
        0x0621..=0x063F | 0x0641..=0x065F | 0x066E..=0x06D3 | 0x06D5..=0x06DC => ARABIC,
        // ARABIC TATWEEL and the small marks above and below.
        0x0640 | 0x0610..=0x061A | 0x06DF..=0x06E8 | 0x06EA..=0x06ED | 0x06FA..=0x06FC | 0x06FF => ARABIC,
        0x0600..=0x06FF => MARK,
        _ => SLOW,
    }
}

/// The class of a character outside the tables.
#[cold]
fn classify(c: char) -> u8 {
    match c {
        '\u{85}' | '\u{2028}' | '\u{2029}' => BREAK,
        '\u{0750}'..='\u{077F}'
        | '\u{0870}'..='\u{08FF}'
        | '\u{FB50}'..='\u{FD3D}'
        | '\u{FD50}'..='\u{FDFB}'
        | '\u{FE70}'..='\u{FEFC}' => ARABIC,
        c if c.is_whitespace() => BLANK,
        // Combining marks of Latin, Greek and Cyrillic stay in their word.
        '\u{0300}'..='\u{036F}' => LATIN,
        c if c.is_alphanumeric() => LATIN,
        _ => MARK,
    }
}

static ASCII: [u8; 128] = {
    let mut table = [MARK; 128];
    let mut c = 0;
    while c < 128 {
        table[c as usize] = classify_const(c);
        c += 1;
    }
    table
};

/// U+0600–U+06FF: in UTF-8 a lead byte 0xD8–0xDB and one more.
static BLOCK: [u8; 256] = {
    let mut table = [MARK; 256];
    let mut c = 0;
    while c < 256 {
        table[c as usize] = classify_const(0x600 + c);
        c += 1;
    }
    table
};

/// The class and length of the character that begins at byte `at`.
#[inline(always)]
fn class_at(text: &str, at: usize) -> (u8, usize) {
    let bytes = text.as_bytes();
    let first = bytes[at];
    if first < 0x80 {
        return (ASCII[first as usize], 1);
    }
    if let Some(class) = arabic_block(bytes, at) {
        return (class, 2);
    }
    match text.get(at..).and_then(|rest| rest.chars().next()) {
        Some(c) => (classify(c), c.len_utf8()),
        None => (MARK, 1),
    }
}

/// The class of the character at `at` where it lies in U+0600–U+06FF.
#[inline(always)]
fn arabic_block(bytes: &[u8], at: usize) -> Option<u8> {
    let &[lead, trail] = bytes.get(at..at + 2)?.first_chunk::<2>()?;
    (0xD8..=0xDB).contains(&lead).then(|| BLOCK[((lead as usize & 3) << 6) | (trail as usize & 0x3F)])
}

/// The tokens of a text in order. White space lies between tokens; line breaks are a token of their own.
///
/// A hyphen, a slash, `#` and `@` are marks: `F-16` and `كوفيد-19` are three tokens, an address is several. One pass over
/// the bytes, about 0.5 GB/s on news (`benches/segment.rs`); 24 bytes for each token.
///
/// ```
/// use rasad::segment::tokens;
/// let text = "بلغ 3.5 مليون.وكان";
/// let words: Vec<_> = tokens(text).iter().map(|t| &text[t.span.range()]).collect();
/// assert_eq!(words, ["بلغ", "3.5", "مليون", ".", "وكان"]);
/// ```
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut out: Vec<Token> = Vec::with_capacity(text.len() / 8 + 4);
    let mut at = 0;
    while at < bytes.len() {
        let (class, len) = class_at(text, at);
        let start = at;
        at += len;
        let kind = match class {
            BLANK => continue,
            ARABIC => {
                at = arabic_end(text, at);
                TokenKind::Arabic
            }
            DIGIT => {
                at = number_end(bytes, at);
                TokenKind::Number
            }
            LATIN => {
                at = latin_end(text, at);
                TokenKind::Latin
            }
            BREAK => {
                at = break_end(text, at);
                TokenKind::Break
            }
            _ => TokenKind::Mark,
        };
        out.push(Token { span: Span::new(start, at), kind });
    }
    out
}

#[inline(always)]
fn arabic_end(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    loop {
        match arabic_block(bytes, at) {
            Some(ARABIC) => at += 2,
            Some(_) => return at,
            // Letters outside the main block are rare.
            None if bytes.get(at).is_some_and(|&b| b >= 0xE0) => match class_at(text, at) {
                (ARABIC, len) => at += len,
                _ => return at,
            },
            None => return at,
        }
    }
}

fn number_end(bytes: &[u8], mut at: usize) -> usize {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    loop {
        match bytes.get(at) {
            Some(b'0'..=b'9') => at += 1,
            Some(b'.' | b',') if digit(at + 1) => at += 2,
            _ => return at,
        }
    }
}

fn latin_end(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while at < bytes.len() {
        match class_at(text, at) {
            (LATIN | DIGIT, len) => at += len,
            _ => {
                // An apostrophe (U+0027 or U+2019) between letters: O'Neil, d’Ivoire.
                let len = match bytes[at] {
                    b'\'' => 1,
                    0xE2 if bytes[at..].starts_with("’".as_bytes()) => 3,
                    _ => return at,
                };
                if at + len < bytes.len() && class_at(text, at + len).0 == LATIN {
                    at += len;
                } else {
                    return at;
                }
            }
        }
    }
    at
}

fn break_end(text: &str, mut at: usize) -> usize {
    let mut end = at;
    while at < text.len() {
        let (class, len) = class_at(text, at);
        at += len;
        match class {
            BREAK => end = at,
            BLANK => {}
            _ => break,
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|t| &text[t.span.range()]).collect()
    }

    #[test]
    fn marks_stand_alone_and_breaks_run_together() {
        assert_eq!(words("قال: «لا».\n \nثم"), ["قال", ":", "«", "لا", "»", ".", "\n \n", "ثم"]);
    }

    #[test]
    fn latin_words_keep_digits_and_apostrophes() {
        assert_eq!(words("Côte d’Ivoire O'Neil's F16"), ["Côte", "d’Ivoire", "O'Neil's", "F16"]);
        assert_eq!(words("'quoted'"), ["'", "quoted", "'"]);
    }

    #[test]
    fn a_separator_at_the_end_of_a_number_is_a_mark() {
        assert_eq!(words("بلغ 3.5% و1,000، عام 2015."), ["بلغ", "3.5", "%", "و", "1,000", "،", "عام", "2015", "."]);
    }

    #[test]
    fn letters_outside_the_main_block_join_their_word() {
        assert_eq!(words("\u{0750}ب \u{08A0}ت ﷲ"), ["\u{0750}ب", "\u{08A0}ت", "ﷲ"]);
    }

    #[test]
    fn the_table_agrees_with_the_slow_way() {
        // The tables hold U+0000–U+007F and U+0600–U+06FF; whitespace and digits there must be what Rust says.
        for c in (0..128u32).chain(0x600..0x700).filter_map(char::from_u32) {
            let mut text = String::new();
            text.push(c);
            let (class, len) = class_at(&text, 0);
            assert_eq!(len, c.len_utf8());
            assert_eq!(matches!(class, BLANK | BREAK), c.is_whitespace(), "{c:?}");
            if c.is_ascii() {
                assert_eq!(class == LATIN, c.is_alphabetic(), "{c:?}");
            }
        }
    }
}
