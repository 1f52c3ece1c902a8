//! *Finds*: numbers in words in every case, dual and construct (مئتا، ألفي، ثلاثة وعشرون ألفاً وخمسمئة، مليار ومئتا مليون),
//! mixed with digits (`3.5 مليون`, `3 ملايين و500 ألف`), with fractions (مليون ونصف المليون، ثلاثة أرباع، ربع مليون) and
//! decimals in words (ثلاثة فاصلة خمسة).
//!
//! *Does not find*: مئات، آلاف، ملايين alone; أحد and إحدى alone; ألف before a definite noun or an accusative (a verb or a
//! name); الست; the fractions in نصف نهائي and الربع الخالي.
//!
//! *Value*: a plain decimal.
//!
//! *Examples*: ثلاثة وعشرون ألفا → `23000`; مئتا ألف → `200000`; ربع مليون → `250000`.

use super::context::Context;
use super::decimal::Decimal;
use super::lexeme::Slot;
use super::number::Number;
use super::number_digits;
use crate::segment::TokenKind;

const ONES: u8 = 1;
const TENS: u8 = 2;
const HUNDREDS: u8 = 4;
/// Digits fill everything below the next scale word.
const ALL: u8 = 7;

/// The part of a number below its next scale word.
#[derive(Clone, Copy)]
struct Group {
    value: Decimal,
    filled: u8,
}

struct Reader<'c, 'a> {
    cx: &'c Context<'a>,
    total: Decimal,
    group: Option<Group>,
    /// The last scale word, and what it added.
    last: u64,
    added: Decimal,
    next: usize,
    /// How many scale words were read.
    scales: u8,
    digits: bool,
    /// The token it begins at.
    first: usize,
}

/// The number that begins at token `index`.
pub(super) fn number(cx: &Context<'_>, index: usize) -> Option<Number> {
    if let Some(fraction) = fraction(cx, index) {
        return Some(fraction);
    }
    // ناقص خمسة, سالب 5
    if matches!(cx.bare(index), "ناقص" | "سالب") && !cx.lexeme(index + 1).def && cx.lexeme(index + 1).strip == 0
    {
        let read = positive(cx, index + 1)?;
        return Some(Number { value: read.value.negated(), start: cx.start(index), first: index, ..read });
    }
    positive(cx, index)
}

fn positive(cx: &Context<'_>, index: usize) -> Option<Number> {
    let mut reader = Reader {
        cx,
        total: Decimal::ZERO,
        group: None,
        last: u64::MAX,
        added: Decimal::ZERO,
        next: index,
        scales: 0,
        digits: true,
        first: index,
    };
    let mut start = cx.start(index);
    let mut first = index;
    let def = cx.lexeme(index).def;
    if !reader.step(index, false) {
        return None;
    }
    if let Some(read) = number_digits::digits(cx, index) {
        (start, first) = (read.start, read.first);
    }
    loop {
        let at = reader.next;
        // Cheap way out: most numbers end here.
        let Some(kind) = cx.kind(at) else { break };
        if kind != TokenKind::Arabic {
            break;
        }
        if reader.tail(at) {
            continue;
        }
        // واحد is و + أحد here: مئة وأحد عشر.
        let folded = cx.is(at, "واحد") && {
            let tens = cx.conjunction(at + 1).is_some_and(|k| cx.word(k).slot == Slot::Tens);
            cx.word(at + 1).slot == Slot::Ten || tens
        };
        if folded && reader.eleven(at) {
            continue;
        }
        let moved = match cx.conjunction(at) {
            Some(after) => reader.step(after, true),
            None => reader.step(at, false),
        };
        if !moved {
            break;
        }
    }
    let mut value = match reader.group {
        Some(group) => reader.total.plus(group.value)?,
        None => reader.total,
    };
    let mut next = reader.next;
    if cx.is(next, "فاصلة")
        && let Some((part, after)) = spoken_decimals(cx, next + 1)
    {
        value = value.plus(part)?;
        next = after;
    }
    let scale = if reader.scales == 1 && reader.group.is_none() { reader.last } else { 0 };
    Some(Number { value, start, first, next, digits: reader.digits, def, scale })
}

impl Reader<'_, '_> {
    fn free(&self, slots: u8) -> bool {
        self.group.is_none_or(|g| g.filled & slots == 0)
    }

    fn put(&mut self, value: u64, slots: u8, next: usize) -> bool {
        let before = self.group.unwrap_or(Group { value: Decimal::ZERO, filled: 0 });
        // What stands below a scale word must be smaller than it.
        let Some(sum) = before.value.plus(Decimal::int(value)) else { return false };
        self.group = Some(Group { value: sum, filled: before.filled | slots });
        self.next = next;
        self.digits = false;
        true
    }

    fn scale(&mut self, factor: Decimal, scale: u64, next: usize) -> bool {
        let Some(product) = factor.times(Decimal::int(scale)) else { return false };
        let Some(total) = self.total.plus(product) else { return false };
        self.total = total;
        self.added = product;
        self.last = scale;
        self.group = None;
        self.next = next;
        self.scales = self.scales.saturating_add(1);
        self.digits = false;
        true
    }

    /// أحد عشر or أحد before و and the tens, where its و made it look like واحد.
    fn eleven(&mut self, at: usize) -> bool {
        if !self.free(ONES | TENS) {
            return false;
        }
        if self.cx.word(at + 1).slot == Slot::Ten {
            self.put(11, ONES | TENS, at + 2)
        } else {
            self.put(1, ONES, at + 1)
        }
    }

    /// Reads one element at token `at`; `joined` when و stands before it. Says whether it fits.
    fn step(&mut self, at: usize, joined: bool) -> bool {
        let cx = self.cx;
        let opening = self.group.is_none() && self.last == u64::MAX;
        if !opening && cx.lexeme(at).prep {
            return false;
        }
        if cx.kind(at) != Some(TokenKind::Arabic) {
            // Digits open a number or follow a scale word: 3 ملايين و500 ألف.
            if self.group.is_some() || !(opening || (joined && self.last != u64::MAX)) {
                return false;
            }
            // بين 10 آلاف و20 ألفا: و joins the ends of a range.
            if !opening && cx.low_preposition(self.first) == Some(super::lexeme::Prep::Between) {
                return false;
            }
            let Some(read) = number_digits::digits(cx, at) else { return false };
            // 3.5 مليون و1,000: after a fraction و begins another number.
            if !opening && self.added.div_rem_is_fraction(self.last) {
                return false;
            }
            let fits = read.value < Decimal::int(self.last) && read.value > Decimal::ZERO && !later_unit(cx, read.next);
            if !opening && !fits {
                return false;
            }
            self.group = Some(Group { value: read.value, filled: ALL });
            self.next = read.next;
            return true;
        }
        let lexeme = cx.lexeme(at);
        let word = cx.word(at);
        let apart = opening || joined;
        // Later parts of a number have the article only as scale words: نصف المليون is read elsewhere.
        if !opening && lexeme.def && !matches!(word.slot, Slot::Tens | Slot::Scale) {
            return false;
        }
        // الأحد عشر: the day of the week has the same form.
        if opening && word.weekday == 7 && cx.word(at + 1).slot == Slot::Ten && cx.lexeme(at + 1).strip == 0 {
            return self.put(11, ONES | TENS, at + 2);
        }
        match word.slot {
            Slot::None => false,
            Slot::Zero => opening && !lexeme.def && self.put(0, ALL, at + 1),
            Slot::Ones => {
                let teen = cx.word(at + 1).slot == Slot::Ten && cx.lexeme(at + 1).strip == 0;
                if teen && word.value > 2 {
                    return apart && self.free(ONES | TENS) && self.put(word.value + 10, ONES | TENS, at + 2);
                }
                if (3..=9).contains(&word.value)
                    && cx.word(at + 1).slot == Slot::Hundred
                    && cx.lexeme(at + 1).strip == 0
                    && !cx.lexeme(at + 1).def
                {
                    return apart && self.free(ALL) && self.put(word.value * 100, HUNDREDS, at + 2);
                }
                apart && self.free(ONES | TENS) && self.put(word.value, ONES, at + 1)
            }
            Slot::One => {
                if !apart || !self.free(ONES | TENS) {
                    return false;
                }
                if cx.word(at + 1).slot == Slot::Ten && cx.lexeme(at + 1).strip == 0 {
                    return self.put(11, ONES | TENS, at + 2);
                }
                let tens = cx.conjunction(at + 1).is_some_and(|k| cx.word(k).slot == Slot::Tens && !cx.lexeme(k).prep);
                tens && self.put(1, ONES, at + 1)
            }
            Slot::Two => {
                let teen = cx.word(at + 1).slot == Slot::Ten && cx.lexeme(at + 1).strip == 0;
                apart && teen && self.free(ONES | TENS) && self.put(12, ONES | TENS, at + 2)
            }
            Slot::Teen => apart && self.free(ONES | TENS) && self.put(word.value, ONES | TENS, at + 1),
            Slot::Ten => apart && self.free(ONES | TENS) && self.put(10, ONES | TENS, at + 1),
            Slot::Tens => apart && self.free(TENS) && self.put(word.value, TENS | ONES, at + 1),
            // 5 مئة
            Slot::Hundred if !joined && self.digits && self.group.is_some_and(|g| g.value < Decimal::int(1000)) => {
                let Some(value) = self.group.and_then(|g| g.value.times(Decimal::int(100))) else { return false };
                self.group = Some(Group { value, filled: ALL });
                self.next = at + 1;
                self.digits = false;
                true
            }
            Slot::Hundred | Slot::Hundreds => apart && self.free(ALL) && self.put(word.value, HUNDREDS, at + 1),
            Slot::Scale => self.scale_word(at, joined, opening, word.value, 1),
            Slot::ScaleDual => apart && self.group.is_none() && self.scale_word(at, joined, opening, word.value, 2),
            Slot::ScaleMaybeDual => {
                // ألفا is أَلفاً after a number or a و, and the dual in construct before a noun: ألفا جندي.
                let dual = self.group.is_none() && (cx.indefinite_noun(at + 1) || later_scale(cx, at + 1));
                let joins = cx.conjunction(at + 1).is_some() && !cx.lexeme(at + 1).prep;
                self.scale_word(at, joined, opening, word.value, if dual && !joins { 2 } else { 1 })
            }
        }
    }

    fn scale_word(&mut self, at: usize, joined: bool, opening: bool, scale: u64, factor: u64) -> bool {
        let next = at + 1;
        if joined || opening {
            // و before a scale word begins a new part: مليون وألف. The plural alone (آلاف، ملايين) is no number.
            let plural = matches!(
                self.cx.bare(at).trim_start_matches("ال"),
                "الاف" | "اف" | "ملايين" | "مليارات" | "بلايين" | "بليونات" | "تريليونات" | "ترليونات"
            );
            return self.group.is_none() && scale < self.last && !plural && {
                self.digits = false;
                self.scale(Decimal::int(factor), scale, next)
            };
        }
        if let Some(group) = self.group {
            if scale < self.last {
                return self.scale(group.value, scale, next);
            }
            return false;
        }
        // ألف مليون: the scale word multiplies what the last one added.
        if self.last != u64::MAX && scale > self.last && !self.cx.lexeme(at).def {
            let product = self.added.times(Decimal::int(scale));
            let rest = self.total.plus(self.added.negated());
            if let (Some(product), Some(rest)) = (product, rest)
                && let Some(total) = rest.plus(product)
            {
                (self.total, self.added, self.last, self.next) = (total, product, scale, next);
                return true;
            }
        }
        false
    }

    /// ونصف, وربع, وثلاثة أرباع at the end of a number or before its scale word.
    fn tail(&mut self, at: usize) -> bool {
        let cx = self.cx;
        let Some(from) = cx.conjunction(at) else { return false };
        let Some((part, mut next)) = part(cx, from) else { return false };
        if self.group.is_some() {
            let Some(group) = &mut self.group else { return false };
            let ends_in_time = cx.word(next).time_unit.is_some() || cx.definite_noun(next);
            if ends_in_time {
                return false;
            }
            let Some(value) = group.value.plus(part) else { return false };
            group.value = value;
            group.filled = ALL;
            self.next = next;
            return true;
        }
        if self.last == u64::MAX {
            return false;
        }
        // مليون ونصف المليون, مليون ونصف مليون, مليون ونصف; in مليون وربع ألف the part has its own scale.
        let word = cx.word(next);
        let mut unit = self.last;
        if matches!(word.slot, Slot::Scale | Slot::ScaleMaybeDual) && cx.lexeme(next).strip == 0 {
            unit = word.value;
            next += 1;
        }
        if unit > self.last {
            return false;
        }
        let Some(more) = part.times(Decimal::int(unit)) else { return false };
        let Some(total) = self.total.plus(more) else { return false };
        self.total = total;
        self.last = 1;
        self.next = next;
        true
    }
}

/// Whether digits are followed by a unit of time, so that they begin a new amount and not the rest of a number.
fn later_unit(cx: &Context<'_>, at: usize) -> bool {
    cx.word(at).time_unit.is_some() || cx.is(at, "/") || cx.is(at, ":")
}

fn later_scale(cx: &Context<'_>, at: usize) -> bool {
    matches!(cx.word(at).slot, Slot::Scale) && cx.lexeme(at).strip == 0
}

/// نصف, ربع, ثلثي or ثلاثة أرباع at token `at`, without what they are parts of.
pub(super) fn part(cx: &Context<'_>, at: usize) -> Option<(Decimal, usize)> {
    let word = cx.word(at);
    if cx.lexeme(at).def {
        return None;
    }
    if let Some((mut n, d)) = word.fraction {
        // ثلثا الأعضاء is the dual in construct.
        if cx.bare(at) == "ثلثا" && cx.definite_noun(at + 1) {
            n = 2;
        }
        // خمسي is two fifths only before what is shared out.
        if cx.bare(at) == "خمسي" && !cx.definite_noun(at + 1) {
            return None;
        }
        if n > 0 && !matches!(cx.bare(at), "خمس" | "سبع" | "تسع" | "عشر") {
            return Some((Decimal::fraction(u64::from(n), u64::from(d))?, at + 1));
        }
    }
    if word.slot == Slot::Ones
        && let Some((0, d)) = cx.word(at + 1).fraction
    {
        let n = word.value;
        if n < u64::from(d) && cx.lexeme(at + 1).strip == 0 {
            return Some((Decimal::fraction(n, u64::from(d))?, at + 2));
        }
    }
    None
}

/// نصف مليون, ثلاثة أرباع المليون, ربع السكان.
fn fraction(cx: &Context<'_>, index: usize) -> Option<Number> {
    let start = cx.start(index);
    let (part, next) = part(cx, index).or_else(|| {
        // خمس السكان, عشر الدخل: a fifth, a tenth, before a definite noun that is no unit of time.
        let word = cx.word(index);
        let (n, d) = word.fraction?;
        let lexeme = cx.lexeme(index);
        let after_number = index > 0 && cx.word_before(index).slot == Slot::Ones;
        let noun = (cx.definite_noun(index + 1) || shared(cx, index + 1)) && cx.word(index + 1).time_unit.is_none();
        (n > 0 && !lexeme.def && noun && !after_number && matches!(cx.bare(index), "خمس" | "عشر"))
            .then(|| Some((Decimal::fraction(u64::from(n), u64::from(d))?, index + 1)))?
    })?;
    let word = cx.word(next);
    if matches!(word.slot, Slot::Scale | Slot::ScaleMaybeDual) && cx.lexeme(next).strip == 0 {
        let value = part.times(Decimal::int(word.value))?;
        return Some(Number {
            value,
            start,
            first: index,
            next: next + 1,
            digits: false,

            def: false,
            scale: word.value,
        });
    }
    Some(Number { value: part, start, first: index, next, digits: false, def: false, scale: 0 })
}

/// What a fifth or a tenth is taken of, where five or ten of it cannot be meant: خمس سكان العالم, خمس مساحة البلاد. Three to
/// ten count plurals, so a singular in ة before a definite noun is shared out.
pub(super) fn shared(cx: &Context<'_>, at: usize) -> bool {
    let text = cx.text(at);
    let singular =
        text.ends_with('ة') && cx.word(at).slot == Slot::None && cx.word(at).unit == 0 && cx.word(at).currency == 0;
    (matches!(text, "سكان" | "عدد" | "حجم" | "ناتج" | "دخل" | "اجمالي") || singular) && cx.definite_noun(at + 1)
}

/// The digits after فاصلة: خمسة → 0.5, أربعة عشر → 0.14, صفر خمسة → 0.05.
fn spoken_decimals(cx: &Context<'_>, at: usize) -> Option<(Decimal, usize)> {
    let mut zeros = 0;
    let mut at = at;
    while cx.word(at).slot == Slot::Zero && zeros < 6 {
        zeros += 1;
        at += 1;
    }
    let mut reader = Reader {
        cx,
        total: Decimal::ZERO,
        group: None,
        last: u64::MAX,
        added: Decimal::ZERO,
        next: at,
        scales: 0,
        digits: true,
        first: at,
    };
    if !reader.step(at, false) {
        return None;
    }
    while let Some(after) = cx.conjunction(reader.next) {
        if !reader.step(after, true) {
            break;
        }
    }
    let group = reader.group?;
    let digits = group.value.as_int()?.to_string();
    let part = Decimal::parse(&format!("0.{}{digits}", "0".repeat(zeros)))?;
    Some((part, reader.next))
}
