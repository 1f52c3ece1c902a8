//! Rows of summed weights, kept once they are made: for numbers that come again and again (classes, kinds of list
//! entries, what memory says) one look-up gives what they say to several tokens around.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::filter::prefetch;
use super::hash::Plain;
use super::weights::Weights;

/// Rows kept before the store starts anew; the numbers are few, so that this guards against hostile text only.
const MOST: usize = 1 << 15;

/// A store of blocks of rows: `each` rows of `width` a number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    known: HashMap<u64, u32, BuildHasherDefault<Plain>>,
    rows: Vec<i16>,
    width: usize,
    each: usize,
}

impl Rows {
    /// An empty store.
    pub fn new(width: usize, each: usize) -> Self {
        Self { width, each, ..Self::default() }
    }

    /// The place of a number's block. `features` gives the features with the row whose sum
    /// they belong to; it is asked once a number.
    pub fn id(&mut self, number: u64, weights: &Weights, features: impl FnOnce(&mut Vec<(u32, u64)>)) -> u32 {
        if let Some(&id) = self.known.get(&number) {
            return id;
        }
        let id = self.known.len() as u32;
        let mut list = Vec::new();
        features(&mut list);
        let from = self.rows.len();
        self.rows.resize(from + self.width * self.each, 0);
        weights.add(&list, self.rows.get_mut(from..).unwrap_or(&mut []), self.width);
        self.known.insert(number, id);
        id
    }

    /// The rows at a place, one after the other.
    #[inline]
    pub fn block(&self, id: u32) -> &[i16] {
        let size = self.width * self.each;
        self.rows.get(id as usize * size..(id as usize + 1) * size).unwrap_or(&[])
    }

    /// Says that a block will be asked for soon.
    #[inline]
    pub fn announce(&self, id: u32) {
        let from = id as usize * self.width * self.each;
        prefetch(&self.rows, from);
        prefetch(&self.rows, from + 32);
    }

    /// Starts anew if there are too many. Places given out before are no longer good.
    pub fn bound(&mut self) {
        if self.known.len() > MOST {
            self.clear();
        }
    }

    /// Starts anew.
    pub fn clear(&mut self) {
        self.known.clear();
        self.rows.clear();
    }
}

/// Adds a row to sums.
#[inline]
pub(crate) fn add(sums: &mut [i16], row: &[i16]) {
    for (s, &r) in sums.iter_mut().zip(row) {
        *s = s.saturating_add(r);
    }
}
