//! Sentence borders, also where the space after a full stop is missing.

use std::ops::Range;

use super::token::{Token, TokenKind};

/// The sentences of a tokenised text, as ranges of token indices that cover all tokens.
///
/// A sentence ends after `.` `!` `؟` `?` (with the closing marks that follow) or with a line break, which belongs to the
/// sentence before it. A full stop does not end one after a title's letter (`د. أحمد`), between single letters (`أ.ف.ب`,
/// also with blanks), inside a number or an address, or as part of an ellipsis. A range without a word joins its neighbour.
///
/// ```
/// use rasad::segment::{sentences, tokens};
/// let text = "انتهى الاجتماع.وكان طويلا";
/// assert_eq!(sentences(text, &tokens(text)).len(), 2);
/// ```
#[must_use]
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let scan = Scan { text, tokens };
    let mut out: Vec<Range<usize>> = Vec::with_capacity(tokens.len() / 24 + 1);
    let (mut start, mut at) = (0, 0);
    // Whether a word has stood in this sentence, and whether a plain `"` is open in this line.
    let (mut worded, mut open) = (false, false);
    while let Some(token) = tokens.get(at) {
        let mut ends = false;
        match token.kind {
            TokenKind::Break => {
                ends = true;
                open = false;
            }
            TokenKind::Mark => match scan.byte(at) {
                b'"' => open = !open,
                b'.' => ends = scan.stop_ends(at),
                b'!' | b'?' | 0xD8 => ends = scan.question_ends(at),
                _ => {}
            },
            _ => worded = true,
        }
        at += 1;
        if !ends {
            continue;
        }
        while scan.closes(at, &mut open) {
            at += 1;
        }
        if scan.kind(at) == Some(TokenKind::Break) {
            open = false;
            at += 1;
        }
        if worded {
            out.push(start..at);
            start = at;
            worded = false;
        } else if let Some(last) = out.last_mut() {
            last.end = at;
            start = at;
        }
    }
    if start < tokens.len() {
        match out.last_mut() {
            Some(last) if !worded => last.end = tokens.len(),
            _ => out.push(start..tokens.len()),
        }
    }
    out
}

struct Scan<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Scan<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).and_then(|t| t.span.slice(self.text)).unwrap_or("")
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|t| t.kind)
    }

    /// The first byte of a token, 0 past the end.
    fn byte(&self, at: usize) -> u8 {
        self.tokens.get(at).and_then(|t| self.text.as_bytes().get(t.span.start)).copied().unwrap_or(0)
    }

    /// Whether no blank lies between this token and the next.
    fn glued(&self, at: usize) -> bool {
        matches!((self.tokens.get(at), self.tokens.get(at + 1)), (Some(a), Some(b)) if a.span.end == b.span.start)
    }

    fn single_letter(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(TokenKind::Arabic | TokenKind::Latin)) && self.letter(at).chars().count() == 1
    }

    /// A word without the conjunction (`ود. أحمد`).
    fn letter(&self, at: usize) -> &'a str {
        let word = self.word(at);
        if word.len() == 4 { word.strip_prefix('و').unwrap_or(word) } else { word }
    }

    fn stop_ends(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        // An ellipsis (`..`, `...`, `. .`) is a pause; only a line break after it ends the sentence.
        if self.byte(before) == b'.' || self.byte(at + 1) == b'.' {
            return false;
        }
        // `« … .»، ثم`
        let mut next = at + 1;
        while matches!(self.word(next), "»" | "”" | "\"" | ")") {
            next += 1;
        }
        if matches!(self.word(next), "،" | "؛" | ",") {
            return false;
        }
        let tight_before = self.glued(before);
        let tight_after = self.glued(at);
        let (kind_before, kind_after) = (self.kind(before), self.kind(at + 1));
        // `6 .2 طن`: a decimal written the other way round.
        if kind_before == Some(TokenKind::Number) && kind_after == Some(TokenKind::Number) && tight_after {
            return false;
        }
        if self.single_letter(before) {
            let first = before.checked_sub(1);
            // `عام 2010 م. وكان`: the letter belongs to the year.
            let after_number = first.is_some_and(|i| self.kind(i) == Some(TokenKind::Number));
            // `أ.ف.ب`, `U.S.`, and with blanks: `ا .ف .ب`, but not before a conjunction that stands alone.
            let tight = tight_before && tight_after;
            if self.single_letter(at + 1) && (tight || !after_number && self.word(at + 1) != "و") {
                return false;
            }
            // The last letter of `أ.ف.ب.` is no title.
            let in_acronym = first.is_some_and(|i| self.byte(i) == b'.' && (self.glued(i) || !tight_before));
            let title = kind_after == Some(TokenKind::Arabic)
                && match self.letter(before) {
                    "م" | "ا" | "أ" | "ق" | "ص" | "ج" | "ه" => tight_before,
                    // `د . محمد`
                    "د" => tight_before || !self.word(at + 1).starts_with('و'),
                    _ => false,
                };
            let initial = tight_before && kind_before == Some(TokenKind::Latin) && kind_after == Some(TokenKind::Latin);
            if (title || initial) && !after_number && (!in_acronym || tight_after || self.letter(before) == "د") {
                return false;
            }
        }
        if kind_before == Some(TokenKind::Latin) && tight_before {
            // `alkhaleej.ae`
            if tight_after
                && matches!(kind_after, Some(TokenKind::Latin | TokenKind::Number))
                && !self.word(at + 1).starts_with(char::is_uppercase)
            {
                return false;
            }
            if matches!(self.word(before), "Mr" | "Mrs" | "Ms" | "Dr" | "St" | "No" | "Jr" | "vs" | "Prof" | "Inc")
                && matches!(kind_after, Some(TokenKind::Latin | TokenKind::Number))
            {
                return false;
            }
        }
        true
    }

    fn question_ends(&self, at: usize) -> bool {
        if !matches!(self.word(at), "!" | "?" | "؟") {
            return false;
        }
        // `(؟)`, and `page?id=5`
        if at.checked_sub(1).is_some_and(|i| self.byte(i) == b'(') {
            return false;
        }
        if self.kind(at + 1) == Some(TokenKind::Latin) && self.glued(at) && at > 0 && self.glued(at - 1) {
            return false;
        }
        // `«من سيربح المليون؟» على قناة …`: after a closing mark only a new beginning ends the sentence.
        let mut next = at + 1;
        while next < at + 8 && matches!(self.word(next), "!" | "?" | "؟") {
            next += 1;
        }
        if !matches!(self.word(next), "»" | "”" | "\"" | ")") || !self.glued(next - 1) {
            return !matches!(self.word(next), "،" | "؛");
        }
        match self.kind(next + 1) {
            None | Some(TokenKind::Break) => true,
            Some(TokenKind::Arabic) => self.glued(next) || self.word(next + 1).starts_with('و'),
            _ => self.byte(next + 1) == b'.',
        }
    }

    /// Whether the mark at `at` still belongs to the sentence that has just ended.
    fn closes(&self, at: usize, open: &mut bool) -> bool {
        let glued = at > 0 && self.glued(at - 1);
        match self.word(at) {
            "»" | "”" | ")" | "]" | "." | "!" | "؟" | "?" | "…" => true,
            "\"" if *open => {
                // With a blank before it and none after it, the mark opens: the earlier one was never closed.
                let opens = !glued && self.glued(at);
                if !opens {
                    *open = false;
                }
                !opens
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens;
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let tokens = tokens(text);
        sentences(text, &tokens)
            .into_iter()
            .map(|range| text[tokens[range.start].span.start..tokens[range.end - 1].span.end].trim())
            .collect()
    }

    #[test]
    fn the_ranges_cover_all_tokens() {
        for text in ["", ".", "\n\n", "...\n", "قال.\n\n***\n\nثم", "\n\nعنوان\nنص. نص"] {
            let tokens = tokens(text);
            let ranges = sentences(text, &tokens);
            let mut at = 0;
            for range in &ranges {
                assert_eq!(range.start, at, "{text:?}");
                assert!(range.end > range.start);
                at = range.end;
            }
            assert_eq!(at, tokens.len(), "{text:?}");
        }
    }

    #[test]
    fn an_opening_mark_begins_the_next_sentence() {
        assert_eq!(cut("انتهى. \"نعم\" قال"), ["انتهى.", "\"نعم\" قال"]);
        assert_eq!(cut("قال \"انتهى.\" ثم مضى"), ["قال \"انتهى.\"", "ثم مضى"]);
    }
}
