//! Words of personal names: how often each is a given name, how often a surname.

use super::fold;
use super::store::{REACH, slot_of, text_at};
use crate::blob::{Section, u32_at};
use crate::error::{Error, Result};

/// What is known of a word as a part of personal names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NameWord {
    /// How many listed persons have it as a given name (rounded).
    pub given: u16,
    /// How many have it as a surname (rounded).
    pub surname: u16,
    /// How many have it in a place that does not tell (rounded).
    pub either: u16,
    /// Whether it is an ordinary word too (نور, أمل, سعيد).
    pub ambiguous: bool,
    /// Whether it is known from foreign names written in Arabic.
    pub foreign: bool,
}

pub(super) const AMBIGUOUS: u8 = 1;
pub(super) const FOREIGN: u8 = 2;

/// The table: slots of eight bytes, text offset, three counts on a logarithmic scale, flags. An empty slot is zero.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    slots: Section,
    text: Section,
}

const SLOT: usize = 8;

impl Words {
    pub(super) fn open(slots: Section, text: Section) -> Result<Self> {
        if !slots.len().is_multiple_of(SLOT) {
            return Err(Error::blob("the lexicon is corrupted: its name words have a part of an entry"));
        }
        Ok(Self { slots, text })
    }

    pub(super) fn get(&self, word: &str) -> Option<NameWord> {
        let count = self.slots.len() / SLOT;
        let mut at = slot_of(fold::step(0, fold::hash(word)), count);
        for _ in 0..REACH.min(count) {
            let slot = self.slots.get(at * SLOT..at * SLOT + SLOT)?;
            let text = u32_at(slot, 0)?;
            let &[given, surname, either, flags] = slot.get(4..8)? else { return None };
            if text == 0 {
                return None;
            }
            if fold::same_letters("", word, text_at(&self.text, text)) {
                return Some(NameWord {
                    given: counted(given),
                    surname: counted(surname),
                    either: counted(either),
                    ambiguous: flags & AMBIGUOUS != 0,
                    foreign: flags & FOREIGN != 0,
                });
            }
            at = if at + 1 == count { 0 } else { at + 1 };
        }
        None
    }

    /// All words with what is known of them, in no order: for putting lists together.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, NameWord)> {
        self.slots.chunks_exact(SLOT).filter_map(|slot| {
            let text = u32_at(slot, 0).filter(|&text| text != 0)?;
            let word = text_at(&self.text, text);
            Some((word, self.get(word)?))
        })
    }
}

/// A count on a logarithmic scale: small ones exact, large ones within a fifth.
pub(super) fn scaled(count: u16) -> u8 {
    (0..=63).rev().find(|&scale| counted(scale) <= count).unwrap_or(0)
}

fn counted(scale: u8) -> u16 {
    match scale {
        0..=4 => u16::from(scale),
        5.. => (5.0 * 1.19f64.powi(i32::from(scale) - 5)).min(f64::from(u16::MAX)) as u16,
    }
}

/// The slots of a table of words that differ after folding: text offset, what is known.
pub(super) fn compile(words: &[(&str, u32, NameWord)]) -> Result<Vec<u8>> {
    let mut count = words.len() * 3 / 2 + 1;
    'grow: loop {
        let mut slots = vec![0u8; count * SLOT];
        for &(word, text, known) in words {
            let mut at = slot_of(fold::step(0, fold::hash(word)), count);
            let mut tries = 0;
            while let Some(slot) = slots.get_mut(at * SLOT..at * SLOT + SLOT) {
                if slot.iter().all(|&byte| byte == 0) {
                    let flags = if known.ambiguous { AMBIGUOUS } else { 0 } | if known.foreign { FOREIGN } else { 0 };
                    let [a, b, c, d] = text.to_le_bytes();
                    let counts = [scaled(known.given), scaled(known.surname), scaled(known.either), flags];
                    slot.copy_from_slice(&[a, b, c, d, counts[0], counts[1], counts[2], counts[3]]);
                    break;
                }
                at = if at + 1 == count { 0 } else { at + 1 };
                tries += 1;
                if tries == REACH {
                    if count > 64 * (words.len() + 1) {
                        return Err(Error::data("too many words fall on one place of the table"));
                    }
                    count += count / 4 + 1;
                    continue 'grow;
                }
            }
        }
        return Ok(slots);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_survive_the_scale() {
        for count in [0, 1, 2, 3, 4, 5, 10, 100, 1000, 11_830, 65_535] {
            let back = f64::from(counted(scaled(count)));
            assert!(back <= f64::from(count) && back >= f64::from(count) * 0.8, "{count} {back}");
        }
    }
}
