//! *Finds*: telephone numbers: international (`+966 11 123 4567`, `00971…`), national forms of Arab countries (`0501234567`,
//! `010-1234-5678`, `(02) 123 4567`), and any run of digits after a word such as هاتف or للاتصال.
//!
//! *Does not find*: plain large numbers, dates, ranges of years.
//!
//! *Value*: the digits, with a leading `+` kept.
//!
//! *Examples*: `+966 11 123 4567` → `+966111234567`.

use super::Hit;
use super::context::Context;
use crate::entity::Label;
use crate::segment::TokenKind;

/// The telephone number that begins at token `index`.
pub(super) fn at(cx: &Context<'_>, index: usize) -> Option<Hit> {
    let text = cx.text(index);
    let opens = match cx.kind(index)? {
        TokenKind::Number => true,
        TokenKind::Mark => matches!(text, "+" | "("),
        _ => false,
    };
    if !opens
        || (cx.glued(index)
            && matches!(cx.text_before(index), "." | "/" | "," | ":" | "-")
            && !(cx.is(index - 1, "/") && national(text))
            && cue(cx, index).is_none())
    {
        return None;
    }
    let (digits, next, groups) = run(cx, index)?;
    let plus = digits.starts_with('+');
    let count = digits.len() - usize::from(plus);
    let called = cue(cx, index).is_some();
    let good = if plus {
        (8..=15).contains(&count)
    } else if digits.starts_with("00") {
        (11..=17).contains(&count)
    } else if digits.starts_with('0') {
        (9..=11).contains(&count) && (groups.len() > 1 || national(&digits) || called)
    } else if called {
        (3..=15).contains(&count)
            && !matches!(text.len(), 4 if groups.len() == 1 && (text.starts_with("19") || text.starts_with("20")))
            && (count >= 7 || (count >= 3 && groups.len() == 1))
    } else {
        false
    };
    if !good {
        return None;
    }
    Some(Hit::new(Label::Phone, cx.token_start(index), cx.end_before(next), digits, next))
}

/// Mobile and land lines that are written without a separator.
fn national(digits: &str) -> bool {
    match digits.len() {
        // Saudi Arabia, Emirates, Jordan, Algeria, Morocco, Syria, Libya, Sudan, Palestine.
        10 => matches!(digits.as_bytes().get(1), Some(b'1' | b'5' | b'6' | b'7' | b'9')),
        // Egypt, Iraq.
        11 => matches!(digits.as_bytes().get(1), Some(b'1' | b'7')),
        _ => false,
    }
}

/// A word before the number that calls it a telephone: هاتف، رقم الهاتف، للاتصال على الرقم، ….
fn cue(cx: &Context<'_>, index: usize) -> Option<()> {
    // على الرقم 600525252: so many digits after these two words are called.
    let called = matches!(cx.text_before(index), "الرقم" | "رقم") && index >= 2 && cx.is(index - 2, "علي");
    if called && cx.text(index).len() >= 7 {
        return Some(());
    }
    let from = index.saturating_sub(6);
    for i in (from..index).rev() {
        let word = cx.text(i);
        let word = word.strip_prefix('و').filter(|w| w.chars().count() > 2).unwrap_or(word);
        if matches!(
            word,
            "هاتف"
                | "الهاتف"
                | "تليفون"
                | "التليفون"
                | "تلفون"
                | "التلفون"
                | "جوال"
                | "الجوال"
                | "موبايل"
                | "الموبايل"
                | "محمول"
                | "المحمول"
                | "للاتصال"
                | "الاتصال"
                | "اتصل"
                | "اتصلوا"
                | "فاكس"
                | "الفاكس"
                | "واتساب"
                | "الواتساب"
                | "الساخن"
                | "بالهاتف"
                | "هاتفه"
                | "الهواتف"
                | "للتواصل"
                | "للاستفسار"
                | "للحجز"
                | "الساخنة"
                | "هاتفيا"
        ) {
            return Some(());
        }
        if !matches!(
            word,
            ":" | "رقم"
                | "الرقم"
                | "برقم"
                | "بالرقم"
                | "علي"
                | "الارقام"
                | "المباشر"
                | "المجاني"
                | "التالي"
                | "عبر"
                | "("
                | "-"
                | "/"
                | "او"
                | "ال"
        ) {
            return None;
        }
    }
    None
}

/// Digits in groups with blanks, dashes, dots or brackets between them.
fn run(cx: &Context<'_>, index: usize) -> Option<(String, usize, Vec<usize>)> {
    let mut digits = String::new();
    let mut groups = Vec::new();
    let mut at = index;
    let mut open = false;
    if cx.is(at, "+") {
        digits.push('+');
        at += 1;
        if !cx.glued(at) && !cx.is(at, "(") {
            return None;
        }
    }
    let mut end = at;
    loop {
        if cx.is(at, "(") && !open {
            open = true;
            at += 1;
        }
        let text = cx.text(at);
        if cx.kind(at) != Some(TokenKind::Number) || text.len() > 15 || text.contains(',') {
            break;
        }
        for part in text.split('.') {
            digits.push_str(part);
            groups.push(part.len());
        }
        at += 1;
        if open && cx.is(at, ")") {
            open = false;
            at += 1;
        }
        end = at;
        if digits.len() > 16 {
            return None;
        }
        // The next group follows after one blank, or a dash on both sides.
        if cx.dash(at) && cx.glued(at) && cx.glued(at + 1) {
            at += 1;
        } else if cx.glued(at) || cx.token_start(at).checked_sub(cx.end_before(at)) != Some(1) {
            break;
        }
    }
    (!open && !groups.is_empty()).then_some((digits, end, groups))
}
