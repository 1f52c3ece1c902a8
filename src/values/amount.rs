//! Amounts before their unit: one number, or a range (`10-20`, بين 10 و20، من 10 إلى 20، خمسة أو ستة).

use super::context::Context;
use super::decimal::Decimal;
use super::lexeme::Prep;
use super::number::{self, Number};
use super::number_digits;

/// A number, or a range of two.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    pub low: Number,
    pub high: Option<Decimal>,
    /// How the range was joined.
    pub joint: Joint,
    /// The token after it.
    pub next: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    None,
    /// A dash: a range only before what is counted.
    Dash,
    /// بين … و…, من … إلى …
    Phrase,
    /// … أو …
    Or,
}

impl Amount {
    pub fn read(cx: &Context<'_>, index: usize) -> Option<Self> {
        let low = match number_digits::slashed(cx, index) {
            Some(fraction) => fraction,
            None => number::number(cx, index)?,
        };
        // 2 1/2
        let low = match number_digits::slashed(cx, low.next) {
            Some(part) if low.digits && low.next == low.first + 1 && low.value.as_int().is_some_and(|n| n < 1000) => {
                Number { value: low.value.plus(part.value)?, next: part.next, ..low }
            }
            _ => low,
        };
        let mut amount = Self { low, high: None, joint: Joint::None, next: low.next };
        if let Some((high, joint)) = amount.higher(cx, low.next) {
            amount.high = Some(high.value);
            amount.joint = joint;
            amount.next = high.next;
            // بين 10 و20 مليونا: the scale word belongs to both.
            if high.scale > 0
                && low.scale == 0
                && low.value < Decimal::int(1000)
                && let Some(scaled) = low.value.times(Decimal::int(high.scale))
                && scaled < high.value
            {
                amount.low.value = scaled;
            }
        }
        Some(amount)
    }

    /// The same without its upper end.
    pub fn single(&self) -> Self {
        Self { high: None, joint: Joint::None, next: self.low.next, ..*self }
    }

    pub fn start(&self) -> usize {
        self.low.start
    }

    /// `10` or `10/20`.
    pub fn value(&self) -> String {
        match self.high {
            Some(high) => format!("{}/{high}", self.low.value),
            None => self.low.value.to_string(),
        }
    }

    /// The upper end after a unit that is said twice: بين 10% و30%.
    pub fn upper(&self, cx: &Context<'_>, at: usize) -> Option<(Decimal, usize)> {
        let (high, joint) = self.higher(cx, at)?;
        (joint != Joint::Or).then_some((high.value, high.next))
    }

    fn higher(&self, cx: &Context<'_>, at: usize) -> Option<(Number, Joint)> {
        let before = cx.low_preposition(self.low.first);
        let (from, joint) = if cx.dash(at) {
            // Both sides glued or both apart; -5 after a blank is a negative number.
            let (left, right) = (cx.glued(at), cx.glued(at + 1));
            if left != right {
                return None;
            }
            (at + 1, Joint::Dash)
        } else if matches!(cx.prep(at), Some(Prep::To | Prep::Until)) && cx.lexeme(at).strip == 0 {
            (at + 1 + usize::from(cx.is(at + 1, "غاية")), Joint::Phrase)
        } else if cx.prep(at) == Some(Prep::Or) && cx.lexeme(at).strip == 0 {
            (at + 1, Joint::Or)
        } else if before == Some(Prep::Between) {
            (cx.conjunction(at)?, Joint::Phrase)
        } else {
            return None;
        };
        let high = number::number(cx, from)?;
        let rising = self.low.value < high.value || (high.scale > 0 && self.low.scale == 0);
        rising.then_some((high, joint))
    }
}

impl Context<'_> {
    /// The preposition before the number at token `first`, over an article that stands alone (بين الـ20 و30).
    pub(super) fn low_preposition(&self, first: usize) -> Option<Prep> {
        let mut at = first.checked_sub(1)?;
        if self.is(at, "ال") {
            at = at.checked_sub(1)?;
        }
        self.prep(at)
    }
}
