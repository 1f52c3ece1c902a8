//! The weights of features: an open-addressed table from fingerprints to a few (tag, weight) pairs, read in place.

use std::sync::Arc;

use super::hash;
use crate::blob::{Blob, BlobWriter, Section, u32_at};
use crate::error::{Error, Result};

/// One step of a stored weight.
pub(crate) const UNIT: f32 = 1.0 / 512.0;

/// Bits of the filter: 512 kB, which a core's own cache holds, against a table of many megabytes, which it does not.
const FILTER_BITS: u32 = 22;

/// The table. Clones share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weights {
    /// A bit for each value of the fingerprints' low bits: most features that a text brings have no weight and end here.
    filter: Arc<[u64]>,
    keys: Section,
    starts: Section,
    pairs: Section,
    slots: usize,
}

impl Weights {
    /// Reads it from its sections; `tags` is the number of tags of the model.
    pub fn from_blob(blob: &Blob, tags: usize) -> Result<Self> {
        let (keys, starts, pairs) = (blob.section("keys")?, blob.section("starts")?, blob.section("pairs")?);
        let slots = keys.len() / 4;
        if slots == 0 || starts.len() != slots * 4 {
            return Err(Error::blob("the model is corrupted: its table of weights has the wrong length"));
        }
        let _ = tags;
        Ok(Self { filter: filter(&keys), keys, starts, pairs, slots })
    }

    /// The sections, added to a file that is being written.
    pub fn write(&self, blob: BlobWriter) -> BlobWriter {
        blob.section("keys", self.keys.to_vec())
            .section("starts", self.starts.to_vec())
            .section("pairs", self.pairs.to_vec())
    }

    /// From dense rows; weights nearer to zero than `least` are dropped.
    pub fn build(rows: &[(u64, Vec<f32>)], tags: usize, least: f32) -> Self {
        let mut kept: Vec<(u64, Vec<(u8, i16)>)> = Vec::new();
        for (feature, row) in rows {
            let pairs: Vec<(u8, i16)> = row
                .iter()
                .take(tags)
                .enumerate()
                .filter(|(_, w)| w.abs() >= least)
                .map(|(tag, w)| (tag as u8, (w / UNIT).round().clamp(-32000.0, 32000.0) as i16))
                .collect();
            if !pairs.is_empty() {
                kept.push((*feature, pairs));
            }
        }
        kept.sort_unstable();
        let slots = (kept.len() * 4 / 3).max(8);
        let mut keys = vec![0u32; slots];
        let mut starts = vec![0u32; slots];
        let mut bytes: Vec<u8> = Vec::new();
        for (feature, pairs) in &kept {
            let mut at = hash::place(*feature, slots);
            let fingerprint = hash::fingerprint(*feature);
            while keys[at] != 0 && keys[at] != fingerprint {
                at = (at + 1) % slots;
            }
            keys[at] = fingerprint;
            starts[at] = bytes.len() as u32;
            bytes.push(pairs.len() as u8);
            bytes.extend(pairs.iter().map(|p| p.0));
            bytes.extend(pairs.iter().flat_map(|p| p.1.to_le_bytes()));
        }
        let words = |list: &[u32]| Section::owned(list.iter().flat_map(|k| k.to_le_bytes()).collect());
        let keys = words(&keys);
        Self { filter: filter(&keys), keys, starts: words(&starts), pairs: Section::owned(bytes), slots }
    }

    /// Adds a feature's weights to `scores`.
    #[inline]
    pub fn add(&self, feature: u64, scores: &mut [i32]) {
        let fingerprint = hash::fingerprint(feature);
        let (word, bit) = bit_of(fingerprint);
        if self.filter.get(word).is_none_or(|bits| bits & bit == 0) {
            return;
        }
        let at = hash::place(feature, self.slots);
        let Some(key) = u32_at(&self.keys, at) else { return };
        if let Some(at) = self.find_from(fingerprint, key, at) {
            let start = u32_at(&self.starts, at).unwrap_or(u32::MAX) as usize;
            self.add_pairs(start, scores);
        }
    }

    /// Adds the weights of many features at once. Loads of one kind stand together and do not wait for each other: what
    /// costs time here is memory, and a processor fetches many lines at a time if nothing depends on the one before.
    pub fn add_all(&self, features: &[u64], scores: &mut [i32]) {
        const AT_ONCE: usize = 64;
        for features in features.chunks(AT_ONCE) {
            let mut passing = 0u64;
            for (i, &feature) in features.iter().enumerate() {
                let (word, bit) = bit_of(hash::fingerprint(feature));
                let known = self.filter.get(word).is_some_and(|bits| bits & bit != 0);
                passing |= u64::from(known) << i;
            }
            let mut found = [(0u64, 0u32, 0usize); AT_ONCE];
            let mut count = 0;
            while passing != 0 {
                let i = passing.trailing_zeros() as usize;
                passing &= passing - 1;
                let Some(&feature) = features.get(i) else { break };
                let at = hash::place(feature, self.slots);
                if let (Some(slot), Some(key)) = (found.get_mut(count), u32_at(&self.keys, at)) {
                    *slot = (feature, key, at);
                    count += 1;
                }
            }
            let mut rows = [0usize; AT_ONCE];
            let mut hits = 0;
            for &(feature, key, at) in found.iter().take(count) {
                let Some(at) = self.find_from(hash::fingerprint(feature), key, at) else { continue };
                if let (Some(row), Some(start)) = (rows.get_mut(hits), u32_at(&self.starts, at)) {
                    *row = start as usize;
                    hits += 1;
                }
            }
            for &start in rows.iter().take(hits) {
                self.add_pairs(start, scores);
            }
        }
    }

    /// The place of a fingerprint, looked for from `at` on, where `key` stands.
    #[inline]
    fn find_from(&self, fingerprint: u32, key: u32, mut at: usize) -> Option<usize> {
        let mut key = key;
        // A table without a free place would never end the search; the limit makes any file safe.
        for _ in 0..4096 {
            if key == fingerprint {
                return Some(at);
            }
            if key == 0 {
                return None;
            }
            at = if at + 1 == self.slots { 0 } else { at + 1 };
            key = u32_at(&self.keys, at)?;
        }
        None
    }

    #[inline]
    fn add_pairs(&self, start: usize, scores: &mut [i32]) {
        let Some(row) = self.pairs.get(start..) else { return };
        let Some((&count, rest)) = row.split_first() else { return };
        let count = usize::from(count);
        let (Some(tags), Some(values)) = (rest.get(..count), rest.get(count..count * 3)) else { return };
        for (&tag, value) in tags.iter().zip(values.chunks_exact(2)) {
            if let (Some(score), &[low, high]) = (scores.get_mut(usize::from(tag)), value) {
                *score += i32::from(i16::from_le_bytes([low, high]));
            }
        }
    }

    /// Features with a weight, and bytes.
    pub fn size(&self) -> (usize, usize) {
        let used = self.keys.chunks_exact(4).filter(|k| *k != [0; 4]).count();
        (used, self.keys.len() + self.starts.len() + self.pairs.len())
    }
}

/// Where a fingerprint stands in the filter.
#[inline]
fn bit_of(fingerprint: u32) -> (usize, u64) {
    let low = fingerprint & ((1 << FILTER_BITS) - 1);
    ((low / 64) as usize, 1 << (low % 64))
}

/// The filter of all keys in use. About three milliseconds for a million keys.
fn filter(keys: &[u8]) -> Arc<[u64]> {
    let mut bits = vec![0u64; 1 << (FILTER_BITS - 6)];
    for key in keys.chunks_exact(4) {
        let key = key.try_into().map_or(0, u32::from_le_bytes);
        if key != 0 {
            let (word, bit) = bit_of(key);
            if let Some(word) = bits.get_mut(word) {
                *word |= bit;
            }
        }
    }
    bits.into()
}
