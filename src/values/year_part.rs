//! *Finds*: parts of a year and of a month: quarters and halves (الربع الثالث من 2018، النصف الأول من سبتمبر), thirds and weeks of a
//! month (الأسبوع الأول من سبتمبر), the first months of a year (الأشهر التسعة الأولى من عام 2025), seasons (صيف 2024); this
//! quarter and this season where there is a reference day.
//!
//! *Does not find*: ربع نهائي; الربيع العربي; seasons and quarters without a year.
//!
//! *Value*: days with both ends: `2018-07-01/2018-09-30`; without a year `--09-01/--09-07`. A season is three whole months
//! (winter begins in December of its year); the weeks of a month begin on its 1st, 8th, 15th, 22nd and 29th.
//!
//! *Examples*: الربع الثالث من 2018 → `2018-07-01/2018-09-30`; النصف الأول من سبتمبر 2024 → `2024-09-01/2024-09-15`.

use super::Hit;
use super::context::Context;
use super::date;
use super::date_month::relative_month;
use super::date_parts::{Parts, Point};
use super::date_year::year_after;
use super::lexeme::{Modifier, Prep, Slot, TimeUnit};
use super::{Day, calendar, number, ordinal};
use crate::entity::Label;

/// The part of a year or of a month that begins at token `index`.
pub(super) fn at(cx: &Context<'_>, index: usize) -> Option<Hit> {
    let word = cx.word(index);
    let (value, next) = if word.this {
        this(cx, index)?
    } else if word.season > 0 {
        let (days, next) = season(cx, index, false)?;
        (days.to_string(), next)
    } else if let Some(part) = part(cx, index) {
        of_part(cx, index, part)?
    } else if matches!(word.time_unit, Some((_, 3))) && cx.lexeme(index).def {
        let at = index + 1 + usize::from(cx.is(index + 1, "ال"));
        let read = number::number(cx, at)?;
        first_units(cx, word.time_unit?.0, &read, read.next)?
    } else if matches!(word.slot, Slot::Ones | Slot::Ten) && cx.lexeme(index).def {
        // التسعة أشهر الأولى من عام 2025
        let read = number::number(cx, index)?;
        let (unit, 3) = cx.word(read.next).time_unit? else { return None };
        first_units(cx, unit, &read, read.next + 1)?
    } else if cx.bare(index) == "اخر" || (word.ordinal == 1 && !word.unit_only) {
        edge_unit(cx, index)?
    } else {
        return None;
    };
    Some(Hit::new(Label::Date, cx.start(index), cx.end_before(next), value, next))
}

/// What a word divides a year or a month into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Quarter,
    Third,
    Half,
    Week,
}

fn part(cx: &Context<'_>, index: usize) -> Option<Part> {
    let word = cx.word(index);
    if !cx.lexeme(index).def {
        return None;
    }
    if word.quarter {
        return Some(Part::Quarter);
    }
    if word.half {
        return Some(Part::Half);
    }
    if word.fraction == Some((1, 3)) {
        return Some(Part::Third);
    }
    matches!(word.time_unit, Some((TimeUnit::Week, 1))).then_some(Part::Week)
}

/// The first and the last day of a part, counted from the first day of the whole.
fn of_part(cx: &Context<'_>, index: usize, part: Part) -> Option<(String, usize)> {
    let last = matches!(cx.text(index + 1), "الاخير" | "الاخيرة");
    let number = if last { Some((0, index + 2)) } else { ordinal::read(cx, index + 1) };
    let Some((number, after)) = number else {
        // الربع الماضي, الربع الجاري; الربع الخالي is a desert.
        if cx.is(index + 1, "الخالي") {
            return None;
        }
        let (offset, next) = modifier(cx, index + 1)?;
        return (part == Part::Quarter).then(|| quarter(cx, offset, next))?;
    };
    let number = usize::try_from(number).ok()?;
    let count = match part {
        Part::Quarter => 4,
        Part::Third => 3,
        Part::Half => 2,
        Part::Week => 5,
    };
    if number > count {
        return None;
    }
    if part != Part::Quarter
        && let Some((month, next)) = of_month(cx, after)
    {
        let (first, last) = match (part, number) {
            (Part::Half, 1) => (1, 15),
            (Part::Half, _) => (16, 31),
            (Part::Third, 1) => (1, 10),
            (Part::Third, 2) => (11, 20),
            (Part::Third, _) => (21, 31),
            // The last week: the last seven days.
            (_, 0) => (0, 31),
            (_, 5) => (29, 31),
            (_, n) => (n * 7 - 6, n * 7),
        };
        return Some((days_of_month(month, first, last)?, next));
    }
    if part == Part::Week {
        return None;
    }
    let (year, next) = of_year(cx, after)?;
    let months = 12 / count;
    let last = if number == 0 { 12 } else { number * months };
    Some((months_of_year(year, last - months + 1, last)?, next))
}

/// The months `first` to `last` of a year, as days.
fn months_of_year(year: i32, first: usize, last: usize) -> Option<String> {
    let (first, last) = (u8::try_from(first).ok()?, u8::try_from(last).ok()?);
    let days = Point::Days(Day::try_new(year, first, 1)?, Day::try_new(year, last, calendar::length(year, last))?);
    Some(days.to_string())
}

/// The days `first` to `last` of a month, cut where it ends; the last seven days where `first` is 0.
fn days_of_month(month: Point, first: usize, last: usize) -> Option<String> {
    let (first, last) = (i64::try_from(first).ok()?, i64::try_from(last).ok()?);
    if let Point::MonthOnly(month) = month {
        let length = i64::from(calendar::length(2023, month));
        let from = if first == 0 { length - 6 } else { first };
        return (from <= length).then(|| format!("--{month:02}-{from:02}/--{month:02}-{:02}", last.min(length)));
    }
    let (begin, end) = month.days()?;
    let from = if first == 0 { end.plus_days(-6)? } else { begin.plus_days(first - 1)? };
    let to = begin.plus_days(last - 1)?.min(end);
    (from <= to).then(|| Point::Days(from, to).to_string())
}

/// A month after من: من سبتمبر 2024, من الشهر الجاري, من شهر رمضان 1446.
fn of_month(cx: &Context<'_>, at: usize) -> Option<(Point, usize)> {
    let mut at = if matches!(cx.prep(at), Some(Prep::From | Prep::In)) { at + 1 } else { at };
    if let Some((months, next)) = relative_month(cx, at) {
        let month = Day { day: 1, ..cx.reference? }.plus_months(months)?;
        return Some((Point::Month(month.year, month.month), next));
    }
    if cx.word(at).month_word && !cx.lexeme(at).def {
        at += 1;
    }
    let (month, next, hijri) = match cx.month(at) {
        Some((month, next)) => (month, next, false),
        None => {
            let (month, next) = cx.hijri_month(at)?;
            (month, next, true)
        }
    };
    let mut parts = Parts { month: Some(month), hijri, ..Parts::default() };
    let next = year_after(cx, next, &mut parts);
    Some((parts.resolve(cx.reference)?, next))
}

/// الأشهر التسعة الأولى من عام 2025, الأيام العشرة الأخيرة من رمضان 1446.
fn first_units(cx: &Context<'_>, unit: TimeUnit, read: &number::Number, at: usize) -> Option<(String, usize)> {
    let count = usize::try_from(read.value.as_int()?).ok()?;
    let last = match cx.text(at) {
        "الاولي" => false,
        "الاخيرة" => true,
        _ => return None,
    };
    match unit {
        TimeUnit::Month if (1..12).contains(&count) => {
            let (year, next) = of_year(cx, at + 1)?;
            let months = if last { (13 - count, 12) } else { (1, count) };
            Some((months_of_year(year, months.0, months.1)?, next))
        }
        TimeUnit::Day if (1..30).contains(&count) => {
            let (month, next) = of_month(cx, at + 1)?;
            if !last {
                return Some((days_of_month(month, 1, count)?, next));
            }
            let (_, end) = month.days()?;
            Some((Point::Days(end.plus_days(1 - i64::try_from(count).ok()?)?, end).to_string(), next))
        }
        _ => None,
    }
}

/// أول أسبوع من سبتمبر, آخر يوم من رمضان 1446, أول يوم من الشهر المقبل.
fn edge_unit(cx: &Context<'_>, index: usize) -> Option<(String, usize)> {
    let first = cx.bare(index) != "اخر";
    let (unit, count) = cx.word(index + 1).time_unit?;
    let plain = cx.lexeme(index + 1).strip == 0 && !cx.lexeme(index + 1).def && !cx.lexeme(index).def;
    if count != 1 || !plain || !matches!(cx.prep(index + 2), Some(Prep::From | Prep::In)) {
        return None;
    }
    let (month, next) = of_month(cx, index + 2)?;
    match (unit, first) {
        (TimeUnit::Week, true) => Some((days_of_month(month, 1, 7)?, next)),
        (TimeUnit::Week, false) => Some((days_of_month(month, 0, 31)?, next)),
        (TimeUnit::Day, _) => match month {
            Point::MonthOnly(month) if first => Some((format!("--{month:02}-01"), next)),
            Point::MonthOnly(_) => None,
            _ => {
                let (begin, end) = month.days()?;
                Some((if first { begin } else { end }.to_string(), next))
            }
        },
        _ => None,
    }
}

/// هذا الربع, هذا الصيف.
fn this(cx: &Context<'_>, index: usize) -> Option<(String, usize)> {
    let at = index + 1;
    if !cx.lexeme(at).def || cx.lexeme(at).strip > 0 {
        return None;
    }
    if cx.word(at).quarter {
        return quarter(cx, 0, at + 1);
    }
    if cx.word(at).season > 0 {
        let (days, next) = season(cx, at, true)?;
        return Some((days.to_string(), next));
    }
    None
}

/// The quarter so many after that of the reference.
fn quarter(cx: &Context<'_>, offset: i64, next: usize) -> Option<(String, usize)> {
    let today = cx.reference?;
    let month = Day { day: 1, ..today }.plus_months(offset * 3 - (i64::from(today.month) - 1) % 3)?;
    let first = usize::from(month.month);
    Some((months_of_year(month.year, first, first + 2)?, next))
}

/// الماضي, الجاري, المقبل at token `at`: -1, 0 or 1, and the token after it.
fn modifier(cx: &Context<'_>, at: usize) -> Option<(i64, usize)> {
    let offset = match cx.word(at).modifier? {
        Modifier::Past => -1,
        Modifier::Present => 0,
        Modifier::Next => 1,
    };
    Some((offset, at + 1))
}

/// A year after من or directly: من عام 2018, من 2018, 2018, من العام الجاري, هذا العام.
pub(super) fn of_year(cx: &Context<'_>, at: usize) -> Option<(i32, usize)> {
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

/// صيف 2024, شتاء عام 2010, الصيف الماضي.
fn season(cx: &Context<'_>, index: usize, this: bool) -> Option<(Point, usize)> {
    let season = cx.word(index).season;
    let days = |year: i32| -> Option<Point> {
        let first = Day::try_new(year, season * 3, 1)?;
        Some(Point::Days(first, first.plus_months(3)?.plus_days(-1)?))
    };
    if cx.lexeme(index).def {
        let today = cx.reference?;
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
