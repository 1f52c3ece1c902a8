//! The pass over a text: a kernel takes what needs no look around; the machine decides about the rest, one character
//! (with what belongs to it) at a time.
//!
//! What stands before a character is read from the *output*, what follows from the source past everything that will be
//! dropped. So a decision does not depend on where a kernel stopped, and a second pass finds nothing to do. Looks ahead
//! are remembered, which keeps the pass linear.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, compose, decompose_compatible};

use super::kernels::Advance;
use super::rules::{digits::ARABIC_SEPARATORS, presentation_forms::is_phrase, whitespace::breaks};
use super::table::{Kind, Rules};
use super::text::Sink;
use crate::aligned::Record;
use crate::chars::{MarkClass, digit_value, is_arabic_letter, is_pictograph, is_symbol, mark_class, spelled};
use crate::span::Span;

#[inline]
pub(super) fn is_digit(code: u32) -> bool {
    value(code).is_some()
}

fn value(code: u32) -> Option<u32> {
    char::from_u32(code).and_then(digit_value).map(u32::from)
}

fn is_mark(code: u32) -> bool {
    char::from_u32(code).is_some_and(|c| mark_class(c).is_some())
}

/// Whether a character stands on the one before it, in any script.
fn rides(code: u32) -> bool {
    is_mark(code) || code > 0x2FF && class(code) > 0
}

fn is_arabic(code: u32) -> bool {
    char::from_u32(code).is_some_and(is_arabic_letter)
}

/// Whether runs of this character count as runs of a letter.
pub(super) fn is_letter(code: u32) -> bool {
    code != 0x640
        && char::from_u32(code).is_some_and(|c| c.is_alphabetic() && class(code) == 0 && mark_class(c).is_none())
}

fn class(code: u32) -> u8 {
    char::from_u32(code).map_or(0, canonical_combining_class)
}

/// What a look ahead found: the first character that is not skipped.
#[derive(Clone, Copy)]
struct Ahead {
    from: usize,
    at: usize,
    code: Option<u32>,
}

const NOT_YET: Ahead = Ahead { from: usize::MAX, at: 0, code: None };

pub(super) struct Machine<'a, S, K, R> {
    pub rules: &'a Rules,
    pub source: S,
    /// The next unit to read.
    pub at: usize,
    pub out: &'a mut K,
    /// Where this text begins in the output.
    pub base: usize,
    pub record: &'a mut R,
    /// What the present step has read and written, from where to here.
    from: (usize, usize),
    attached: bool,
    /// Characters of the present one's spelling still to go through.
    queue: Vec<u32>,
    cluster: Vec<char>,
    past_dropped: Ahead,
    past_marks: Ahead,
    /// Whether the alef at this position is the silent one of an indefinite ending.
    silent_alef: (usize, bool),
}

impl<'a, S: Advance<K>, K: Sink, R: Record> Machine<'a, S, K, R> {
    pub fn new(rules: &'a Rules, source: S, out: &'a mut K, record: &'a mut R) -> Self {
        let base = out.size();
        Self {
            rules,
            source,
            at: 0,
            base,
            out,
            record,
            from: (0, 0),
            attached: false,
            queue: Vec::new(),
            cluster: Vec::new(),
            past_dropped: NOT_YET,
            past_marks: NOT_YET,
            silent_alef: (usize::MAX, false),
        }
    }

    /// Normalizes up to `stop`.
    pub fn run(&mut self, stop: usize) {
        while self.at < stop {
            self.at = self.source.advance(self.rules, self.at, stop, self.out, self.base, self.record);
            if self.at < stop {
                self.step(stop);
            }
        }
    }

    /// Ends the text: no white space is left at its end.
    pub fn finish(&mut self) {
        let mut end = self.out.size();
        while let Some((0x20 | 0x0A, units)) = self.out.before(self.base, end).filter(|_| self.rules.tidy) {
            end -= units;
        }
        if end < self.out.size() {
            self.from = (self.at, self.out.size());
            self.cut(end);
            self.record.drop(Span::new(self.from.0, self.at), end, false);
        }
    }

    fn step(&mut self, stop: usize) {
        let Some((code, units)) = self.source.decode(self.at) else {
            self.at = stop;
            return;
        };
        self.from = (self.at, self.out.size());
        self.attached = false;
        self.at += units;
        self.take(code, stop);
        while !self.queue.is_empty() {
            let code = self.queue.remove(0);
            self.take(code, stop);
        }
        if !R::ON {
            return;
        }
        let (source, out) = (Span::new(self.from.0, self.at), Span::new(self.from.1, self.out.size()));
        let copied = source.len() == units && out.len() == units && K::units(code) == units && {
            self.out.before(self.base, out.end).is_some_and(|(_, written)| written == units)
        };
        if out.is_empty() {
            self.record.drop(source, out.start, self.attached);
        } else if !copied {
            self.record.replace(source, out);
        }
    }

    fn take(&mut self, code: u32, stop: usize) {
        let entry = self.rules.table.get(code);
        let code = if entry.is_keep() { code } else { entry.target() };
        match entry.kind() {
            Kind::Keep | Kind::Map => self.emit(code),
            Kind::Drop => {}
            Kind::DropMark if self.between_digits() => self.emit(code),
            Kind::DropMark => self.attached = true,
            Kind::Mark => self.mark(code, stop),
            Kind::Compose => self.compose(code, stop),
            Kind::Seated if self.rules.composes => self.compose(code, stop),
            Kind::Seated => self.seat(code),
            Kind::Joiner if self.joins(code) => self.emit(code),
            Kind::Joiner => {}
            Kind::Separator => self.separator(code),
            Kind::Number => self.number(code, stop),
            Kind::Space => self.space(code, stop),
            Kind::Spelled => self.spell(code),
            Kind::Compatible => self.spell_compatible(code),
            Kind::FinalYeh => {
                let yeh = self.final_yeh();
                self.emit(yeh);
            }
            Kind::FinalMark if self.is_final(code) && !self.between_digits() => self.attached = true,
            Kind::FinalMark => self.mark(code, stop),
            Kind::Tatweel if self.between_digits() || !self.rules.drop_hamza && self.carries_hamza() => self.emit(code),
            Kind::Tatweel => self.attached = true,
            Kind::Quote => {
                let quote = if self.closes() { '»' } else { '«' };
                self.emit(quote as u32);
            }
            Kind::Dot => self.dot(),
            Kind::Comma if self.between_digits() => self.emit(code),
            Kind::Comma if code == ',' as u32 => self.emit('،' as u32),
            Kind::Comma => self.take('.' as u32, stop),
            Kind::Ellipsis => (0..3).for_each(|_| self.emit('.' as u32)),
        }
    }

    // What stands before.

    fn last(&self) -> Option<u32> {
        self.out.before(self.base, self.out.size()).map(|(code, _)| code)
    }

    fn last_two(&self) -> (Option<u32>, Option<u32>) {
        let end = self.out.size();
        match self.out.before(self.base, end) {
            None => (None, None),
            Some((last, units)) => (self.out.before(self.base, end - units).map(|(code, _)| code), Some(last)),
        }
    }

    fn after_digit(&self) -> bool {
        self.last().is_some_and(is_digit)
    }

    fn after_word(&self) -> bool {
        self.last().is_some_and(|code| is_digit(code) || is_mark(code) || is_letter(code))
    }

    /// Forgets the output from `size`, or from the start of the stretch around it.
    fn cut(&mut self, size: usize) {
        if size < self.from.1 {
            let (source, out) = if R::ON { self.record.reopen(size) } else { (self.from.0, size) };
            self.from = (source, out);
        }
        self.out.cut(size);
    }

    // What follows.

    /// The next character that is not dropped.
    fn ahead(&mut self) -> Option<u32> {
        if let Some(code) = self.queue.first() {
            return Some(*code);
        }
        if (self.past_dropped.from..=self.past_dropped.at).contains(&self.at) {
            return self.past_dropped.code;
        }
        self.past_dropped = self.look(false);
        self.past_dropped.code
    }

    /// The next character that is no mark and not dropped.
    fn ahead_of_marks(&mut self) -> Ahead {
        if let Some(code) = self.queue.iter().copied().find(|code| !is_mark(*code)) {
            return Ahead { code: Some(code), ..NOT_YET };
        }
        if !(self.past_marks.from..=self.past_marks.at).contains(&self.at) {
            self.past_marks = self.look(true);
        }
        self.past_marks
    }

    fn look(&self, marks: bool) -> Ahead {
        let mut at = self.at;
        while let Some((code, units)) = self.source.decode(at) {
            let (kind, code) = self.resolve(code, marks);
            if !self.drops(kind, code) && !(marks && rides(code)) {
                return Ahead { from: self.at, at, code: Some(code) };
            }
            at += units;
        }
        Ahead { from: self.at, at, code: None }
    }

    /// Whether a combining hamza stands on the character just read.
    fn carries_hamza(&self) -> bool {
        let mut at = self.at;
        while let Some((code, units)) = self.source.decode(at) {
            match char::from_u32(code).and_then(mark_class) {
                Some(MarkClass::Hamza) if code != 0x65F => return true,
                None if code == 0x640 || !rides(code) && self.rules.table.get(code).kind() != Kind::Drop => {
                    return false;
                }
                _ => at += units,
            }
        }
        false
    }

    /// The kind of a character and what it becomes, for those that look ahead: the first character of a spelling that
    /// stays, or else its last.
    fn resolve(&self, code: u32, marks: bool) -> (Kind, u32) {
        let entry = self.rules.table.get(code);
        match entry.kind() {
            Kind::Keep => (Kind::Keep, code),
            Kind::Spelled if is_phrase(code) => (Kind::Spelled, 0x20),
            Kind::Spelled => {
                let mut shown = (Kind::Spelled, code);
                for c in char::from_u32(code).and_then(spelled).unwrap_or("").chars() {
                    shown = (self.rules.table.get(c as u32).kind(), c as u32);
                    if !(self.drops(shown.0, shown.1) || marks && is_mark(shown.1)) {
                        break;
                    }
                }
                shown
            }
            Kind::Compatible if is_decimal(code) => {
                (Kind::Compatible, char::from_u32(code).map_or(code, |c| first(c.nfkc())))
            }
            kind => (kind, entry.target()),
        }
    }

    /// Whether a character of this kind is taken to go, by those that look ahead.
    fn drops(&self, kind: Kind, code: u32) -> bool {
        matches!(kind, Kind::Drop | Kind::DropMark | Kind::Joiner | Kind::Tatweel)
            || kind == Kind::Seated && self.drops_leftover(code)
    }

    fn between_digits(&mut self) -> bool {
        self.after_digit() && self.ahead().is_some_and(is_digit)
    }

    // What is written.

    fn emit(&mut self, code: u32) {
        if self.rules.repeats > 0 && is_letter(code) {
            let (mut end, mut count) = (self.out.size(), 0);
            while let Some((before, units)) = self.out.before(self.base, end).filter(|(before, _)| *before == code) {
                count += 1;
                if count >= self.rules.repeats {
                    self.attached = true;
                    return;
                }
                end -= units;
                debug_assert_eq!(before, code);
            }
        }
        self.out.push(code);
    }

    fn mark(&mut self, code: u32, stop: usize) {
        let ordered = match self.last() {
            None => true,
            // Among these the order of codes is the canonical order.
            Some(last @ (0x64B..=0x652 | 0x670)) if matches!(code, 0x64B..=0x652 | 0x670) => last <= code,
            Some(last) => class(last) <= class(code),
        };
        if ordered || !self.rules.composes { self.out.push(code) } else { self.compose(code, stop) }
    }

    /// Composes the last letter with its marks, this character, and all that follows and may join.
    fn compose(&mut self, code: u32, stop: usize) {
        let mut end = self.out.size();
        self.cluster.clear();
        while let Some((before, units)) = self.out.before(self.base, end) {
            let Some(c) = char::from_u32(before) else { break };
            self.cluster.push(c);
            end -= units;
            if canonical_combining_class(c) == 0 {
                break;
            }
        }
        if self.drops_leftover(code) && self.cluster.last().is_some_and(|c| is_digit(*c as u32)) {
            // A digit seats no hamza; like any mark that goes, this one stays where digits would meet.
            if self.between_digits() {
                self.out.push(code);
            } else {
                self.attached = true;
            }
            return;
        }
        if R::ON && end < self.from.1 {
            // The stretch around the letter is reported whole.
            self.from = self.record.reopen(end);
        }
        self.out.cut(end);
        self.cluster.reverse();
        self.cluster.extend(char::from_u32(code));
        self.gather(stop);
        let composed: Vec<char> = self.cluster.drain(..).nfc().collect();
        // The letter, whether it became another one, and the class of the last mark on it.
        let (mut letter, mut folded, mut last) = (0, false, 0);
        for c in composed {
            let class = canonical_combining_class(c);
            if self.drops_leftover(c as u32) {
                // It stands in nobody's way any more.
                folded = true;
                continue;
            }
            if class > 0 {
                // A letter that became another one may seat what its old form could not.
                if let Some(seat) = self.cluster.get_mut(letter).filter(|_| folded && last < class)
                    && let Some(joined) = compose(*seat, c)
                {
                    *seat = self.rules.folded(joined);
                    continue;
                }
                last = class;
                self.cluster.push(c);
            } else {
                let becomes = self.rules.folded(c);
                (letter, folded, last) = (self.cluster.len(), becomes != c, 0);
                self.cluster.push(becomes);
            }
        }
        let cluster = std::mem::take(&mut self.cluster);
        for &c in &cluster {
            match self.rules.table.get(c as u32).kind() {
                _ if canonical_combining_class(c) > 0 => self.out.push(c as u32),
                Kind::FinalYeh => {
                    let yeh = self.final_yeh();
                    self.emit(yeh);
                }
                _ => self.emit(c as u32),
            }
        }
        self.cluster = cluster;
    }

    /// Whether a combining hamza or madda that found no seat goes.
    fn drops_leftover(&self, code: u32) -> bool {
        match code {
            0x653 => self.rules.drop_madda,
            0x654 | 0x655 => self.rules.drop_hamza,
            _ => false,
        }
    }

    /// Adds what may join the cluster from what follows.
    fn gather(&mut self, stop: usize) {
        loop {
            let queued = self.queue.first().copied();
            let next = match queued {
                Some(code) => Some((code, 0)),
                None if self.at < stop => self.source.decode(self.at),
                None => None,
            };
            let Some((code, units)) = next else { return };
            let entry = self.rules.table.get(code);
            match entry.kind() {
                // Digits seat no hamza, and something else already stands between them.
                Kind::Seated
                    if self.drops_leftover(code) && self.cluster.first().is_some_and(|c| is_digit(*c as u32)) => {}
                Kind::Mark | Kind::Compose | Kind::Seated => self.cluster.extend(char::from_u32(code)),
                Kind::FinalMark => {
                    if !self.is_final(code) {
                        self.cluster.extend(char::from_u32(code));
                    }
                }
                Kind::Drop | Kind::DropMark => {}
                Kind::Joiner if !self.cluster.last().is_some_and(|c| joins_after(*c as u32)) => {}
                _ => return,
            }
            if queued.is_some() {
                self.queue.remove(0);
            }
            self.at += units;
        }
    }

    /// Joins a combining hamza to its letter where nothing else is composed.
    fn seat(&mut self, code: u32) {
        let mut end = self.out.size();
        let mut marks = Vec::new();
        while let Some((before, units)) = self.out.before(self.base, end).filter(|_| marks.len() < 8) {
            end -= units;
            if !is_mark(before) {
                let joined = char::from_u32(before).zip(char::from_u32(code)).and_then(|(a, b)| compose(a, b));
                let Some(joined) = joined else { break };
                self.cut(end);
                let joined = match self.rules.table.get(joined as u32).kind() {
                    Kind::FinalYeh => self.final_yeh(),
                    _ => self.rules.folded(joined) as u32,
                };
                self.emit(joined);
                marks.iter().rev().for_each(|mark| self.out.push(*mark));
                return;
            }
            marks.push(before);
        }
        if self.drops_leftover(code) && !self.between_digits() { self.attached = true } else { self.out.push(code) }
    }

    fn joins(&mut self, code: u32) -> bool {
        let Some(last) = self.last() else { return false };
        if !joins_after(last) {
            return false;
        }
        if (0x900..0x1800).contains(&last) {
            return true;
        }
        let next = match self.queue.first() {
            Some(code) => Some(*code),
            None => self.source.decode(self.at).map(|(code, _)| code),
        };
        code == 0x200D && next.and_then(char::from_u32).is_some_and(|c| is_pictograph(c) || is_symbol(c))
    }

    fn separator(&mut self, code: u32) {
        let Some((_, [decimal, thousands, percent])) = self.rules.digits else { return self.emit(code) };
        let before = self.last_two();
        let after_digit = before.1.is_some_and(is_digit);
        let digit_follows = self.ahead().is_some_and(is_digit);
        let changed = match code {
            0x66B if after_digit && digit_follows => decimal,
            // Beside dots it would become one of them.
            0x66B if digit_follows && !self.after_word() && !matches!(before.1, Some(0x2E | 0x2026)) => decimal,
            0x66C if digit_follows && after_digit => thousands,
            0x66A | 0x25 => {
                let after_blank = matches!(before, (Some(digit), Some(0x20 | 0xA0)) if is_digit(digit));
                if after_digit || after_blank || digit_follows { percent } else { code }
            }
            _ => code,
        };
        self.emit(changed);
    }

    /// Writes a whole number with the digits of the rules; its separators change where all of it is one number.
    fn number(&mut self, code: u32, stop: usize) {
        let Some((zero, targets)) = self.rules.digits else { return self.emit(code) };
        let digit = |code: u32| zero + value(code).unwrap_or(0);
        self.emit(digit(code));
        if !self.queue.is_empty() {
            return;
        }
        let (end, one) = self.number_end(stop);
        while self.at < end {
            let Some((code, units)) = self.source.decode(self.at) else { break };
            self.at += units;
            let entry = self.rules.table.get(code);
            let code = if entry.is_map() { entry.target() } else { code };
            match separator_kind(code) {
                _ if entry.kind() == Kind::Drop => {}
                Some(kind) if one => self.emit(targets[kind]),
                Some(_) => self.emit(code),
                None => self.emit(digit(code)),
            }
        }
    }

    /// Where the digits and separators from here end, and whether they are plainly one number: groups of three, at most
    /// one decimal sign.
    fn number_end(&self, stop: usize) -> (usize, bool) {
        let (mut at, mut end, mut one) = (self.at, self.at, true);
        let (mut length, mut groups, mut decimal, mut pending) = (1, 0, false, None);
        while let Some((code, units)) = self.source.decode(at).filter(|_| at < stop) {
            at += units;
            let entry = self.rules.table.get(code);
            if entry.kind() == Kind::Drop {
                continue;
            }
            let code = if entry.is_map() { entry.target() } else { code };
            if is_digit(code) {
                if let Some(kind) = pending.take() {
                    one &= !decimal && (groups == 0 && (kind == 0 || length <= 3) || groups > 0 && length == 3);
                    decimal |= kind == 0;
                    groups += usize::from(kind == 1);
                    length = 0;
                }
                length += 1;
                end = at;
            } else if let (Some(kind), None) = (separator_kind(code), pending) {
                pending = Some(kind);
            } else {
                break;
            }
        }
        (end, one && (decimal || groups == 0 || length == 3))
    }

    fn space(&mut self, code: u32, stop: usize) {
        let mut lines = breaks(code);
        let mut last = code;
        while let Some((code, units)) = self.source.decode(self.at).filter(|_| self.at < stop && self.queue.is_empty())
        {
            match self.rules.table.get(code).kind() {
                Kind::Space => {
                    lines += if last == 0x0D && code == 0x0A { 0 } else { breaks(code) };
                    last = code;
                }
                Kind::Drop | Kind::DropMark | Kind::Joiner => {}
                _ => break,
            }
            self.at += units;
        }
        let mut end = self.out.size();
        while let Some((before @ (0x20 | 0x0A), units)) = self.out.before(self.base, end) {
            lines += breaks(before);
            end -= units;
        }
        if end < self.out.size() {
            self.cut(end);
        }
        if self.out.size() > self.base {
            match lines {
                0 => self.out.push(0x20),
                1 => self.out.push(0x0A),
                _ => (0..2).for_each(|_| self.out.push(0x0A)),
            }
        }
    }

    fn spell(&mut self, code: u32) {
        let letters = char::from_u32(code).and_then(spelled).unwrap_or("");
        let phrase = is_phrase(code);
        let follows = phrase && self.ahead().is_some_and(|code| is_letter(code) || is_digit(code));
        if phrase && self.after_word() {
            self.queue.push(0x20);
        }
        self.queue.extend(letters.chars().map(u32::from));
        if follows {
            self.queue.push(0x20);
        }
    }

    fn spell_compatible(&mut self, code: u32) {
        let Some(c) = char::from_u32(code) else { return self.emit(code) };
        let mut spelled = Vec::new();
        decompose_compatible(c, |part| spelled.push(part as u32));
        let digits = spelled.iter().any(|part| is_digit(*part));
        let decimal = spelled.len() == 1 && c.is_numeric() && !c.is_alphabetic() && is_decimal(code);
        if digits && !decimal && (self.after_digit() || self.ahead().is_some_and(is_digit)) {
            return self.emit(code);
        }
        self.queue.extend(spelled);
    }

    fn final_yeh(&mut self) -> u32 {
        let ahead = self.ahead_of_marks();
        let after_letter = self.last().is_some_and(|code| is_arabic(code) || is_mark(code));
        let inside = self.carries_hamza() || ahead.code.is_some_and(is_arabic);
        if after_letter && !inside { 'ى' as u32 } else { 'ي' as u32 }
    }

    /// Whether a vowel mark belongs to the last letter of its word, or to the last before a silent alef.
    fn is_final(&mut self, code: u32) -> bool {
        let ahead = self.ahead_of_marks();
        let Some(next) = ahead.code.filter(|code| is_arabic(*code)) else { return true };
        if !matches!(code, 0x64B | 0x8F0) || !matches!(next, 0x627 | 0x649) || ahead.from == usize::MAX {
            return false;
        }
        if self.silent_alef.0 != ahead.at {
            let mut at = ahead.at + self.source.decode(ahead.at).map_or(0, |(_, units)| units);
            let mut silent = true;
            while let Some((code, units)) = self.source.decode(at) {
                let (kind, code) = self.resolve(code, true);
                if !self.drops(kind, code) && !rides(code) {
                    silent = !is_arabic(code);
                    break;
                }
                at += units;
            }
            self.silent_alef = (ahead.at, silent);
        }
        self.silent_alef.1
    }

    /// Whether `"` closes: something stands before it and no word follows.
    fn closes(&mut self) -> bool {
        let open = matches!(self.last(), None | Some(0x09..=0x0D | 0x20 | 0xA0 | 0x28 | 0x5B | 0xAB));
        !open && !self.ahead().is_some_and(|code| is_letter(code) || is_digit(code))
    }

    fn dot(&mut self) {
        let end = self.out.size();
        match self.last_two() {
            (_, Some(0x2026)) if !self.ahead().is_some_and(is_digit) => self.attached = true,
            (Some(0x2E), Some(0x2E)) => {
                self.cut(end - 2 * K::units(0x2E));
                self.out.push('…' as u32);
            }
            _ => self.emit('.' as u32),
        }
    }
}

/// Whether a joiner may stay after this character: pictures and what follows them, letters of Indic scripts.
fn joins_after(code: u32) -> bool {
    matches!(code, 0xFE0F | 0x1F3FB..=0x1F3FF | 0xE007F | 0x900..=0xDFF | 0x1000..=0x109F | 0x1780..=0x17FF)
        || char::from_u32(code).is_some_and(is_pictograph)
}

/// The place of a separator among decimal, thousands and percent.
fn separator_kind(code: u32) -> Option<usize> {
    match code {
        0x2E => Some(0),
        0x2C => Some(1),
        _ => ARABIC_SEPARATORS.get(..2).and_then(|two| two.iter().position(|s| *s == code)),
    }
}

/// Whether a compatibility character is a plain decimal digit of another style, with the same value.
fn is_decimal(code: u32) -> bool {
    matches!(code, 0xFF10..=0xFF19 | 0x1D7CE..=0x1D7FF | 0x1FBF0..=0x1FBF9)
}

/// The first character of a spelling.
fn first(mut spelling: impl Iterator<Item = char>) -> u32 {
    spelling.next().map_or(0, u32::from)
}
