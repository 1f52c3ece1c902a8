//! *Finds*: times of day in digits (`14:30`, `9:15 صباحا`, `9 مساء`), in words after الساعة or with a part of the day (الثالثة
//! والنصف عصرا، الثامنة إلا ربعا مساء), منتصف الليل, with Greenwich time, ranges, and together with their date.
//!
//! *Does not find*: scores (`3-1`), ratios; a part of the day alone (مساء الخميس: only the day is a value).
//!
//! *Value*: `T15:30`; with its date `2016-04-21T20:00`; `Z` for Greenwich; a range as `T09:00/T17:00`.
//!
//! *Examples*: الثالثة والنصف عصرا → `T15:30`; `15:00 بتوقيت غرينتش` → `T15:00Z`.

use super::Hit;
use super::context::Context;
use super::date_parts::Point;
use super::lexeme::{PartOfDay, Prep, Slot, TimeUnit};
use super::{date, date_day, number, ordinal};
use crate::entity::Label;
use crate::segment::TokenKind;

#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    hour: u32,
    minute: u32,
    second: Option<u32>,
    zulu: bool,
    start: usize,
    next: usize,
    /// Whether a part of the day told which half it is in.
    half: Option<Half>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Am,
    /// مساء, عصرا: twelve is midnight.
    Pm,
    /// م, PM, بعد الظهر: twelve is noon.
    PmNoon,
    Noon,
    Night,
}

impl std::fmt::Display for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let h = self.hour;
        let hour = match self.half {
            Some(Half::Am) if h == 12 => 0,
            Some(Half::Pm) if h == 12 => 0,
            Some(Half::Pm | Half::PmNoon) if h < 12 => h + 12,
            Some(Half::Noon) if h <= 4 => h + 12,
            Some(Half::Night) if h == 12 => 0,
            Some(Half::Night) if (6..12).contains(&h) => h + 12,
            _ if h == 24 => 0,
            _ => h,
        };
        write!(f, "T{hour:02}:{:02}", self.minute)?;
        if let Some(second) = self.second {
            write!(f, ":{second:02}")?;
        }
        if self.zulu { f.write_str("Z") } else { Ok(()) }
    }
}

/// The time that begins at token `index`, with the date after it.
pub(super) fn at(cx: &Context<'_>, index: usize) -> Option<Hit> {
    if let Some((clock, start)) = midnight(cx, index) {
        return Some(with_date(cx, clock, start));
    }
    let clock = clock(cx, index)?;
    // 9-11 صباحا, من التاسعة صباحا إلى الخامسة مساء
    let joint = clock.next;
    let to = if cx.dash(joint) || (matches!(cx.prep(joint), Some(Prep::To | Prep::Until)) && !cx.lexeme(joint).prep) {
        Some(joint + 1)
    } else if cx.low_preposition(index) == Some(Prep::Between) {
        cx.conjunction(joint)
    } else {
        None
    };
    let told = |clock: &Clock, from: usize| {
        clock.half.is_some()
            || clock.zulu
            || cx.word_before(from).clock
            || (clock.next >= from + 3 && cx.is(from + 1, ":"))
    };
    let high = to.and_then(|to| {
        self::clock(cx, to).filter(|high| told(high, to) || told(&clock, index) || cx.word(index).clock)
    });
    if let Some(high) = high {
        let mut low = clock;
        if low.half.is_none() && low.hour <= high.hour {
            low.half = high.half;
        }
        low.zulu = high.zulu;
        let value = format!("{low}/{high}");
        return Some(Hit::new(Label::Time, clock.start, cx.end_before(high.next), value, high.next));
    }
    if clock.half.is_none() && !clock.zulu && !sure(cx, index, &clock) {
        return None;
    }
    let start = clock.start;
    Some(with_date(cx, clock, start))
}

/// Whether a time without a part of the day is one: after الساعة, or with a colon.
fn sure(cx: &Context<'_>, index: usize, clock: &Clock) -> bool {
    let spoken = cx.kind(index) == Some(TokenKind::Arabic) && clock.minute > 0;
    spoken || cx.word(index).clock || cx.word_before(index).clock || (clock.next >= index + 3 && cx.is(index + 1, ":"))
}

/// منتصف الليل, منتصف النهار.
fn midnight(cx: &Context<'_>, index: usize) -> Option<(Clock, usize)> {
    if cx.bare(index) != "منتصف" {
        return None;
    }
    let hour = match cx.text(index + 1) {
        "الليل" | "الليلة" | "ليل" => 0,
        "النهار" => 12,
        _ => return None,
    };
    let start = cx.start(index);
    let clock = Clock { hour, minute: 0, second: None, zulu: false, start, next: index + 2, half: None };
    Some((zone(cx, clock), start))
}

/// Joins a time with the date after it where there is one.
fn with_date(cx: &Context<'_>, clock: Clock, start: usize) -> Hit {
    let mut at = clock.next;
    for _ in 0..4 {
        let word = cx.word(at);
        let skip = matches!(cx.text(at), "،" | "," | "من" | "في" | "(")
            || (word.day_head && word.time_unit.is_some() && !cx.lexeme(at).def)
            || (word.part_of_day.is_some() && at > clock.next && !cx.lexeme(at).conj);
        if !skip {
            break;
        }
        at += 1;
    }
    if let Some((point, next)) = day_at(cx, at) {
        let value = format!("{point}{clock}");
        return Hit::new(Label::Time, start, cx.end_before(next), value, next);
    }
    Hit::new(Label::Time, start, cx.end_before(clock.next), clock.to_string(), clock.next)
}

/// A full day at token `at`.
fn day_at(cx: &Context<'_>, at: usize) -> Option<(Point, usize)> {
    if let Some(read) = date::single(cx, at) {
        return match read.parts.resolve(cx.reference) {
            Some(point @ Point::Day(_)) => Some((point, read.next)),
            _ => None,
        };
    }
    match date_day::day(cx, at)? {
        (point @ Point::Day(_), _, next) => Some((point, next)),
        _ => None,
    }
}

/// The time after a date that ended before token `at`: its text and the token after it.
pub(super) fn after_date(cx: &Context<'_>, at: usize) -> Option<(String, usize)> {
    let text = cx.text(at);
    // 2025-09-05T15:30Z
    if let Some(hour) = text.strip_prefix('T') {
        if cx.glued(at) && cx.is(at + 1, ":") {
            let clock = colon(cx, at, hour)?;
            let clock =
                if cx.is(clock.next, "Z") { Clock { zulu: true, next: clock.next + 1, ..clock } } else { clock };
            return Some((clock.to_string(), clock.next));
        }
        return None;
    }
    let mut at = at;
    for _ in 0..4 {
        if matches!(cx.text(at), "،" | "," | "-" | "–" | "في" | "عند" | "علي" | "تمام" | "من" | "(" | "حوالي" | "نحو")
        {
            at += 1;
        } else {
            break;
        }
    }
    let clock = clock(cx, at)?;
    let good = clock.half.is_some() || clock.zulu || cx.word(at).clock || (cx.is(at + 1, ":") && clock.next >= at + 3);
    good.then(|| (clock.to_string(), clock.next))
}

/// A clock time at `index`.
fn clock(cx: &Context<'_>, index: usize) -> Option<Clock> {
    let called = cx.word(index).clock;
    let mut at = if called { index + 1 } else { index };
    // الساعة (14:30), الساعة ال14
    if called && matches!(cx.text(at), "(" | "ال") {
        at += 1;
    }
    let named = called || cx.word_before(index).clock;
    let mut clock = if cx.kind(at) == Some(TokenKind::Number) { digits(cx, at, named)? } else { words(cx, at)? };
    clock.start = cx.start(at);
    let letters = named || (cx.is(at + 1, ":") && clock.next >= at + 3);
    let mut clock = half(cx, clock, letters);
    // الثامنة ليلا و20 دقيقة
    if clock.half.is_some() && clock.minute == 0 {
        clock = minutes(cx, clock, false);
    }
    Some(zone(cx, clock))
}

/// `14:30`, `14:30:05`, `9.30` and `9,30` after الساعة, `1500` before a zone, `20h30`, `9`.
fn digits(cx: &Context<'_>, at: usize, named: bool) -> Option<Clock> {
    let text = cx.text(at);
    let range = at >= 2 && cx.is(at - 1, "-") && cx.kind(at - 2) == Some(TokenKind::Number);
    if cx.glued(at) && matches!(cx.text_before(at), ":" | "/" | "." | "-") && !range {
        return None;
    }
    if cx.is(at + 1, ":") && cx.glued(at + 1) {
        return colon(cx, at, text);
    }
    let new = |hour: u32, minute: u32, next: usize| {
        let good = hour <= 24 && minute < 60;
        good.then_some(Clock { hour, minute, second: None, zulu: false, start: 0, next, half: None })
    };
    if let Some((hour, minute)) = text.split_once(['.', ',']) {
        let part = cx.word(at + 1).part_of_day.is_some() && cx.lexeme(at + 1).strip == 0 && !cx.lexeme(at + 1).def;
        if minute.len() == 2 && hour.len() <= 2 && (named || part || zone_at(cx, at + 1).is_some()) {
            return new(hour.parse().ok()?, minute.parse().ok()?, at + 1);
        }
        return None;
    }
    if let Some(minute) = cx.text(at + 1).strip_prefix(['h', 'H'])
        && cx.glued(at + 1)
        && minute.len() <= 2
        && text.len() <= 2
        && (named || minute.len() == 2)
    {
        let minute = if minute.is_empty() { 0 } else { minute.parse().ok()? };
        return new(text.parse().ok()?, minute, at + 2);
    }
    if text.len() == 4 && (zone_at(cx, at + 1).is_some() || (named && text.starts_with('0'))) {
        let (hour, minute) = text.split_at(2);
        return new(hour.parse().ok()?, minute.parse().ok()?, at + 1);
    }
    if text.len() > 2 {
        return None;
    }
    let hour: u32 = text.parse().ok().filter(|h| *h <= 24)?;
    let clock = new(hour, 0, at + 1)?;
    Some(minutes(cx, clock, named))
}

fn colon(cx: &Context<'_>, at: usize, hour: &str) -> Option<Clock> {
    let two = |s: &str| s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit());
    let (hour, minute) = (hour.parse::<u32>().ok().filter(|_| hour.len() <= 2)?, cx.text(at + 2));
    if !two(minute) || !cx.glued(at + 2) {
        return None;
    }
    let minute: u32 = minute.parse().ok()?;
    let mut clock = Clock { hour, minute, second: None, zulu: false, start: 0, next: at + 3, half: None };
    if cx.is(at + 3, ":") && cx.glued(at + 3) {
        if two(cx.text(at + 4)) {
            clock.second = cx.text(at + 4).parse().ok();
            clock.next = at + 5;
        } else if cx.kind(at + 4) == Some(TokenKind::Number) {
            return None;
        }
    }
    (hour <= 24 && minute < 60 && clock.second.is_none_or(|s| s < 60)).then_some(clock)
}

/// الثالثة, الثانية عشرة, الواحدة; with minutes: والنصف، إلا ربعا، وعشر دقائق.
fn words(cx: &Context<'_>, at: usize) -> Option<Clock> {
    if cx.kind(at) != Some(TokenKind::Arabic) {
        return None;
    }
    let form = cx.bare(at);
    let (hour, next) = if matches!(form, "الواحدة" | "الواحده") {
        (1, at + 1)
    } else if matches!(
        form.trim_end_matches('ه').trim_end_matches('ة'),
        "الحادي"
            | "الثاني"
            | "الثالث"
            | "الرابع"
            | "الخامس"
            | "السادس"
            | "السابع"
            | "الثامن"
            | "التاسع"
            | "العاشر"
    ) && (form.ends_with('ة') || form.ends_with('ه'))
    {
        let word = cx.word(at);
        let ten = cx.word(at + 1);
        if word.ordinal <= 2 && ten.slot == Slot::Ten && cx.lexeme(at + 1).strip == 0 {
            (u64::from(word.ordinal) + 10, at + 2)
        } else {
            ordinal::read(cx, at)?
        }
    } else {
        return None;
    };
    let hour = u32::try_from(hour).ok().filter(|h| *h <= 12)?;
    let clock = Clock { hour, minute: 0, second: None, zulu: false, start: 0, next, half: None };
    let minutes = minutes(cx, clock, true);
    Some(minutes)
}

/// والنصف, ونصف, والربع, والثلث, إلا ربعا, وعشر دقائق, إلا خمس دقائق.
fn minutes(cx: &Context<'_>, clock: Clock, named: bool) -> Clock {
    let at = clock.next;
    let minus = cx.prep(at) == Some(Prep::Except) || matches!(cx.text(at), "الا");
    let from = if minus { Some(at + 1) } else { cx.conjunction(at) };
    let Some(from) = from else { return clock };
    let part = match cx.bare(from) {
        "النصف" | "نصف" | "نصفا" => Some(30),
        "الربع" | "ربع" | "ربعا" => Some(15),
        "الثلث" | "ثلث" | "ثلثا" => Some(20),
        "ثلاثة" if !minus && matches!(cx.text(from + 1), "ارباع" | "الارباع") => Some(45),
        _ => None,
    };
    let (amount, next) = match part {
        // 9 ونصف مليون is no time; والنصف وخمس دقائق is.
        Some(45) => (45, from + 2),
        Some(part) if cx.word(from + 1).slot == Slot::None || cx.conjunction(from + 1).is_some() => (part, from + 1),
        Some(_) => return clock,
        None => {
            let Some(read) = number::number(cx, from) else { return clock };
            let Some(amount) = read.value.as_int().filter(|m| (1..60).contains(m)) else { return clock };
            let minute = matches!(cx.word(read.next).time_unit, Some((TimeUnit::Minute, _)));
            let told = minute || (minus && named);
            if !told {
                return clock;
            }
            (amount as u32, if minute { read.next + 1 } else { read.next })
        }
    };
    if minus {
        let hour = if clock.hour == 0 {
            23
        } else if clock.hour == 1 {
            12
        } else {
            clock.hour - 1
        };
        Clock { hour, minute: 60 - amount, next, ..clock }
    } else {
        let more = part.is_some() && next < at + 4;
        let mut done = Clock { minute: amount, next, ..clock };
        // والنصف وخمس دقائق, والنصف إلا خمس دقائق
        let less = cx.is(next, "الا");
        if more
            && let Some(from) = if less { Some(next + 1) } else { cx.conjunction(next) }
            && let Some(read) = number::number(cx, from)
        {
            let small = read.value.as_int().filter(|m| (1..15).contains(m));
            if let (Some(extra), Some((TimeUnit::Minute, _))) = (small, cx.word(read.next).time_unit) {
                done.minute = if less { done.minute - extra as u32 } else { done.minute + extra as u32 };
                done.next = read.next + 1;
            }
        }
        done
    }
}

/// صباحا, بعد الظهر, م, PM after a time.
fn half(cx: &Context<'_>, clock: Clock, letters: bool) -> Clock {
    let mut at = clock.next;
    // الثامنة من مساء أمس, الثامنة (مساء)
    let from = cx.prep(at) == Some(Prep::From) || cx.is(at, "في");
    if from {
        at += 1;
    }
    let text = cx.text(at);
    let word = cx.word(at);
    let lexeme = cx.lexeme(at);
    // في الصباح, في المساء
    let definite = from && cx.prep(at - 1) == Some(Prep::In);
    let found = match (text, cx.text(at + 1)) {
        ("بعد", "الظهر" | "ظهر") => Some((Half::PmNoon, at + 2)),
        ("بعد", "العصر") | ("بعد", "المغرب") => Some((Half::PmNoon, at + 2)),
        ("بعد", "الزوال") => Some((Half::PmNoon, at + 2)),
        ("قبل", "الظهر" | "ظهر" | "الزوال") => Some((Half::Am, at + 2)),
        ("قبل", "منتصف") if cx.is(at + 2, "الليل") => Some((Half::Pm, at + 3)),
        ("بعد", "منتصف") if cx.is(at + 2, "الليل") || cx.is(at + 2, "ليل") => Some((Half::Am, at + 3)),
        // ص and م alone are letters of other things: only after الساعة or a colon.
        ("ص" | "م", _) if !letters || from => None,
        ("ص", next) if next != "." || !cx.glued(at + 1) || cx.kind(at + 2) != Some(TokenKind::Arabic) => {
            Some((Half::Am, at + 1))
        }
        ("م", next) if (next != "." || cx.kind(at + 2) != Some(TokenKind::Arabic)) && clock.hour <= 12 => {
            Some((Half::PmNoon, at + 1))
        }
        ("AM" | "am" | "A" | "a", next) => {
            let dotted = matches!(text, "A" | "a");
            if !dotted {
                Some((Half::Am, at + 1))
            } else if next == "." && matches!(cx.text(at + 2), "M" | "m") {
                Some((Half::Am, at + 3))
            } else {
                None
            }
        }
        ("PM" | "pm" | "P" | "p", next) => {
            let dotted = matches!(text, "P" | "p");
            if !dotted {
                Some((Half::PmNoon, at + 1))
            } else if next == "." && matches!(cx.text(at + 2), "M" | "m") {
                Some((Half::PmNoon, at + 3))
            } else {
                None
            }
        }
        _ => match word.part_of_day {
            Some(part) if !lexeme.conj => {
                // 9 الصباح is no time; after من the construct (من مساء أمس) and the article (من مساء) are.
                let adverb = definite
                    || text.ends_with('ا')
                    || text.ends_with("ضحي")
                    || lexeme.prep
                    || from
                    || matches!(cx.bare(at), "مساء" | "صباح" | "ليل" | "فجر" | "ظهر" | "عصر");
                let half = match part {
                    PartOfDay::Morning => Half::Am,
                    PartOfDay::Afternoon => Half::Pm,
                    PartOfDay::Noon => Half::Noon,
                    PartOfDay::Night => Half::Night,
                };
                adverb.then_some((half, at + 1))
            }
            _ => None,
        },
    };
    match found {
        Some((half, next)) if clock.hour <= 12 || matches!(half, Half::Pm | Half::Night | Half::Am) => {
            let half = if clock.hour > 12 { None } else { Some(half) };
            Clock { half, next, ..clock }
        }
        _ => clock,
    }
}

/// بتوقيت غرينتش, GMT, UTC, ت.غ after a time.
fn zone(cx: &Context<'_>, clock: Clock) -> Clock {
    match zone_at(cx, clock.next) {
        Some(next) => Clock { zulu: true, next, ..clock },
        None => clock,
    }
}

fn zone_at(cx: &Context<'_>, at: usize) -> Option<usize> {
    let greenwich = |i: usize| {
        matches!(
            cx.text(i),
            "غرينتش" | "غرينيتش" | "جرينتش" | "جرينيتش" | "غرنتش" | "جرينتش،" | "الغرينيتشي" | "العالمي"
        )
    };
    match cx.text(at) {
        "بتوقيت" | "توقيت" | "بالتوقيت" if greenwich(at + 1) => Some(at + 2),
        "حسب" if cx.is(at + 1, "توقيت") && greenwich(at + 2) => Some(at + 3),
        "(" if cx.is(at + 1, "بتوقيت") && greenwich(at + 2) && cx.is(at + 3, ")") => Some(at + 4),
        "غرينتش" | "جرينتش" | "GMT" | "UTC" | "Z" => Some(at + 1),
        "ت" if cx.is(at + 1, ".") && cx.is(at + 2, "غ") => Some(at + 3),
        "ت" if cx.is(at + 1, "غ") => Some(at + 2),
        "تغ" => Some(at + 1),
        _ => None,
    }
}
