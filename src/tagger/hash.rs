//! The one hash of the tagger: features, word keys and slots are all 64-bit numbers made here.
//!
//! Fixed for good: models store fingerprints of these numbers, so a change here is a new format version.

const K1: u64 = 0x9E37_79B9_7F4A_7C15;
const K2: u64 = 0xD6E8_FEB8_6659_FD93;

/// Scatters the bits of a number.
#[inline]
pub(crate) const fn scatter(mut x: u64) -> u64 {
    x ^= x >> 32;
    x = x.wrapping_mul(K2);
    x ^= x >> 32;
    x = x.wrapping_mul(K2);
    x ^ (x >> 32)
}

/// Joins two numbers into one; the order counts.
#[inline]
pub(crate) const fn mix(a: u64, b: u64) -> u64 {
    scatter(a.wrapping_mul(K1).rotate_left(23) ^ b.wrapping_add(K1))
}

/// The number of a text.
#[inline]
pub(crate) fn text(s: &str) -> u64 {
    bytes(s.as_bytes())
}

#[inline]
const fn step(h: u64, word: u64) -> u64 {
    let h = (h ^ word).wrapping_mul(K2);
    h ^ h >> 29
}

const fn begin(length: usize) -> u64 {
    K1 ^ (length as u64).wrapping_mul(K2)
}

/// The number of a run of bytes: eight at a time, the last ones filled up with zeros.
#[inline]
pub(crate) fn bytes(s: &[u8]) -> u64 {
    let mut h = begin(s.len());
    let (words, rest) = s.as_chunks::<8>();
    for word in words {
        h = step(h, u64::from_le_bytes(*word));
    }
    if !rest.is_empty() {
        let last = rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
        h = step(h, last);
    }
    scatter(h)
}

/// [`text`] for constants.
pub(crate) const fn constant(s: &str) -> u64 {
    let s = s.as_bytes();
    let mut h = begin(s.len());
    let mut at = 0;
    while at < s.len() {
        let mut word = 0u64;
        let mut i = 0;
        while i < 8 && at + i < s.len() {
            word |= (s[at + i] as u64) << (8 * i);
            i += 1;
        }
        h = step(h, word);
        at += 8;
    }
    scatter(h)
}

/// The place of a hash in a table of `slots` places.
#[inline]
pub(crate) const fn place(hash: u64, slots: usize) -> usize {
    (((hash >> 32) * slots as u64) >> 32) as usize
}

/// What a table stores of a hash, never 0 (which marks a free place).
#[inline]
pub(crate) const fn fingerprint(hash: u64) -> u32 {
    let f = hash as u32;
    if f == 0 { 1 } else { f }
}

/// A hasher for keys that are hashes already.
#[derive(Default)]
pub(crate) struct Plain(u64);

impl std::hash::Hasher for Plain {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, run: &[u8]) {
        self.0 = bytes(run);
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_fixed() {
        // Stored models depend on these numbers.
        assert_eq!(text(""), scatter(K1));
        assert_ne!(text("اب"), text("با"));
        assert_ne!(mix(1, 2), mix(2, 1));
        for s in ["", "ا", "abc", "abcdefgh", "القاهرة", "abcdefghijklmnopq"] {
            assert_eq!(text(s), constant(s), "{s}");
        }
        assert_eq!(text("القاهرة"), 3_872_937_105_864_336_527);
    }
}
