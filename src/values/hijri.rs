//! The Hijri calendar, in the variant of Umm al-Qura (the official one of Saudi Arabia), through `icu_calendar`.
//!
//! Outside the years of the published tables (1300–1600 AH) the crate falls back to the tabular calendar; a sighted
//! month may begin a day earlier or later than the tables say.

use super::Day;
use icu_calendar::cal::Hijri;
use icu_calendar::cal::hijri::UmmAlQura;
use icu_calendar::types::Month;
use icu_calendar::{Date, Gregorian};

fn date(year: i32, month: u8, day: u8) -> Option<Date<Hijri<UmmAlQura>>> {
    if !(1..=1600).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    Date::try_new(year.into(), Month::new(month), day, Hijri::new_umm_al_qura()).ok()
}

fn gregorian(date: Date<Hijri<UmmAlQura>>) -> Option<Day> {
    let date = date.to_calendar(Gregorian);
    Day::try_new(date.year().extended_year(), date.month().number(), date.day_of_month().0)
}

/// The Gregorian day of a Hijri day that exists.
pub(super) fn day(year: i32, month: u8, day: u8) -> Option<Day> {
    gregorian(date(year, month, day)?)
}

/// The first and the last Gregorian day of a Hijri month.
pub(super) fn month(year: i32, month: u8) -> Option<(Day, Day)> {
    let first = date(year, month, 1)?;
    let length = i64::from(first.days_in_month());
    let first = gregorian(first)?;
    Some((first, first.plus_days(length - 1)?))
}

/// The first and the last Gregorian day of a Hijri year.
pub(super) fn year(year: i32) -> Option<(Day, Day)> {
    Some((month(year, 1)?.0, month(year, 12)?.1))
}

/// The Hijri year, month and day of a Gregorian day.
pub(super) fn from_day(day: Day) -> Option<(i32, u8, u8)> {
    let date = Date::try_new_gregorian(day.year, day.month, day.day).ok()?;
    let date = date.to_calendar(Hijri::new_umm_al_qura());
    Some((date.year().extended_year(), date.month().number(), date.day_of_month().0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days() {
        assert_eq!(day(1446, 9, 15), Day::try_new(2025, 3, 15));
        assert_eq!(day(1446, 10, 1), Day::try_new(2025, 3, 30));
        assert_eq!(day(1447, 1, 1), Day::try_new(2025, 6, 26));
        assert_eq!(day(1446, 9, 30), None);
    }

    #[test]
    fn every_day_of_two_centuries_comes_back() {
        let first = Day { year: 1900, month: 1, day: 1 }.number();
        for n in first..first + 64_000 {
            let known = Day::from_number(n).unwrap();
            let (y, m, d) = from_day(known).unwrap();
            assert_eq!(day(y, m, d), Some(known));
        }
    }
}
