//! What a word says to the tokens around it, summed once a word and kept: running text then costs look-ups.
//!
//! Each look-up of a word is a wait for memory, so that what is known of one word stands in two places only: a record of
//! one line and its rows.

use super::features::{self, REACH};
use super::filter::prefetch;
use super::hash::{self, mix};
use super::index::Index;
use super::phrases::Phrases;
use super::rows::{Rows, add};
use super::weights::Weights;
use super::word::{self, AFTER, BEFORE, Slot, WordFeatures, WordInfo, describe};
use super::wordbook::Wordbook;

/// Words kept before the rarest quarter goes: about 14 MB with eight labels.
const MOST: usize = 65_536;
/// Features of new words that are looked up in one go: those of some thirty.
const AT_ONCE: usize = 1024;
/// Offsets from the token at which a word may stand.
const OFFSETS: usize = (2 * REACH + 1) as usize;
/// The word before the first, and the one after the last.
pub(crate) const EDGES: [u32; 2] = [0, 1];

const UNKNOWN: u32 = u32::MAX;

/// What is known of a word besides its rows.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Record {
    info: WordInfo,
    /// Place in `distant`.
    far: u32,
    /// How often it was asked for of late.
    used: u8,
}

/// A cache of words for one model and one thread.
#[derive(Debug)]
pub(crate) struct Words {
    index: Index,
    keys: Vec<u64>,
    records: Vec<Record>,
    /// Three rows a word: what it says one place after itself, at itself, and one before.
    near: Vec<i16>,
    /// Two rows: what a word says two places after itself, and two before. Only its class and cues reach so far.
    distant: Rows,
    /// Three rows for what stands in a common slot.
    common: Rows,
    width: usize,
    asked: Vec<u64>,
    /// Features of new words that are still to be looked up, by row of `near` from `pending` on.
    list: Vec<(u32, u64)>,
    pending: usize,
}

impl Words {
    /// A cache for rows of `width` tags.
    pub fn new(width: usize, weights: &Weights) -> Self {
        let mut words = Self {
            index: Index::default(),
            keys: Vec::new(),
            records: Vec::new(),
            near: Vec::new(),
            distant: Rows::new(width, 2),
            common: Rows::new(width, 3),
            width,
            asked: Vec::new(),
            list: Vec::new(),
            pending: 0,
        };
        for (mark, key) in [(BEFORE, 1), (AFTER, 2)] {
            words.insert(key, &WordFeatures::edge(mark), weights);
        }
        words.look_up(weights);
        words
    }

    /// The numbers of words, good until [`Words::bound`]; `text` gives the word at a place.
    pub fn ids<'a>(
        &mut self,
        places: std::ops::Range<usize>,
        text: impl Fn(usize) -> &'a str,
        (weights, book, phrases): (&Weights, &Wordbook, &Phrases),
        out: &mut Vec<u32>,
    ) {
        // Three loops, so that the look-ups do not wait for each other.
        self.asked.clear();
        self.asked.extend(places.clone().map(|at| hash::text(text(at))));
        self.asked.iter().for_each(|&key| self.index.announce(key));
        out.clear();
        out.extend(self.asked.iter().map(|&key| self.index.get(key).unwrap_or(UNKNOWN)));
        for (_, at) in out.iter().zip(places.clone()).filter(|(id, _)| **id == UNKNOWN) {
            word::announce(text(at), book);
        }
        for (n, (id, at)) in out.iter_mut().zip(places).enumerate() {
            if *id != UNKNOWN {
                prefetch(&self.records, *id as usize);
                let row = *id as usize * 3 * self.width;
                for line in 0..(3 * self.width).div_ceil(32) {
                    prefetch(&self.near, row + line * 32);
                }
                continue;
            }
            let key = self.asked.get(n).copied().unwrap_or_default();
            // A word may be new and stand in the sentence twice.
            *id = match self.index.get(key) {
                Some(id) => id,
                None => {
                    let mut word = describe(text(at), book);
                    word.info.begins = phrases.begins(&word.info);
                    self.insert(key, &word, weights)
                }
            };
        }
        self.look_up(weights);
        for &id in out.iter() {
            if let Some(record) = self.records.get_mut(id as usize) {
                record.used = record.used.saturating_add(1);
                self.distant.announce(record.far);
            }
        }
    }

    /// What stays at hand of a word.
    #[inline]
    pub fn info(&self, id: u32) -> WordInfo {
        self.records.get(id as usize).map(|r| r.info).unwrap_or_default()
    }

    /// Adds to a token's sums what the words around it say. `around` are the words from two places before to two after.
    #[inline]
    pub fn add(&self, around: [u32; OFFSETS], sums: &mut [i16]) {
        let width = self.width;
        let far = |id: u32| self.distant.block(self.records.get(id as usize).map_or(0, |r| r.far));
        let near = |id: u32, row: usize| {
            let from = (id as usize * 3 + row) * width;
            self.near.get(from..from + width).unwrap_or(&[])
        };
        let [before_last, before, here, after, after_next] = around;
        let rows = [
            far(before_last).get(..width).unwrap_or(&[]),
            near(before, 0),
            near(here, 1),
            near(after, 2),
            far(after_next).get(width..).unwrap_or(&[]),
        ];
        rows.into_iter().for_each(|row| add(sums, row));
    }

    /// Adds a word; its rows are whole after [`Words::look_up`].
    fn insert(&mut self, key: u64, word: &WordFeatures, weights: &Weights) -> u32 {
        if self.list.len() >= AT_ONCE {
            self.look_up(weights);
        }
        let id = self.records.len() as u32;
        let width = self.width;
        let from = self.near.len();
        self.near.resize(from + 3 * width, 0);
        let sums = self.near.get_mut(from..).unwrap_or(&mut []);
        let first = ((from - self.pending) / width.max(1)) as u32;
        let reaching = |slot| word.slot(slot).iter().fold(slot as u64, |all, &v| mix(all, v));
        for ranges in features::slots() {
            let Some(&(slot, ..)) = ranges.first() else { continue };
            let features = |first: u32, out: &mut Vec<(u32, u64)>| {
                for &value in word.slot(slot) {
                    for k in 0..3 {
                        features::of_value(ranges, k as isize - 1, value, |f| out.push((first + k, f)));
                    }
                }
            };
            if features::is_common(slot) {
                let id = self.common.id(reaching(slot), weights, |out| features(0, out));
                add(sums, self.common.block(id));
            } else {
                features(first, &mut self.list);
            }
        }
        let far = self.distant.id(mix(reaching(Slot::Class), reaching(Slot::Cues)), weights, |out| {
            features::of_word(word, -REACH, |f| out.push((0, f)));
            features::of_word(word, REACH, |f| out.push((1, f)));
        });
        self.records.push(Record { info: word.info, far, used: 0 });
        self.keys.push(key);
        self.index.add_last(&self.keys);
        id
    }

    /// Looks up the features of all new words.
    fn look_up(&mut self, weights: &Weights) {
        if let Some(rows) = self.near.get_mut(self.pending..) {
            weights.add(&self.list, rows, self.width);
        }
        self.list.clear();
        self.pending = self.near.len();
    }

    /// Keeps the cache within bounds; numbers given out before are no longer good. Words that came often of late stay.
    pub fn bound(&mut self) {
        self.common.bound();
        if self.records.len() <= MOST {
            return;
        }
        let mut counts = [0usize; 256];
        self.records.iter().for_each(|r| counts[usize::from(r.used)] += 1);
        let mut least = 255usize;
        let mut kept = counts[255];
        while least > 1 && kept + counts[least - 1] <= MOST / 4 * 3 {
            least -= 1;
            kept += counts[least];
        }
        let (width, mut to) = (self.width * 3, 0usize);
        for from in 0..self.records.len() {
            // The edges stay where they are.
            if from >= EDGES.len() && usize::from(self.records[from].used) < least {
                continue;
            }
            self.near.copy_within(from * width..(from + 1) * width, to * width);
            self.records[to] = self.records[from];
            self.records[to].used /= 2;
            self.keys[to] = self.keys[from];
            to += 1;
        }
        self.near.truncate(to * width);
        self.pending = self.near.len();
        self.records.truncate(to);
        self.keys.truncate(to);
        self.index.rebuild(&self.keys);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_cache_keeps_frequent_words_and_what_they_say() {
        let weights = Weights::build(&[(1, vec![1.0; 3])], 3, 0.01);
        let book = Wordbook::default();
        let mut words = Words::new(4, &weights);
        for n in 0..=MOST {
            let new = format!("w{n}");
            let both = [new.as_str(), "القاهرة"];
            words.ids(0..2, |at| both[at], (&weights, &book, &Phrases::default()), &mut Vec::new());
        }
        let before = words.info(words.index.get(hash::text("القاهرة")).unwrap()).folded;
        words.bound();
        assert!(words.records.len() <= MOST / 4 * 3 + 2);
        let id = words.index.get(hash::text("القاهرة")).unwrap();
        assert_eq!(words.info(id).folded, before);
        assert!((0..=MOST).all(|n| {
            words.index.get(hash::text(&format!("w{n}"))).is_none_or(|id| (id as usize) < words.records.len())
        }));
    }
}
