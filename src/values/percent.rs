//! *Finds*: shares of a hundred, and of a thousand (بالألف): `35%`, `٣٥٪`, `%35`, 35 في المئة، 35 بالمئة، خمسة وثلاثون بالمائة; ranges with one sign or
//! two (`20-30%`, بين 20% و30%).
//!
//! *Does not find*: نقطة مئوية (a percentage point is not a share); المئة alone.
//!
//! *Value*: a plain decimal; `20/30` for a range.
//!
//! *Examples*: `٣٥٪` → `35`; نصف في المئة → `0.5`.

use super::Hit;
use super::amount::Amount;
use super::context::Context;
use super::lexeme::Prep;
use super::number_digits;
use crate::entity::Label;

/// The token after a percent sign or phrase at `index`.
pub(super) fn after(cx: &Context<'_>, index: usize) -> Option<usize> {
    match cx.text(index) {
        "%" | "٪" | "﹪" | "％" => return Some(index + 1),
        "‰" | "بالالف" => return Some(index + 1),
        "في" if cx.is(index + 1, "الالف") => return Some(index + 2),
        "نقطة" if cx.is(index + 1, "مئوية") => return None,
        _ => {}
    }
    if cx.prep(index) == Some(Prep::In) && cx.word(index + 1).percent && cx.lexeme(index + 1).strip == 0 {
        return Some(index + 2);
    }
    (cx.word(index).percent && cx.text(index).starts_with('ب')).then_some(index + 1)
}

/// The percentage of an amount that has been read.
pub(super) fn percent(cx: &Context<'_>, amount: &Amount) -> Option<Hit> {
    let next = after(cx, amount.next)?;
    let mut value = amount.value();
    let mut end = next;
    // بالألف, ‰: a tenth of a hundredth.
    if amount.high.is_none() && (cx.is(next - 1, "‰") || cx.is(next - 1, "بالالف") || cx.is(next - 1, "الالف"))
    {
        value = amount.low.value.shift(-1)?.to_string();
        return Some(Hit::new(Label::Percent, amount.start(), cx.end_before(end), value, end));
    }
    // بين 20% و30%
    if amount.high.is_none()
        && let Some((high, to)) = amount.upper(cx, next)
        && let Some(close) = after(cx, to)
    {
        value = format!("{}/{}", amount.low.value, high);
        end = close;
    }
    Some(Hit::new(Label::Percent, amount.start(), cx.end_before(end), value, end))
}

/// `%35`, typed with the sign first.
pub(super) fn sign_first(cx: &Context<'_>, index: usize) -> Option<Hit> {
    if !matches!(cx.text(index), "%" | "٪") || !cx.glued(index + 1) {
        return None;
    }
    let read = number_digits::digits(cx, index + 1)?;
    let end = cx.end_before(read.next);
    Some(Hit::new(Label::Percent, cx.token_start(index), end, read.value.to_string(), read.next))
}
