//! *Finds*: web addresses with a scheme (`https://…`), with `www.`, and bare domains with a well-known ending
//! (`example.com/page`).
//!
//! *Does not find*: closing punctuation after the address; file names; abbreviations with dots.
//!
//! *Value*: the address as it stands.
//!
//! *Examples*: `انظر https://example.org/a?b=1.` → `https://example.org/a?b=1`.

use super::Hit;
use super::context::Context;
use crate::entity::Label;
use crate::segment::TokenKind;

/// An address longer than this is cut: it keeps the work linear.
const LONGEST: usize = 2048;

const ENDINGS: [&str; 40] = [
    "com", "org", "net", "edu", "gov", "int", "info", "news", "tv", "me", "io", "co", "uk", "de", "fr", "eg", "sa",
    "ae", "qa", "kw", "bh", "om", "ye", "iq", "sy", "lb", "jo", "ps", "sd", "ly", "tn", "dz", "ma", "mr", "ml", "us",
    "ru", "tr", "ir", "app",
];

/// The address that begins at token `index`.
pub(super) fn at(cx: &Context<'_>, index: usize) -> Option<Hit> {
    if cx.kind(index) != Some(TokenKind::Latin) || (cx.glued(index) && matches!(cx.text_before(index), "@" | "." | "/"))
    {
        return None;
    }
    let start = cx.token_start(index);
    let rest = cx.text.get(start..)?;
    let prefix = ["https://", "http://", "ftp://", "www."]
        .iter()
        .find(|p| rest.as_bytes().get(..p.len()).is_some_and(|b| b.eq_ignore_ascii_case(p.as_bytes())));
    let length = match prefix {
        Some(prefix) => {
            let length = extent(rest);
            (length > prefix.len()).then_some(length)?
        }
        None => bare(rest)?,
    };
    let end = start + length;
    let next = cx.token_after(end, index);
    let text = cx.text.get(start..end)?;
    Some(Hit::new(Label::Url, start, end, text.to_owned(), next))
}

/// How far an address reaches: up to white space or a quotation mark, without closing punctuation.
fn extent(rest: &str) -> usize {
    let mut end = 0;
    let mut open = 0usize;
    let mut last_good = 0;
    for (at, c) in rest.char_indices() {
        if at > LONGEST || c.is_whitespace() || matches!(c, '"' | '«' | '»' | '“' | '”' | '<' | '>' | '،' | '؛' | '؟')
        {
            break;
        }
        end = at + c.len_utf8();
        match c {
            '(' | '[' => open += 1,
            ')' | ']' if open > 0 => {
                open -= 1;
                last_good = end;
            }
            ')' | ']' => break,
            '.' | ',' | ':' | ';' | '!' | '?' | '\'' | '*' | '_' => {}
            _ => last_good = end,
        }
        // Arabic glued to an address without a slash begins the next word: example.comوقال
        if ('\u{0621}'..='\u{064A}').contains(&c)
            && !rest.get(..at).unwrap_or("").trim_start_matches("https://").trim_start_matches("http://").contains('/')
        {
            return at;
        }
    }
    let _ = end;
    last_good
}

/// `name.example.com` with a path, where the ending is known.
fn bare(rest: &str) -> Option<usize> {
    let host = rest.bytes().take(253).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
    let name = rest.get(..host)?.trim_end_matches(['.', '-']);
    let (_, ending) = name.rsplit_once('.')?;
    let known = ENDINGS.iter().any(|e| ending.eq_ignore_ascii_case(e));
    let labels = name.split('.').all(|l| !l.is_empty());
    if !known || !labels || name.len() < 4 || rest.as_bytes().get(host) == Some(&b'@') {
        return None;
    }
    Some(if rest.as_bytes().get(name.len()) == Some(&b'/') { extent(rest).max(name.len()) } else { name.len() })
}
