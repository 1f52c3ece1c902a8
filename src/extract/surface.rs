//! From a span of the match form to what a reader sees: the exact surface, the proclitics before it, the citation form.

use crate::segment::{TokenKind, View};
use crate::span::Span;

/// U+0640 ARABIC TATWEEL: it belongs to the letter before it (1446هـ), and never begins a surface.
const TATWEEL: char = '\u{0640}';

/// Whether `c` never begins or ends a surface: it cannot be seen.
fn is_trimmed(c: char) -> bool {
    c.is_whitespace()
        || matches!(c,
            '\u{00AD}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'
            | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether `c` belongs to the letter before it and so cannot begin a surface.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06DC}'
        | '\u{06DF}'..='\u{06E8}' | '\u{06EA}'..='\u{06ED}' | '\u{08D3}'..='\u{08FF}')
}

/// `span` of the original text without invisible characters at its ends.
pub(crate) fn trim(text: &str, span: Span) -> Span {
    let Some(surface) = span.slice(text) else { return span };
    let start = surface.trim_start_matches(|c| is_trimmed(c) || is_mark(c) || c == TATWEEL);
    let end = start.trim_end_matches(is_trimmed);
    let from = span.start + (surface.len() - start.len());
    Span::new(from, from + end.len())
}

/// The citation form of a surface: without marks, tatweel and invisible characters, one blank between words, and with
/// `restore` before it (what لل has swallowed).
pub(crate) fn name(surface: &str, restore: &str) -> String {
    let mut out = String::with_capacity(restore.len() + surface.len());
    out.push_str(restore);
    let mut blank = false;
    for c in surface.chars() {
        if c.is_whitespace() {
            blank = true;
        } else if !is_mark(c) && !is_trimmed(c) && c != TATWEEL {
            if blank && !out.is_empty() {
                out.push(' ');
            }
            blank = false;
            out.push(c);
        }
    }
    out
}

/// The proclitics before `span`: glued to its first word (`بباماكو` → `ب`), or before a quotation mark or bracket that
/// stands directly before it (`ل"ارم نيوز"` → `ل`).
pub(crate) fn prefix<'t>(view: &View<'t>, span: Span) -> &'t str {
    let index = view.tokens.partition_point(|t| t.span.end <= span.start);
    let Some(token) = view.tokens.get(index) else { return "" };
    if token.span.start < span.start {
        let glued = &view.text[token.span.start..span.start];
        return if is_proclitics(glued) { glued } else { "" };
    }
    let mut at = index;
    // At most two marks: a bracket and a quotation mark.
    for _ in 0..2 {
        let (Some(mark), Some(here)) = (at.checked_sub(1).and_then(|i| view.tokens.get(i)), view.tokens.get(at)) else {
            return "";
        };
        let opens =
            matches!(mark.span.slice(view.text), Some("\"" | "«" | "“" | "”" | "„" | "'" | "‘" | "(" | "[" | "`"));
        if mark.kind != TokenKind::Mark || mark.span.end != here.span.start || !opens {
            return "";
        }
        at -= 1;
        let Some(word) = at.checked_sub(1).and_then(|i| view.tokens.get(i)) else { return "" };
        if word.kind == TokenKind::Arabic && word.span.end == mark.span.start {
            let text = word.span.slice(view.text).unwrap_or("");
            return if is_proclitics(text) { text } else { "" };
        }
    }
    ""
}

/// Whether a piece of text is nothing but proclitics.
fn is_proclitics(text: &str) -> bool {
    !text.is_empty() && text.len() <= 8 && text.chars().all(|c| matches!(c, 'و' | 'ف' | 'ب' | 'ك' | 'ل' | 'س'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::{sentences, tokens};

    fn prefix_of(text: &str, name: &str) -> String {
        let tokens = tokens(text);
        let sentences = sentences(text, &tokens);
        let view = View { text, tokens: &tokens, sentences: &sentences };
        let start = text.find(name).unwrap();
        prefix(&view, Span::new(start, start + name.len())).to_owned()
    }

    #[test]
    fn the_prefix_is_found_glued_and_across_quotation_marks() {
        assert_eq!(prefix_of("في تصريح ل\"ارم نيوز\"", "ارم نيوز"), "ل");
        assert_eq!(prefix_of("وصل وببغداد", "بغداد"), "وب");
        assert_eq!(prefix_of("قال (\"الخليج\")", "الخليج"), "");
        assert_eq!(prefix_of("من \"الخليج\"", "الخليج"), "");
        assert_eq!(prefix_of("بغداد", "بغداد"), "");
    }

    #[test]
    fn a_surface_keeps_its_marks_and_loses_what_cannot_be_seen() {
        let text = "ل\u{0640}\u{200F}كِتابٌ\u{200F} ";
        let span = trim(text, Span::new("ل".len(), text.len()));
        assert_eq!(span.slice(text), Some("كِتابٌ"));
    }

    #[test]
    fn the_name_is_the_citation_form() {
        assert_eq!(name("لأُمم\n المُتّحدة", "ا"), "الأمم المتحدة");
        assert_eq!(name("إرم نيـــوز", ""), "إرم نيوز");
    }
}
