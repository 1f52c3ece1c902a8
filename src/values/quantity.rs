//! *Finds*: amounts with a unit of length, area, volume, mass, energy, temperature, speed, data (`12.5 كيلومترا`, `5 كم`, عشرون
//! درجة مئوية, مليون برميل); ranges too.
//!
//! *Does not find*: people and things that are counted (a number); درجة alone where no heat or angle is spoken of.
//!
//! *Value*: the unit and the amount as written: `km 12.5`.
//!
//! *Examples*: `١٠٠ ميل في الساعة` → `mph 100`; نصف طن → `t 0.5`.

use super::Hit;
use super::amount::Amount;
use super::context::Context;
use super::decimal::Decimal;
use super::lexeme::{PhraseKind, Slot};
use super::{number, number_words};
use crate::entity::Label;
use crate::segment::TokenKind;

/// The quantity of an amount that has been read.
pub(super) fn quantity(cx: &Context<'_>, amount: &Amount) -> Option<Hit> {
    let (symbol, mut next) = unit(cx, amount, amount.next)?;
    let value = if let Some(high) = amount.high {
        format!("{}/{high}", amount.low.value)
    } else if let Some((high, to)) = amount.upper(cx, next) {
        match unit(cx, amount, to) {
            Some((again, after)) if again == symbol => {
                next = after;
                format!("{}/{high}", amount.low.value)
            }
            _ => amount.low.value.to_string(),
        }
    } else {
        // 3 أمتار ونصف, 3 أمتار و20 سنتيمترا
        let mut value = amount.low.value;
        if let Some((sum, after)) = smaller(cx, value, symbol, next) {
            (value, next) = (sum, after);
        }
        if let Some(from) = cx.conjunction(next)
            && let Some((part, mut after)) = number_words::part(cx, from)
        {
            let same = cx.word(after).unit > 0 && cx.lexeme(after).strip == 0;
            if same || !cx.indefinite_noun(after) {
                after += usize::from(same);
                if let Some(sum) = value.plus(part) {
                    (value, next) = (sum, after);
                }
            }
        }
        // 5 درجات مئوية تحت الصفر
        if symbol.starts_with('°') && matches!(cx.text(next), "تحت" | "دون") && cx.is(next + 1, "الصفر") {
            value = value.negated();
            next += 2;
        }
        value.to_string()
    };
    Some(Hit::new(Label::Quantity, amount.start(), cx.end_before(next), format!("{symbol} {value}"), next))
}

/// متر ونصف, طن واحد, برميلين, متر و80 سنتيمترا.
pub(super) fn unit_first(cx: &Context<'_>, index: usize) -> Option<Hit> {
    let lexeme = cx.lexeme(index);
    let short = cx.bare(index).chars().count() < 3 && cx.bare(index) != "طن";
    if cx.word(index).unit == 0 || lexeme.def || short || cx.kind(index) != Some(TokenKind::Arabic) {
        return None;
    }
    let (id, next) = cx.phrase(index, PhraseKind::Unit)?;
    let unit = cx.table.units.get(usize::from(id).checked_sub(1)?)?;
    if unit.symbol == "°" {
        return None;
    }
    let hit = |value: Decimal, next: usize| {
        let value = format!("{} {value}", unit.symbol);
        Some(Hit::new(Label::Quantity, cx.start(index), cx.end_before(next), value, next))
    };
    let whole = Decimal::int(u64::from(unit.factor));
    if let Some(from) = cx.conjunction(next)
        && let Some((part, after)) = number_words::part(cx, from)
    {
        let same = cx.word(after).unit > 0
            && !cx.bare(after).trim_start_matches("ال").is_empty()
            && cx.lexeme(after).strip == 0;
        if same || !cx.indefinite_noun(after) {
            return hit(whole.plus(part)?, after + usize::from(same));
        }
    }
    if let Some((sum, after)) = smaller(cx, whole, unit.symbol, next) {
        return hit(sum, after);
    }
    if unit.factor == 2 {
        // طنين الأذن is a ringing, ميلان an inclination.
        // After a preposition the dual ends in ين: بلتران is a name.
        let other = (lexeme.prep && cx.bare(index).ends_with("ان"))
            || cx.definite_noun(next)
            || (cx.bare(index) == "طنين" && cx.prep(next).is_none());
        return if other { None } else { hit(whole, next) };
    }
    let one = cx.word(next);
    let counted = one.slot == Slot::Ones && one.value == 1 && cx.lexeme(next).strip == 0 && !cx.lexeme(next).def;
    // قدم واحدة is a foot of the body as often.
    if counted && !matches!(cx.bare(index), "قدم" | "بار") { hit(whole, next + 1) } else { None }
}

/// و80 سنتيمترا after metres: the sum in the greater unit.
fn smaller(cx: &Context<'_>, whole: Decimal, symbol: &str, at: usize) -> Option<(Decimal, usize)> {
    let read = number::number(cx, cx.conjunction(at)?)?;
    let (id, next) = cx.phrase(read.next, PhraseKind::Unit)?;
    let small = cx.table.units.get(usize::from(id).checked_sub(1)?)?.symbol;
    let parts = match (symbol, small) {
        ("m", "cm") => 100,
        ("km", "m") | ("kg", "g") | ("t", "kg") | ("L", "mL") | ("m", "mm") => 1000,
        ("ft", "in") => 12,
        _ => return None,
    };
    if cx.lexeme(read.next).strip > 0 || read.value >= Decimal::int(parts) {
        return None;
    }
    // Twelfths have no exact decimal.
    let part = if parts == 12 { return None } else { read.value.shift(if parts == 100 { -2 } else { -3 })? };
    Some((whole.plus(part)?, next))
}

fn unit(cx: &Context<'_>, amount: &Amount, at: usize) -> Option<(&'static str, usize)> {
    let lexeme = cx.lexeme(at);
    if cx.kind(at) == Some(TokenKind::Mark) {
        return degree(cx, at);
    }
    let word = cx.word(at);
    if (word.unit == 0 && !word.phrase_head) || lexeme.strip > 0 {
        return None;
    }
    if lexeme.def && amount.low.value >= Decimal::int(1) {
        return None;
    }
    let (id, next) = cx.phrase(at, PhraseKind::Unit)?;
    let symbol = cx.table.units.get(usize::from(id).checked_sub(1)?)?.symbol;
    if symbol == "°" {
        return bare_degree(cx, amount.low.first, at, next);
    }
    // عقدة is a knot where a speed is spoken of.
    if symbol == "kn" && next == at + 1 {
        let first = amount.low.first;
        let speed =
            (first.saturating_sub(6)..first).any(|i| cx.text(i).contains("سرعة") || cx.text(i).contains("سرعت"));
        return speed.then_some((symbol, next));
    }
    // Short Latin units and م stand directly after digits, or after one blank; ثانية and the like are no units here.
    if cx.kind(at) == Some(TokenKind::Latin) && !amount.low.digits {
        return None;
    }
    if cx.is(at, "م")
        && cx.is(at + 1, ".")
        && cx.glued(at + 1)
        && cx.glued(at + 2)
        && cx.text(at + 2).chars().count() == 1
    {
        return None;
    }
    // A letter glued to more letters or digits is a name: 5G, 4m3x.
    if cx.kind(at) == Some(TokenKind::Latin) && cx.glued(next) && cx.kind(next) == Some(TokenKind::Number) {
        return None;
    }
    Some((symbol, next))
}

/// `°C`, `°م`, `°` after digits, `℃`.
fn degree(cx: &Context<'_>, at: usize) -> Option<(&'static str, usize)> {
    match cx.text(at) {
        "°" | "º" => Some(match cx.text(at + 1) {
            "C" | "م" | "س" | "مئوية" => ("°C", at + 2),
            "F" | "ف" | "فهرنهايت" => ("°F", at + 2),
            _ => ("°", at + 1),
        }),
        "℃" => Some(("°C", at + 1)),
        "℉" => Some(("°F", at + 1)),
        _ => None,
    }
}

/// درجة without its scale: of heat where حرارة stands near, of an angle where زاوية or خط does.
fn bare_degree(cx: &Context<'_>, first: usize, _at: usize, next: usize) -> Option<(&'static str, usize)> {
    if matches!(cx.text(next), "تحت" | "دون" | "فوق") && cx.is(next + 1, "الصفر") {
        return Some(("°C", next));
    }
    let near = |i: usize| -> Option<&'static str> {
        let text = cx.text(i);
        if text.contains("حرارة") {
            return Some("°C");
        }
        matches!(text, "زاوية" | "بزاوية" | "خط" | "انحراف").then_some("°")
    };
    let symbol = (first.saturating_sub(40)..first)
        .rev()
        .take_while(|i| !matches!(cx.text(*i), "." | "!" | "؟"))
        .find_map(near)
        .or_else(|| (next..next + 2).find_map(near))?;
    Some((symbol, next))
}
