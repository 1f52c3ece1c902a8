//! *Finds*: positions in an order: الأول … العاشر, الحادي عشر, الخامسة والعشرون, العشرين after a definite noun
//! (الذكرى العشرين), `الـ15` after a singular (الدورة الـ15), and ثاني … عاشر before a noun (ثالث أكبر دولة).
//!
//! *Does not find*: the ordinals in names of months (كانون الثاني، ربيع الأول), أول alone, ثانية (a second, again), الأعلى.
//!
//! *Value*: the number.
//!
//! *Examples*: الحادي والعشرون → `21`; الثانية عشرة → `12`.

use super::Hit;
use super::context::Context;
use super::lexeme::Slot;
use crate::entity::Label;
use crate::segment::TokenKind;

/// The ordinal with the article that begins at `index`: its value and the token after it.
pub(super) fn read(cx: &Context<'_>, index: usize) -> Option<(u64, usize)> {
    let lexeme = cx.lexeme(index);
    let word = cx.word(index);
    if !lexeme.def {
        return None;
    }
    if word.ordinal > 0 {
        let unit = u64::from(word.ordinal);
        let next = index + 1;
        // الخامس عشر
        if cx.word(next).slot == Slot::Ten && cx.lexeme(next).strip == 0 && unit < 10 {
            let ten = cx.word(next);
            debug_assert_eq!(ten.value, 10);
            return Some((unit + 10, next + 1));
        }
        // الخامس والعشرون
        if unit < 10
            && cx.lexeme(next).conj
            && cx.lexeme(next).def
            && !cx.lexeme(next).prep
            && cx.word(next).slot == Slot::Tens
        {
            return Some(after_hundred(cx, unit + cx.word(next).value, next + 1));
        }
        let (unit, next) = after_hundred(cx, unit, next);
        if unit > 100 {
            return Some((unit, next));
        }
        return (!word.unit_only).then_some((unit, next));
    }
    // الواحد والعشرون
    let next = index + 1;
    if word.slot == Slot::Ones
        && word.value == 1
        && cx.lexeme(next).conj
        && cx.lexeme(next).def
        && cx.word(next).slot == Slot::Tens
    {
        return Some((1 + cx.word(next).value, next + 1));
    }
    None
}

/// الأولى بعد المئة, الثاني والأربعون بعد المئة.
fn after_hundred(cx: &Context<'_>, value: u64, next: usize) -> (u64, usize) {
    if cx.is(next, "بعد") && matches!(cx.text(next + 1), "المئة" | "المائة") {
        return (value + 100, next + 2);
    }
    (value, next)
}

/// The ordinal that begins at `index`.
pub(super) fn at(cx: &Context<'_>, index: usize) -> Option<Hit> {
    let start = cx.start(index);
    if let Some((value, next)) = read(cx, index) {
        // كانون الثاني is a month, في الثانية is "per second".
        let before = cx.word_before(index);
        if next == index + 1
            && (before.month_head || (value == 2 && before.prep.is_some() && cx.bare(index).ends_with('ة')))
        {
            return None;
        }
        return Some(Hit::new(Label::Ordinal, start, cx.end_before(next), value.to_string(), next));
    }
    let lexeme = cx.lexeme(index);
    let word = cx.word(index);
    // الذكرى العشرين, القرن العشرون, الذكرى المئة
    let hundred = matches!(cx.text(index), "المئة" | "المائة");
    let round = hundred || (lexeme.def && word.slot == Slot::Tens);
    if round && lexeme.strip == 0 && index > 0 && singular(cx, index - 1) {
        let (value, next) = if hundred { (100, index + 1) } else { after_hundred(cx, word.value, index + 1) };
        return Some(Hit::new(Label::Ordinal, start, cx.end_before(next), value.to_string(), next));
    }
    // ثالث أكبر دولة
    if !lexeme.def && (2..=10).contains(&word.ordinal) && !word.unit_only {
        let form = cx.bare(index);
        let feminine = form.ends_with('ة') || form.ends_with('ه');
        let noun = cx.indefinite_noun(index + 1) && !cx.lexeme(index + 1).conj && !cx.lexeme(index + 1).prep;
        let before = cx.word_before(index);
        // آل ثاني is a family.
        let family = matches!(cx.text_before(index), "ال" | "ابو" | "ابي");
        if !family && !feminine && noun && !before.month_head && cx.word(index + 1).slot == Slot::None {
            return Some(Hit::new(Label::Ordinal, start, cx.end(index), word.ordinal.to_string(), index + 1));
        }
    }
    None
}

/// `الـ15`: an ordinal after a definite singular, a count after a plural and before a noun.
pub(super) fn with_article(cx: &Context<'_>, index: usize) -> Option<Hit> {
    let text = cx.text(index);
    let article = matches!(text, "ال" | "وال" | "لل" | "بال");
    if !article || cx.kind(index + 1) != Some(TokenKind::Number) {
        return None;
    }
    // الـ5 من سبتمبر
    if super::date::single(cx, index + 1).is_some_and(|read| read.parts.day.is_some() && read.parts.month.is_some()) {
        return None;
    }
    let digits = cx.text(index + 1);
    let value: u64 = digits.parse().ok().filter(|v| (1..=999).contains(v))?;
    let next = index + 2;
    // الـ48 ساعة, الـ20 دولة, الـ5 ملايين, الـ3%: counts.
    let counted = cx.indefinite_noun(next) && !cx.lexeme(next).conj && !cx.lexeme(next).prep;
    // الذكرى الـ50 لتأسيسه: after a definite singular only a unit is counted.
    let named = text == "ال" && index > 0 && cx.kind(index - 1) == Some(TokenKind::Arabic) && singular(cx, index - 1);
    let word = cx.word(next);
    let unit = word.time_unit.is_some() || word.slot != Slot::None || word.unit > 0 || word.currency > 0;
    if (counted && (!named || unit))
        || cx.is(next, "%")
        || matches!(cx.text(next), "." | ":" | "/") && cx.kind(next + 1) == Some(TokenKind::Number)
    {
        return None;
    }
    if index > 0 && cx.kind(index - 1) == Some(TokenKind::Arabic) && text == "ال" && !singular(cx, index - 1) {
        return None;
    }
    let start = cx.token_start(index) + if text == "ال" { 0 } else { 2 };
    Some(Hit::new(Label::Ordinal, start, cx.end(index + 1), value.to_string(), next))
}

/// Whether the token is a definite noun that does not look like a plural.
fn singular(cx: &Context<'_>, index: usize) -> bool {
    let text = cx.text(index);
    let text = text.strip_prefix(['و', 'ب', 'ف']).filter(|t| t.starts_with("ال")).unwrap_or(text);
    let noun = match text.strip_prefix("ال").or_else(|| text.strip_prefix("لل")) {
        Some(noun) if noun.chars().count() > 2 => noun,
        _ => return false,
    };
    if matches!(
        noun,
        "دول"
            | "مدن"
            | "قتلي"
            | "جرحي"
            | "سنوات"
            | "اعوام"
            | "ايام"
            | "اشهر"
            | "نواب"
            | "وزراء"
            | "قضاة"
            | "قادة"
            | "رهائن"
            | "ركاب"
            | "ضحايا"
            | "مراكز"
            | "محافظات"
            | "ساعات"
            | "نساء"
            | "رجال"
            | "طلاب"
    ) {
        return false;
    }
    if matches!(noun, "اسبوع" | "اجتماع" | "احتفال" | "اصدار" | "الف" | "انتخاب" | "اليوم" | "اسم" | "امين")
    {
        return true;
    }
    // أفعال and the sound plurals.
    let broken = noun.starts_with('ا') && noun.chars().count() == 5 && noun.chars().nth(3) == Some('ا');
    !(broken || noun.ends_with("ات") || noun.ends_with("ون") || noun.ends_with("ين") || noun.ends_with("اء"))
}
