//! Days of the Gregorian calendar as numbers, and the way back.

use super::Day;

impl Day {
    /// A day that exists, or `None`.
    ///
    /// ```
    /// use rasad::values::Day;
    /// assert!(Day::try_new(2024, 2, 29).is_some());
    /// assert!(Day::try_new(2025, 2, 29).is_none());
    /// ```
    #[must_use]
    pub fn try_new(year: i32, month: u8, day: u8) -> Option<Self> {
        let exists = (1..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1 && day <= length(year, month);
        exists.then_some(Self { year, month, day })
    }

    /// Days since 1970-01-01 (Hinnant's algorithm).
    #[must_use]
    pub fn number(self) -> i64 {
        let (m, d) = (i64::from(self.month), i64::from(self.day));
        let y = i64::from(self.year) - i64::from(m <= 2);
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let doy = (153 * (m + if m > 2 { -3 } else { 9 }) + 2) / 5 + d - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        era * 146_097 + doe - 719_468
    }

    /// The day with that number, or `None` before year 1 or after year 9999.
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        let z = number.checked_add(719_468)?;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = u8::try_from(doy - (153 * mp + 2) / 5 + 1).ok()?;
        let month = u8::try_from(if mp < 10 { mp + 3 } else { mp - 9 }).ok()?;
        let year = i32::try_from(yoe + era * 400 + i64::from(month <= 2)).ok()?;
        Self::try_new(year, month, day)
    }

    /// The day `days` later, or earlier where negative.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Option<Self> {
        Self::from_number(self.number().checked_add(days)?)
    }

    /// The same day of the month `months` later; the last day of that month where it is shorter.
    #[must_use]
    pub fn plus_months(self, months: i64) -> Option<Self> {
        let index = (i64::from(self.year) * 12 + i64::from(self.month) - 1).checked_add(months)?;
        let year = i32::try_from(index.div_euclid(12)).ok()?;
        let month = u8::try_from(index.rem_euclid(12) + 1).ok()?;
        Self::try_new(year, month, self.day.min(length(year, month)))
    }

    /// 1 for Monday to 7 for Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        ((self.number() + 3).rem_euclid(7) + 1) as u8
    }

    /// ISO year and week.
    #[must_use]
    pub fn week(self) -> (i32, u8) {
        let thursday = self.plus_days(4 - i64::from(self.weekday())).unwrap_or(self);
        let first = Day { year: thursday.year, month: 1, day: 1 };
        (thursday.year, ((thursday.number() - first.number()) / 7 + 1) as u8)
    }

    /// The Monday of an ISO week.
    #[must_use]
    pub fn of_week(year: i32, week: u8) -> Option<Self> {
        let fourth = Self::try_new(year, 1, 4)?;
        let monday = fourth.plus_days(1 - i64::from(fourth.weekday()))?;
        let day = monday.plus_days((i64::from(week) - 1) * 7)?;
        (day.week() == (year, week)).then_some(day)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// How many days a month has.
#[must_use]
pub fn length(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_three_centuries_comes_back() {
        let first = Day { year: 1800, month: 1, day: 1 }.number();
        let mut last = None;
        for n in first..first + 110_000 {
            let day = Day::from_number(n).unwrap();
            assert_eq!(day.number(), n);
            assert!(last < Some(day));
            let (year, week) = day.week();
            let monday = Day::of_week(year, week).unwrap();
            assert!(monday <= day && day.number() - monday.number() < 7);
            last = Some(day);
        }
    }

    #[test]
    fn known_weekdays() {
        assert_eq!(Day { year: 2025, month: 9, day: 5 }.weekday(), 5);
        assert_eq!(Day { year: 2025, month: 9, day: 5 }.week(), (2025, 36));
    }

    #[test]
    fn a_shorter_month_gives_its_last_day() {
        let day = Day { year: 2024, month: 3, day: 31 };
        assert_eq!(day.plus_months(-1), Day::try_new(2024, 2, 29));
    }
}
