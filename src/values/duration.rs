//! *Finds*: lengths of time: a number with a unit (ثلاثة أيام, `45 دقيقة`), duals (ساعتين، عامين), parts (نصف ساعة، ساعة ونصف،
//! ربع قرن), sums (ساعة و20 دقيقة), ages (63 عاما), one unit after a word of duration (لمدة عام، خلال شهر), ranges.
//!
//! *Does not find*: عقود that are contracts; ثانية, again; مدير عام.
//!
//! *Value*: ISO 8601: `P3D`, `PT1H30M`; a range as `P3D/P5D`; decades and centuries in years.
//!
//! *Examples*: ساعة ونصف → `PT1H30M`; ثلاثة أسابيع → `P3W`; ربع قرن → `P25Y`.

use super::Hit;
use super::amount::Amount;
use super::context::Context;
use super::decimal::Decimal;
use super::lexeme::{Prep, Slot, TimeUnit};
use super::number_words;
use crate::entity::Label;

/// A length of time, field by field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Length {
    pub years: Decimal,
    pub months: Decimal,
    pub weeks: Decimal,
    pub days: Decimal,
    pub hours: Decimal,
    pub minutes: Decimal,
    pub seconds: Decimal,
}

impl Length {
    const ZERO: Self = Self {
        years: Decimal::ZERO,
        months: Decimal::ZERO,
        weeks: Decimal::ZERO,
        days: Decimal::ZERO,
        hours: Decimal::ZERO,
        minutes: Decimal::ZERO,
        seconds: Decimal::ZERO,
    };

    /// So many of a unit; parts go down to the next unit (1.5 hours are 1 hour and 30 minutes).
    fn add(&mut self, unit: TimeUnit, amount: Decimal) -> Option<()> {
        let (field, lower) = match unit {
            TimeUnit::Century => return self.add(TimeUnit::Year, amount.times(Decimal::int(100))?.whole_if_near()),
            TimeUnit::Decade => return self.add(TimeUnit::Year, amount.times(Decimal::int(10))?.whole_if_near()),
            TimeUnit::Year => (&mut self.years, Some((TimeUnit::Month, 12))),
            TimeUnit::Month => (&mut self.months, Some((TimeUnit::Day, 30))),
            TimeUnit::Week => (&mut self.weeks, Some((TimeUnit::Day, 7))),
            TimeUnit::Day => (&mut self.days, Some((TimeUnit::Hour, 24))),
            TimeUnit::Hour => (&mut self.hours, Some((TimeUnit::Minute, 60))),
            TimeUnit::Minute => (&mut self.minutes, Some((TimeUnit::Second, 60))),
            TimeUnit::Second => (&mut self.seconds, None),
        };
        let whole = amount.floor();
        let rest = amount.plus(whole.negated())?;
        if rest == Decimal::ZERO {
            *field = field.plus(amount)?;
            return Some(());
        }
        match lower {
            // Only where the part is a whole number of the lower unit.
            Some((unit, factor)) => {
                let part = rest.times(Decimal::int(factor))?.whole_if_near();
                let deep = matches!(unit, TimeUnit::Minute | TimeUnit::Second | TimeUnit::Hour);
                if part.as_int().is_some() || deep {
                    *field = field.plus(whole)?;
                    return self.add(unit, part);
                }
                *field = field.plus(amount)?;
            }
            None => *field = field.plus(amount)?,
        }
        Some(())
    }
}

impl std::fmt::Display for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut length = *self;
        let date = [length.years, length.months, length.days];
        let time = [length.hours, length.minutes, length.seconds];
        let alone = date.iter().chain(&time).all(|d| *d == Decimal::ZERO);
        if length.weeks != Decimal::ZERO && alone {
            return write!(f, "P{}W", length.weeks);
        }
        if let Some(days) = length.weeks.times(Decimal::int(7)).and_then(|w| w.plus(length.days)) {
            length.days = days;
        }
        f.write_str("P")?;
        for (value, letter) in [(length.years, 'Y'), (length.months, 'M'), (length.days, 'D')] {
            if value != Decimal::ZERO {
                write!(f, "{value}{letter}")?;
            }
        }
        if time.iter().any(|d| *d != Decimal::ZERO) {
            f.write_str("T")?;
            for (value, letter) in [(length.hours, 'H'), (length.minutes, 'M'), (length.seconds, 'S')] {
                if value != Decimal::ZERO {
                    write!(f, "{value}{letter}")?;
                }
            }
        } else if alone && length.weeks == Decimal::ZERO {
            f.write_str("T0S")?;
        }
        Ok(())
    }
}

/// A length of time as it was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read {
    pub length: Length,
    pub high: Option<Length>,
    /// The unit it is counted in first.
    pub unit: TimeUnit,
    pub start: usize,
    pub next: usize,
}

impl Read {
    fn hit(&self, cx: &Context<'_>) -> Hit {
        let value = match self.high {
            Some(high) => format!("{}/{high}", self.length),
            None => self.length.to_string(),
        };
        Hit::new(Label::Duration, self.start, cx.end_before(self.next), value, self.next)
    }
}

/// The duration of an amount that has been read.
pub(super) fn duration(cx: &Context<'_>, amount: &Amount) -> Option<Hit> {
    of_amount(cx, amount).map(|read| read.hit(cx))
}

pub(super) fn of_amount(cx: &Context<'_>, amount: &Amount) -> Option<Read> {
    let at = amount.next;
    let fraction = amount.low.value < Decimal::int(1);
    let unit = counted_unit(cx, at, fraction, amount)?;
    let mut length = Length::ZERO;
    length.add(unit, amount.low.value)?;
    let mut read = Read { length, high: None, unit, start: amount.start(), next: at + 1 };
    if let Some(high) = amount.high {
        let mut length = Length::ZERO;
        length.add(unit, high)?;
        read.high = Some(length);
        return Some(read);
    }
    more(cx, &mut read);
    Some(read)
}

/// The unit of time that an amount counts.
fn counted_unit(cx: &Context<'_>, at: usize, fraction: bool, amount: &Amount) -> Option<TimeUnit> {
    let lexeme = cx.lexeme(at);
    let (unit, count) = cx.word(at).time_unit?;
    if lexeme.strip > 0 || (lexeme.def && !fraction) || count == 2 {
        return None;
    }
    // A date or a clock follows: 3 يوم الجمعة, 5 عام 2012.
    if count == 1 && cx.word(at).year_head && is_year(cx, at + 1) && !fraction {
        return None;
    }
    if unit == TimeUnit::Decade && !fraction {
        // عقود are contracts as often: a decade needs a small number and a word of time before it.
        let small = amount.low.value.as_int().is_some_and(|n| n <= 12);
        if !small || !time_before(cx, amount.low.first) {
            return None;
        }
    }
    if cx.is(at + 1, "ضوئية") || (unit == TimeUnit::Day && cx.word(at + 1).weekday > 0) {
        return None;
    }
    Some(unit)
}

fn is_year(cx: &Context<'_>, at: usize) -> bool {
    let text = cx.text(at);
    text.len() == 4 && text.parse::<u32>().is_ok_and(|y| (1000..=2199).contains(&y))
}

/// Whether one of the four words before speaks of time.
fn time_before(cx: &Context<'_>, first: usize) -> bool {
    (first.saturating_sub(4)..first).any(|i| {
        let word = cx.word(i);
        word.cue || matches!(word.prep, Some(Prep::Since | Prep::Within | Prep::Before | Prep::After))
    })
}

/// ونصف, و20 دقيقة after a length.
fn more(cx: &Context<'_>, read: &mut Read) {
    let mut last = read.unit;
    for _ in 0..5 {
        let Some(from) = cx.conjunction(read.next) else { return };
        if let Some((part, after)) = number_words::part(cx, from) {
            let same = cx.word(after).time_unit.is_some_and(|(u, _)| u == last) && cx.lexeme(after).strip == 0;
            let other = !same && (cx.word(after).time_unit.is_some() || cx.word(after).slot != Slot::None);
            if !other && read.length.add(last, part).is_some() {
                read.next = after + usize::from(same);
            }
            return;
        }
        let word = cx.word(from);
        if let (Some((unit, 2)), false) = (word.time_unit, cx.lexeme(from).def) {
            if unit < last && !cx.lexeme(from).prep && read.length.add(unit, Decimal::int(2)).is_some() {
                read.next = from + 1;
                last = unit;
                continue;
            }
            return;
        }
        let Some(number) = super::number::number(cx, from) else { return };
        let Some((unit, count)) = cx.word(number.next).time_unit else { return };
        let lexeme = cx.lexeme(number.next);
        if unit >= last || lexeme.strip > 0 || lexeme.def || count == 2 || read.length.add(unit, number.value).is_none()
        {
            return;
        }
        read.next = number.next + 1;
        last = unit;
    }
}

/// الساعات الثماني والأربعين, الأشهر الأربعة عشر: the number after its noun, both with the article.
fn definite(cx: &Context<'_>, index: usize) -> Option<Read> {
    let (unit, count) = cx.word(index).time_unit?;
    if count != 3 || !cx.lexeme(index).def || unit == TimeUnit::Decade {
        return None;
    }
    // حرب الأيام الستة is a name.
    if cx.text_before(index).ends_with("حرب") {
        return None;
    }
    let article = cx.is(index + 1, "ال");
    let read = super::number::number(cx, index + 1 + usize::from(article))?;
    let told = article || cx.lexeme(index + 1).def;
    if !told || cx.lexeme(index + 1).strip > 0 {
        return None;
    }
    let mut length = Length::ZERO;
    length.add(unit, read.value)?;
    Some(Read { length, high: None, unit, start: cx.start(index), next: read.next })
}

/// A length that begins with its unit: ساعتين, ساعة ونصف, يوم واحد, and عام after لمدة.
pub(super) fn unit_first(cx: &Context<'_>, index: usize) -> Option<Read> {
    let (unit, count) = cx.word(index).time_unit?;
    let lexeme = cx.lexeme(index);
    if lexeme.def {
        return None;
    }
    let start = cx.start(index);
    let mut length = Length::ZERO;
    let before = cx.word_before(index);
    if count == 2 {
        // عقدين are two contracts unless a word of time stands before.
        if unit == TimeUnit::Decade && !time_before(cx, index) {
            return None;
        }
        length.add(unit, Decimal::int(2))?;
        let mut read = Read { length, high: None, unit, start, next: index + 1 };
        more(cx, &mut read);
        return Some(read);
    }
    if count != 1 {
        return None;
    }
    length.add(unit, Decimal::int(1))?;
    let mut read = Read { length, high: None, unit, start, next: index + 1 };
    let one = cx.word(index + 1);
    if one.slot == Slot::Ones
        && one.value == 1
        && cx.lexeme(index + 1).strip == 0
        && !cx.lexeme(index + 1).def
        && unit != TimeUnit::Decade
    {
        read.next = index + 2;
        more(cx, &mut read);
        return Some(read);
    }
    more(cx, &mut read);
    if read.next > index + 1 {
        // عام وربع أرباح is no year and a quarter: only after a length of time that can be meant.
        return (unit != TimeUnit::Decade).then_some(read);
    }
    // لمدة عام, خلال شهر: nothing may follow that makes it a date or a part of a name.
    // يوما بعد يوم
    if index >= 2 && before.cue && cx.word(index - 2).time_unit.is_some_and(|(u, _)| u == unit) {
        return None;
    }
    let called = before.cue || (cx.lexeme(index).prep && cx.bare(index) == "مدة");
    let next = if cx.is(index + 1, "،") && cx.glued(index + 2) { index + 2 } else { index + 1 };
    let word = cx.word(next);
    let dated = word.weekday > 0
        || word.month > 0
        || word.month_head
        || word.hijri > 0
        || is_year(cx, next)
        || word.today.is_some()
        || word.ghad
        || cx.kind(next) == Some(crate::segment::TokenKind::Number)
        || cx.definite_noun(next)
        || word.ordinal > 0;
    (called && !dated && lexeme.strip == 0 && unit != TimeUnit::Decade).then_some(read)
}

/// The duration that begins with its unit at `index`.
pub(super) fn at(cx: &Context<'_>, index: usize) -> Option<Hit> {
    definite(cx, index).or_else(|| unit_first(cx, index)).map(|read| read.hit(cx))
}
