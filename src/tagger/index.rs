//! From the hash of a word to its number: open addressing with one 64-bit number a place, so that a look-up reads one
//! line of memory.

use super::filter::prefetch;

/// The lower bits of a place hold the number plus one; the upper ones those of the hash.
const NUMBER: u64 = (1 << 24) - 1;
/// Places at first.
const FIRST: usize = 1 << 12;

/// An index of up to 2^24 words. It keeps 40 bits of a hash, and where an entry stands depends on the others.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    places: Vec<u64>,
    used: usize,
}

impl Default for Index {
    fn default() -> Self {
        Self { places: vec![0; FIRST], used: 0 }
    }
}

impl Index {
    fn start(&self, key: u64) -> usize {
        (key & NUMBER) as usize & (self.places.len() - 1)
    }

    /// Says that a key will be asked for soon.
    #[inline]
    pub fn announce(&self, key: u64) {
        prefetch(&self.places, self.start(key));
    }

    /// The number of a key.
    #[inline]
    pub fn get(&self, key: u64) -> Option<u32> {
        let mut at = self.start(key);
        loop {
            let place = self.places.get(at).copied()?;
            if place == 0 {
                return None;
            }
            if (place ^ key) & !NUMBER == 0 {
                return Some((place & NUMBER) as u32 - 1);
            }
            at = (at + 1) & (self.places.len() - 1);
        }
    }

    /// Adds the last of `keys`, which is not there; its number is its place among them.
    pub fn add_last(&mut self, keys: &[u64]) {
        if self.used * 2 >= self.places.len() {
            self.places.resize(self.places.len() * 2, 0);
            self.rebuild(keys);
        } else if let Some((&key, before)) = keys.split_last() {
            self.put(key, before.len() as u64);
        }
    }

    fn put(&mut self, key: u64, number: u64) {
        // More words than there are numbers: those are not kept.
        if number + 1 > NUMBER {
            return;
        }
        let mut at = self.start(key);
        while self.places.get(at).is_some_and(|&p| p != 0) {
            at = (at + 1) & (self.places.len() - 1);
        }
        if let Some(place) = self.places.get_mut(at) {
            *place = key & !NUMBER | (number + 1);
            self.used += 1;
        }
    }

    /// Holds these keys by their places, and no others.
    pub fn rebuild(&mut self, keys: &[u64]) {
        self.places.fill(0);
        self.used = 0;
        for (number, &key) in (0..).zip(keys) {
            self.put(key, number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::hash::scatter;

    #[test]
    fn what_was_added_is_found_by_its_place() {
        let (mut index, mut keys) = (Index::default(), Vec::new());
        for n in 0..20_000u64 {
            keys.push(scatter(n));
            index.add_last(&keys);
        }
        assert!((0..20_000u64).all(|n| index.get(scatter(n)) == Some(n as u32)));
        assert!((20_000..40_000u64).all(|n| index.get(scatter(n)).is_none()));
        index.rebuild(&keys[..100]);
        assert_eq!(index.get(keys[99]), Some(99));
        assert_eq!(index.get(keys[100]), None);
    }
}
