//! *Finds*: decades (تسعينيات القرن الماضي، الثمانينات), centuries (القرن العشرين، القرن الـ19), quarters and halves of a year
//! (الربع الثالث من 2018), seasons of a year (صيف 2024), holidays on a fixed day (عيد العمال، عيد الفطر 2025).
//!
//! *Does not find*: في الخمسينيات من عمره; الربيع العربي; ربع نهائي; seasons and quarters without a year.
//!
//! *Value*: years or days with both ends: `1990/1999`, `2018-07-01/2018-09-30`; a season is three whole months (winter begins
//! in December of its year); holidays `--05-01`, with a year the day.
//!
//! *Examples*: أربعينيات القرن الماضي → `1940/1949`; القرن الحادي والعشرين → `2001/2100`.

use super::Hit;
use super::context::Context;
use super::date;
use super::date_parts::{self, Point};
use super::lexeme::{Era, Modifier, PhraseKind, Prep, TimeUnit};
use super::{Day, calendar, hijri, ordinal};
use crate::entity::Label;

/// The period that begins at token `index`.
pub(super) fn at(cx: &Context<'_>, index: usize) -> Option<Hit> {
    let word = cx.word(index);
    let (point, next) = if word.decade > 0 {
        decade(cx, index)?
    } else if matches!(word.time_unit, Some((TimeUnit::Century, 1))) && cx.lexeme(index).def {
        century(cx, index)?
    } else if (word.quarter || word.half) && cx.lexeme(index).def {
        part_of_year(cx, index)?
    } else if word.season > 0 {
        season(cx, index)?
    } else if word.holiday_head {
        holiday(cx, index)?
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
    let (number, mut next) = if let Some(read) = ordinal::read(cx, next) {
        read
    } else if cx.lexeme(next).def && cx.word(next).slot == super::lexeme::Slot::Tens {
        (cx.word(next).value, next + 1)
    } else {
        let digits = if cx.is(next, "ال") { next + 1 } else { next };
        (cx.text(digits).parse().ok()?, digits + 1)
    };
    if !(1..=30).contains(&number) {
        return None;
    }
    if matches!(cx.text(next), "الميلادي" | "للميلاد") {
        next += 1;
    }
    Some((i32::try_from(number).ok()? * 100 - 99, next))
}

fn century(cx: &Context<'_>, index: usize) -> Option<(Point, usize)> {
    let (first, next) = century_at(cx, index)?;
    if matches!(cx.text(next), "الهجري" | "للهجرة") || cx.word(next).era == Some(Era::Hijri) {
        let days = Point::Days(hijri::year(first)?.0, hijri::year(first + 99)?.1);
        return Some((days, next + 1));
    }
    // قبل الميلاد has no ISO year here.
    if cx.is(next, "قبل") || cx.is(next, "ق") {
        return None;
    }
    Some((Point::Years(first, first + 99), next))
}

fn decade(cx: &Context<'_>, index: usize) -> Option<(Point, usize)> {
    let tens = i32::from(cx.word(index).decade);
    let from = cx.prep(index + 1) == Some(Prep::From);
    let at = if from { index + 2 } else { index + 1 };
    if let Some((first, next)) = century_at(cx, at) {
        let first = first - 1 + tens;
        return Some((Point::Years(first, first + 9), next));
    }
    // في الخمسينيات من عمره
    if from && cx.text(at).contains("عمر") || matches!(cx.text(at), "العمر" | "عمره" | "عمرها") {
        return None;
    }
    // عشرينيات and ثلاثينيات alone could be of either century.
    let sure = tens >= 40 && cx.lexeme(index).def;
    let age = matches!(
        cx.text_before(index),
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
    (sure && (age || cx.lexeme(index).prep)).then(|| (Point::Years(1900 + tens, 1909 + tens), index + 1))
}

/// A year after من or directly: من عام 2018, من 2018, 2018, من العام الجاري, هذا العام.
fn of_year(cx: &Context<'_>, at: usize) -> Option<(i32, usize)> {
    let at = if cx.prep(at) == Some(Prep::From) || cx.is(at, "ل") { at + 1 } else { at };
    let this = cx.word(at).this;
    let head = at + usize::from(this);
    if cx.word(head).year_head {
        let offset = match cx.word(head + 1).modifier {
            Some(Modifier::Past) => Some((-1, head + 2)),
            Some(Modifier::Present) => Some((0, head + 2)),
            Some(Modifier::Next) => Some((1, head + 2)),
            None if this => Some((0, head + 1)),
            None => None,
        };
        if let Some((years, next)) = offset {
            return Some((cx.reference?.year + years, next));
        }
        if let Some(read) = date::single(cx, head + 1)
            && let (Some(year), None, false) = (read.parts.year, read.parts.month, read.parts.hijri)
        {
            return Some((year, read.next));
        }
        // من العام, in a text with a reference.
        let end = cx.lexeme(head).def && cx.kind(head + 1) != Some(crate::segment::TokenKind::Number);
        return if end { Some((cx.reference?.year, head + 1)) } else { None };
    }
    let text = cx.text(at);
    let year: i32 = text.parse().ok().filter(|y| (1800..=2200).contains(y) && text.len() == 4)?;
    let era = cx.is(at + 1, "م") && cx.glued(at + 1);
    Some((year, at + 1 + usize::from(era)))
}

/// الربع الأول من عام 2018, النصف الثاني من العام الماضي.
fn part_of_year(cx: &Context<'_>, index: usize) -> Option<(Point, usize)> {
    let quarter = cx.word(index).quarter;
    let parts: u64 = if quarter { 4 } else { 2 };
    let (number, after) = match cx.text(index + 1) {
        "الاخير" => (parts, index + 2),
        _ => ordinal::read(cx, index + 1)?,
    };
    if !(1..=parts).contains(&number) {
        return None;
    }
    let (year, next) = of_year(cx, after)?;
    let months = (12 / parts) as u8;
    let first = (number as u8 - 1) * months + 1;
    let last = first + months - 1;
    let days = Point::Days(Day::try_new(year, first, 1)?, Day::try_new(year, last, calendar::length(year, last))?);
    Some((days, next))
}

/// صيف 2024, شتاء عام 2010, الصيف الماضي.
fn season(cx: &Context<'_>, index: usize) -> Option<(Point, usize)> {
    let season = cx.word(index).season;
    let days = |year: i32| -> Option<Point> {
        let first = Day::try_new(year, season * 3, 1)?;
        Some(Point::Days(first, first.plus_months(3)?.plus_days(-1)?))
    };
    if cx.lexeme(index).def {
        let today = cx.reference?;
        let this = index > 0 && cx.word_before(index).this;
        let (year, next) = match cx.word(index + 1).modifier {
            Some(Modifier::Past) => {
                let year = (today.year - 1..=today.year)
                    .rev()
                    .find(|y| days(*y).and_then(Point::days).is_some_and(|d| d.1 < today))?;
                (year, index + 2)
            }
            Some(Modifier::Next) => {
                let year = (today.year..=today.year + 1)
                    .find(|y| days(*y).and_then(Point::days).is_some_and(|d| d.0 > today))?;
                (year, index + 2)
            }
            Some(Modifier::Present) => (today.year, index + 2),
            None if this => (today.year, index + 1),
            None => return None,
        };
        return Some((days(year)?, next));
    }
    let (year, next) = of_year(cx, index + 1)?;
    Some((days(year)?, next))
}

/// عيد العمال, عيد الفطر 2025, عيد الأضحى الماضي.
fn holiday(cx: &Context<'_>, index: usize) -> Option<(Point, usize)> {
    let (id, next) = cx.phrase(index, PhraseKind::Holiday)?;
    let holiday = cx.table.holidays.get(usize::from(id).checked_sub(1)?)?;
    let (month, day) = (holiday.month, holiday.day);
    let next = if matches!(cx.text(next), "المبارك" | "السعيد") { next + 1 } else { next };
    let explicit = of_year(cx, next);
    if !holiday.hijri {
        if let Some((year, next)) = explicit {
            return Some((Point::Day(Day::try_new(year, month, day)?), next));
        }
        let parts = date_parts::Parts {
            day: Some(day),
            month: Some(month),
            modifier: cx.word(next).modifier,
            ..Default::default()
        };
        let next = if parts.modifier.is_some() { next + 1 } else { next };
        return Some((parts.resolve(cx.reference)?, next));
    }
    // A Hijri holiday falls once or twice in a Gregorian year: the first time is meant.
    if let Some((year, next)) = explicit {
        let (from, _, _) = hijri::from_day(Day::try_new(year, 1, 1)?)?;
        let days = (from..=from + 2).filter_map(|y| hijri::day(y, month, day));
        let day = days.into_iter().find(|d| d.year == year)?;
        return Some((Point::Day(day), next));
    }
    let text = cx.text(next);
    if let Ok(year) = text.parse::<i32>()
        && (1300..=1500).contains(&year)
    {
        let era = cx.word(next + 1).era == Some(Era::Hijri);
        return Some((Point::Day(hijri::day(year, month, day)?), next + 1 + usize::from(era)));
    }
    let modifier = cx.word(next).modifier;
    let parts = date_parts::Parts { day: Some(day), month: Some(month), hijri: true, modifier, ..Default::default() };
    Some((parts.resolve(cx.reference)?, next + usize::from(modifier.is_some())))
}
