//! *Finds*: decades (تسعينيات القرن الماضي، الثمانينات، ستينات وسبعينات القرن الماضي) and centuries (القرن العشرين، القرن الـ19،
//! القرنين الثامن عشر والتاسع عشر), before Christ and of the Hijra too.
//!
//! *Does not find*: في الخمسينيات من عمره; عشرينيات and ثلاثينيات without their century.
//!
//! *Value*: years with both ends: `1990/1999`; years before Christ as ISO 8601 counts them (500 BC is `-0499`).
//!
//! *Examples*: أربعينيات القرن الماضي → `1940/1949`; القرن الحادي والعشرين → `2001/2100`.

use super::Hit;
use super::context::Context;
use super::date_parts::Point;
use super::date_year::before_christ;
use super::lexeme::{Era, Modifier, Prep, Slot, TimeUnit};
use super::{hijri, ordinal};
use crate::entity::Label;

/// The decades or centuries that begin at token `index`.
pub(super) fn at(cx: &Context<'_>, index: usize) -> Option<Hit> {
    let word = cx.word(index);
    let (point, next) = if word.decade > 0 {
        decades(cx, index)?
    } else if matches!(word.time_unit, Some((TimeUnit::Century, 1))) && cx.lexeme(index).def {
        century(cx, index)?
    } else if matches!(word.time_unit, Some((TimeUnit::Century, 2))) && cx.lexeme(index).def {
        centuries(cx, index)?
    } else {
        return None;
    };
    Some(Hit::new(Label::Date, cx.start(index), cx.end_before(next), point.to_string(), next))
}

/// The first year of the century that القرن … names: from token `at` on the word القرن itself.
fn century_at(cx: &Context<'_>, at: usize) -> Option<(i32, usize)> {
    if !matches!(cx.word(at).time_unit, Some((TimeUnit::Century, 1))) || !cx.lexeme(at).def {
        return None;
    }
    let next = at + 1;
    let now = cx.reference.map_or(2001, |d| d.year.max(1));
    let this = (now - 1) / 100 * 100 + 1;
    match cx.word(next).modifier {
        Some(Modifier::Past) => return Some((this - 100, next + 1)),
        Some(Modifier::Present) => return Some((this, next + 1)),
        Some(Modifier::Next) => return Some((this + 100, next + 1)),
        None => {}
    }
    let (number, mut next) = number(cx, next)?;
    if matches!(cx.text(next), "الميلادي" | "للميلاد") {
        next += 1;
    }
    Some((number * 100 - 99, next))
}

/// Which century: التاسع عشر, العشرين, الـ19, 19.
fn number(cx: &Context<'_>, at: usize) -> Option<(i32, usize)> {
    let (number, next) = if let Some(read) = ordinal::read(cx, at) {
        read
    } else if cx.lexeme(at).def && cx.word(at).slot == Slot::Tens {
        (cx.word(at).value, at + 1)
    } else {
        let digits = if cx.is(at, "ال") { at + 1 } else { at };
        (cx.text(digits).parse().ok()?, digits + 1)
    };
    let number = i32::try_from(number).ok()?;
    (1..=30).contains(&number).then_some((number, next))
}

fn century(cx: &Context<'_>, index: usize) -> Option<(Point, usize)> {
    let (first, next) = century_at(cx, index)?;
    if matches!(cx.text(next), "الهجري" | "للهجرة") || cx.word(next).era == Some(Era::Hijri) {
        let days = Point::Days(hijri::year(first)?.0, hijri::year(first + 99)?.1);
        return Some((days, next + 1));
    }
    if let Some(next) = before_christ(cx, next) {
        // The fifth century BC: from 500 BC (-0499) to 401 BC (-0400).
        return Some((Point::Years(-first - 98, 1 - first), next));
    }
    Some((Point::Years(first, first + 99), next))
}

/// القرنين الثامن عشر والتاسع عشر.
fn centuries(cx: &Context<'_>, index: usize) -> Option<(Point, usize)> {
    let (first, next) = number(cx, index + 1)?;
    let (last, next) = number(cx, cx.conjunction(next)?)?;
    let next = if matches!(cx.text(next), "الميلاديين" | "الميلادي" | "للميلاد") {
        next + 1
    } else {
        next
    };
    if let Some(next) = before_christ(cx, next) {
        return (first > last).then(|| (Point::Years(1 - first * 100, 100 - last * 100), next));
    }
    (first < last).then(|| (Point::Years(first * 100 - 99, last * 100), next))
}

/// A decade, or several in a row that one century closes: ستينات وسبعينات القرن الماضي.
fn decades(cx: &Context<'_>, index: usize) -> Option<(Point, usize)> {
    let mut last = index;
    for _ in 0..4 {
        match cx.conjunction(last + 1) {
            Some(at) if cx.word(at).decade > cx.word(last).decade => last = at,
            _ => break,
        }
    }
    let tens = i32::from(cx.word(index).decade);
    let (years, next) = decade(cx, last, index)?;
    let Point::Years(first, end) = years else { return None };
    let first = first - i32::from(cx.word(last).decade) + tens;
    Some((Point::Years(first, end), next))
}

/// The decade at `index`; `from` is where the row of decades begins.
fn decade(cx: &Context<'_>, index: usize, from: usize) -> Option<(Point, usize)> {
    let tens = i32::from(cx.word(index).decade);
    let of = cx.prep(index + 1) == Some(Prep::From);
    let at = if of { index + 2 } else { index + 1 };
    if let Some((first, next)) = century_at(cx, at) {
        let first = first - 1 + tens;
        return Some((Point::Years(first, first + 9), next));
    }
    // في الخمسينيات من عمره
    if of && cx.text(at).contains("عمر") || matches!(cx.text(at), "العمر" | "عمره" | "عمرها") {
        return None;
    }
    // عشرينيات and ثلاثينيات alone could be of either century.
    let sure = tens >= 40 && cx.lexeme(index).def;
    let age = matches!(
        cx.text_before(from),
        "اواخر"
            | "اوائل"
            | "منتصف"
            | "مطلع"
            | "بداية"
            | "نهاية"
            | "في"
            | "خلال"
            | "عقد"
            | "منذ"
            | "حتي"
            | "فترة"
            | "اواسط"
    );
    (sure && (age || cx.lexeme(from).prep)).then(|| (Point::Years(1900 + tens, 1909 + tens), index + 1))
}
