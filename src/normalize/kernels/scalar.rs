//! The plain kernels: one look into the table a character, runs of unchanged text copied whole.

use super::super::machine::{is_digit, is_letter};
use super::super::table::{Kind, Rules};
use super::super::text::{Sink, Source};
use crate::aligned::Record;
use crate::span::Span;

/// Whether white space of one character may follow: a word stands before it.
fn ends_word(before: u32) -> bool {
    !matches!(before, 0x20 | 0x0A)
}

/// Whether `letter` would be one more than may stand in a row.
pub(super) fn overflows<K: Sink>(rules: &Rules, out: &K, base: usize, letter: u32) -> bool {
    if rules.repeats == 0 {
        return false;
    }
    let mut end = out.size();
    for _ in 0..rules.repeats {
        match out.before(base, end) {
            Some((before, units)) if before == letter => end -= units,
            _ => return false,
        }
    }
    is_letter(letter)
}

/// Normalizes the character at `at` where that needs no look around, or a short one; gives the place after it.
#[inline(always)]
pub(super) fn step<S: Source, K: Sink, R: Record>(
    rules: &Rules,
    source: S,
    at: usize,
    out: &mut K,
    base: usize,
    record: &mut R,
) -> Option<usize> {
    let (code, units) = source.decode(at)?;
    let entry = rules.table.get(code);
    let before = |out: &K| out.before(base, out.size()).map(|(code, _)| code);
    let target = match entry.kind() {
        Kind::Keep => code,
        Kind::Map => entry.target(),
        Kind::Space if matches!(code, 0x20 | 0x0A) && before(out).is_some_and(ends_word) => code,
        Kind::Mark if follows_in_order(before(out)?, code) => code,
        Kind::Drop => {
            record.drop(Span::new(at, at + units), out.size(), false);
            return Some(at + units);
        }
        kind @ (Kind::DropMark | Kind::Tatweel) => {
            let bare = || source.decode(at + units).is_none_or(|(next, _)| next < 0x80 || is_plain_letter(next));
            if before(out).is_some_and(is_digit) || kind == Kind::Tatweel && !bare() {
                return None;
            }
            record.drop(Span::new(at, at + units), out.size(), true);
            return Some(at + units);
        }
        _ => return None,
    };
    if overflows(rules, out, base, target) {
        return None;
    }
    let from = out.size();
    out.push(target);
    if R::ON && out.size() - from != units {
        record.replace(Span::new(at, at + units), Span::new(from, out.size()));
    }
    Some(at + units)
}

/// The letters of the Arabic alphabet and the tatweel.
fn is_plain_letter(code: u32) -> bool {
    matches!(code, 0x621..=0x64A)
}

/// Whether a mark that stays stands where it is after `before`: after a letter, or a mark that the canonical order,
/// which among these is that of their codes, puts first.
fn follows_in_order(before: u32, mark: u32) -> bool {
    let common = |code: u32| matches!(code, 0x64B..=0x652 | 0x670);
    common(mark) && (is_plain_letter(before) || common(before) && before <= mark)
}

pub(crate) fn utf8<R: Record>(
    rules: &Rules,
    source: &str,
    mut at: usize,
    stop: usize,
    out: &mut String,
    base: usize,
    record: &mut R,
) -> usize {
    let bytes = source.as_bytes();
    let mut run = at;
    while at < stop {
        let Some((code, units)) = source.decode(at) else { break };
        let entry = rules.table.get(code);
        // What stays waits to be copied with what follows it.
        let stays = match entry.kind() {
            Kind::Keep if rules.repeats == 0 => true,
            // A letter like the one before it is looked at with care.
            Kind::Keep => at > run && !source.get(run..at).is_some_and(|run| run.ends_with(is_code(code))),
            Kind::Space if matches!(code, 0x20 | 0x0A) => {
                at > run && bytes.get(at - 1).is_some_and(|before| ends_word(u32::from(*before)))
            }
            _ => false,
        };
        if stays {
            at += units;
            continue;
        }
        out.push_str(source.get(run..at).unwrap_or(""));
        let Some(next) = step(rules, source, at, out, base, record) else { return at };
        (at, run) = (next, next);
    }
    out.push_str(source.get(run..at).unwrap_or(""));
    at
}

fn is_code(code: u32) -> impl Fn(char) -> bool {
    move |c| c as u32 == code
}

pub(crate) fn units<K: Sink>(
    rules: &Rules,
    source: &[u32],
    mut at: usize,
    stop: usize,
    out: &mut K,
    base: usize,
) -> usize {
    let mut last = out.before(base, out.size()).map(|(code, _)| code);
    while at < stop {
        let Some(&code) = source.get(at) else { break };
        let entry = rules.table.get(code);
        let target = match entry.kind() {
            Kind::Keep => code,
            Kind::Map => entry.target(),
            Kind::DropMark if !last.is_some_and(is_digit) => {
                at += 1;
                continue;
            }
            Kind::Drop => {
                at += 1;
                continue;
            }
            Kind::Space if matches!(code, 0x20 | 0x0A) && last.is_some_and(ends_word) => code,
            _ => match step(rules, source, at, out, base, &mut ()) {
                Some(next) => {
                    at = next;
                    last = out.before(base, out.size()).map(|(code, _)| code);
                    continue;
                }
                None => break,
            },
        };
        if rules.repeats > 0 && last == Some(target) && overflows(rules, out, base, target) {
            break;
        }
        out.push(target);
        last = Some(target);
        at += 1;
    }
    at
}
