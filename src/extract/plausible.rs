//! What a tagged span must look like to be a name: its ends are mended, and what is no name is left out.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::entity::Label;
use crate::normalize::{Normalizer, Profile};
use crate::segment::{TokenKind, View};
use crate::span::Span;
use crate::tsv::{cell, rows};

/// The span of a tagged name as it should be, or `None` where the span is no name.
///
/// `tokens` are those that the span touches; its first byte may lie behind proclitics of the first token.
pub(crate) fn mend(view: &View<'_>, tokens: (u32, u32), span: Span, label: &Label) -> Option<Span> {
    let (first, begun) = (tokens.0 as usize, tokens.1 as usize);
    let ended = without_figure(view, first, with_closing_mark(view, first, begun), label);
    let end = if ended == begun { span.end } else { view.tokens.get(ended.checked_sub(1)?)?.span.end };
    let span = Span::new(span.start, end);
    let surface = span.slice(view.text)?;
    // A letter alone is an initial or an item of a list; agencies of letters (أ ف ب) have several.
    let no_name = match label {
        Label::Org => is_description(surface),
        Label::Per => ended == first + 1 && in_idiom(view, first, surface),
        _ => false,
    };
    if surface.chars().nth(1).is_none() || no_name {
        return None;
    }
    Some(span)
}

/// Where the tokens of a name end that holds an opening quotation mark: behind the closing one if that comes next
/// (`الجوهرة "أف أم"`), otherwise before the opening one.
fn with_closing_mark(view: &View<'_>, first: usize, end: usize) -> usize {
    let mut open = None;
    for at in first..end {
        match view.word(at) {
            "\"" => open = if open.is_some() { None } else { Some(at) },
            "«" | "“" => open = Some(at),
            "»" | "”" => open = None,
            _ => {}
        }
    }
    match open {
        None => end,
        Some(_) if matches!(view.word(end), "\"" | "»" | "”") => end + 1,
        Some(at) if at > first => at,
        Some(_) => end,
    }
}

/// Where the tokens of a name end without a figure that belongs to what follows: `سوق دبي 0 .4%`.
fn without_figure(view: &View<'_>, first: usize, end: usize, label: &Label) -> usize {
    let last = end.saturating_sub(1);
    let figure = last > first && view.kind(last) == Some(TokenKind::Number);
    let goes_on = match view.word(end) {
        "%" => true,
        "." => view.kind(end + 1) == Some(TokenKind::Number),
        _ => false,
    };
    let named_by_figures = matches!(label, Label::Misc | Label::Event | Label::Fac);
    if figure && goes_on && !named_by_figures { last } else { end }
}

/// The forms of a list as the match form has them.
fn forms(list: &str) -> HashSet<String> {
    let normalizer = Normalizer::profile(Profile::Match);
    rows(list).map(|row| normalizer.align(cell(&row, 0)).text().to_owned()).collect()
}

/// Whether a word that may be a person stands in a turn of everyday speech, with the word before it or the one after.
fn in_idiom(view: &View<'_>, at: usize, surface: &str) -> bool {
    static FORMS: OnceLock<HashSet<String>> = OnceLock::new();
    let forms = FORMS.get_or_init(|| forms(include_str!("../../data/lexicon/idioms.tsv")));
    let before = at.checked_sub(1).map_or("", |before| view.word(before));
    let bare = before.strip_prefix(['و', 'ف']).unwrap_or(before);
    let whole = view.word(at) == surface;
    (whole && [before, bare].iter().any(|b| forms.contains(&format!("{b} {surface}"))))
        || forms.contains(&format!("{surface} {}", view.word(at + 1)))
}

/// Whether a text of the match form is a description of bodies: said of many, the name of none.
fn is_description(surface: &str) -> bool {
    static FORMS: OnceLock<HashSet<String>> = OnceLock::new();
    let forms = FORMS.get_or_init(|| forms(include_str!("../../data/lexicon/descriptions.tsv")));
    // Two with و between them are one no more: قوات الامن والجيش.
    forms.contains(surface)
        || surface.split_once(" و").is_some_and(|(one, other)| forms.contains(one) && forms.contains(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::{sentences, tokens};

    /// Mends the name that `[` and `]` mark in a text.
    fn mended(marked: &str, label: Label) -> Option<String> {
        let (start, end) = (marked.find('[').unwrap(), marked.find(']').unwrap() - 1);
        let text = marked.replace(['[', ']'], "");
        let tokens = tokens(&text);
        let sentences = sentences(&text, &tokens);
        let view = View { text: &text, tokens: &tokens, sentences: &sentences };
        let first = tokens.iter().position(|t| t.span.end > start).unwrap();
        let last = tokens.iter().rposition(|t| t.span.start < end).unwrap() + 1;
        mend(&view, (first as u32, last as u32), Span::new(start, end), &label)?.slice(&text).map(str::to_owned)
    }

    #[test]
    fn a_quotation_mark_that_opens_in_a_name_closes_in_it() {
        assert_eq!(mended("في تصريح ل[الجوهرة \"اف ام]\" اليوم", Label::Org).unwrap(), "الجوهرة \"اف ام\"");
        assert_eq!(mended("قال [سالم \"ان] الوضع صعب\"", Label::Per).unwrap(), "سالم");
    }

    #[test]
    fn a_figure_that_goes_on_is_no_part_of_a_name() {
        assert_eq!(mended("وانخفض [سوق دبي 0] .4%", Label::Org).unwrap(), "سوق دبي");
        assert_eq!(mended("امام [محكمة سوسة 2] بالاحتفاظ", Label::Org).unwrap(), "محكمة سوسة 2");
        assert_eq!(mended("هاتف [نوكيا 3]. 5 الجديد", Label::Misc).unwrap(), "نوكيا 3");
    }

    #[test]
    fn descriptions_and_single_letters_are_no_names() {
        assert_eq!(mended("انتشرت [قوات الامن والجيش] في المدينة", Label::Org), None);
        assert_eq!(mended("عجزت [القوات الحكومية] عن التحرك", Label::Org), None);
        assert_eq!(mended("عجز [الجيش المالي] عن التحرك", Label::Org).unwrap(), "الجيش المالي");
        assert_eq!(mended("البند [ب] من القانون", Label::Org), None);
        assert_eq!(mended("سهم [دو] للاتصالات", Label::Org).unwrap(), "دو");
    }

    #[test]
    fn a_word_of_everyday_speech_is_no_person() {
        assert_eq!(mended("والوقت ليس في [صالح] المدنيين", Label::Per), None);
        assert_eq!(mended("وفي [صالح] الجميع", Label::Per), None);
        assert_eq!(mended("ارتفع الدخان الى [عنان] السماء", Label::Per), None);
        assert_eq!(mended("وقال [صالح] في المؤتمر", Label::Per).unwrap(), "صالح");
        assert_eq!(mended("في [صالح العاروري]", Label::Per).unwrap(), "صالح العاروري");
        assert_eq!(mended("وأوضح [عنان] أمس", Label::Per).unwrap(), "عنان");
    }
}
