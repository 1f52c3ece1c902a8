//! Years: after a month, after عام or سنة, with their era, in words, and four digits that count nothing.

use super::context::Context;
use super::date::Read;
use super::date_parts::Parts;
use super::lexeme::{Era, Modifier, Prep, Slot};
use super::number_words;
use crate::segment::TokenKind;

/// The year or the modifier after a month, if there is one: the token after it.
pub(super) fn year_after(cx: &Context<'_>, next: usize, parts: &mut Parts) -> usize {
    let mut at = next;
    if (cx.dash(at) || cx.is(at, "/")) && cx.glued(at) && cx.glued(at + 1) {
        at += 1;
    } else if matches!(cx.text(at), "،" | ",") {
        // سبتمبر، 2025 and سبتمبر ،2025
        at += 1;
    } else if cx.prep(at) == Some(Prep::From) {
        at += 1;
    }
    let this = cx.word(at).this;
    let head_at = at + usize::from(this);
    let head = cx.word(head_at).year_head && cx.lexeme(head_at).strip <= 2 && !cx.lexeme(head_at).conj;
    if head {
        if let Some(today) = cx.reference {
            let relative = match cx.word(head_at + 1).modifier {
                Some(Modifier::Past) => Some((-1, head_at + 2)),
                Some(Modifier::Present) => Some((0, head_at + 2)),
                Some(Modifier::Next) => Some((1, head_at + 2)),
                None if this => Some((0, head_at + 1)),
                None => None,
            };
            if let Some((years, to)) = relative
                && cx.lexeme(head_at).def
                && !parts.hijri
            {
                parts.year = Some(today.year + years);
                return to;
            }
        }
        at = head_at + 1;
    }
    if let Some((year, hijri, to)) = year_digits(cx, at) {
        let counts = year < 1600 && !head && !parts.hijri && cx.indefinite_noun(to);
        if !counted(cx, to, head) && !counts && (!parts.hijri || hijri || (1..=1500).contains(&year)) {
            parts.year = Some(year);
            return to;
        }
    }
    if head && let Some((year, to)) = year_words(cx, at) {
        parts.year = Some(year);
        return to;
    }
    let modifier = cx.word(next).modifier;
    if modifier.is_some() && cx.lexeme(next).strip == 0 {
        parts.modifier = modifier;
        return next + 1;
    }
    next
}

/// Whether four digits before token `at` count something.
fn counted(cx: &Context<'_>, at: usize, head: bool) -> bool {
    let word = cx.word(at);
    if cx.glued(at) && (cx.is(at, "%") || (cx.is(at, ":") && cx.kind(at + 1) == Some(TokenKind::Number))) {
        return true;
    }
    !head
        && (word.currency > 0
            || matches!(word.slot, Slot::Scale | Slot::ScaleMaybeDual)
            || (word.unit > 0
                && cx.lexeme(at).strip == 0
                && cx.kind(at) == Some(TokenKind::Arabic)
                && cx.text(at) != "م")
            || (word.time_unit.is_some() && !cx.lexeme(at).def && cx.lexeme(at).strip == 0)
            || super::percent::after(cx, at).is_some())
}

/// Four digits that can be a year, with an era after them: the year, whether it is Hijri, the token after.
fn year_digits(cx: &Context<'_>, index: usize) -> Option<(i32, bool, usize)> {
    let text = cx.text(index);
    if cx.kind(index) != Some(TokenKind::Number) || text.len() > 4 || text.starts_with('0') {
        return None;
    }
    let year: i32 = text.parse().ok()?;
    // سنة 32 ميلادية: short years need their era written out.
    if text.len() < 3 && !(cx.word(index + 1).era.is_some() && cx.text(index + 1).chars().count() > 2) {
        return None;
    }
    if let Some((era, next)) = era(cx, index + 1) {
        return Some((year, era == Era::Hijri, next));
    }
    // Without its era a year of the last decades AH is Hijri: عام 1445, but عام 1498 is Columbus.
    let hijri = (1390..=1449).contains(&year);
    let early = (100..1000).contains(&year)
        && index > 0
        && cx.word_before(index).year_head
        && matches!(cx.bare(index - 1), "سنة" | "سنه" | "عام" | "العام")
        && !cx.indefinite_noun(index + 1)
        && !(cx.is(index + 1, "،") && cx.glued(index + 2) && cx.kind(index + 2) == Some(TokenKind::Number));
    (early || (1000..=2199).contains(&year)).then_some((year, hijri, index + 1))
}

/// م, هـ, ميلادي, هجرية … after a year.
pub(super) fn era(cx: &Context<'_>, index: usize) -> Option<(Era, usize)> {
    // سنة 600 من الهجرة
    if cx.is(index, "من") {
        return match cx.text(index + 1) {
            "الهجرة" | "الهجره" => Some((Era::Hijri, index + 2)),
            "الميلاد" => Some((Era::Gregorian, index + 2)),
            _ => None,
        };
    }
    let era = cx.word(index).era?;
    if cx.is(index, "م")
        && !(cx.glued(index) || !cx.glued(index + 1) || matches!(cx.text(index + 1), "." | "،" | ")" | ","))
    {
        return None;
    }
    // لم is no era.
    if cx.lexeme(index).strip > 0 && !cx.lexeme(index).def {
        return None;
    }
    Some((era, index + 1))
}

/// ق.م, ق م, قبل الميلاد at token `at`: the token after it.
pub(super) fn before_christ(cx: &Context<'_>, at: usize) -> Option<usize> {
    if cx.is(at, "قبل") && (cx.is(at + 1, "الميلاد") || (cx.is(at + 1, "ميلاد") && cx.is(at + 2, "المسيح")))
    {
        return Some(at + 2 + usize::from(cx.is(at + 1, "ميلاد")));
    }
    if cx.is(at, "ق") {
        let dotted = cx.is(at + 1, ".");
        return cx.is(at + 1 + usize::from(dotted), "م").then_some(at + 2 + usize::from(dotted));
    }
    None
}

/// `753 ق.م`, `3000 سنة قبل الميلاد`: in the count of ISO 8601, where the year 1 BC is 0.
fn year_before_christ(cx: &Context<'_>, index: usize) -> Option<Read> {
    let text = cx.text(index);
    if text.len() > 4 {
        return None;
    }
    let year: i32 = text.parse().ok().filter(|y| *y > 0)?;
    let next = before_christ(cx, index + 1)
        .or_else(|| cx.word(index + 1).year_head.then(|| before_christ(cx, index + 2))?)?;
    let parts = Parts { year: Some(1 - year), ..Parts::default() };
    Some(Read { parts, start: cx.start(index), next })
}

/// A year in words after its head: عام ألفين وخمسة وعشرين.
fn year_words(cx: &Context<'_>, index: usize) -> Option<(i32, usize)> {
    if cx.kind(index) != Some(TokenKind::Arabic) || cx.word(index).slot == Slot::None {
        return None;
    }
    let read = number_words::number(cx, index)?;
    let year = read.value.as_int().filter(|y| (1000..=2199).contains(y))?;
    // كل عام ألف ليلة: a thousand is no year.
    (read.next > index + 1 || year == 2000).then_some((year as i32, read.next))
}

/// A year: after عام or سنة, with an era, after a preposition of time, or four digits that count nothing.
pub(super) fn year(cx: &Context<'_>, index: usize) -> Option<Read> {
    // في عام ،1992: agencies that type for the eye put the comma before the year.
    let comma = cx.text_before(index) == "،" && cx.glued(index);
    let head = cx.word_before(index - usize::from(comma && index > 0)).year_head && index > 0;
    let start = cx.start(index);
    if cx.kind(index) == Some(TokenKind::Arabic) {
        let (year, next) = if head { year_words(cx, index)? } else { return None };
        return Some(Read { parts: Parts { year: Some(year), ..Parts::default() }, start, next });
    }
    if let Some(read) = year_before_christ(cx, index) {
        return Some(read);
    }
    let (year, hijri, next) = year_digits(cx, index)?;
    let parts = Parts { year: Some(year), hijri, ..Parts::default() };
    let read = Read { parts, start, next };
    let era = next > index + 1;
    if head {
        // سنة 827: without an era of the Christian count, as encyclopedias write it.
        return (era || (100..=2199).contains(&year)).then_some(read);
    }
    if era {
        let unit = cx.is(index + 1, "م") && !(1000..=2100).contains(&year);
        return (!unit).then_some(read);
    }
    if hijri || !(1800..=2100).contains(&year) || counted(cx, next, false) {
        return None;
    }
    // Digits within a name or a longer number.
    if cx.glued(index)
        && !matches!(cx.text_before(index), "(" | "،" | "\"" | "«" | "-" | "–" | "/" | "و" | "ل" | "ب" | "[" | "'")
    {
        return None;
    }
    if (cx.glued(next) && matches!(cx.kind(next), Some(TokenKind::Latin | TokenKind::Arabic)))
        || cx.is(next, ":") && cx.glued(next)
    {
        return None;
    }
    // 2017/2018, 2017-18, 2010 / 2011
    if cx.is(next, "/") || cx.dash(next) {
        let following =
            |y: &str| y.parse::<i32>().ok().is_some_and(|y| y == (year + 1) % 100 || (y > year && y <= year + 200));
        if following(cx.text(next + 1)) && matches!(cx.text(next + 1).len(), 2 | 4) {
            return Some(read);
        }
    }
    let second = matches!(cx.text_before(index), "/" | "-" | "–")
        && index >= 2
        && cx.text(index - 2).parse::<i32>().is_ok_and(|y| (1800..year).contains(&y));
    if second {
        return Some(read);
    }
    let noun = cx.indefinite_noun(next) && !cx.lexeme(next).conj && !cx.lexeme(next).prep;
    let at = if matches!(cx.text_before(index), "،" | "," | "(") { index - 1 } else { index };
    let before = cx.word_before(at);
    let prep =
        matches!(
            before.prep,
            Some(
                Prep::In
                    | Prep::Since
                    | Prep::Until
                    | Prep::To
                    | Prep::Between
                    | Prep::Before
                    | Prep::After
                    | Prep::Within
                    | Prep::From
            )
        ) || matches!(cx.text_before(at), "بحلول" | "لعام" | "و" | "صيف" | "شتاء" | "ربيع" | "خريف" | "مطلع" | "نهاية");
    let from = before.prep == Some(Prep::From);
    // أكثر من 2000 is an amount.
    let compared = from
        && at >= 2
        && matches!(
            cx.text(at - 2),
            "اكثر"
                | "اقل"
                | "يقرب"
                | "يقارب"
                | "ازيد"
                | "اكبر"
                | "اعلي"
                | "ادني"
                | "باكثر"
                | "لاكثر"
                | "واكثر"
                | "باقل"
                | "كل"
                | "بدلا"
        );
    if prep && !compared && (!from || (1900..=2049).contains(&year)) {
        // خلال 2024 ديونا: nothing is counted after خلال.
        let accusative = noun
            && before.prep != Some(Prep::Within)
            && cx.text(next).ends_with('ا')
            && cx.text(next).chars().count() > 3;
        let from_noun = noun && before.prep == Some(Prep::From);
        return (!accusative && !from_noun).then_some(read);
    }
    let named = matches!(
        cx.bare(index.wrapping_sub(1)),
        "رقم"
            | "القرار"
            | "المادة"
            | "قرار"
            | "اللواء"
            | "بند"
            | "الرقم"
            | "بلغ"
            | "بلغت"
            | "نحو"
            | "حوالي"
            | "زهاء"
            | "قرابة"
            | "البالغ"
            | "ال"
            | "من"
            | "عدد"
            | "عددهم"
            | "علي"
            | "بنحو"
            | "اكثر"
            | "اقل"
            | "%"
            | "$"
            | "+"
    );
    let after_noun = index > 0 && cx.kind(index - 1) == Some(TokenKind::Arabic)
        || matches!(cx.text_before(index), "(" | "\"" | "-" | "–" | "/");
    // (2000) روبية counts, for all the brackets.
    let closed = if cx.is(next, ")") { counted(cx, next + 1, false) } else { false };
    ((1900..=2049).contains(&year) && !named && !noun && !closed && after_noun).then_some(read)
}
