//! *Finds*: dates of the Gregorian calendar in the month names of every tradition (يناير، كانون الثاني، جانفي، pairs such as
//! أيلول/سبتمبر), in digits (`2025-09-05`, `5/9/2025`, `5.9.2025`), with the day as an ordinal (الخامس من سبتمبر), with a weekday
//! before it, years (عام 2012، `2012م`), Hijri dates (`15 رمضان 1446هـ`), and intervals of all these.
//!
//! *Does not find*: days that do not exist (31 فبراير); four digits that count something (2010 أشخاص); مارس, the verb, and the
//! months that are names or words (آب، رجب، رمضان، صفر) without a day, a year, or شهر.
//!
//! *Value*: ISO 8601; intervals with both ends (`2025-03-03/2025-03-05`); without a year `--10-02`.
//!
//! *Examples*: الجمعة 5 سبتمبر 2025 → `2025-09-05`; بين عامي 2010 و2014 → `2010/2014`.

use super::Hit;
use super::context::Context;
use super::date_month::{day, day_month, measured, month_first, relative_month, weekday};
use super::date_numeric::numeric;
use super::date_parts::{self, Parts};
use super::date_year::{year, year_after};
use super::lexeme::Prep;
use crate::entity::Label;
use crate::segment::TokenKind;

/// A date as it was read: what it says, where it begins, the token after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read {
    pub parts: Parts,
    pub start: usize,
    pub next: usize,
}

/// The date or interval of dates that begins at token `index`.
pub(super) fn at(cx: &Context<'_>, index: usize) -> Option<Hit> {
    let first = single(cx, index);
    if let Some(hit) = interval(cx, index, first) {
        return Some(hit);
    }
    let read = first?;
    let point = read.parts.resolve(cx.reference)?;
    let mut value = point.to_string();
    if since(cx, index) && point.days().is_some() && !value.contains('/') {
        value.push_str("/..");
    }
    Some(Hit::new(Label::Date, read.start, cx.end_before(read.next), value, read.next))
}

/// Whether منذ stands before the date, over the head عام, شهر or يوم.
fn since(cx: &Context<'_>, index: usize) -> bool {
    let mut at = index;
    for _ in 0..2 {
        let Some(before) = at.checked_sub(1) else { return false };
        if cx.prep(before) == Some(Prep::Since) {
            return true;
        }
        let word = cx.word(before);
        if !(word.year_head || word.day_head || word.month_word || word.edge) {
            return false;
        }
        at = before;
    }
    at.checked_sub(1).is_some_and(|i| cx.prep(i) == Some(Prep::Since))
}

/// One date at `index`.
pub(super) fn single(cx: &Context<'_>, index: usize) -> Option<Read> {
    numeric(cx, index)
        .or_else(|| weekday(cx, index))
        .or_else(|| day_month(cx, index))
        .or_else(|| month_first(cx, index))
        .or_else(|| year(cx, index))
}

fn interval(cx: &Context<'_>, index: usize, first: Option<Read>) -> Option<Hit> {
    let joint = |at: usize, year: bool| -> Option<usize> {
        let before = head_before(cx, index);
        if cx.dash(at) || (year && cx.is(at, "/")) {
            return Some(at + 1);
        }
        if matches!(cx.prep(at), Some(Prep::To | Prep::Until)) && cx.lexeme(at).strip <= 2 {
            return Some(skip_heads(cx, at + 1 + usize::from(cx.is(at + 1, "غاية"))));
        }
        if before == Some(Prep::Between)
            || matches!(cx.text_before(index), "يومي" | "عامي" | "سنتي" | "شهري" | "موسم" | "ليومي")
        {
            return Some(skip_heads(cx, cx.conjunction(at)?));
        }
        None
    };
    if let Some(hit) = month_days(cx, index) {
        return Some(hit);
    }
    if let Some(a) = first {
        let only_year = a.parts.month.is_none() && a.parts.day.is_none();
        if let Some(to) = joint(a.next, only_year)
            && let Some(b) = single(cx, to).or_else(|| short_year(cx, to, &a))
        {
            let fits = a.parts.hijri == b.parts.hijri
                && a.parts.day.is_some() == b.parts.day.is_some()
                && a.parts.month.is_some() == b.parts.month.is_some();
            if fits && let Some(value) = date_parts::interval(a.parts, b.parts, cx.reference) {
                return Some(Hit::new(Label::Date, a.start, cx.end_before(b.next), value, b.next));
            }
        }
        return None;
    }
    // 3 إلى 5 مارس: the first end has only a day.
    let (day, next) = day(cx, index)?;
    let to = joint(next, false)?;
    let b = single(cx, to).or_else(|| {
        // من 4 إلى 22 هذا الشهر
        let (day, after) = self::day(cx, to)?;
        let at = if matches!(cx.prep(after), Some(Prep::From | Prep::In)) { after + 1 } else { after };
        let (months, next) = relative_month(cx, at)?;
        let month = super::Day { day: 1, ..cx.reference? }.plus_months(months)?;
        let parts = Parts { day: Some(day), month: Some(month.month), year: Some(month.year), ..Parts::default() };
        Some(Read { parts, start: cx.start(to), next })
    })?;
    if b.parts.day.is_none() || b.parts.month.is_none() {
        // يوليو is missing: مارس 3-5 is read from the month.
        return None;
    }
    let a = Parts { day: Some(day), ..Parts::default() };
    let value = date_parts::interval(a, b.parts, cx.reference)?;
    Some(Hit::new(Label::Date, cx.start(index), cx.end_before(b.next), value, b.next))
}

/// `يوليو 13-15`, تموز 13 إلى 15.
fn month_days(cx: &Context<'_>, index: usize) -> Option<Hit> {
    let (month, after) = cx.month(index)?;
    let (first, next) = day(cx, after)?;
    if cx.kind(after) != Some(TokenKind::Number) {
        return None;
    }
    let to = if cx.dash(next) || matches!(cx.prep(next), Some(Prep::To)) { next + 1 } else { return None };
    let (last, end) = day(cx, to)?;
    if first >= last || measured(cx, end) || cx.indefinite_noun(end) {
        return None;
    }
    let mut a = Parts { day: Some(first), month: Some(month), ..Parts::default() };
    let next = year_after(cx, end, &mut a);
    let b = Parts { day: Some(last), ..a };
    let value = date_parts::interval(a, b, cx.reference)?;
    Some(Hit::new(Label::Date, cx.start(index), cx.end_before(next), value, next))
}

/// `2017/18`, `2017-18`: the second year in two digits.
fn short_year(cx: &Context<'_>, index: usize, first: &Read) -> Option<Read> {
    let year = first.parts.year?;
    let text = cx.text(index);
    if first.parts.month.is_some() || text.len() != 2 || cx.kind(index) != Some(TokenKind::Number) || !cx.glued(index) {
        return None;
    }
    let last: i32 = text.parse().ok()?;
    let second = year / 100 * 100 + last;
    (second == year + 1).then_some(Read {
        parts: Parts { year: Some(second), ..Parts::default() },
        start: cx.token_start(index),
        next: index + 1,
    })
}

/// The preposition before a date, over its head (بين عامي 2010 و2014).
fn head_before(cx: &Context<'_>, index: usize) -> Option<Prep> {
    let before = index.checked_sub(1)?;
    let word = cx.word(before);
    if word.year_head || word.day_head || word.month_word || cx.is(before, "يومي") {
        return cx.prep(before.checked_sub(1)?);
    }
    cx.prep(before)
}

fn skip_heads(cx: &Context<'_>, index: usize) -> usize {
    let word = cx.word(index);
    if word.year_head || word.day_head || word.month_word { index + 1 } else { index }
}
