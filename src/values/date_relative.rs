//! *Finds*: dates told from the reference day: أمس، أول أمس، غدا، اليوم الجمعة، weekdays (الجمعة الماضي، الأحد المقبل), الأسبوع
//! الماضي, الشهر الجاري, هذا العام, مطلع العام, نهاية الشهر المقبل, قبل ثلاثة أيام, منذ يومين, الأيام الثلاثة الماضية.
//!
//! *Does not find*: anything without a reference day; اليوم التالي, اليوم العالمي, روسيا اليوم; صلاة الجمعة; بعد عامين where it
//! counts from something told, not from today.
//!
//! *Value*: the day, week (`2025-W36`), month, year, or an interval of days.
//!
//! *Examples* (told from Friday 2025-09-05): أمس الخميس → `2025-09-04`; الأسبوع المقبل → `2025-W37`; قبل ثلاثة أيام →
//! `2025-09-02`. A weekday alone is the last one on or before the reference, as news means it; the next one where a verb of
//! the future stands before it in its sentence.

use super::Hit;
use super::amount::Amount;
use super::context::Context;
use super::date_day::{day, from_today};
use super::date_parts::Point;
use super::lexeme::{Modifier, Prep, Slot, TimeUnit};
use super::{Day, duration, number};
use crate::entity::Label;
use crate::segment::TokenKind;

/// The relative date that begins at token `index`.
pub(super) fn at(cx: &Context<'_>, index: usize) -> Option<Hit> {
    cx.reference?;
    let hit = |(point, start, next): (Point, usize, usize)| {
        let mut value = point.to_string();
        if matches!(index.checked_sub(1).and_then(|i| cx.prep(i)), Some(Prep::Since)) && !value.contains('/') {
            value.push_str("/..");
        }
        Hit::new(Label::Date, start, cx.end_before(next), value, next)
    };
    day(cx, index)
        .or_else(|| ago(cx, index))
        .or_else(|| edge(cx, index))
        .or_else(|| unit(cx, index))
        .or_else(|| last_units(cx, index))
        .map(hit)
}

pub(super) type Found = (Point, usize, usize);

/// قبل ثلاثة أيام, منذ يومين, بعد أسبوعين من الآن, قبل عام.
fn ago(cx: &Context<'_>, index: usize) -> Option<Found> {
    let today = cx.reference?;
    let prep = cx.prep(index)?;
    let sign = match prep {
        Prep::Before | Prep::Since => -1,
        Prep::After => 1,
        _ => return None,
    };
    let at = index + 1;
    if cx.lexeme(at).strip > 0 && cx.kind(at) == Some(TokenKind::Arabic) {
        return None;
    }
    let read = match Amount::read(cx, at) {
        Some(amount) if amount.high.is_none() => duration::of_amount(cx, &amount)?,
        Some(_) => return None,
        None => duration::unit_first(cx, at)?,
    };
    if read.high.is_some() || read.unit < TimeUnit::Day {
        return None;
    }
    let mut next = read.next;
    // قبل يومين من الانتخابات counts from something else.
    if cx.prep(next) == Some(Prep::From) && matches!(cx.text(next + 1), "الان" | "اليوم" | "الوقت") {
        next += 2;
    } else {
        let other = cx.prep(next) == Some(Prep::From) || matches!(cx.text(next), "علي" | "عن" | "لتاريخ");
        if other || (prep == Prep::After && !from_today(cx, index, next)) {
            return None;
        }
    }
    let whole = |d: super::Decimal| d.as_int().and_then(|n| i64::try_from(n).ok());
    let length = read.length;
    let months = whole(length.years)?.checked_mul(12)?.checked_add(whole(length.months)?)?;
    let days = whole(length.weeks)?.checked_mul(7)?.checked_add(whole(length.days)?)?;
    let day = today.plus_months(sign * months)?.plus_days(sign * days)?;
    Some((Point::Day(day), cx.start(index), next))
}

/// مطلع العام, منتصف الشهر المقبل, نهاية الأسبوع الماضي: the edge is part of the phrase, the value is the whole unit.
fn edge(cx: &Context<'_>, index: usize) -> Option<Found> {
    if !cx.word(index).edge || cx.lexeme(index).def {
        return None;
    }
    let start = cx.start(index);
    let at = index + 1;
    if let Some((point, _, next)) = unit(cx, at) {
        return Some((point, start, next));
    }
    // مطلع العام: this one. نهاية العام 2012 is left to the year.
    let (unit, count) = cx.word(at).time_unit?;
    let lexeme = cx.lexeme(at);
    let dated = cx.kind(at + 1) == Some(TokenKind::Number) || cx.word(at + 1).ordinal > 0 || cx.definite_noun(at + 1);
    if count != 1 || !lexeme.def || lexeme.strip > 0 || dated || !(TimeUnit::Week..=TimeUnit::Year).contains(&unit) {
        return None;
    }
    Some((shifted(cx.reference?, unit, 0)?, start, at + 1))
}

/// الأسبوع الماضي, الشهر الجاري, هذا العام, العام قبل الماضي, العقد المقبل, القرن الماضي.
pub(super) fn unit(cx: &Context<'_>, index: usize) -> Option<Found> {
    let today = cx.reference?;
    let start = cx.start(index);
    let this = cx.word(index).this && !cx.lexeme(index).def;
    let at = if this { index + 1 } else { index };
    let (unit, count) = cx.word(at).time_unit?;
    let lexeme = cx.lexeme(at);
    if count != 1 || !lexeme.def || unit < TimeUnit::Day || (this && lexeme.strip > 0) {
        return None;
    }
    // الأمين العام الحالي, الرأي العام: general, not the year.
    if unit == TimeUnit::Year && !this && index > 0 && general(cx.text_before(index)) {
        return None;
    }
    let next = at + 1;
    let (offset, next) = match (cx.prep(next), cx.word(next).modifier) {
        (Some(Prep::Before), _) if cx.word(next + 1).modifier == Some(Modifier::Past) => (-2, next + 2),
        (Some(Prep::After), _) if cx.word(next + 1).modifier == Some(Modifier::Next) => (2, next + 2),
        (_, Some(Modifier::Past)) if !cx.text(next).starts_with("الاخير") => (-1, next + 1),
        (_, Some(Modifier::Next)) if !cx.text(next).starts_with("التالي") => (1, next + 1),
        (_, Some(Modifier::Present)) => (0, next + 1),
        _ if this && !matches!(cx.text_before(index), "مثل") => (0, next),
        _ => return None,
    };
    // اليوم is deictic: اليوم المقبل is tomorrow only as Recognizers has it.
    let point = shifted(today, unit, offset)?;
    // العام الجاري 2025 says it twice.
    let twice = matches!(point, Point::Year(year) if cx.text(next).parse() == Ok(year));
    Some((point, start, next + usize::from(twice)))
}

/// Nouns that العام qualifies.
fn general(noun: &str) -> bool {
    let noun = noun.strip_prefix(['و', 'ف', 'ب', 'ك']).filter(|n| n.starts_with("ال")).unwrap_or(noun);
    let noun = noun.strip_prefix("لل").or_else(|| noun.strip_prefix("ال")).unwrap_or("");
    matches!(
        noun,
        "امين"
            | "مدير"
            | "راي"
            | "قطاع"
            | "نائب"
            | "مدعي"
            | "مفتش"
            | "قائد"
            | "مراقب"
            | "اضراب"
            | "عفو"
            | "ادعاء"
            | "مشرف"
            | "قنصل"
            | "منسق"
            | "سكرتير"
            | "امن"
            | "مال"
            | "نظام"
            | "وضع"
            | "مؤتمر"
            | "مؤشر"
            | "مستوي"
            | "حاكم"
            | "مفوض"
            | "اتجاه"
            | "مقرر"
            | "اطار"
            | "طابع"
            | "صالح"
            | "نفع"
            | "وكيل"
            | "محامي"
            | "سياق"
            | "هدف"
            | "انفاق"
            | "دين"
            | "نقل"
    )
}

fn shifted(today: Day, unit: TimeUnit, offset: i64) -> Option<Point> {
    Some(match unit {
        TimeUnit::Day => Point::Day(today.plus_days(offset)?),
        TimeUnit::Week => {
            let (year, week) = today.plus_days(offset * 7)?.week();
            Point::Week(year, week)
        }
        TimeUnit::Month => {
            let month = Day { day: 1, ..today }.plus_months(offset)?;
            Point::Month(month.year, month.month)
        }
        TimeUnit::Year => Point::Year(today.year + i32::try_from(offset).ok()?),
        TimeUnit::Decade => {
            let first = (today.year / 10 + i32::try_from(offset).ok()?) * 10;
            Point::Years(first, first + 9)
        }
        TimeUnit::Century => {
            let first = ((today.year - 1) / 100 + i32::try_from(offset).ok()?) * 100 + 1;
            Point::Years(first, first + 99)
        }
        _ => return None,
    })
}

/// الأيام الثلاثة الماضية, الأشهر الستة المقبلة, العامين الماضيين, آخر 3 أيام: from or up to the reference.
fn last_units(cx: &Context<'_>, index: usize) -> Option<Found> {
    let today = cx.reference?;
    let start = cx.start(index);
    let word = cx.word(index);
    // آخر 3 أيام, آخر أسبوعين
    if cx.bare(index) == "اخر" && !cx.lexeme(index).def {
        let read = match Amount::read(cx, index + 1) {
            Some(amount) => duration::of_amount(cx, &amount.single())?,
            None => {
                duration::unit_first(cx, index + 1).filter(|_| matches!(cx.word(index + 1).time_unit, Some((_, 2))))?
            }
        };
        let count = match Amount::read(cx, index + 1) {
            Some(amount) => amount.low.value.as_int()?,
            None => 2,
        };
        let point = span(today, read.unit, i64::try_from(count).ok()?, -1)?;
        return Some((point, start, read.next));
    }
    // الثلاثة أشهر الماضية, الـ3 سنوات المقبلة
    if cx.lexeme(index).def && matches!(word.slot, Slot::Ones | Slot::Ten) {
        let read = number::number(cx, index)?;
        let (unit, 3) = cx.word(read.next).time_unit? else { return None };
        let sign = past_or_next(cx, read.next + 1)?;
        if unit < TimeUnit::Day || cx.lexeme(read.next).strip > 0 || cx.lexeme(read.next).def {
            return None;
        }
        let count = i64::try_from(read.value.as_int()?).ok()?;
        return Some((span(today, unit, count, sign)?, start, read.next + 2));
    }
    let (unit, count) = word.time_unit?;
    if !cx.lexeme(index).def || unit < TimeUnit::Day {
        return None;
    }
    let (n, at) = if count == 2 {
        (2, index + 1)
    } else if count == 3 {
        let at = if cx.is(index + 1, "ال") { index + 2 } else { index + 1 };
        let read = number::number(cx, at)?;
        let def = cx.lexeme(at).def || at > index + 1 || cx.word(at).slot != Slot::None;
        if !def {
            return None;
        }
        (read.value.as_int()?, read.next)
    } else {
        return None;
    };
    let sign = past_or_next(cx, at)?;
    Some((span(today, unit, i64::try_from(n).ok()?, sign)?, start, at + 1))
}

/// الماضية -1, المقبلة 1.
fn past_or_next(cx: &Context<'_>, at: usize) -> Option<i64> {
    match cx.word(at).modifier? {
        Modifier::Past => Some(-1),
        Modifier::Next if !cx.text(at).starts_with("التالي") => Some(1),
        _ => None,
    }
}

/// The days from the reference to so many units before or after it.
fn span(today: Day, unit: TimeUnit, count: i64, sign: i64) -> Option<Point> {
    if count > 1000 {
        return None;
    }
    let other = match unit {
        TimeUnit::Day => today.plus_days(sign * count)?,
        TimeUnit::Week => today.plus_days(sign * count * 7)?,
        TimeUnit::Month => today.plus_months(sign * count)?,
        TimeUnit::Year => today.plus_months(sign * count * 12)?,
        TimeUnit::Decade => today.plus_months(sign * count * 120)?,
        TimeUnit::Century => today.plus_months(sign * count * 1200)?,
        _ => return None,
    };
    Some(if sign < 0 { Point::Days(other, today) } else { Point::Days(today, other) })
}
