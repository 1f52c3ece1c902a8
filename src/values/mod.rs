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
