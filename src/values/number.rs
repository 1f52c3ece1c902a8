//! *Finds*: numbers in digits of three scripts (`1,000` `٣٫٥` `1.000.000` `10 000` `-5` `2.5e6` `½` `3/4`), also with a
//! scale word after them (`3.5 مليون`, `20 ألفا`).
//!
//! *Does not find*: digits within a name (`F16`, `كوفيد-19`), digits that another rule reads (dates, times, telephones).
//!
//! *Value*: a plain decimal: `3500000`.
//!
//! *Examples*: `1,000` → `1000`; `٣٫٥` → `3.5`; `3,5` → `3.5`; `5ر3` → `3.5` (agencies write the point as ر and, as the
//! eye reads from the right, the fraction first).

use super::Hit;
use super::amount::{Amount, Joint};
use super::context::Context;
use super::decimal::Decimal;
use super::lexeme::{Prep, Slot};
use super::number_digits::points;
use super::number_words;
use crate::entity::Label;
use crate::segment::TokenKind;

/// A number as it was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub value: Decimal,
    /// First byte, without proclitics.
    pub start: usize,
    /// The first token, and the token after the last.
    pub first: usize,
    pub next: usize,
    /// Whether it is written in digits only.
    pub digits: bool,
    /// Whether it has the article.
    pub def: bool,
    /// The one scale word that multiplies all of it (20 مليون), else 0.
    pub scale: u64,
}

/// The number that begins at token `index`, in digits, in words or in both.
pub(super) fn number(cx: &Context<'_>, index: usize) -> Option<Number> {
    number_words::number(cx, index)
}

/// A number that counts things or stands alone.
pub(super) fn at(cx: &Context<'_>, amount: &Amount) -> Option<Hit> {
    let low = amount.low;
    let mut amount = *amount;
    let counted = cx.indefinite_noun(amount.next) && !cx.lexeme(amount.next).conj;
    // 3-1 is a score, 3-5 أيام a range.
    let few = amount.joint == Joint::Or && (cx.prep(amount.next) == Some(Prep::From) || !low.digits);
    if matches!(amount.joint, Joint::Dash | Joint::Or) && !counted && !few {
        amount = amount.single();
    }
    // 1.929 صفقة: what is counted in whole pieces has thousands, not thousandths.
    if amount.high.is_none() && counted && cx.kind(low.first) == Some(TokenKind::Number) && low.next == low.first + 1 {
        let pieces = !points(cx, low.next)
            && !matches!(cx.text(low.next), "مرة" | "مرات" | "ضعف" | "اضعاف" | "ضعفا" | "درجة" | "درجات");
        if let Some((whole, part)) = cx.text(low.first).split_once('.')
            && pieces
            && part.len() == 3
            && (1..=3).contains(&whole.len())
            && !whole.starts_with('0')
            && let Some(value) = Decimal::parse(&format!("{whole}{part}"))
        {
            amount.low.value = value;
        }
    }
    if low.digits && part_of_a_name(cx, low.first, low.next) {
        return None;
    }
    if !low.digits && !sure(cx, &low) {
        return None;
    }
    let end = cx.end_before(amount.next);
    Some(Hit::new(Label::Number, amount.start(), end, amount.value(), amount.next))
}

/// Digits glued to letters or by a dash to a word: إف-16, كوفيد-19, 5G.
fn part_of_a_name(cx: &Context<'_>, first: usize, next: usize) -> bool {
    let letters = |kind: Option<TokenKind>| matches!(kind, Some(TokenKind::Latin | TokenKind::Arabic));
    if cx.glued(next) && cx.kind(next) == Some(TokenKind::Latin) {
        return true;
    }
    let Some(before) = first.checked_sub(1) else { return false };
    // iOS 26, WWDC 2025
    if cx.kind(before) == Some(TokenKind::Latin) && cx.text(before).bytes().any(|b| b.is_ascii_uppercase()) {
        return true;
    }
    if !cx.glued(first) {
        return false;
    }
    if cx.kind(before) == Some(TokenKind::Latin) {
        return true;
    }
    // v2.0
    if cx.is(before, ".")
        && cx.glued(before)
        && before.checked_sub(1).is_some_and(|i| cx.kind(i) == Some(TokenKind::Latin))
    {
        return true;
    }
    cx.dash(before)
        && cx.glued(before)
        && before.checked_sub(1).is_some_and(|i| letters(cx.kind(i)) && !matches!(cx.text(i), "صفر"))
}

/// Whether number words that may mean something else mean a number here.
fn sure(cx: &Context<'_>, number: &Number) -> bool {
    let index = number.first;
    let word = cx.word(index);
    let form = cx.bare(index);
    let next = number.next;
    let noun = cx.indefinite_noun(next) && !cx.lexeme(next).conj && !cx.lexeme(next).prep;
    let one_token = next == index + 1;
    if one_token && word.fraction.is_some() && word.slot != Slot::None && number.value < Decimal::int(1) {
        // خمس السكان
        return cx.definite_noun(next) || number_words::shared(cx, next);
    }
    let alone = (index == 0 || cx.kind(index - 1) == Some(TokenKind::Break))
        && matches!(cx.kind(next), None | Some(TokenKind::Break | TokenKind::Mark));
    if !one_token || (alone && !number.def) {
        return true;
    }
    if word.slot == Slot::Ones && word.value == 1 {
        return !number.def && counts_one(cx, index, next);
    }
    if number.def {
        // الدول الثلاث, الثلاثة; but الست is a lady, السبت is Saturday, الألف a letter.
        let after_noun = index > 0 && cx.definite_noun(index - 1);
        return match word.slot {
            Slot::Ones | Slot::Ten => {
                (after_noun || noun) && form != "الست" || (form.ends_with('ة') && word.value > 2 && noun)
            }
            Slot::Tens => after_noun || noun,
            Slot::Scale => word.value > 1000,
            _ => noun,
        };
    }
    if word.fraction.is_some() && word.slot == Slot::None {
        let match_round = [
            "نهائي",
            "النهائي",
            "النهائية",
            "نهائية",
            "نهائيات",
            "النهائيات",
            "الخالي",
            "سنوي",
            "سنوية",
            "شهري",
            "شهرية",
            "سنويا",
            "شهريا",
            "يومي",
            "اسبوعي",
            "اسبوعية",
            "دائرة",
            "دائري",
            "سنويه",
        ]
        .contains(&cx.text(next));
        let shared = cx.definite_noun(next) || noun || cx.prep(next) == Some(Prep::From);
        return !match_round && shared && cx.word(next).slot == Slot::None;
    }
    match word.slot {
        Slot::Scale if word.value == 1000 => noun && !cx.text(next).ends_with('ا'),
        Slot::ScaleMaybeDual | Slot::ScaleDual => {
            noun || word.value > 1000 || form.ends_with("ين") || form.ends_with("ان")
        }
        Slot::Ones | Slot::Ten if matches!(form, "ست" | "سبع" | "خمس" | "عشر" | "ثمان" | "تسع") => {
            noun || (cx.prep(next) == Some(Prep::From) && cx.definite_noun(next + 1))
        }
        Slot::Ones if word.value == 2 && cx.lexeme(index).def => false,
        _ => true,
    }
}

/// Whether واحد after a noun counts it: شخص واحد. No count are the predicate (الهدف واحد), one and the same (نظام واحد, صفا
/// واحدا), واحد من, لكل واحد, في آن واحد.
fn counts_one(cx: &Context<'_>, index: usize, next: usize) -> bool {
    let before = cx.text_before(index);
    // وأحد المسؤولين folds to واحد: one of them. Before a noun without the article the original text tells (`written`).
    if cx.bare(index) == "واحد" && cx.definite_noun(next) {
        return false;
    }
    if matches!(cx.bare(next), "من" | "تلو" | "بعد" | "منهم" | "منها" | "منهما" | "وراء" | "اثر")
    {
        return false;
    }
    if matches!(before, "ان" | "كل" | "لكل" | "ولكل" | "اي" | "في" | "مع") {
        return false;
    }
    // The predicate: a noun with the article before واحد without.
    if cx.definite_noun(index.wrapping_sub(1)) && index > 0 {
        return false;
    }
    let noun = before.strip_prefix(['و', 'ف', 'ب', 'ك', 'ل']).filter(|n| n.chars().count() > 2).unwrap_or(before);
    // على قلب رجل واحد, بصوت واحد
    let heart = index >= 2 && before == "رجل" && cx.text(index - 2).ends_with("قلب");
    !(united(noun) || united(before) || heart || before == "بصوت")
}

/// Nouns that واحد makes one and the same rather than counts.
fn united(noun: &str) -> bool {
    let noun = noun.strip_suffix('ا').filter(|n| n.chars().count() > 1).unwrap_or(noun);
    matches!(
        noun,
        "وقت"
            | "نظام"
            | "مصير"
            | "عدو"
            | "صف"
            | "جسد"
            | "جسم"
            | "قلب"
            | "يد"
            | "لسان"
            | "راي"
            | "موقف"
            | "شعب"
            | "وطن"
            | "امة"
            | "امه"
            | "دين"
            | "خندق"
            | "مركب"
            | "جانب"
            | "طرف"
            | "سقف"
            | "مبدا"
            | "اساس"
            | "اصل"
            | "اتجاه"
            | "نهج"
            | "سياق"
            | "كيان"
            | "عرق"
            | "اله"
            | "رب"
    )
}
