//! Value strings as typed values: numbers, days, intervals.
//!
//! ```
//! use rasad::Label;
//! use rasad::values::typed;
//! assert_eq!(typed::as_number(&Label::Money, "USD 2000000000").map(|d| d.as_f64()), Some(2e9));
//! let (first, last) = typed::as_interval(&Label::Date, "2025-09").unwrap();
//! assert_eq!(last.unwrap().to_string(), "2025-09-30");
//! assert_eq!(typed::as_date(&Label::Date, "2025-09"), None);
//! ```

use super::date_parts::Point;
use super::{Day, Decimal};
use crate::entity::Label;

/// The number of a `NUMBER`, `ORDINAL`, `PERCENT`, `MONEY` or `QUANTITY`; `None` for ranges and other labels.
#[must_use]
pub fn as_number(label: &Label, value: &str) -> Option<Decimal> {
    match label {
        Label::Number | Label::Ordinal | Label::Percent => Decimal::parse(value),
        Label::Money | Label::Quantity => Decimal::parse(value.rsplit_once(' ')?.1),
        _ => None,
    }
}

/// Both ends of a range of numbers; twice the number itself where it is no range.
#[must_use]
pub fn as_range(label: &Label, value: &str) -> Option<(Decimal, Decimal)> {
    let numbers = match label {
        Label::Number | Label::Ordinal | Label::Percent => value,
        Label::Money | Label::Quantity => value.rsplit_once(' ')?.1,
        _ => return None,
    };
    match numbers.split_once('/') {
        Some((low, high)) => Some((Decimal::parse(low)?, Decimal::parse(high)?)),
        None => Decimal::parse(numbers).map(|n| (n, n)),
    }
}

/// The day of a `DATE` that is exactly one day, or of a `TIME` with its date.
#[must_use]
pub fn as_date(label: &Label, value: &str) -> Option<Day> {
    match label {
        Label::Date => day(value),
        Label::Time => day(value.split_once('T')?.0),
        _ => None,
    }
}

/// The first and the last day of a `DATE`, both included; `None` on the side that is open (`2012/..`). Dates without a
/// year (`--10-02`) have no interval.
#[must_use]
pub fn as_interval(label: &Label, value: &str) -> Option<(Option<Day>, Option<Day>)> {
    if *label == Label::Time {
        return as_date(label, value).map(|d| (Some(d), Some(d)));
    }
    if *label != Label::Date {
        return None;
    }
    match value.split_once('/') {
        Some(("..", last)) => Some((None, Some(point(last)?.days()?.1))),
        Some((first, "..")) => Some((Some(point(first)?.days()?.0), None)),
        Some((first, last)) => Some((Some(point(first)?.days()?.0), Some(point(last)?.days()?.1))),
        None => point(value)?.days().map(|(a, b)| (Some(a), Some(b))),
    }
}

/// The latitude and the longitude of `COORDINATES`, in degrees.
#[must_use]
pub fn as_coordinates(label: &Label, value: &str) -> Option<(f64, f64)> {
    if *label != Label::Coordinates {
        return None;
    }
    let (latitude, longitude) = value.split_once(',')?;
    Some((Decimal::parse(latitude)?.as_f64(), Decimal::parse(longitude)?.as_f64()))
}

/// A day written `YYYY-MM-DD`.
#[must_use]
pub fn day(value: &str) -> Option<Day> {
    match point(value)? {
        Point::Day(day) => Some(day),
        _ => None,
    }
}

fn point(value: &str) -> Option<Point> {
    let digits = |s: &str, n: usize| -> Option<i32> {
        (s.len() == n && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok())?
    };
    let mut parts = value.split('-');
    let year = digits(parts.next()?, 4)?;
    let Some(month) = parts.next() else { return Some(Point::Year(year)) };
    if let Some(week) = month.strip_prefix('W') {
        return Some(Point::Week(year, u8::try_from(digits(week, 2)?).ok()?));
    }
    let month = u8::try_from(digits(month, 2)?).ok()?;
    match parts.next() {
        None => (1..=12).contains(&month).then_some(Point::Month(year, month)),
        Some(day) => {
            let day = u8::try_from(digits(day, 2)?).ok()?;
            if parts.next().is_some() { None } else { Day::try_new(year, month, day).map(Point::Day) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_sides_are_none() {
        assert_eq!(as_interval(&Label::Date, "2012/.."), Some((Day::try_new(2012, 1, 1), None)));
        assert_eq!(as_interval(&Label::Date, "2025-W36").and_then(|i| i.1), Day::try_new(2025, 9, 7));
        assert_eq!(as_interval(&Label::Date, "--10-02"), None);
    }
}
