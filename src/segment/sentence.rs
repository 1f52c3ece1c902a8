//! Sentence borders, also where the space after a full stop is missing.

use std::ops::Range;

use super::token::{Token, TokenKind};

/// The sentences of a tokenised text, as ranges of token indices that cover all tokens.
///
/// A sentence ends after `.` `!` `؟` `?` `…` (with the closing marks that follow) or before a line break. A full stop
/// between single letters (`د.ب.أ`) or inside a number does not end one.
///
/// ```
/// use rasad::segment::{sentences, tokens};
/// let text = "انتهى الاجتماع.وكان طويلا";
/// assert_eq!(sentences(text, &tokens(text)).len(), 2);
/// ```
#[must_use]
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let word = |i: usize| tokens.get(i).and_then(|t| t.span.slice(text)).unwrap_or("");
    let mut at = 0;
    while at < tokens.len() {
        let ends = match tokens[at].kind {
            TokenKind::Break => true,
            TokenKind::Mark => match word(at) {
                "!" | "؟" | "?" | "…" => true,
                "." => {
                    let single = |i: usize| {
                        let w = word(i);
                        w.chars().count() == 1 && w.chars().all(char::is_alphabetic)
                    };
                    let title = matches!(word(at.wrapping_sub(1)), "د" | "م" | "أ" | "ا" | "ص" | "ب")
                        && tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Arabic);
                    !(at > 0 && (single(at - 1) && (single(at + 1) || title)))
                }
                _ => false,
            },
            _ => false,
        };
        at += 1;
        if ends {
            while at < tokens.len() && matches!(word(at), "\"" | "”" | "»" | ")" | "]" | "." | "!" | "؟" | "?" | "…")
            {
                // An opening quotation mark after a blank belongs to the next sentence.
                let glued = tokens[at].span.start == tokens[at - 1].span.end;
                if !glued && word(at) == "\"" {
                    break;
                }
                at += 1;
            }
            out.push(start..at);
            start = at;
        }
    }
    if start < tokens.len() {
        out.push(start..tokens.len());
    }
    out
}
