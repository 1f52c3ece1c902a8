//! Dates with the name of a month: a day of a month, a month with its year or alone, a weekday before them.

use super::context::Context;
use super::date::Read;
use super::date_numeric::numeric;
use super::date_parts::Parts;
use super::date_year::year_after;
use super::lexeme::{Modifier, Prep, Slot, TimeUnit};
use super::{number_words, ordinal};
use crate::segment::TokenKind;

/// A weekday with its date: الجمعة 5 سبتمبر, الجمعة الموافق 5 سبتمبر, الأربعاء، 22 يناير.
pub(super) fn weekday(cx: &Context<'_>, index: usize) -> Option<Read> {
    let word = cx.word(index);
    if word.weekday == 0 {
        return None;
    }
    let mut at = index + 1;
    for _ in 0..3 {
        let skip = matches!(
            cx.text(at),
            "،" | ","
                | "("
                | "-"
                | "في"
                | "الموافق"
                | "الموافقة"
                | "ال"
                | "ل"
                | "يوم"
                | "الماضي"
                | "المقبل"
                | "القادم"
                | "بتاريخ"
        );
        if !skip {
            break;
        }
        at += 1;
    }
    // للـ5 من سبتمبر and the like.
    let date = numeric(cx, at)
        .or_else(|| day_month(cx, at))
        .or_else(|| month_first(cx, at).filter(|r| r.parts.day.is_some()))?;
    date.parts.day?;
    date.parts.month?;
    let parts = Parts { weekday: Some(word.weekday), ..date.parts };
    // الخميس (21 مارس 2024)
    let closed = cx.is(at - 1, "(") && cx.is(date.next, ")");
    Some(Read { parts, start: cx.start(index), next: date.next + usize::from(closed) })
}

/// A day of a month: digits, an ordinal with the article, or a number word.
pub(super) fn day(cx: &Context<'_>, index: usize) -> Option<(u8, usize)> {
    if cx.kind(index) == Some(TokenKind::Number) {
        let text = cx.text(index);
        if text.len() > 2 {
            return None;
        }
        let day: u8 = text.parse().ok().filter(|d| (1..=31).contains(d))?;
        return Some((day, index + 1));
    }
    if cx.kind(index) != Some(TokenKind::Arabic) {
        return None;
    }
    if let Some((day, next)) = ordinal::read(cx, index) {
        return u8::try_from(day).ok().filter(|d| *d <= 31).map(|d| (d, next));
    }
    // غرة رمضان, فاتح ماي
    if matches!(cx.bare(index), "غرة" | "غره" | "فاتح" | "الفاتح") {
        return Some((1, index + 1));
    }
    // أول يناير, الثلاثين من يونيو, العشرين من مارس
    let word = cx.word(index);
    if word.ordinal == 1 && !word.unit_only && !cx.lexeme(index).def {
        return Some((1, index + 1));
    }
    if cx.lexeme(index).def && word.slot == Slot::Tens && word.value <= 30 {
        return Some((word.value as u8, index + 1));
    }
    if matches!(word.slot, Slot::Ones | Slot::One | Slot::Two | Slot::Ten | Slot::Tens) && !cx.lexeme(index).def {
        let read = number_words::number(cx, index)?;
        let day = read.value.as_int().filter(|d| (1..=31).contains(d))?;
        return Some((day as u8, read.next));
    }
    None
}

/// `5 سبتمبر 2025`, `5 من شهر سبتمبر`, `28-نوفمبر`, الخامس من الشهر الجاري.
pub(super) fn day_month(cx: &Context<'_>, index: usize) -> Option<Read> {
    let (day, after) = day(cx, index)?;
    if cx.glued(index) && matches!(cx.text_before(index), "/" | "." | ",") {
        return None;
    }
    let mut at = after;
    let joined = (cx.dash(at) || cx.is(at, "/")) && cx.glued(at) && cx.glued(at + 1);
    if joined || cx.prep(at) == Some(Prep::From) || cx.is(at, "ل") {
        at += 1;
    }
    if cx.word(at).month_word && !cx.lexeme(at).def {
        at += 1;
    }
    // يوم 6 الجاري
    if matches!(cx.text(at), "الجاري" | "الحالي") && at == after && cx.kind(index) == Some(TokenKind::Number)
    {
        let today = cx.reference?;
        let parts = Parts { day: Some(day), month: Some(today.month), year: Some(today.year), ..Parts::default() };
        return Some(Read { parts, start: cx.start(index), next: at + 1 });
    }
    // من الشهر الجاري
    if cx.prep(after) == Some(Prep::From)
        && let Some((months, next)) = relative_month(cx, at)
    {
        let today = cx.reference?;
        let month = super::Day { day: 1, ..today }.plus_months(months)?;
        let parts = Parts { day: Some(day), month: Some(month.month), year: Some(month.year), ..Parts::default() };
        return Some(Read { parts, start: cx.start(index), next });
    }
    if cx.lexeme(at).strip > 0 && !cx.lexeme(at).prep {
        return None;
    }
    let (month, next, hijri) = match cx.month(at) {
        Some((month, next)) => (month, next, false),
        None => {
            let (month, next) = cx.hijri_month(at)?;
            (month, next, true)
        }
    };
    let called = cx.word_before(at).month_word;
    let glued = (cx.dash(after) || cx.is(after, "/")) && cx.glued(after);
    let mut parts = Parts { day: Some(day), month: Some(month), hijri, ..Parts::default() };
    let next = year_after(cx, next, &mut parts);
    // صفر is zero too: 1-صفر.
    if hijri && parts.year.is_none() && !called && (glued || cx.bare(at) == "صفر") {
        return None;
    }
    Some(Read { parts, start: cx.start(index), next })
}

/// هذا الشهر, الشهر الجاري, الشهر الماضي: months from the reference, and the token after it.
pub(super) fn relative_month(cx: &Context<'_>, index: usize) -> Option<(i64, usize)> {
    let (index, this) = if cx.word(index).this { (index + 1, true) } else { (index, false) };
    if !matches!(cx.word(index).time_unit, Some((TimeUnit::Month, 1))) || !cx.lexeme(index).def {
        return None;
    }
    match cx.word(index + 1).modifier {
        Some(Modifier::Past) => Some((-1, index + 2)),
        Some(Modifier::Next) => Some((1, index + 2)),
        Some(Modifier::Present) => Some((0, index + 2)),
        None if this => Some((0, index + 1)),
        None => None,
    }
}

/// A month first: `سبتمبر 2025`, يناير الماضي, `مايو 11`, مايو الحادي عشر, a month alone.
pub(super) fn month_first(cx: &Context<'_>, index: usize) -> Option<Read> {
    if cx.glued(index) && cx.dash(index.wrapping_sub(1)) && cx.kind(index.wrapping_sub(2)) == Some(TokenKind::Number) {
        return None;
    }
    let (month, after, hijri) = match cx.month(index) {
        Some((month, next)) => (month, next, false),
        None => {
            let (month, next) = cx.hijri_month(index)?;
            (month, next, true)
        }
    };
    let start = cx.start(index);
    let mut parts = Parts { month: Some(month), hijri, ..Parts::default() };
    let next = year_after(cx, after, &mut parts);
    if parts.year.is_some() || parts.modifier.is_some() {
        return Some(Read { parts, start, next });
    }
    // يوليو 13, مايو الحادي عشر; not يونيو 13 لاعبا and not يناير الأول of something.
    if let Some((day, to)) = day(cx, after) {
        let digits = cx.kind(after) == Some(TokenKind::Number);
        let counted =
            cx.indefinite_noun(to) || cx.is(to, "%") || super::percent::after(cx, to).is_some() || measured(cx, to);
        let range = cx.dash(to) || matches!(cx.prep(to), Some(Prep::To));
        if !counted
            && !range
            && (digits || ordinal::read(cx, after).is_some())
            && !cx.lexeme(after).prep
            && cx.lexeme(after).strip == 0
        {
            parts.day = Some(day);
            let next = year_after(cx, to, &mut parts);
            return Some(Read { parts, start, next });
        }
    }
    let head = index > 0 && cx.word_before(index).month_word;
    if hijri {
        // A Hijri month alone is a name as often as a month.
        return None;
    }
    if !head && !sure_month(cx, index, after) {
        return None;
    }
    Some(Read { parts, start, next: after })
}

pub(super) fn measured(cx: &Context<'_>, at: usize) -> bool {
    let word = cx.word(at);
    word.currency > 0 || word.time_unit.is_some() || !matches!(word.slot, Slot::None)
}

/// Whether a month name alone is one: مارس is a verb too, آب and ماي and جوان are words or names.
fn sure_month(cx: &Context<'_>, index: usize, after: usize) -> bool {
    let form = cx.bare(index);
    let paired = after > index + 1;
    let before = cx.word_before(index);
    let called = matches!(before.prep, Some(Prep::In | Prep::Since | Prep::Until | Prep::Within | Prep::Between))
        || before.edge
        || cx.lexeme(index).prep;
    match form {
        // The verb "practised" takes an object with the article or follows a subject.
        "مارس" => {
            let range = matches!(cx.prep(after), Some(Prep::To | Prep::Until)) && cx.month(after + 1).is_some();
            paired || called || range || cx.prep(after) == Some(Prep::From) && before.prep.is_some()
        }
        "اب" | "ماي" | "جوان" | "اوت" | "مايس" | "مارت" | "نيسان" | "شباط" | "ايار" | "حزيران" | "تموز" => {
            paired || called || (matches!(form, "شباط" | "نيسان" | "ايار" | "حزيران" | "تموز") && before.prep.is_some())
        }
        _ => true,
    }
}
