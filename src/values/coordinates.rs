//! *Finds*: points on the earth: decimal pairs (`33.3152, 44.3661`), degrees, minutes and seconds (`15°36′N 32°32′E`), in words
//! (خط عرض 33.5 شمالا وخط طول 44.4 شرقا, `33.5° شمالا و44.4° شرقا`); one angle with its side (`33.5° شمالا`) as a quantity.
//!
//! *Does not find*: pairs of numbers with less than four decimals and without a word such as إحداثيات; angles beyond 90°
//! of latitude or 180° of longitude.
//!
//! *Value*: latitude and longitude in decimal degrees, south and west negative, at most six decimals: `33.3152,44.3661`; a
//! single angle as a quantity in `°`.
//!
//! *Examples*: `15°36′N 32°32′E` → `15.6,32.533333`; خط عرض 33.5 جنوبا → `° -33.5`.

use super::Hit;
use super::context::Context;
use super::decimal::Decimal;
use super::number_digits;
use crate::entity::Label;
use crate::segment::TokenKind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Axis {
    Latitude,
    Longitude,
}

/// An angle as it was read.
#[derive(Clone, Copy, Debug)]
struct Angle {
    degrees: f64,
    axis: Option<Axis>,
    /// Whether a side (شمالا, E) told the axis.
    sided: bool,
    start: usize,
    next: usize,
}

/// The point or the angle that begins at token `index`.
pub(super) fn at(cx: &Context<'_>, index: usize) -> Option<Hit> {
    // Most numbers are neither: one look at the number and one at what follows it.
    let number = index + usize::from(cx.kind(index) == Some(TokenKind::Mark));
    if cx.text(number).contains('.')
        && let Some(hit) = decimal_pair(cx, index)
    {
        return Some(hit);
    }
    let marked =
        matches!(cx.text(number + 1), "°" | "º" | "درجة" | "درجات" | "N" | "S" | "E" | "W" | "n" | "s" | "e" | "w");
    if !marked && axis_before(cx, index).is_none() {
        return None;
    }
    let first = angle(cx, index)?;
    let axis = first.axis?;
    if let Some(second) = angle(cx, separator(cx, first.next))
        && let Some(other) = second.axis
        && other != axis
    {
        let (latitude, longitude) =
            if axis == Axis::Latitude { (first.degrees, second.degrees) } else { (second.degrees, first.degrees) };
        return point(first.start, cx.end_before(second.next), latitude, longitude, second.next);
    }
    let value = format!("° {}", rounded(first.degrees)?);
    let end = cx.end_before(first.next);
    first.sided.then(|| Hit::new(Label::Quantity, first.start, end, value, first.next))
}

/// Steps over what stands between two angles: a comma, و, a slash, خط طول.
fn separator(cx: &Context<'_>, at: usize) -> usize {
    let mut at = at;
    for _ in 0..4 {
        let word = cx.text(at);
        let skip = matches!(
            word,
            "," | "،"
                | "و"
                | "/"
                | ";"
                | "؛"
                | "-"
                | "خط"
                | "وخط"
                | "دائرة"
                | "ودائرة"
                | "طول"
                | "الطول"
                | "عرض"
                | "العرض"
                | "وطول"
                | "وعرض"
                | "علي"
                | "وعلي"
        );
        if !skip || (word == "-" && cx.glued(at + 1)) {
            break;
        }
        at += 1;
    }
    at
}

fn point(start: usize, end: usize, latitude: f64, longitude: f64, next: usize) -> Option<Hit> {
    if latitude.abs() > 90.0 || longitude.abs() > 180.0 {
        return None;
    }
    let value = format!("{},{}", rounded(latitude)?, rounded(longitude)?);
    Some(Hit::new(Label::Coordinates, start, end, value, next))
}

fn rounded(degrees: f64) -> Option<Decimal> {
    Decimal::parse(&format!("{degrees:.6}"))
}

/// `33.3152, 44.3661`: four decimals at least, or a word before them that speaks of coordinates.
fn decimal_pair(cx: &Context<'_>, index: usize) -> Option<Hit> {
    let text = cx.text(index);
    let signed = matches!(text, "-" | "−");
    let separator = cx.text(index + 1 + usize::from(signed));
    if !matches!(separator, "," | "،" | ";" | "/" | "و") && !text.contains(',') {
        return None;
    }
    let called = (index.saturating_sub(5)..index).any(|i| {
        let text = cx.text(i);
        text.contains("احداثي") || text.eq_ignore_ascii_case("gps") || text.ends_with("خرائط")
    });
    let exact = |digits: &str| {
        let (whole, part) = digits.split_once('.')?;
        let fine = whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit())
            && (1..=3).contains(&whole.len())
            && part.len() >= if called { 1 } else { 4 };
        (fine && part.len() <= 12).then(|| digits.parse::<f64>().ok())?
    };
    // 33.3152,44.3661 is one token.
    if let Some((a, b)) = text.split_once(',') {
        return point(cx.token_start(index), cx.end(index), exact(a)?, exact(b)?, index + 1);
    }
    let signed = |at: usize| -> Option<(f64, usize)> {
        let minus = matches!(cx.text(at), "-" | "−") && cx.glued(at + 1);
        let at = at + usize::from(minus);
        let degrees = exact(cx.text(at))?;
        Some((if minus { -degrees } else { degrees }, at + 1))
    };
    let (latitude, next) = signed(index)?;
    let to = if matches!(cx.text(next), "," | "،" | ";") || (called && matches!(cx.text(next), "/" | "و")) {
        next + 1
    } else {
        return None;
    };
    let (longitude, next) = signed(to)?;
    // Three numbers in a row are a list.
    if matches!(cx.text(next), "," | "،") && cx.kind(next + 1) == Some(TokenKind::Number) {
        return None;
    }
    point(cx.token_start(index), cx.end_before(next), latitude, longitude, next)
}

/// An angle at `index`: a number with ° or درجة, with minutes and seconds, with its side, or after خط عرض.
fn angle(cx: &Context<'_>, index: usize) -> Option<Angle> {
    let named = axis_before(cx, index);
    let read = number_digits::digits(cx, index)?;
    let mut degrees = read.value.as_f64();
    let mut at = read.next;
    let mut marked = false;
    if matches!(cx.text(at), "°" | "º" | "درجة" | "درجات") {
        marked = true;
        at += 1;
        for (divisor, signs, word) in
            [(60.0, ["′", "'", "’", "´"], ["دقيقة", "دقائق"]), (3600.0, ["″", "\"", "”", "''"], ["ثانية", "ثواني"])]
        {
            let from = cx.conjunction(at).unwrap_or(at);
            let Some(part) = number_digits::digits(cx, from) else { break };
            let unit = cx.text(part.next);
            if !(signs.contains(&unit) || word.contains(&unit)) {
                break;
            }
            degrees += part.value.as_f64() / divisor;
            at = part.next + 1;
        }
    }
    if let Some((axis, negative, next)) = side(cx, at)
        && (marked || named.is_some() || cx.kind(at) == Some(TokenKind::Latin))
        && named.is_none_or(|n| n == axis)
    {
        let degrees = if negative { -degrees } else { degrees };
        return Some(Angle { degrees, axis: Some(axis), sided: true, start: read.start, next });
    }
    (named.is_some() || marked).then_some(Angle { degrees, axis: named, sided: false, start: read.start, next: at })
}

/// خط عرض, دائرة العرض, خط طول before a number.
fn axis_before(cx: &Context<'_>, index: usize) -> Option<Axis> {
    let head = index.checked_sub(2).map(|i| cx.text(i));
    let line = matches!(
        head,
        Some(
            "خط" | "وخط"
                | "بخط"
                | "دائرة"
                | "ودائرة"
                | "خطي"
                | "خطا"
                | "درجة"
                | "درجات"
                | "،"
                | ","
        )
    );
    match cx.text_before(index) {
        "عرض" | "العرض" | "وعرض" if line => Some(Axis::Latitude),
        "طول" | "الطول" | "وطول" if line => Some(Axis::Longitude),
        _ => None,
    }
}

/// شمالا, جنوبا, شرقا, غربا, N, S, E, W: the axis, whether the angle is negative there, the token after it.
fn side(cx: &Context<'_>, at: usize) -> Option<(Axis, bool, usize)> {
    let at = if matches!(cx.text(at), "،" | "," | "(") { at + 1 } else { at };
    let side = match cx.text(at) {
        "شمالا" | "شمال" | "شمالي" | "الشمالي" | "N" | "n" => (Axis::Latitude, false),
        "جنوبا" | "جنوب" | "جنوبي" | "الجنوبي" | "S" | "s" => (Axis::Latitude, true),
        "شرقا" | "شرق" | "شرقي" | "الشرقي" | "E" | "e" => (Axis::Longitude, false),
        "غربا" | "غرب" | "غربي" | "الغربي" | "W" | "w" => (Axis::Longitude, true),
        _ => return None,
    };
    Some((side.0, side.1, at + 1))
}
