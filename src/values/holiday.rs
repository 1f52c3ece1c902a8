//! *Finds*: holidays on a fixed day of the Gregorian or the Hijri year (عيد العمال، عيد الفطر 2025).
//!
//! *Does not find*: Hijri holidays without a year where there is no reference day.
//!
//! *Value*: the day where the year is known, else `--05-01`.
//!
//! *Examples*: عيد العمال → `--05-01`; عيد الأضحى 1446هـ → `2025-06-06`.

use super::Hit;
use super::context::Context;
use super::date_parts::{self, Point};
use super::lexeme::{Era, PhraseKind};
use super::year_part::of_year;
use super::{Day, hijri};
use crate::entity::Label;

/// The holiday that begins at token `index`.
pub(super) fn at(cx: &Context<'_>, index: usize) -> Option<Hit> {
    if !cx.word(index).holiday_head {
        return None;
    }
    let (point, next) = holiday(cx, index)?;
    Some(Hit::new(Label::Date, cx.start(index), cx.end_before(next), point.to_string(), next))
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
