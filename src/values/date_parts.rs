//! A date as it was read, before and after its year is known.

use super::Day;
use super::calendar;
use super::hijri;
use super::lexeme::Modifier;

/// What a text says of a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub weekday: Option<u8>,
    pub day: Option<u8>,
    pub month: Option<u8>,
    pub year: Option<i32>,
    pub hijri: bool,
    /// الماضي, الجاري, المقبل after a month or a day of a month.
    pub modifier: Option<Modifier>,
}

/// A resolved date of some precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    Day(Day),
    Month(i32, u8),
    Year(i32),
    /// Each year: `--10-02`.
    MonthDay(u8, u8),
    /// Each year: `--10`.
    MonthOnly(u8),
    /// ISO week.
    Week(i32, u8),
    /// From a day to a day, both included.
    Days(Day, Day),
    /// From a year to a year, both included.
    Years(i32, i32),
}

impl std::fmt::Display for Point {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Point::Day(day) => write!(f, "{day}"),
            Point::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Point::Year(year) => iso(f, *year),
            Point::MonthDay(month, day) => write!(f, "--{month:02}-{day:02}"),
            Point::MonthOnly(month) => write!(f, "--{month:02}"),
            Point::Week(year, week) => write!(f, "{year:04}-W{week:02}"),
            Point::Days(a, b) => write!(f, "{a}/{b}"),
            Point::Years(a, b) => {
                iso(f, *a)?;
                f.write_str("/")?;
                iso(f, *b)
            }
        }
    }
}

/// A year in four digits, with a minus before the year 0 (which is 1 BC).
fn iso(f: &mut std::fmt::Formatter<'_>, year: i32) -> std::fmt::Result {
    if year < 0 { write!(f, "-{:04}", -year) } else { write!(f, "{year:04}") }
}

impl Point {
    /// The first and the last day, where the year is known.
    pub fn days(self) -> Option<(Day, Day)> {
        match self {
            Point::Day(day) => Some((day, day)),
            Point::Month(y, m) => Some((Day::try_new(y, m, 1)?, Day::try_new(y, m, calendar::length(y, m))?)),
            Point::Year(y) => Some((Day::try_new(y, 1, 1)?, Day::try_new(y, 12, 31)?)),
            Point::Week(y, w) => {
                let monday = Day::of_week(y, w)?;
                Some((monday, monday.plus_days(6)?))
            }
            Point::Days(a, b) => Some((a, b)),
            Point::Years(a, b) => Some((Day::try_new(a, 1, 1)?, Day::try_new(b, 12, 31)?)),
            Point::MonthDay(..) | Point::MonthOnly(_) => None,
        }
    }
}

impl Parts {
    /// The date it is; `None` where it does not exist (31 فبراير) or needs a reference day that is not there.
    pub fn resolve(&self, reference: Option<Day>) -> Option<Point> {
        if self.hijri {
            return self.resolve_hijri(reference);
        }
        match (self.day, self.month, self.year) {
            (Some(d), Some(m), Some(y)) => Day::try_new(y, m, d).map(Point::Day),
            (None, Some(m), Some(y)) => (1..=12).contains(&m).then_some(Point::Month(y, m)),
            (None, None, Some(y)) => Some(Point::Year(y)),
            (Some(d), Some(m), None) => {
                // 2024 is a leap year: 29 February exists.
                Day::try_new(2024, m, d)?;
                let Some(today) = reference else { return Some(Point::MonthDay(m, d)) };
                if let Some(modifier) = self.modifier {
                    return nearest(today, modifier, |y| Day::try_new(y, m, d)).map(Point::Day);
                }
                // The weekday tells the year: the one nearest to the reference.
                if let Some(weekday) = self.weekday {
                    let mut years = [today.year, today.year - 1, today.year + 1];
                    years.sort_by_key(|y| {
                        Day::try_new(*y, m, d).map_or(i64::MAX, |x| (x.number() - today.number()).abs())
                    });
                    let fits = |y: &i32| Day::try_new(*y, m, d).filter(|x| x.weekday() == weekday);
                    if let Some(day) = years.iter().find_map(fits) {
                        return Some(Point::Day(day));
                    }
                }
                Some(Point::MonthDay(m, d))
            }
            (None, Some(m), None) => {
                let (Some(today), Some(modifier)) = (reference, self.modifier) else {
                    return Some(Point::MonthOnly(m));
                };
                let year = match modifier {
                    Modifier::Past if m < today.month => today.year,
                    Modifier::Past => today.year - 1,
                    Modifier::Present => today.year,
                    Modifier::Next if m > today.month => today.year,
                    Modifier::Next => today.year + 1,
                };
                Some(Point::Month(year, m))
            }
            _ => None,
        }
    }

    fn resolve_hijri(&self, reference: Option<Day>) -> Option<Point> {
        match (self.day, self.month, self.year) {
            (Some(d), Some(m), Some(y)) => hijri::day(y, m, d).map(Point::Day),
            (None, Some(m), Some(y)) => hijri::month(y, m).map(|(a, b)| Point::Days(a, b)),
            (None, None, Some(y)) => hijri::year(y).map(|(a, b)| Point::Days(a, b)),
            (day, Some(m), None) => {
                let today = reference?;
                let (this, ..) = hijri::from_day(today)?;
                match day {
                    Some(d) => {
                        let pick = |y| hijri::day(y, m, d);
                        match self.modifier {
                            Some(Modifier::Past) => (this - 1..=this).rev().filter_map(pick).find(|x| *x < today),
                            Some(Modifier::Next) => (this..=this + 1).filter_map(pick).find(|x| *x > today),
                            Some(Modifier::Present) => pick(this),
                            None => closest(today, (this - 1..=this + 1).filter_map(pick)),
                        }
                        .map(Point::Day)
                    }
                    None => {
                        let pick = |y| hijri::month(y, m);
                        match self.modifier {
                            Some(Modifier::Past) => (this - 1..=this).rev().filter_map(pick).find(|x| x.1 < today),
                            Some(Modifier::Next) => (this..=this + 1).filter_map(pick).find(|x| x.0 > today),
                            Some(Modifier::Present) => pick(this),
                            None => None,
                        }
                        .map(|(a, b)| Point::Days(a, b))
                    }
                }
            }
            _ => None,
        }
    }
}

/// The day of the year that a modifier picks.
fn nearest(today: Day, modifier: Modifier, day: impl Fn(i32) -> Option<Day>) -> Option<Day> {
    match modifier {
        Modifier::Past => (today.year - 4..=today.year).rev().filter_map(day).find(|d| *d < today),
        Modifier::Present => day(today.year),
        Modifier::Next => (today.year..=today.year + 4).filter_map(day).find(|d| *d > today),
    }
}

/// The one of several days that lies closest to the reference.
pub(super) fn closest(today: Day, days: impl Iterator<Item = Day>) -> Option<Day> {
    days.min_by_key(|d| (d.number() - today.number()).abs())
}

/// Two dates as one interval. What the first lacks it takes from the second (3 إلى 5 مارس 2025), and the other way round
/// for the year (مارس 2024 إلى مايو).
pub(super) fn interval(mut a: Parts, mut b: Parts, reference: Option<Day>) -> Option<String> {
    if a.month.is_none() && a.day.is_some() {
        a.month = b.month;
        a.hijri = b.hijri;
    }
    if a.year.is_none() {
        a.year = b.year;
        a.modifier = a.modifier.or(b.modifier);
        // من ديسمبر إلى مارس 2024 begins in the year before.
        if let (Some(y), Some(am), Some(bm)) = (b.year, a.month, b.month)
            && am > bm
        {
            a.year = Some(y - 1);
        }
    } else if b.year.is_none() && b.month.is_some() {
        b.year = a.year;
        if let (Some(y), Some(am), Some(bm)) = (a.year, a.month, b.month)
            && am > bm
        {
            b.year = Some(y + 1);
        }
    }
    let (first, last) = (a.resolve(reference)?, b.resolve(reference)?);
    match (first, last) {
        (Point::Days(a, _), Point::Days(_, b)) => (a <= b).then(|| format!("{a}/{b}")),
        (Point::MonthDay(..), Point::MonthDay(..)) | (Point::MonthOnly(_), Point::MonthOnly(_)) => {
            Some(format!("{first}/{last}"))
        }
        _ => {
            let (from, to) = (first.days()?, last.days()?);
            (from.0 <= to.1 && first != last).then(|| format!("{first}/{last}"))
        }
    }
}
