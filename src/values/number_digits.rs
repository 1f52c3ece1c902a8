//! Numbers in digits: signs, separators of three scripts, groups, powers of ten, fractions.

use super::context::Context;
use super::decimal::Decimal;
use super::lexeme::Slot;
use super::number::Number;
use crate::segment::TokenKind;

/// Digits at token `index` with their sign and separators, without scale words.
pub(super) fn digits(cx: &Context<'_>, index: usize) -> Option<Number> {
    let mut first = index;
    let mut start = cx.token_start(index);
    let mut at = index;
    let mut negative = false;
    if matches!(cx.text(at), "-" | "−" | "+") {
        // A sign stands directly before the digits and not directly after a word.
        if !cx.glued(at + 1) || cx.kind(at + 1) != Some(TokenKind::Number) {
            return None;
        }
        if cx.glued(at) && !matches!(cx.text_before(at), "(" | "[" | "\"" | "«") {
            return None;
        }
        negative = cx.text(at) != "+";
        at += 1;
    }
    // .77
    if cx.is(at, ".") && at == index && !cx.glued(at) && cx.glued(at + 1) && cx.kind(at + 1) == Some(TokenKind::Number)
    {
        let part = cx.text(at + 1);
        let before = index.checked_sub(1).and_then(|i| cx.kind(i));
        if part.bytes().all(|b| b.is_ascii_digit()) && !matches!(before, Some(TokenKind::Number)) && index == 0 {
            let value = Decimal::parse(&format!("0.{part}"))?;
            return Some(Number { value, start, first, next: at + 2, digits: true, def: false, scale: 0 });
        }
        return None;
    }
    if cx.kind(at) != Some(TokenKind::Number) {
        return vulgar(cx, index);
    }
    let text = cx.text(at);
    let mut value = plain(text)?;
    let mut next = at + 1;
    if !negative && let Some((grouped, after)) = groups(cx, at, text).or_else(|| reversed(cx, at, text)) {
        (value, next) = (grouped, after);
    }
    // 2.5e6, 1.5×10^6
    if cx.glued(next) {
        if let Some((scientific, after)) = exponent(cx, next, value) {
            (value, next) = (scientific, after);
        }
        if let Some(more) = fraction_sign(cx.text(next))
            && cx.glued(next)
        {
            value = value.plus(more)?;
            next += 1;
        }
    }
    if negative {
        value = value.negated();
    } else if index != at {
        first = at;
        start = cx.token_start(index);
    }
    Some(Number { value, start, first, next, digits: true, def: false, scale: 0 })
}

/// The value of digits with separators inside: `1,000` `3.5` `3,5` `1.000.000` `1,234.5` `1.234,5`.
fn plain(text: &str) -> Option<Decimal> {
    let commas = text.bytes().filter(|b| *b == b',').count();
    let dots = text.bytes().filter(|b| *b == b'.').count();
    if text.len() > 48 {
        return None;
    }
    let thousands = |text: &str, mark: char| {
        let mut parts = text.split(mark);
        let first = parts.next().unwrap_or("");
        let mut rest = parts.peekable();
        (1..=3).contains(&first.len()) && first != "0" && rest.peek().is_some() && {
            let lengths: Vec<usize> = rest.map(str::len).collect();
            let last = lengths.last() == Some(&3);
            last && (lengths.iter().all(|n| *n == 3) || (mark == ',' && lengths.iter().rev().skip(1).all(|n| *n == 2)))
        }
    };
    let without = |text: &str, mark: char| text.chars().filter(|c| *c != mark).collect::<String>();
    match (commas, dots) {
        (0, 0 | 1) => Decimal::parse(text),
        (0, _) if thousands(text, '.') => Decimal::parse(&without(text, '.')),
        (_, 0) if thousands(text, ',') => Decimal::parse(&without(text, ',')),
        (1, 0) => Decimal::parse(&text.replace(',', ".")),
        (_, 1) if text.rfind(',') < text.rfind('.') => {
            let (whole, part) = text.split_once('.')?;
            thousands(whole, ',').then(|| Decimal::parse(&format!("{}.{part}", without(whole, ','))))?
        }
        (1, _) if text.rfind('.') < text.rfind(',') => {
            let (whole, part) = text.split_once(',')?;
            thousands(whole, '.').then(|| Decimal::parse(&format!("{}.{part}", without(whole, '.'))))?
        }
        _ => None,
    }
}

/// `10 000` and `510،372`: groups of three digits after a blank or an Arabic comma.
fn groups(cx: &Context<'_>, at: usize, text: &str) -> Option<(Decimal, usize)> {
    let comma = cx.is(at + 1, "،") && cx.glued(at + 1) && text.len() <= 6;
    if (!(1..=3).contains(&text.len()) || text.starts_with('0')) && !comma || !text.bytes().all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let three = |i: usize| {
        let text = cx.text(i);
        cx.kind(i) == Some(TokenKind::Number) && text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit())
    };
    let mut digits = String::from(text);
    let mut next = at + 1;
    if cx.is(next, "،") {
        // 0،19% and 95،621 مليون: the Arabic comma as the point.
        let part = cx.text(next + 1);
        let digits_only = cx.kind(next + 1) == Some(TokenKind::Number) && part.bytes().all(|b| b.is_ascii_digit());
        if digits_only
            && cx.glued(next)
            && cx.glued(next + 1)
            && !(cx.is(next + 2, "،") && cx.glued(next + 2))
            && part.len() <= 6
        {
            let after = next + 2;
            let scaled = matches!(cx.word(after).slot, Slot::Scale | Slot::ScaleMaybeDual);
            let followed =
                scaled || measured(cx, after) || points(cx, after) || super::percent::after(cx, after).is_some();
            if (part.len() != 3 && (followed || part.starts_with('0') || text == "0")) || (part.len() == 3 && scaled) {
                return Some((Decimal::parse(&format!("{text}.{part}"))?, after));
            }
        }
        let thousands = (1..=3).contains(&text.len()) && !text.starts_with('0');
        while thousands
            && digits.len() < 27
            && cx.is(next, "،")
            && cx.glued(next)
            && cx.glued(next + 1)
            && three(next + 1)
        {
            digits.push_str(cx.text(next + 1));
            next += 2;
        }
        return (next > at + 1).then(|| Some((Decimal::parse(&digits)?, next)))?;
    }
    while digits.len() < 27 && three(next) && blank_between(cx, next) {
        digits.push_str(cx.text(next));
        next += 1;
    }
    let groups = next - at - 1;
    let sure = groups >= 2 || (groups == 1 && (cx.is(next - 1, "000") || measured(cx, next)));
    (groups >= 1 && sure).then(|| Some((Decimal::parse(&digits)?, next)))?
}

/// Whether exactly one blank lies before the token.
fn blank_between(cx: &Context<'_>, index: usize) -> bool {
    let (a, b) = (cx.end_before(index), cx.token_start(index));
    cx.text.get(a..b).is_some_and(|gap| matches!(gap, " " | "\u{a0}" | "\u{202f}"))
}

/// Whether points of an index or shares stand at the token.
pub(super) fn points(cx: &Context<'_>, index: usize) -> bool {
    matches!(cx.text(index), "نقطة" | "نقاط" | "سهم" | "سهما" | "اسهم")
}

/// Whether a currency or a unit stands at the token.
fn measured(cx: &Context<'_>, index: usize) -> bool {
    let word = cx.word(index);
    word.currency > 0 || (word.unit > 0 && cx.kind(index) == Some(TokenKind::Arabic))
}

/// `5ر3` and `6 .2`: what agencies that type for the eye write for 3.5 and 2.6; the fraction stands first in the text.
fn reversed(cx: &Context<'_>, at: usize, text: &str) -> Option<(Decimal, usize)> {
    let whole = |s: &str| !s.is_empty() && s.len() <= 9 && s.bytes().all(|b| b.is_ascii_digit());
    let other = cx.text(at + 2);
    if !whole(text) || !cx.glued(at + 2) {
        return None;
    }
    if whole(other) && cx.kind(at + 2) == Some(TokenKind::Number) && cx.is(at + 1, "ر") && cx.glued(at + 1) {
        return Some((Decimal::parse(&format!("{other}.{text}"))?, at + 3));
    }
    // 6 .2 طن, 070 .840 .3 نقطة, 865 .809 .315 سهما: groups from the right.
    let mut groups = vec![text];
    let mut next = at + 1;
    while groups.len() < 5 && cx.is(next, ".") && !cx.glued(next) && cx.glued(next + 1) && whole(cx.text(next + 1)) {
        groups.push(cx.text(next + 1));
        next += 2;
    }
    if groups.len() < 2 || cx.kind(next - 1) != Some(TokenKind::Number) || text.len() > 3 {
        return None;
    }
    let word = cx.word(next);
    let fine = matches!(word.slot, Slot::Scale | Slot::ScaleMaybeDual)
        || measured(cx, next)
        || points(cx, next) && (text.len() < 3 || cx.text(next).starts_with("نقا") || cx.text(next).starts_with("نقط"))
        || super::percent::after(cx, next).is_some();
    groups.reverse();
    let (&last, before) = groups.split_last()?;
    if before.iter().skip(1).any(|g| g.len() != 3) {
        return None;
    }
    if fine {
        return Some((Decimal::parse(&format!("{}.{last}", before.concat()))?, next));
    }
    (last.len() == 3 && cx.indefinite_noun(next)).then(|| Some((Decimal::parse(&groups.concat())?, next)))?
}

fn exponent(cx: &Context<'_>, next: usize, value: Decimal) -> Option<(Decimal, usize)> {
    let text = cx.text(next);
    let small = |digits: &str, negative: bool| -> Option<Decimal> {
        let power: i32 = digits.parse().ok().filter(|p| (0..=27).contains(p))?;
        value.shift(if negative { -power } else { power })
    };
    if let Some(digits) = text.strip_prefix(['e', 'E']) {
        if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            return Some((small(digits, false)?, next + 1));
        }
        let sign = cx.text(next + 1);
        if digits.is_empty() && matches!(sign, "-" | "+" | "−") && cx.glued(next + 1) && cx.glued(next + 2) {
            return Some((small(cx.text(next + 2), sign != "+")?, next + 3));
        }
    }
    if matches!(text, "×" | "x") && cx.is(next + 1, "10") && cx.is(next + 2, "^") {
        let negative = matches!(cx.text(next + 3), "-" | "−");
        let at = next + 3 + usize::from(negative);
        return Some((small(cx.text(at), negative)?, at + 1));
    }
    None
}

fn fraction_sign(text: &str) -> Option<Decimal> {
    let (n, d) = match text {
        "½" => (1, 2),
        "⅓" => (1, 3),
        "⅔" => (2, 3),
        "¼" => (1, 4),
        "¾" => (3, 4),
        "⅕" => (1, 5),
        "⅛" => (1, 8),
        "⅜" => (3, 8),
        "⅝" => (5, 8),
        "⅞" => (7, 8),
        _ => return None,
    };
    Decimal::fraction(n, d)
}

/// ½ alone.
fn vulgar(cx: &Context<'_>, index: usize) -> Option<Number> {
    let value = fraction_sign(cx.text(index))?;
    let start = cx.token_start(index);
    Some(Number { value, start, first: index, next: index + 1, digits: true, def: false, scale: 0 })
}

/// `3/4`: a fraction written with a slash; `1/2` too, `5/9` too (a date needs a word before it), `24/7` not.
pub(super) fn slashed(cx: &Context<'_>, index: usize) -> Option<Number> {
    let (a, b) = (cx.text(index), cx.text(index + 2));
    let small = |s: &str| s.len() <= 2 && s.bytes().all(|b| b.is_ascii_digit());
    if !cx.is(index + 1, "/") || !cx.glued(index + 1) || !cx.glued(index + 2) || !small(a) || !small(b) {
        return None;
    }
    if cx.is(index + 3, "/") && cx.glued(index + 3) {
        return None;
    }
    let (n, d): (u64, u64) = (a.parse().ok()?, b.parse().ok()?);
    if n == 0 || n >= d || d > 20 {
        return None;
    }
    // 1/2 at the end of a sentence is a score as often as a half: something must be shared out.
    let next = index + 3;
    let alone = index == 0 && cx.kind(next).is_none_or(|k| matches!(k, TokenKind::Break | TokenKind::Mark));
    let mixed = index > 0 && cx.kind(index - 1) == Some(TokenKind::Number);
    if cx.kind(next) != Some(TokenKind::Arabic)
        && cx.kind(next) != Some(TokenKind::Latin)
        && !cx.is(next, "%")
        && !alone
        && !mixed
    {
        return None;
    }
    let value = Decimal::fraction(n, d)?;
    let start = cx.token_start(index);
    Some(Number { value, start, first: index, next: index + 3, digits: true, def: false, scale: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_told_apart() {
        for (text, value) in [
            ("1,000", "1000"),
            ("1,000,000", "1000000"),
            ("3,5", "3.5"),
            ("12,75", "12.75"),
            ("1.000.000", "1000000"),
            ("1,234.5", "1234.5"),
            ("1.234,5", "1234.5"),
            ("0,125", "0.125"),
            ("3.500", "3.5"),
            ("1,00,000", "100000"),
        ] {
            assert_eq!(plain(text).map(|d| d.to_string()).as_deref(), Some(value), "{text}");
        }
        for text in ["1,2,3", "1.2.3", "12.34,56.78"] {
            assert_eq!(plain(text), None, "{text}");
        }
    }
}
