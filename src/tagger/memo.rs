//! Rows of summed weights by key, kept until another key needs the place: what two neighbours say together depends on few
//! numbers each, and the same pairs come again and again.

use super::filter::prefetch;
use super::weights::Weights;

/// A store with a fixed number of places; a key has one place, and the last one there stays.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memo {
    keys: Vec<u64>,
    rows: Vec<i16>,
    /// Values a key.
    size: usize,
    width: usize,
    shift: u32,
    list: Vec<(u32, u64)>,
}

/// A key that no pair of numbers makes by design; its place begins empty.
const NONE: u64 = 0;

/// The key of two numbers.
#[inline]
pub(crate) fn key(a: u64, b: u64) -> u64 {
    let mixed = a.wrapping_mul(0x9E37_79B9_7F4A_7C15)
        ^ b.wrapping_add(0x5851_F42D_4C95_7F2D).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    (mixed ^ mixed >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9) | 1
}

impl Memo {
    /// A store of 2^`bits` places for `rows` rows of `width` each.
    pub fn new(bits: u32, width: usize, rows: usize) -> Self {
        let size = width * rows;
        Self {
            keys: vec![NONE; 1 << bits],
            rows: vec![0; size << bits],
            size,
            width,
            shift: 64 - bits,
            list: Vec::new(),
        }
    }

    /// The rows of a key made by [`key`]. `features` gives the features with the row whose sum they
    /// belong to, where they are not kept.
    #[inline]
    pub fn of(&mut self, key: u64, weights: &Weights, features: impl FnOnce(&mut Vec<(u32, u64)>)) -> &[i16] {
        let place = (key >> self.shift) as usize;
        if self.keys.get(place) != Some(&key) {
            self.fill(place, key, weights, features);
        }
        self.rows.get(place * self.size..(place + 1) * self.size).unwrap_or(&[])
    }

    #[cold]
    fn fill(&mut self, place: usize, key: u64, weights: &Weights, features: impl FnOnce(&mut Vec<(u32, u64)>)) {
        let from = place * self.size;
        let (Some(slot), Some(rows)) = (self.keys.get_mut(place), self.rows.get_mut(from..from + self.size)) else {
            return;
        };
        *slot = key;
        self.list.clear();
        features(&mut self.list);
        rows.fill(0);
        weights.add(&self.list, rows, self.width);
    }

    /// Says that a key will be asked for soon.
    #[inline]
    pub fn announce(&self, key: u64) {
        let place = (key >> self.shift) as usize;
        prefetch(&self.keys, place);
        prefetch(&self.rows, place * self.size);
        prefetch(&self.rows, place * self.size + 32);
    }
}
