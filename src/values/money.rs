//! *Finds*: amounts of money: a number with a currency noun (with or without its country), a sign (`$10`, `10€`, `100 ر.س`), an
//! ISO code (`USD 10`); duals (ملياري دولار، دولارين), halves (دولار ونصف), subunits (5 دولارات و50 سنتا), ranges.
//!
//! *Does not find*: currencies without an amount (سعر الدولار).
//!
//! *Value*: ISO 4217 and amount: `USD 2000000000`; `XXX` where the noun belongs to several countries and names none (دينار,
//! ريال, ليرة, جنيه, درهم); دولار alone is the US dollar.
//!
//! *Examples*: عشرة دولارات → `USD 10`; `5 مليارات ريال سعودي` → `SAR 5000000000`; من 10 إلى 20 دولارا → `USD 10/20`.

use super::Hit;
use super::amount::Amount;
use super::context::Context;
use super::decimal::Decimal;
use super::lexeme::{PhraseKind, Slot};
use super::number;
use super::number_words;
use crate::entity::Label;
use crate::segment::TokenKind;

/// A currency as it is named in the text.
#[derive(Clone, Copy, Debug)]
struct Named {
    code: &'static str,
    /// The noun's id, empty for signs and codes.
    noun: &'static str,
    /// The subunit's id where it is one.
    sub: &'static str,
    /// How many of it make one of the currency: 1, or 100 for cents.
    divisor: u32,
    next: usize,
}

/// The money of an amount that has been read.
pub(super) fn money(cx: &Context<'_>, amount: &Amount) -> Option<Hit> {
    let named = named(cx, amount.next, amount.low.def || amount.low.value < Decimal::int(1))?;
    let share = |value: Decimal| value.times(Decimal::fraction(1, u64::from(named.divisor))?);
    let low = share(amount.low.value)?;
    let mut next = named.next;
    let mut code = named.code;
    let value = if let Some(high) = amount.high {
        format!("{low}/{}", share(high)?)
    } else if let Some((high, to)) = amount.upper(cx, next) {
        // من 10 دولارات إلى 20 دولارا
        match self::named(cx, to, false) {
            Some(again) if again.noun == named.noun && again.sub == named.sub => {
                next = again.next;
                if code == "XXX" {
                    code = again.code;
                }
                format!("{low}/{}", share(high)?)
            }
            _ => low.to_string(),
        }
    } else {
        let (sum, to) = tail(cx, low, &named);
        next = to;
        // ثلاثة دنانير ونصف كويتية
        if code == "XXX"
            && to > named.next
            && let Some((told, after)) = nation(cx, named.noun, to)
        {
            (code, next) = (told, after);
        }
        sum.to_string()
    };
    Some(Hit::new(Label::Money, amount.start(), cx.end_before(next), format!("{code} {value}"), next))
}

/// What follows a currency: ونصف, و50 سنتا.
fn tail(cx: &Context<'_>, low: Decimal, named: &Named) -> (Decimal, usize) {
    let next = named.next;
    let Some(from) = cx.conjunction(next) else { return (low, next) };
    if let Some((part, after)) = number_words::part(cx, from) {
        let noun = cx.word(after).currency > 0;
        if !noun && cx.indefinite_noun(after) && cx.word(after).slot != Slot::None {
            return (low, next);
        }
        if let Some(sum) = low.plus(part) {
            return (sum, if noun { after + 1 } else { after });
        }
    }
    if named.divisor == 1
        && !named.noun.is_empty()
        && let Some(read) = number::number(cx, from)
        && let Some(sub) = self::named(cx, read.next, false)
        && let Some(parts) = parts(sub.sub, named.noun)
        && let Some(part) = Decimal::fraction(1, u64::from(parts)).and_then(|f| f.times(read.value))
        && let Some(sum) = low.plus(part)
    {
        return (sum, sub.next);
    }
    (low, next)
}

/// How many of a subunit make one of a currency: 100 fils a dirham, 1000 a dinar; `None` where it has no such part.
fn parts(sub: &str, noun: &str) -> Option<u32> {
    Some(match (sub, noun) {
        ("cent", "dollar" | "euro" | "rand" | "shilling" | "ringgit") => 100,
        ("centime", "franc" | "dirham" | "dinar" | "euro") => 100,
        ("fils", "dirham") => 100,
        ("fils" | "millime", "dinar") | ("millime", "pound") | ("baisa", "riyal") => 1000,
        ("piastre", "pound" | "lira" | "dinar") | ("halala", "riyal") | ("penny", "pound") | ("kopeck", "rouble") => {
            100
        }
        _ => return None,
    })
}

/// The currency at token `at`.
fn named(cx: &Context<'_>, at: usize, article: bool) -> Option<Named> {
    if cx.word(at).currency > 0 || cx.word(at).phrase_head {
        let lexeme = cx.lexeme(at);
        if lexeme.strip == 0
            && (!lexeme.def || article)
            && let Some((id, next)) = cx.phrase(at, PhraseKind::Currency)
        {
            return noun(cx, id, next);
        }
    }
    sign(cx, at).map(|(code, next)| Named { code, noun: "", sub: "", divisor: 1, next })
}

fn noun(cx: &Context<'_>, id: u16, next: usize) -> Option<Named> {
    let entry = cx.table.currencies.get(usize::from(id).checked_sub(1)?)?;
    let (noun, sub, divisor) =
        if entry.parent.is_empty() { (entry.id, "", 1) } else { (entry.parent, entry.id, entry.parts) };
    let code = if entry.code.is_empty() {
        cx.table.currencies.iter().find(|c| c.id == entry.parent).map_or("XXX", |c| c.code)
    } else {
        entry.code
    };
    let named = Named { code, noun, sub, divisor, next };
    if let Some((code, next)) = nation(cx, noun, next) {
        // The fils of the Emirates is a hundredth of a dirham.
        return Some(Named { code, next, ..named });
    }
    Some(named)
}

/// The country that stands after a currency, at token `at`: the code of both, and the token after it.
fn nation(cx: &Context<'_>, noun: &str, at: usize) -> Option<(&'static str, usize)> {
    if (cx.word(at).nation > 0 || cx.word(at).phrase_head)
        && cx.lexeme(at).strip == 0
        && let Some((nation, after)) = cx.phrase(at, PhraseKind::Nation)
    {
        let nation = cx.table.nations.get(usize::from(nation).checked_sub(1)?)?;
        if let Some((_, _, code)) = cx.table.pairs.iter().find(|(n, country, _)| *n == noun && country == nation) {
            return Some((code, after));
        }
    }
    // فرنك غرب أفريقي and وسط أفريقي are two words.
    if noun == "franc" && (cx.is(at, "غرب") || cx.is(at, "وسط")) && cx.word(at + 1).nation > 0 {
        return Some((if cx.is(at, "غرب") { "XOF" } else { "XAF" }, at + 2));
    }
    None
}

/// A sign, an abbreviation (`ر.س`) or an ISO code at token `at`: the code and the token after it.
fn sign(cx: &Context<'_>, at: usize) -> Option<(&'static str, usize)> {
    let kind = cx.kind(at)?;
    let text = cx.text(at);
    if kind == TokenKind::Latin {
        if text == "US" && cx.is(at + 1, "$") {
            return Some(("USD", at + 2));
        }
        if let Some((_, code)) = cx.table.signs.iter().find(|(form, _)| *form == text) {
            return Some((code, at + 1));
        }
        if text.len() != 3 || !text.bytes().all(|b| b.is_ascii_uppercase()) {
            return None;
        }
        let code = cx.table.pairs.iter().map(|p| p.2).chain(cx.table.currencies.iter().map(|c| c.code));
        return code.into_iter().find(|c| *c == text && *c != "XXX").map(|code| (code, at + 1));
    }
    if kind == TokenKind::Arabic {
        return letters(cx, at);
    }
    let start = cx.token_start(at);
    let rest = cx.text.get(start..)?;
    let (form, code) = cx.table.signs.iter().find(|(form, _)| rest.starts_with(form))?;
    Some((code, cx.token_after(start + form.len(), at)))
}

/// An abbreviation of two letters: ر.س, `ر. س`, ر س, and دج in one word. د.ا is of the Emirates or of Jordan: XXX until the
/// original text shows the hamza ([`written`](super::written)).
fn letters(cx: &Context<'_>, at: usize) -> Option<(&'static str, usize)> {
    let text = cx.text(at);
    let code = |first: &str, second: &str| {
        let fits = |form: &str| {
            form.split_once('.').is_some_and(|(a, b)| a == first && b == second && !b.is_empty())
                || (second.is_empty() && form == first)
        };
        cx.table.signs.iter().find(|(form, _)| fits(form)).map(|(_, code)| *code)
    };
    if text.chars().count() == 2 {
        return code(text, "").map(|code| (code, at + 1));
    }
    if text.chars().count() != 1 {
        return None;
    }
    let dotted = cx.is(at + 1, ".") && cx.glued(at + 1);
    let second = at + 1 + usize::from(dotted);
    if !dotted && (cx.glued(second) || cx.glued(second + 1)) {
        return None;
    }
    let code = code(text, cx.text(second))?;
    let next = second + 1;
    // The closing full stop of ر.س. belongs to it when no sentence ends there.
    let closed = dotted
        && cx.is(next, ".")
        && cx.glued(next)
        && cx.kind(next + 1) == Some(TokenKind::Arabic)
        && !cx.glued(next + 1);
    Some((code, next + usize::from(closed)))
}

/// `$10`, `USD 10 million`, دولار واحد, دولارين, دولار ونصف.
pub(super) fn currency_first(cx: &Context<'_>, index: usize) -> Option<Hit> {
    let start = cx.start(index);
    if let Some((code, next)) = sign(cx, index) {
        // ر.س 100; two letters without their dots only after the amount.
        if cx.kind(index) == Some(TokenKind::Arabic) && !cx.is(index + 1, ".") {
            return None;
        }
        let amount = Amount::read(cx, next)?;
        if !amount.low.digits && amount.low.scale == 0 {
            return None;
        }
        let (factor, to) = latin_scale(cx, amount.next);
        let value = match amount.high {
            Some(high) => format!("{}/{}", amount.low.value.times(factor)?, high.times(factor)?),
            None => amount.low.value.times(factor)?.to_string(),
        };
        // $10 دولارات says it twice.
        let to = if cx.word(to).currency > 0 && cx.lexeme(to).strip == 0 { to + 1 } else { to };
        return Some(Hit::new(Label::Money, start, cx.end_before(to), format!("{code} {value}"), to));
    }
    if cx.word(index).currency == 0 || cx.lexeme(index).def {
        return None;
    }
    let (id, next) = cx.phrase(index, PhraseKind::Currency)?;
    let entry = cx.table.currencies.get(usize::from(id).checked_sub(1)?)?;
    let named = noun(cx, id, next)?;
    let unit = Decimal::fraction(1, u64::from(named.divisor))?;
    if entry.dual {
        let value = unit.times(Decimal::int(2))?;
        let (value, next) = tail(cx, value, &named);
        return Some(Hit::new(Label::Money, start, cx.end_before(next), format!("{} {value}", named.code), next));
    }
    let one = cx.word(named.next);
    if one.slot == Slot::Ones && one.value == 1 && cx.lexeme(named.next).strip == 0 && !cx.lexeme(named.next).def {
        let next = named.next + 1;
        return Some(Hit::new(Label::Money, start, cx.end_before(next), format!("{} {unit}", named.code), next));
    }
    let (value, mut next) = tail(cx, unit, &named);
    let mut code = named.code;
    if next == named.next {
        return None;
    }
    // دينار ونصف كويتي
    if code == "XXX"
        && let Some((told, after)) = nation(cx, named.noun, next)
    {
        (code, next) = (told, after);
    }
    Some(Hit::new(Label::Money, start, cx.end_before(next), format!("{code} {value}"), next))
}

/// `$10M`, `$1.5 billion`.
fn latin_scale(cx: &Context<'_>, at: usize) -> (Decimal, usize) {
    let factor = match cx.text(at) {
        "K" | "k" | "thousand" if cx.glued(at) || cx.is(at, "thousand") => 1_000,
        "M" | "m" | "mn" | "million" => 1_000_000,
        "B" | "b" | "bn" | "billion" => 1_000_000_000,
        "trillion" | "tn" => 1_000_000_000_000,
        _ => return (Decimal::int(1), at),
    };
    (Decimal::int(factor), at + 1)
}
