//! What a word says to the tokens around it, summed once a word and kept: running text then costs look-ups.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::features::{self, REACH};
use super::filter::prefetch;
use super::hash::{self, Plain, mix};
use super::rows::{Rows, add, narrow};
use super::weights::Weights;
use super::word::{AFTER, BEFORE, Slot, WordFeatures, WordInfo, describe};
use super::wordbook::Wordbook;

/// Words kept before the rarest quarter goes: about 16 MB with eight labels.
const MOST: usize = 65_536;
/// Offsets from the token at which a word may stand.
const OFFSETS: usize = (2 * REACH + 1) as usize;
/// The word before the first, and the one after the last.
pub(crate) const EDGES: [u32; 2] = [0, 1];

const UNKNOWN: u32 = u32::MAX;

/// A cache of words for one model and one thread.
#[derive(Debug)]
pub(crate) struct Words {
    ids: HashMap<u64, u32, BuildHasherDefault<Plain>>,
    keys: Vec<u64>,
    infos: Vec<WordInfo>,
    /// How often each was asked for of late.
    used: Vec<u8>,
    /// Three rows a word: what it says one place after itself, at itself, and one before.
    near: Vec<i16>,
    /// Places in `distant` a word.
    far: Vec<u32>,
    /// Two rows: what a word says two places after itself, and two before. Only its class and cues reach so far.
    distant: Rows,
    /// Three rows a number of a common slot.
    common: Rows,
    width: usize,
    asked: Vec<u64>,
    list: Vec<(u32, u64)>,
    sums: Vec<i32>,
}

impl Words {
    /// A cache for rows of `width` tags.
    pub fn new(width: usize, weights: &Weights) -> Self {
        let mut words = Self {
            ids: HashMap::default(),
            keys: Vec::new(),
            infos: Vec::new(),
            used: Vec::new(),
            near: Vec::new(),
            far: Vec::new(),
            distant: Rows::new(width, 2),
            common: Rows::new(width, 3),
            width,
            asked: Vec::new(),
            list: Vec::new(),
            sums: Vec::new(),
        };
        for (mark, key) in [(BEFORE, 1), (AFTER, 2)] {
            words.insert(key, &WordFeatures::edge(mark), weights);
        }
        words
    }

    /// The numbers of words, good until [`Words::bound`]; `word` gives the word at a place.
    pub fn ids<'a>(
        &mut self,
        places: std::ops::Range<usize>,
        word: impl Fn(usize) -> &'a str,
        weights: &Weights,
        book: &Wordbook,
        out: &mut Vec<u32>,
    ) {
        // Three loops, so that the look-ups do not wait for each other.
        self.asked.clear();
        self.asked.extend(places.clone().map(|at| hash::text(word(at))));
        out.clear();
        out.extend(self.asked.iter().map(|key| self.ids.get(key).copied().unwrap_or(UNKNOWN)));
        for (_, at) in out.iter().zip(places.clone()).filter(|(id, _)| **id == UNKNOWN) {
            book.announce(word(at));
        }
        for (n, (id, at)) in out.iter_mut().zip(places).enumerate() {
            if *id == UNKNOWN {
                let key = self.asked.get(n).copied().unwrap_or_default();
                // A word may be new and stand in the sentence twice.
                *id = match self.ids.get(&key) {
                    Some(&id) => id,
                    None => {
                        let id = self.insert(key, &describe(word(at), book), weights);
                        self.ids.insert(key, id);
                        id
                    }
                };
                continue;
            }
            if let Some(used) = self.used.get_mut(*id as usize) {
                *used = used.saturating_add(1);
            }
            prefetch(&self.infos, *id as usize);
            self.distant.announce(self.far.get(*id as usize).copied().unwrap_or(0));
            let row = *id as usize * 3 * self.width;
            for line in 0..(3 * self.width).div_ceil(32) {
                prefetch(&self.near, row + line * 32);
            }
        }
    }

    /// What stays at hand of a word.
    #[inline]
    pub fn info(&self, id: u32) -> WordInfo {
        self.infos.get(id as usize).copied().unwrap_or_default()
    }

    /// Adds to a token's sums what the words around it say. `around` are the words from two places before to two after.
    #[inline]
    pub fn add(&self, around: [u32; OFFSETS], sums: &mut [i32]) {
        let width = self.width;
        let far = |id: u32| self.distant.block(self.far.get(id as usize).copied().unwrap_or(0));
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

    fn insert(&mut self, key: u64, word: &WordFeatures, weights: &Weights) -> u32 {
        let id = self.infos.len() as u32;
        let width = self.width;
        self.list.clear();
        self.sums.clear();
        self.sums.resize(3 * width, 0);
        for ranges in features::slots() {
            let Some(&(slot, ..)) = ranges.first() else { continue };
            for &value in word.slot(slot) {
                if features::is_common(slot) {
                    let id = self.common.id(mix(slot as u64, value), weights, |out| {
                        for k in 0..3 {
                            features::of_value(ranges, k as isize - 1, value, |f| out.push((k, f)));
                        }
                    });
                    add(&mut self.sums, self.common.block(id));
                } else {
                    for k in 0..3 {
                        features::of_value(ranges, k as isize - 1, value, |f| self.list.push((k, f)));
                    }
                }
            }
        }
        weights.add(&self.list, &mut self.sums, width);
        self.near.extend(narrow(&self.sums));
        let reaching = |slot| word.slot(slot).iter().fold(slot as u64, |all, &v| mix(all, v));
        let far = self.distant.id(mix(reaching(Slot::Class), reaching(Slot::Cues)), weights, |out| {
            features::of_word(word, -REACH, |f| out.push((0, f)));
            features::of_word(word, REACH, |f| out.push((1, f)));
        });
        self.far.push(far);
        self.infos.push(word.info);
        self.keys.push(key);
        self.used.push(0);
        id
    }

    /// Keeps the cache within bounds; numbers given out before are no longer good. Words that came often of late stay.
    pub fn bound(&mut self) {
        self.common.bound();
        if self.infos.len() <= MOST {
            return;
        }
        let mut counts = [0usize; 256];
        self.used.iter().for_each(|&u| counts[usize::from(u)] += 1);
        let mut least = 255usize;
        let mut kept = counts[255];
        while least > 1 && kept + counts[least - 1] <= MOST / 4 * 3 {
            least -= 1;
            kept += counts[least];
        }
        self.ids.clear();
        let (width, mut to) = (self.width * 3, 0usize);
        for from in 0..self.infos.len() {
            // The edges stay where they are.
            if from >= EDGES.len() && usize::from(self.used[from]) < least {
                continue;
            }
            self.near.copy_within(from * width..(from + 1) * width, to * width);
            self.infos[to] = self.infos[from];
            self.keys[to] = self.keys[from];
            self.far[to] = self.far[from];
            self.used[to] = self.used[from] / 2;
            if from >= EDGES.len() {
                self.ids.insert(self.keys[to], to as u32);
            }
            to += 1;
        }
        self.near.truncate(to * width);
        self.infos.truncate(to);
        self.keys.truncate(to);
        self.far.truncate(to);
        self.used.truncate(to);
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
            words.ids(0..2, |at| both[at], &weights, &book, &mut Vec::new());
        }
        let before = words.info(words.ids[&hash::text("القاهرة")]).folded;
        words.bound();
        assert!(words.infos.len() <= MOST / 4 * 3 + 2);
        let id = words.ids[&hash::text("القاهرة")];
        assert_eq!(words.info(id).folded, before);
        assert!(words.ids.values().all(|&id| (id as usize) < words.infos.len()));
    }
}
