//! The plain kernels: one look into the table a character, runs of unchanged text copied whole.

use super::super::machine::{is_digit, is_letter};
use super::super::table::{Kind, Rules};
use super::super::text::{Sink, Source};
use crate::aligned::Record;
use crate::span::Span;

pub(crate) fn utf8<R: Record>(
    rules: &Rules,
    source: &str,
    mut at: usize,
    stop: usize,
    out: &mut String,
    base: usize,
    record: &mut R,
) -> usize {
    let mut run = at;
    // The byte before `at` in the output, as if the run had been copied already.
    let last = |out: &String, run: usize, at: usize| {
        let bytes =
            if at > run { source.as_bytes().get(at - 1) } else { out.as_bytes().get(base..).and_then(<[u8]>::last) };
        bytes.copied()
    };
    macro_rules! flush {
        () => {
            out.push_str(source.get(run..at).unwrap_or(""));
        };
    }
    while at < stop {
        let Some((code, units)) = source.decode(at) else { break };
        let entry = rules.table.get(code);
        if entry.is_keep() {
            if rules.repeats > 0 && repeated(out, source, run, at, code) && is_letter(code) {
                break;
            }
            at += units;
            continue;
        }
        match entry.kind() {
            Kind::Map => {
                flush!();
                if rules.repeats > 0 && out.before(base, out.len()).is_some_and(|(before, _)| before == entry.target())
                {
                    return at;
                }
                let from = out.len();
                Sink::push(out, entry.target());
                if R::ON && out.len() - from != units {
                    record.replace(Span::new(at, at + units), Span::new(from, out.len()));
                }
            }
            Kind::DropMark => {
                flush!();
                if out.before(base, out.len()).is_some_and(|(before, _)| is_digit(before)) {
                    return at;
                }
                record.drop(Span::new(at, at + units), out.len(), true);
            }
            Kind::Drop => {
                flush!();
                record.drop(Span::new(at, at + units), out.len(), false);
            }
            Kind::Space if code == 0x20 && last(out, run, at).is_some_and(|b| b != b' ' && b != b'\n') => {
                at += 1;
                continue;
            }
            _ => break,
        }
        at += units;
        run = at;
    }
    flush!();
    at
}

/// Whether the letter at `at` repeats the one before it.
fn repeated(out: &str, source: &str, run: usize, at: usize, code: u32) -> bool {
    let before = if at > run { source.get(run..at) } else { Some(out) };
    before.and_then(|text| text.chars().next_back()).is_some_and(|c| c as u32 == code)
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
            Kind::Space if code == 0x20 && last.is_some_and(|c| c != 0x20 && c != 0x0A) => code,
            _ => break,
        };
        if rules.repeats > 0 && last == Some(target) {
            break;
        }
        out.push(target);
        last = Some(target);
        at += 1;
    }
    at
}
