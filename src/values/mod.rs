//! Values: one file a kind.

use crate::entity::Label;
use crate::segment::View;
use crate::span::Span;

/// A calendar day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// The year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl Day {
    /// The day, if the Gregorian calendar has it.
    #[must_use]
    pub fn try_new(year: i32, month: u8, day: u8) -> Option<Self> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=last).contains(&day).then_some(Self { year, month, day })
    }
}

impl std::fmt::Display for Day {
    /// ISO 8601: `2025-09-05`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// A value in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Bytes of the match form, without proclitics and comparators.
    pub span: Span,
    /// `DATE`, `NUMBER`, ….
    pub label: Label,
    /// The value (formats: DESIGN.md, "Values").
    pub value: String,
}

/// All values of a text, in order and without overlap. `reference` is the day that "أمس" and "الجاري" are told from;
/// without one, relative dates are left out.
#[must_use]
pub fn scan(_view: &View<'_>, _reference: Option<Day>) -> Vec<Value> {
    Vec::new()
}
