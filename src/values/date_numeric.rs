//! Dates in digits: `2025-09-05`, `5/9/2025`, `5.9.2025`, `2/2013`, with a Hijri year too. Two readings are told apart by
//! [`DateOrder`].

use super::DateOrder;
use super::context::Context;
use super::date::Read;
use super::date_parts::Parts;
use super::date_year::era;
use super::lexeme::Era;
use crate::segment::TokenKind;

/// `2025-09-05`, `5/9/2025`, `5.9.2025`, `2/2013`, `2013/2`; with a Hijri year too.
pub(super) fn numeric(cx: &Context<'_>, index: usize) -> Option<Read> {
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
        if !matches!(mark, "/" | "\\" | "-" | "–") {
            return None;
        }
        let spaced = !cx.glued(index + 1) && !cx.glued(index + 2);
        let glued = cx.glued(index + 1) && cx.glued(index + 2);
        if (spaced && !matches!(mark, "/" | "\\")) || (!spaced && !glued) {
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
