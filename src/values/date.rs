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
use super::date_year::{era, year, year_after};
use super::lexeme::{Era, Prep};
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
    if let Some(hit) = listed_day(cx, index).or_else(|| listed_month(cx, first)) {
        return Some(hit);
    }
    let read = first?;
    let Some(point) = read.parts.resolve(cx.reference) else {
        // 29/2/2013 is no day, and no three numbers either: stepped over.
        let full = cx.kind(index) == Some(TokenKind::Number) && numeric(cx, index).is_some();
        return full.then(|| Hit::new(Label::Date, read.start, read.start, String::new(), read.next));
    };
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
            && let Some(b) = single(cx, to).or_else(|| short_year(cx, to, &a)).or_else(|| {
                // من يناير إلى مارس: here it is no verb.
                let (month, next) = cx.month(to).filter(|_| a.parts.month.is_some() && a.parts.day.is_none())?;
                let parts = Parts { month: Some(month), ..Parts::default() };
                Some(Read { parts, start: cx.start(to), next })
            })
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
    if let Some(hit) = hijri_years(cx, index) {
        return Some(hit);
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

/// `1440-1441هـ`.
fn hijri_years(cx: &Context<'_>, index: usize) -> Option<Hit> {
    let year = |at: usize| -> Option<i32> {
        let text = cx.text(at);
        text.parse().ok().filter(|y| text.len() == 4 && (1300..=1500).contains(y))
    };
    let first = year(index)?;
    if !(cx.dash(index + 1) || cx.is(index + 1, "/")) {
        return None;
    }
    let last = year(index + 2).filter(|y| *y > first)?;
    let (Era::Hijri, next) = era(cx, index + 3)? else { return None };
    let part = |year| Parts { year: Some(year), hijri: true, ..Parts::default() };
    let value = date_parts::interval(part(first), part(last), cx.reference)?;
    Some(Hit::new(Label::Date, cx.start(index), cx.end_before(next), value, next))
}

/// The first of several days of one month: 13 و15 يوليو, الخامس والسادس من مايو 2025. The others are read after it.
fn listed_day(cx: &Context<'_>, index: usize) -> Option<Hit> {
    let digits = cx.kind(index) == Some(TokenKind::Number);
    if !digits && !(cx.lexeme(index).def && cx.word(index).ordinal > 0) {
        return None;
    }
    let (first, after) = day(cx, index)?;
    let mut at = cx.conjunction(after)?;
    for _ in 0..4 {
        if (cx.kind(at) == Some(TokenKind::Number)) != digits {
            return None;
        }
        if let Some(read) = day_month(cx, at) {
            let parts = Parts { day: Some(first), weekday: None, ..read.parts };
            // A list rises.
            if read.parts.day <= Some(first) {
                return None;
            }
            let value = parts.resolve(cx.reference)?.to_string();
            return Some(Hit::new(Label::Date, cx.start(index), cx.end_before(after), value, after));
        }
        let (_, next) = day(cx, at)?;
        at = cx.conjunction(next)?;
    }
    None
}

/// The first of two months of one year: يناير وفبراير 2024.
fn listed_month(cx: &Context<'_>, first: Option<Read>) -> Option<Hit> {
    let read = first?;
    if read.parts.month.is_none()
        || read.parts.day.is_some()
        || read.parts.year.is_some()
        || read.parts.modifier.is_some()
    {
        return None;
    }
    let from = cx.conjunction(read.next)?;
    let (month, next) = cx.month(from)?;
    let mut parts = Parts { month: Some(month), ..Parts::default() };
    year_after(cx, next, &mut parts);
    let year = parts.year.filter(|_| !read.parts.hijri && read.parts.month < Some(month))?;
    let value = Parts { year: Some(year), ..read.parts }.resolve(cx.reference)?.to_string();
    Some(Hit::new(Label::Date, read.start, cx.end_before(read.next), value, read.next))
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
