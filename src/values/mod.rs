//! Values: dates, times, numbers, amounts and addresses, one file a kind.
//!
//! One pass looks every word up in one table ([`lexeme`]); rules run only where a value may begin. Every rule looks a
//! bounded number of tokens ahead, so the work is linear in the length of the text.

mod amount;
mod calendar;
mod context;
mod coordinates;
mod date;
mod date_day;
mod date_month;
mod date_numeric;
mod date_parts;
mod date_relative;
mod date_year;
mod decimal;
mod duration;
mod email;
mod handle;
mod hijri;
mod holiday;
mod lexeme;
mod money;
mod number;
mod number_digits;
mod number_words;
mod ordinal;
mod percent;
mod period;
mod phone;
mod quantity;
mod table;
mod time;
pub mod typed;
mod url;
mod written;
mod year_part;

use crate::entity::Label;
use crate::segment::{TokenKind, View};
use crate::span::Span;

pub use decimal::Decimal;
pub use written::written;

use amount::Amount;
use context::Context;

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

/// How dates in digits are read where both readings exist.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DateOrder {
    /// `5/9/2025` is the fifth of September.
    #[default]
    DayFirst,
    /// `5/9/2025` is the ninth of May.
    MonthFirst,
}

/// What to find, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// How dates in digits are read.
    pub order: DateOrder,
    /// Only these labels; all where `None`.
    pub kinds: Option<Vec<Label>>,
}

/// What a rule found.
#[derive(Clone, Debug)]
struct Hit {
    label: Label,
    start: usize,
    end: usize,
    value: String,
    /// The token to go on from.
    next: usize,
}

impl Hit {
    fn new(label: Label, start: usize, end: usize, value: String, next: usize) -> Self {
        Self { label, start, end, value, next }
    }
}

impl Context<'_> {
    /// The first token at or after `index` that begins at byte `end` or later.
    fn token_after(&self, end: usize, index: usize) -> usize {
        let rest = self.tokens.get(index..).unwrap_or(&[]);
        index + rest.partition_point(|t| t.span.start < end)
    }
}

/// All values of a text, in order and without overlap. `reference` is the day that "أمس" and "الجاري" are told from;
/// without one, relative dates are left out.
#[must_use]
pub fn scan(view: &View<'_>, reference: Option<Day>) -> Vec<Value> {
    scan_with(view, reference, &Options::default())
}

/// The same with options.
#[must_use]
pub fn scan_with(view: &View<'_>, reference: Option<Day>, options: &Options) -> Vec<Value> {
    let cx = Context::new(view, reference, options);
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(kind) = cx.kind(at) {
        let hit = match kind {
            TokenKind::Break => None,
            TokenKind::Arabic if !cx.word(at).start => ordinal::with_article(&cx, at).or_else(|| letters(&cx, at)),
            TokenKind::Arabic => words(&cx, at),
            TokenKind::Number => email::at(&cx, at)
                .or_else(|| phone::at(&cx, at))
                .or_else(|| coordinates::at(&cx, at))
                .or_else(|| words(&cx, at)),
            TokenKind::Latin => email::at(&cx, at).or_else(|| url::at(&cx, at)).or_else(|| words(&cx, at)),
            TokenKind::Mark => marks(&cx, at),
        };
        let Some(hit) = hit else {
            at += 1;
            continue;
        };
        at = hit.next.max(at + 1);
        if hit.end > hit.start && options.kinds.as_ref().is_none_or(|kinds| kinds.contains(&hit.label)) {
            out.push(Value { span: Span::new(hit.start, hit.end), label: hit.label, value: hit.value });
        }
    }
    out
}

/// Values that begin with a sign.
fn marks(cx: &Context<'_>, at: usize) -> Option<Hit> {
    match cx.text(at) {
        "@" | "#" | "＃" | "＠" => handle::at(cx, at),
        "%" | "٪" => percent::sign_first(cx, at),
        "$" | "€" | "£" | "¥" | "₪" | "₺" | "₽" | "₹" | "₩" | "\u{20C1}" => money::currency_first(cx, at),
        "+" | "(" => phone::at(cx, at).or_else(|| amounts(cx, at)),
        "-" | "−" => coordinates::at(cx, at).or_else(|| amounts(cx, at)),
        "." => amounts(cx, at),
        _ => None,
    }
}

/// Values that begin with the letters of a currency: `ر.س 100`.
fn letters(cx: &Context<'_>, at: usize) -> Option<Hit> {
    (cx.is(at + 1, ".") && cx.glued(at + 1) && cx.text(at).len() == 2).then(|| money::currency_first(cx, at))?
}

/// Values that begin with a word or a number.
fn words(cx: &Context<'_>, at: usize) -> Option<Hit> {
    if let Some(time) = time::at(cx, at) {
        return Some(time);
    }
    let date = date::at(cx, at)
        .or_else(|| period::at(cx, at))
        .or_else(|| year_part::at(cx, at))
        .or_else(|| holiday::at(cx, at))
        .or_else(|| date_relative::at(cx, at));
    if let Some(date) = date {
        return Some(with_time(cx, date));
    }
    if cx.lexeme(at).def
        && let Some(ordinal) = ordinal::at(cx, at)
    {
        return Some(ordinal);
    }
    amounts(cx, at)
        .or_else(|| ordinal::at(cx, at))
        .or_else(|| duration::at(cx, at))
        .or_else(|| money::currency_first(cx, at))
        .or_else(|| quantity::unit_first(cx, at))
}

/// A day with the time that follows it: one value.
fn with_time(cx: &Context<'_>, date: Hit) -> Hit {
    if typed::day(&date.value).is_some()
        && let Some((time, next)) = time::after_date(cx, date.next)
    {
        return Hit::new(Label::Time, date.start, cx.end_before(next), format!("{}{time}", date.value), next);
    }
    date
}

/// A number and what it counts.
fn amounts(cx: &Context<'_>, at: usize) -> Option<Hit> {
    let amount = Amount::read(cx, at)?;
    // الطريق رقم 95 كلم 4: a name, which measures nothing.
    if matches!(cx.text_before(at), "رقم" | "الرقم" | "برقم") {
        return number::at(cx, &amount);
    }
    percent::percent(cx, &amount)
        .or_else(|| money::money(cx, &amount))
        .or_else(|| quantity::quantity(cx, &amount))
        .or_else(|| duration::duration(cx, &amount))
        .or_else(|| number::at(cx, &amount))
}
