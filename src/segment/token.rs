//! Words, numbers and marks.

use crate::span::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters of Arabic script.
    Arabic,
    /// Letters of another script, with digits inside (`F16`, `covid19`).
    Latin,
    /// Digits, with separators inside (`3.5`, `1,000`).
    Number,
    /// One mark of punctuation or a symbol.
    Mark,
    /// One line break or a run of them.
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

fn kind(c: char) -> Option<TokenKind> {
    match c {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some(TokenKind::Break),
        c if c.is_whitespace() => None,
        '0'..='9' => Some(TokenKind::Number),
        '\u{0621}'..='\u{064A}'
        | '\u{066E}'..='\u{06D3}'
        | '\u{06D5}'
        | '\u{06FA}'..='\u{06FF}'
        | '\u{0750}'..='\u{077F}'
        | '\u{08A0}'..='\u{08FF}'
        | '\u{FB50}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFC}' => Some(TokenKind::Arabic),
        '\u{064B}'..='\u{065F}' | '\u{0610}'..='\u{061A}' | '\u{06D6}'..='\u{06ED}' => Some(TokenKind::Arabic),
        c if c.is_alphanumeric() => Some(TokenKind::Latin),
        _ => Some(TokenKind::Mark),
    }
}

/// The tokens of a text in order. White space lies between tokens; a line break is a token of its own.
///
/// ```
/// use rasad::segment::tokens;
/// let text = "بلغ 3.5 مليون.وكان";
/// let words: Vec<_> = tokens(text).iter().map(|t| &text[t.span.range()]).collect();
/// assert_eq!(words, ["بلغ", "3.5", "مليون", ".", "وكان"]);
/// ```
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(text.len() / 9);
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let Some(kind_of) = kind(c) else { continue };
        let mut end = start + c.len_utf8();
        match kind_of {
            TokenKind::Mark => {}
            TokenKind::Number => {
                while let Some(&(at, c)) = chars.peek() {
                    let next_is_digit = || text[at + c.len_utf8()..].starts_with(|d: char| d.is_ascii_digit());
                    if c.is_ascii_digit() || (matches!(c, '.' | ',') && next_is_digit()) {
                        end = at + c.len_utf8();
                        chars.next();
                    } else {
                        break;
                    }
                }
            }
            _ => {
                while let Some(&(at, c)) = chars.peek() {
                    let same = match kind(c) {
                        Some(TokenKind::Number) => kind_of == TokenKind::Latin,
                        other => other == Some(kind_of),
                    };
                    if !same {
                        break;
                    }
                    end = at + c.len_utf8();
                    chars.next();
                }
            }
        }
        out.push(Token { span: Span::new(start, end), kind: kind_of });
    }
    out
}
