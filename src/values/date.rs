//! *Finds*: dates of the Gregorian calendar in the month names of every tradition (يناير، كانون الثاني، جانفي، pairs such as
//! أيلول/سبتمبر), in digits (`2025-09-05`, `5/9/2025`, `5.9.2025`), with the day as an ordinal (الخامس من سبتمبر), with a weekday
//! before it, years (عام 2012، `2012م`), Hijri dates (`15 رمضان 1446هـ`), and intervals of all these.
//!
//! *Does not find*: days that do not exist (31 فبراير); four digits that count something (2010 أشخاص); مارس, the verb, and the
//! months that are names or words (آب، رجب، رمضان، صفر) without a day, a year, or شهر.
//!
//! *Value*: ISO 8601; intervals with both ends (`2025-03-03/2025-03-05`); without a year `--10-02`.
//!
//! *Examples*: الجمعة 5 سبتمبر 2025 → `2025-09-05`; بين عامي 2010 و2014 → `2010/2014`.

use super::context::Context;
use super::date_parts::{self, Parts};
use super::lexeme::{Era, Modifier, Prep, Slot, TimeUnit};
use super::{DateOrder, Hit, number_words, ordinal};
use crate::entity::Label;
use crate::segment::TokenKind;

/// A date as it was read: what it says, where it begins, the token after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read {
    pub parts: Parts,
    pub start: usize,
    pub next: usize,
}

/// The date or interval of dates that begins at token `index`.
pub(super) fn at(cx: &Context<'_>, index: usize) -> Option<Hit> {
    let first = single(cx, index);
    if let Some(hit) = interval(cx, index, first) {
        return Some(hit);
    }
    let read = first?;
    let point = read.parts.resolve(cx.reference)?;
    let mut value = point.to_string();
    if since(cx, index) && point.days().is_some() && !value.contains('/') {
        value.push_str("/..");
    }
    Some(Hit::new(Label::Date, read.start, cx.end_before(read.next), value, read.next))
}

/// Whether منذ stands before the date, over the head عام, شهر or يوم.
fn since(cx: &Context<'_>, index: usize) -> bool {
    let mut at = index;
    for _ in 0..2 {
        let Some(before) = at.checked_sub(1) else { return false };
        if cx.prep(before) == Some(Prep::Since) {
            return true;
        }
        let word = cx.word(before);
        if !(word.year_head || word.day_head || word.month_word || word.edge) {
            return false;
        }
        at = before;
    }
    at.checked_sub(1).is_some_and(|i| cx.prep(i) == Some(Prep::Since))
}

/// One date at `index`.
pub(super) fn single(cx: &Context<'_>, index: usize) -> Option<Read> {
    numeric(cx, index)
        .or_else(|| weekday(cx, index))
        .or_else(|| day_month(cx, index))
        .or_else(|| month_first(cx, index))
        .or_else(|| year(cx, index))
}

fn interval(cx: &Context<'_>, index: usize, first: Option<Read>) -> Option<Hit> {
    let joint = |at: usize, year: bool| -> Option<usize> {
        let before = head_before(cx, index);
        if cx.dash(at) || (year && cx.is(at, "/")) {
            return Some(at + 1);
        }
        if matches!(cx.prep(at), Some(Prep::To | Prep::Until)) && cx.lexeme(at).strip <= 2 {
            return Some(skip_heads(cx, at + 1 + usize::from(cx.is(at + 1, "غاية"))));
        }
        if before == Some(Prep::Between)
            || matches!(cx.text_before(index), "يومي" | "عامي" | "سنتي" | "شهري" | "موسم" | "ليومي")
        {
            return Some(skip_heads(cx, cx.conjunction(at)?));
        }
        None
    };
    if let Some(hit) = month_days(cx, index) {
        return Some(hit);
    }
    if let Some(a) = first {
        let only_year = a.parts.month.is_none() && a.parts.day.is_none();
        if let Some(to) = joint(a.next, only_year)
            && let Some(b) = single(cx, to).or_else(|| short_year(cx, to, &a))
        {
            let fits = a.parts.hijri == b.parts.hijri
                && a.parts.day.is_some() == b.parts.day.is_some()
                && a.parts.month.is_some() == b.parts.month.is_some();
            if fits && let Some(value) = date_parts::interval(a.parts, b.parts, cx.reference) {
                return Some(Hit::new(Label::Date, a.start, cx.end_before(b.next), value, b.next));
            }
        }
        return None;
    }
    // 3 إلى 5 مارس: the first end has only a day.
    let (day, next) = day(cx, index)?;
    let to = joint(next, false)?;
    let b = single(cx, to).or_else(|| {
        // من 4 إلى 22 هذا الشهر
        let (day, after) = self::day(cx, to)?;
        let at = if matches!(cx.prep(after), Some(Prep::From | Prep::In)) { after + 1 } else { after };
        let (months, next) = relative_month(cx, at)?;
        let month = super::Day { day: 1, ..cx.reference? }.plus_months(months)?;
        let parts = Parts { day: Some(day), month: Some(month.month), year: Some(month.year), ..Parts::default() };
        Some(Read { parts, start: cx.start(to), next })
    })?;
    if b.parts.day.is_none() || b.parts.month.is_none() {
        // يوليو is missing: مارس 3-5 is read from the month.
        return None;
    }
    let a = Parts { day: Some(day), ..Parts::default() };
    let value = date_parts::interval(a, b.parts, cx.reference)?;
    Some(Hit::new(Label::Date, cx.start(index), cx.end_before(b.next), value, b.next))
}

/// `يوليو 13-15`, تموز 13 إلى 15.
fn month_days(cx: &Context<'_>, index: usize) -> Option<Hit> {
    let (month, after) = cx.month(index)?;
    let (first, next) = day(cx, after)?;
    if cx.kind(after) != Some(TokenKind::Number) {
        return None;
    }
    let to = if cx.dash(next) || matches!(cx.prep(next), Some(Prep::To)) { next + 1 } else { return None };
    let (last, end) = day(cx, to)?;
    if first >= last || measured(cx, end) || cx.indefinite_noun(end) {
        return None;
    }
    let mut a = Parts { day: Some(first), month: Some(month), ..Parts::default() };
    let next = year_after(cx, end, &mut a);
    let b = Parts { day: Some(last), ..a };
    let value = date_parts::interval(a, b, cx.reference)?;
    Some(Hit::new(Label::Date, cx.start(index), cx.end_before(next), value, next))
}

/// `2017/18`, `2017-18`: the second year in two digits.
fn short_year(cx: &Context<'_>, index: usize, first: &Read) -> Option<Read> {
    let year = first.parts.year?;
    let text = cx.text(index);
    if first.parts.month.is_some() || text.len() != 2 || cx.kind(index) != Some(TokenKind::Number) || !cx.glued(index) {
        return None;
    }
    let last: i32 = text.parse().ok()?;
    let second = year / 100 * 100 + last;
    (second == year + 1).then_some(Read {
        parts: Parts { year: Some(second), ..Parts::default() },
        start: cx.token_start(index),
        next: index + 1,
    })
}

/// The preposition before a date, over its head (بين عامي 2010 و2014).
fn head_before(cx: &Context<'_>, index: usize) -> Option<Prep> {
    let before = index.checked_sub(1)?;
    let word = cx.word(before);
    if word.year_head || word.day_head || word.month_word || cx.is(before, "يومي") {
        return cx.prep(before.checked_sub(1)?);
    }
    cx.prep(before)
}

fn skip_heads(cx: &Context<'_>, index: usize) -> usize {
    let word = cx.word(index);
    if word.year_head || word.day_head || word.month_word { index + 1 } else { index }
}

/// `2025-09-05`, `5/9/2025`, `5.9.2025`, `2/2013`, `2013/2`; with a Hijri year too.
fn numeric(cx: &Context<'_>, index: usize) -> Option<Read> {
    if cx.kind(index) != Some(TokenKind::Number)
        || (cx.glued(index) && matches!(cx.text_before(index), "/" | "-" | "."))
    {
        return None;
    }
    let start = cx.token_start(index);
    let small = |s: &str| -> Option<u32> {
        if s.is_empty() || s.len() > 4 || !s.bytes().all(|b| b.is_ascii_digit()) { None } else { s.parse().ok() }
    };
    let text = cx.text(index);
    // One token with dots: 5.9.2025
    let dotted: Vec<&str> = if text.len() <= 10 { text.split('.').collect() } else { Vec::new() };
    let (fields, next): ([&str; 3], usize) = if let [a, b, c] = dotted.as_slice() {
        ([a, b, c], index + 1)
    } else {
        let mark = cx.text(index + 1);
        if !matches!(mark, "/" | "-" | "–") {
            return None;
        }
        let spaced = !cx.glued(index + 1) && !cx.glued(index + 2);
        let glued = cx.glued(index + 1) && cx.glued(index + 2);
        if (spaced && mark != "/") || (!spaced && !glued) {
            return None;
        }
        if cx.is(index + 3, mark) && cx.glued(index + 3) != spaced {
            ([text, cx.text(index + 2), cx.text(index + 4)], index + 5)
        } else {
            return month_year(cx, index, mark, spaced);
        }
    };
    let [a, b, c] = fields;
    let (na, nb, nc) = (small(a)?, small(b)?, small(c)?);
    let after_glued = cx.glued(next)
        && matches!(cx.text(next), "/" | "-" | ".")
        && cx.kind(next + 1) == Some(TokenKind::Number)
        && cx.glued(next + 1);
    if after_glued {
        return None;
    }
    let (y, m, d) = if a.len() == 4 {
        if nb > 12 { (na, nc, nb) } else { (na, nb, nc) }
    } else if c.len() == 4 || (a.len() <= 2 && b.len() <= 2 && c.len() == 2) {
        let y = if c.len() == 4 { nc } else { two_digit_year(nc) };
        match cx.options.order {
            DateOrder::DayFirst if nb > 12 => (y, na, nb),
            DateOrder::MonthFirst if na <= 12 => (y, na, nb),
            _ => (y, nb, na),
        }
    } else {
        return None;
    };
    let (mut next, mut hijri) = (next, (1300..=1500).contains(&y));
    if let Some((era, after)) = era(cx, next) {
        next = after;
        hijri = era == Era::Hijri;
    }
    if !(1..=12).contains(&m) || !(1..=31).contains(&d) || !(1000..=2999).contains(&y) {
        return None;
    }
    let parts = Parts { day: Some(d as u8), month: Some(m as u8), year: Some(y as i32), hijri, ..Parts::default() };
    Some(Read { parts, start, next })
}

fn two_digit_year(year: u32) -> u32 {
    if year < 70 { 2000 + year } else { 1900 + year }
}

/// `2/2013` and `2013/2`, with a slash only; and `15/3` after في, يوم or بتاريخ.
fn month_year(cx: &Context<'_>, index: usize, mark: &str, spaced: bool) -> Option<Read> {
    let (a, b) = (cx.text(index), cx.text(index + 2));
    if cx.kind(index + 2) != Some(TokenKind::Number) || spaced {
        return None;
    }
    let start = cx.token_start(index);
    let next = index + 3;
    let (na, nb): (u32, u32) = (a.parse().ok()?, b.parse().ok()?);
    let year = |y: u32| (1900..=2100).contains(&y);
    let parts = |year, month, day| Parts { year, month, day, ..Parts::default() };
    if mark != "–" && a.len() <= 2 && b.len() == 4 && year(nb) && (1..=12).contains(&na) {
        return Some(Read { parts: parts(Some(nb as i32), Some(na as u8), None), start, next });
    }
    if mark != "–"
        && a.len() == 4
        && b.len() <= 2
        && year(na)
        && (1..=12).contains(&nb)
        && (mark == "/" || (b.len() == 2 && nb as i32 != na as i32 % 100 + 1))
    {
        return Some(Read { parts: parts(Some(na as i32), Some(nb as u8), None), start, next });
    }
    // 11/12, 2016
    let far = cx.text(next + 1);
    if mark == "/" && matches!(cx.text(next), "," | "،") && far.len() == 4 && a.len() <= 2 && b.len() <= 2 {
        let (d, m) = match cx.options.order {
            DateOrder::DayFirst if nb > 12 => (nb, na),
            DateOrder::MonthFirst if na <= 12 => (nb, na),
            _ => (na, nb),
        };
        let y: u32 = far.parse().ok().filter(|y| year(*y))?;
        if (1..=31).contains(&d) && (1..=12).contains(&m) {
            return Some(Read { parts: parts(Some(y as i32), Some(m as u8), Some(d as u8)), start, next: next + 2 });
        }
    }
    let called = index > 0 && (cx.word_before(index).day_head || cx.word_before(index).weekday > 0);
    if a.len() <= 2 && b.len() <= 2 && called {
        let (d, m) = match cx.options.order {
            DateOrder::DayFirst if nb > 12 => (nb, na),
            DateOrder::MonthFirst if na <= 12 => (nb, na),
            _ => (na, nb),
        };
        if (1..=31).contains(&d) && (1..=12).contains(&m) {
            return Some(Read { parts: parts(None, Some(m as u8), Some(d as u8)), start, next });
        }
    }
    None
}

/// A weekday with its date: الجمعة 5 سبتمبر, الجمعة الموافق 5 سبتمبر, الأربعاء، 22 يناير.
fn weekday(cx: &Context<'_>, index: usize) -> Option<Read> {
    let word = cx.word(index);
    if word.weekday == 0 {
        return None;
    }
    let mut at = index + 1;
    for _ in 0..3 {
        let skip = matches!(
            cx.text(at),
            "،" | ","
                | "("
                | "-"
                | "في"
                | "الموافق"
                | "الموافقة"
                | "ال"
                | "ل"
                | "يوم"
                | "الماضي"
                | "المقبل"
                | "القادم"
                | "بتاريخ"
        );
        if !skip {
            break;
        }
        at += 1;
    }
    // للـ5 من سبتمبر and the like.
    let date = numeric(cx, at)
        .or_else(|| day_month(cx, at))
        .or_else(|| month_first(cx, at).filter(|r| r.parts.day.is_some()))?;
    date.parts.day?;
    date.parts.month?;
    let parts = Parts { weekday: Some(word.weekday), ..date.parts };
    Some(Read { parts, start: cx.start(index), next: date.next })
}

/// A day of a month: digits, an ordinal with the article, or a number word.
fn day(cx: &Context<'_>, index: usize) -> Option<(u8, usize)> {
    if cx.kind(index) == Some(TokenKind::Number) {
        let text = cx.text(index);
        if text.len() > 2 {
            return None;
        }
        let day: u8 = text.parse().ok().filter(|d| (1..=31).contains(d))?;
        return Some((day, index + 1));
    }
    if cx.kind(index) != Some(TokenKind::Arabic) {
        return None;
    }
    if let Some((day, next)) = ordinal::read(cx, index) {
        return u8::try_from(day).ok().filter(|d| *d <= 31).map(|d| (d, next));
    }
    // أول يناير, الثلاثين من يونيو, العشرين من مارس
    let word = cx.word(index);
    if word.ordinal == 1 && !word.unit_only && !cx.lexeme(index).def {
        return Some((1, index + 1));
    }
    if cx.lexeme(index).def && word.slot == Slot::Tens && word.value <= 30 {
        return Some((word.value as u8, index + 1));
    }
    if matches!(word.slot, Slot::Ones | Slot::One | Slot::Two | Slot::Ten | Slot::Tens) && !cx.lexeme(index).def {
        let read = number_words::number(cx, index)?;
        let day = read.value.as_int().filter(|d| (1..=31).contains(d))?;
        return Some((day as u8, read.next));
    }
    None
}

/// `5 سبتمبر 2025`, `5 من شهر سبتمبر`, `28-نوفمبر`, الخامس من الشهر الجاري.
fn day_month(cx: &Context<'_>, index: usize) -> Option<Read> {
    let (day, after) = day(cx, index)?;
    if cx.glued(index) && matches!(cx.text_before(index), "/" | "." | ",") {
        return None;
    }
    let mut at = after;
    let joined = (cx.dash(at) || cx.is(at, "/")) && cx.glued(at) && cx.glued(at + 1);
    if joined || cx.prep(at) == Some(Prep::From) || cx.is(at, "ل") {
        at += 1;
    }
    if cx.word(at).month_word && !cx.lexeme(at).def {
        at += 1;
    }
    // من الشهر الجاري
    if cx.prep(after) == Some(Prep::From)
        && let Some((months, next)) = relative_month(cx, at)
    {
        let today = cx.reference?;
        let month = super::Day { day: 1, ..today }.plus_months(months)?;
        let parts = Parts { day: Some(day), month: Some(month.month), year: Some(month.year), ..Parts::default() };
        return Some(Read { parts, start: cx.start(index), next });
    }
    if cx.lexeme(at).strip > 0 && !cx.lexeme(at).prep {
        return None;
    }
    let (month, next, hijri) = match cx.month(at) {
        Some((month, next)) => (month, next, false),
        None => {
            let (month, next) = cx.hijri_month(at)?;
            (month, next, true)
        }
    };
    let called = cx.word_before(at).month_word;
    let glued = (cx.dash(after) || cx.is(after, "/")) && cx.glued(after);
    let mut parts = Parts { day: Some(day), month: Some(month), hijri, ..Parts::default() };
    let next = year_after(cx, next, &mut parts);
    // صفر is zero too: 1-صفر.
    if hijri && parts.year.is_none() && !called && (glued || cx.bare(at) == "صفر") {
        return None;
    }
    Some(Read { parts, start: cx.start(index), next })
}

/// هذا الشهر, الشهر الجاري, الشهر الماضي: months from the reference, and the token after it.
fn relative_month(cx: &Context<'_>, index: usize) -> Option<(i64, usize)> {
    let (index, this) = if cx.word(index).this { (index + 1, true) } else { (index, false) };
    if !matches!(cx.word(index).time_unit, Some((TimeUnit::Month, 1))) || !cx.lexeme(index).def {
        return None;
    }
    match cx.word(index + 1).modifier {
        Some(Modifier::Past) => Some((-1, index + 2)),
        Some(Modifier::Next) => Some((1, index + 2)),
        Some(Modifier::Present) => Some((0, index + 2)),
        None if this => Some((0, index + 1)),
        None => None,
    }
}

/// A month first: `سبتمبر 2025`, يناير الماضي, `مايو 11`, مايو الحادي عشر, a month alone.
fn month_first(cx: &Context<'_>, index: usize) -> Option<Read> {
    if cx.glued(index) && cx.dash(index.wrapping_sub(1)) && cx.kind(index.wrapping_sub(2)) == Some(TokenKind::Number) {
        return None;
    }
    let (month, after, hijri) = match cx.month(index) {
        Some((month, next)) => (month, next, false),
        None => {
            let (month, next) = cx.hijri_month(index)?;
            (month, next, true)
        }
    };
    let start = cx.start(index);
    let mut parts = Parts { month: Some(month), hijri, ..Parts::default() };
    let next = year_after(cx, after, &mut parts);
    if parts.year.is_some() || parts.modifier.is_some() {
        return Some(Read { parts, start, next });
    }
    // يوليو 13, مايو الحادي عشر; not يونيو 13 لاعبا and not يناير الأول of something.
    if let Some((day, to)) = day(cx, after) {
        let digits = cx.kind(after) == Some(TokenKind::Number);
        let counted =
            cx.indefinite_noun(to) || cx.is(to, "%") || super::percent::after(cx, to).is_some() || measured(cx, to);
        let range = cx.dash(to) || matches!(cx.prep(to), Some(Prep::To));
        if !counted
            && !range
            && (digits || ordinal::read(cx, after).is_some())
            && !cx.lexeme(after).prep
            && cx.lexeme(after).strip == 0
        {
            parts.day = Some(day);
            let next = year_after(cx, to, &mut parts);
            return Some(Read { parts, start, next });
        }
    }
    let head = index > 0 && cx.word_before(index).month_word;
    if hijri {
        // A Hijri month alone is a name as often as a month.
        return None;
    }
    if !head && !sure_month(cx, index, after) {
        return None;
    }
    Some(Read { parts, start, next: after })
}

fn measured(cx: &Context<'_>, at: usize) -> bool {
    let word = cx.word(at);
    word.currency > 0 || word.time_unit.is_some() || !matches!(word.slot, Slot::None)
}

/// Whether a month name alone is one: مارس is a verb too, آب and ماي and جوان are words or names.
fn sure_month(cx: &Context<'_>, index: usize, after: usize) -> bool {
    let form = cx.bare(index);
    let paired = after > index + 1;
    let before = cx.word_before(index);
    let called = matches!(before.prep, Some(Prep::In | Prep::Since | Prep::Until | Prep::Within | Prep::Between))
        || before.edge
        || cx.lexeme(index).prep;
    match form {
        // The verb "practised" takes an object with the article or follows a subject.
        "مارس" => {
            let range = matches!(cx.prep(after), Some(Prep::To | Prep::Until)) && cx.month(after + 1).is_some();
            paired || called || range || cx.prep(after) == Some(Prep::From) && before.prep.is_some()
        }
        "اب" | "ماي" | "جوان" | "اوت" | "مايس" | "مارت" | "نيسان" | "شباط" | "ايار" | "حزيران" | "تموز" => {
            paired || called || (matches!(form, "شباط" | "نيسان" | "ايار" | "حزيران" | "تموز") && before.prep.is_some())
        }
        _ => true,
    }
}

/// The year or the modifier after a month, if there is one: the token after it.
fn year_after(cx: &Context<'_>, next: usize, parts: &mut Parts) -> usize {
    let mut at = next;
    if (cx.dash(at) || cx.is(at, "/")) && cx.glued(at) && cx.glued(at + 1) {
        at += 1;
    } else if matches!(cx.text(at), "،" | ",") {
        // سبتمبر، 2025 and سبتمبر ،2025
        at += 1;
    } else if cx.prep(at) == Some(Prep::From) {
        at += 1;
    }
    let this = cx.word(at).this;
    let head_at = at + usize::from(this);
    let head = cx.word(head_at).year_head && cx.lexeme(head_at).strip <= 2 && !cx.lexeme(head_at).conj;
    if head {
        if let Some(today) = cx.reference {
            let relative = match cx.word(head_at + 1).modifier {
                Some(Modifier::Past) => Some((-1, head_at + 2)),
                Some(Modifier::Present) => Some((0, head_at + 2)),
                Some(Modifier::Next) => Some((1, head_at + 2)),
                None if this => Some((0, head_at + 1)),
                None => None,
            };
            if let Some((years, to)) = relative
                && cx.lexeme(head_at).def
                && !parts.hijri
            {
                parts.year = Some(today.year + years);
                return to;
            }
        }
        at = head_at + 1;
    }
    if let Some((year, hijri, to)) = year_digits(cx, at) {
        let counts = year < 1600 && !head && !parts.hijri && cx.indefinite_noun(to);
        if !counted(cx, to, head) && !counts && (!parts.hijri || hijri || (1..=1500).contains(&year)) {
            parts.year = Some(year);
            return to;
        }
    }
    if head && let Some((year, to)) = year_words(cx, at) {
        parts.year = Some(year);
        return to;
    }
    let modifier = cx.word(next).modifier;
    if modifier.is_some() && cx.lexeme(next).strip == 0 {
        parts.modifier = modifier;
        return next + 1;
    }
    next
}

/// Whether four digits before token `at` count something.
fn counted(cx: &Context<'_>, at: usize, head: bool) -> bool {
    let word = cx.word(at);
    if cx.glued(at) && (cx.is(at, "%") || (cx.is(at, ":") && cx.kind(at + 1) == Some(TokenKind::Number))) {
        return true;
    }
    !head
        && (word.currency > 0
            || matches!(word.slot, Slot::Scale | Slot::ScaleMaybeDual)
            || (word.unit > 0
                && cx.lexeme(at).strip == 0
                && cx.kind(at) == Some(TokenKind::Arabic)
                && cx.text(at) != "م")
            || (word.time_unit.is_some() && !cx.lexeme(at).def && cx.lexeme(at).strip == 0)
            || super::percent::after(cx, at).is_some())
}

/// Four digits that can be a year, with an era after them: the year, whether it is Hijri, the token after.
fn year_digits(cx: &Context<'_>, index: usize) -> Option<(i32, bool, usize)> {
    let text = cx.text(index);
    if cx.kind(index) != Some(TokenKind::Number) || text.len() > 4 || text.starts_with('0') {
        return None;
    }
    let year: i32 = text.parse().ok()?;
    // سنة 32 ميلادية: short years need their era written out.
    if text.len() < 3 && !(cx.word(index + 1).era.is_some() && cx.text(index + 1).chars().count() > 2) {
        return None;
    }
    if let Some((era, next)) = era(cx, index + 1) {
        return Some((year, era == Era::Hijri, next));
    }
    // Without its era a year of the last decades AH is Hijri: عام 1445, but عام 1498 is Columbus.
    let hijri = (1390..=1449).contains(&year);
    (1000..=2199).contains(&year).then_some((year, hijri, index + 1))
}

/// م, هـ, ميلادي, هجرية … after a year.
fn era(cx: &Context<'_>, index: usize) -> Option<(Era, usize)> {
    let era = cx.word(index).era?;
    if cx.is(index, "م")
        && !(cx.glued(index) || !cx.glued(index + 1) || matches!(cx.text(index + 1), "." | "،" | ")" | ","))
    {
        return None;
    }
    // لم is no era.
    if cx.lexeme(index).strip > 0 && !cx.lexeme(index).def {
        return None;
    }
    Some((era, index + 1))
}

/// A year in words after its head: عام ألفين وخمسة وعشرين.
fn year_words(cx: &Context<'_>, index: usize) -> Option<(i32, usize)> {
    if cx.kind(index) != Some(TokenKind::Arabic) || cx.word(index).slot == Slot::None {
        return None;
    }
    let read = number_words::number(cx, index)?;
    let year = read.value.as_int().filter(|y| (1000..=2199).contains(y))?;
    // كل عام ألف ليلة: a thousand is no year.
    (read.next > index + 1 || year == 2000).then_some((year as i32, read.next))
}

/// A year: after عام or سنة, with an era, after a preposition of time, or four digits that count nothing.
fn year(cx: &Context<'_>, index: usize) -> Option<Read> {
    // في عام ،1992: agencies that type for the eye put the comma before the year.
    let comma = cx.text_before(index) == "،" && cx.glued(index);
    let head = cx.word_before(index - usize::from(comma && index > 0)).year_head && index > 0;
    let start = cx.start(index);
    if cx.kind(index) == Some(TokenKind::Arabic) {
        let (year, next) = if head { year_words(cx, index)? } else { return None };
        return Some(Read { parts: Parts { year: Some(year), ..Parts::default() }, start, next });
    }
    let (year, hijri, next) = year_digits(cx, index)?;
    let parts = Parts { year: Some(year), hijri, ..Parts::default() };
    let read = Read { parts, start, next };
    let era = next > index + 1;
    if head {
        return (era || (1000..=2199).contains(&year)).then_some(read);
    }
    if era {
        let unit = cx.is(index + 1, "م") && !(1000..=2100).contains(&year);
        return (!unit).then_some(read);
    }
    if hijri || !(1800..=2100).contains(&year) || counted(cx, next, false) {
        return None;
    }
    // Digits within a name or a longer number.
    if cx.glued(index)
        && !matches!(cx.text_before(index), "(" | "،" | "\"" | "«" | "-" | "–" | "/" | "و" | "ل" | "ب" | "[" | "'")
    {
        return None;
    }
    if (cx.glued(next) && matches!(cx.kind(next), Some(TokenKind::Latin | TokenKind::Arabic)))
        || cx.is(next, ":") && cx.glued(next)
    {
        return None;
    }
    // 2017/2018, 2017-18, 2010 / 2011
    if cx.is(next, "/") || cx.dash(next) {
        let following =
            |y: &str| y.parse::<i32>().ok().is_some_and(|y| y == (year + 1) % 100 || (y > year && y <= year + 200));
        if following(cx.text(next + 1)) && matches!(cx.text(next + 1).len(), 2 | 4) {
            return Some(read);
        }
    }
    let second = matches!(cx.text_before(index), "/" | "-" | "–")
        && index >= 2
        && cx.text(index - 2).parse::<i32>().is_ok_and(|y| (1800..year).contains(&y));
    if second {
        return Some(read);
    }
    let noun = cx.indefinite_noun(next) && !cx.lexeme(next).conj && !cx.lexeme(next).prep;
    let at = if matches!(cx.text_before(index), "،" | "," | "(") { index - 1 } else { index };
    let before = cx.word_before(at);
    let prep =
        matches!(
            before.prep,
            Some(
                Prep::In
                    | Prep::Since
                    | Prep::Until
                    | Prep::To
                    | Prep::Between
                    | Prep::Before
                    | Prep::After
                    | Prep::Within
                    | Prep::From
            )
        ) || matches!(cx.text_before(at), "بحلول" | "لعام" | "و" | "صيف" | "شتاء" | "ربيع" | "خريف" | "مطلع" | "نهاية");
    let from = before.prep == Some(Prep::From);
    // أكثر من 2000 is an amount.
    let compared = from
        && at >= 2
        && matches!(
            cx.text(at - 2),
            "اكثر"
                | "اقل"
                | "يقرب"
                | "يقارب"
                | "ازيد"
                | "اكبر"
                | "اعلي"
                | "ادني"
                | "باكثر"
                | "لاكثر"
                | "واكثر"
                | "باقل"
                | "كل"
                | "بدلا"
        );
    if prep && !compared && (!from || (1900..=2049).contains(&year)) {
        let accusative = noun && cx.text(next).ends_with('ا') && cx.text(next).chars().count() > 3;
        let from_noun = noun && before.prep == Some(Prep::From);
        return (!accusative && !from_noun).then_some(read);
    }
    let named = matches!(
        cx.bare(index.wrapping_sub(1)),
        "رقم"
            | "القرار"
            | "المادة"
            | "قرار"
            | "اللواء"
            | "بند"
            | "الرقم"
            | "بلغ"
            | "بلغت"
            | "نحو"
            | "حوالي"
            | "زهاء"
            | "قرابة"
            | "البالغ"
            | "ال"
            | "من"
            | "عدد"
            | "عددهم"
            | "علي"
            | "بنحو"
            | "اكثر"
            | "اقل"
            | "%"
            | "$"
            | "+"
    );
    let after_noun = index > 0 && cx.kind(index - 1) == Some(TokenKind::Arabic)
        || matches!(cx.text_before(index), "(" | "\"" | "-" | "–" | "/");
    // (2000) روبية counts, for all the brackets.
    let closed = if cx.is(next, ")") { counted(cx, next + 1, false) } else { false };
    ((1900..=2049).contains(&year) && !named && !noun && !closed && after_noun).then_some(read)
}
