//! The weights of features: an open-addressed table from fingerprints to a few (tag, weight) pairs, read in place.
//!
//! A slot is one 64-bit number: the fingerprint below, above it either the only pair of the feature or where its pairs
//! begin. What costs time here is memory, so most features that a text brings end at the filter, a feature with one weight
//! (every second one) at its slot, and the others one step further.

use super::filter::{Filter, prefetch};
use super::hash;
use crate::blob::{Blob, BlobWriter, Section};
use crate::error::{Error, Result};

/// One step of a stored weight, and of sums: no sum comes near the limits of ±64 nats.
pub(crate) const UNIT: f32 = 1.0 / 512.0;

/// In the upper half of a slot: the pair stands here.
const HERE: u32 = 1 << 31;
/// A feature that is looked for longer than this is in no table that we write; the limit makes any file safe.
const LONGEST_SEARCH: usize = 4096;

/// The table. Clones share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Weights {
    /// A bit for each value of the fingerprints' low bits: most features that a text brings have no weight and end here.
    filter: Filter,
    table: Section,
    pairs: Section,
    slots: usize,
}

impl Weights {
    /// Reads it from its sections.
    pub fn from_blob(blob: &Blob) -> Result<Self> {
        let (table, pairs) = (blob.section("weights")?, blob.section("pairs")?);
        let slots = table.len() / 8;
        if slots == 0 || table.len() % 8 != 0 {
            return Err(Error::blob("the model is corrupted: its table of weights has the wrong length"));
        }
        Ok(Self {
            filter: Filter::of(table.as_chunks::<8>().0.iter().map(|s| u64::from_le_bytes(*s) as u32)),
            table,
            pairs,
            slots,
        })
    }

    /// The sections, added to a file that is being written.
    pub fn write(&self, blob: BlobWriter) -> BlobWriter {
        blob.section("weights", self.table.to_vec()).section("pairs", self.pairs.to_vec())
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
        let mut table = vec![0u64; slots];
        let mut bytes: Vec<u8> = Vec::new();
        for (feature, pairs) in &kept {
            let mut at = hash::place(*feature, slots);
            let fingerprint = hash::fingerprint(*feature);
            while table[at] != 0 && table[at] as u32 != fingerprint {
                at = (at + 1) % slots;
            }
            let upper = match pairs[..] {
                [(tag, weight)] if tag < 128 => HERE | u32::from(tag) << 16 | u32::from(weight as u16),
                _ => {
                    let start = bytes.len() as u32;
                    bytes.push(pairs.len() as u8);
                    bytes.extend(pairs.iter().map(|p| p.0));
                    bytes.extend(pairs.iter().flat_map(|p| p.1.to_le_bytes()));
                    start
                }
            };
            table[at] = u64::from(upper) << 32 | u64::from(fingerprint);
        }
        let table = Section::owned(table.iter().flat_map(|k| k.to_le_bytes()).collect());
        Self {
            filter: Filter::of(table.as_chunks::<8>().0.iter().map(|s| u64::from_le_bytes(*s) as u32)),
            table,
            pairs: Section::owned(bytes),
            slots,
        }
    }

    /// Adds the weights of many features to rows of sums: `(row, feature)`, rows of `width`. Loads of one kind stand
    /// together and do not wait for each other: a processor fetches many lines at a time if nothing depends on the one
    /// before.
    pub fn add(&self, features: &[(u32, u64)], sums: &mut [i16], width: usize) {
        const AT_ONCE: usize = 64;
        for features in features.chunks(AT_ONCE) {
            let mut passing = 0u64;
            for (i, &(_, feature)) in features.iter().enumerate() {
                let known = self.filter.may_hold(hash::fingerprint(feature));
                passing |= u64::from(known) << i;
            }
            let mut found = [(0u32, 0u32, 0u64, 0usize); AT_ONCE];
            let mut count = 0;
            while passing != 0 {
                let i = passing.trailing_zeros() as usize;
                passing &= passing - 1;
                let Some(&(row, feature)) = features.get(i) else { break };
                let at = hash::place(feature, self.slots);
                if let Some(slot) = found.get_mut(count) {
                    *slot = (row, hash::fingerprint(feature), self.slot(at), at);
                    count += 1;
                }
            }
            let mut several = [(0u32, 0u32); AT_ONCE];
            let mut hits = 0;
            for &(row, fingerprint, slot, at) in found.iter().take(count) {
                let Some(upper) = self.find_from(fingerprint, slot, at) else { continue };
                if upper & HERE != 0 {
                    let tag = usize::from((upper >> 16) as u8 & 127);
                    if let Some(sum) = sums.get_mut(row as usize * width + tag) {
                        *sum = sum.saturating_add(upper as u16 as i16);
                    }
                } else if let Some(place) = several.get_mut(hits) {
                    prefetch(&self.pairs, upper as usize);
                    *place = (row, upper);
                    hits += 1;
                }
            }
            for &(row, start) in several.iter().take(hits) {
                if let Some(sums) = sums.get_mut(row as usize * width..(row as usize + 1) * width) {
                    self.add_pairs(start as usize, sums);
                }
            }
        }
    }

    #[inline]
    fn slot(&self, at: usize) -> u64 {
        let bytes = self.table.get(at * 8..at * 8 + 8).and_then(|b| b.try_into().ok());
        bytes.map_or(0, u64::from_le_bytes)
    }

    /// What stands above a fingerprint, looked for from `at` on, where `slot` stands.
    #[inline]
    fn find_from(&self, fingerprint: u32, mut slot: u64, mut at: usize) -> Option<u32> {
        for _ in 0..LONGEST_SEARCH {
            if slot as u32 == fingerprint {
                return Some((slot >> 32) as u32);
            }
            if slot == 0 {
                return None;
            }
            at = if at + 1 == self.slots { 0 } else { at + 1 };
            slot = self.slot(at);
        }
        None
    }

    #[inline]
    fn add_pairs(&self, start: usize, sums: &mut [i16]) {
        let Some(row) = self.pairs.get(start..) else { return };
        let Some((&count, rest)) = row.split_first() else { return };
        let count = usize::from(count);
        let (Some(tags), Some(values)) = (rest.get(..count), rest.get(count..count * 3)) else { return };
        for (&tag, value) in tags.iter().zip(values.chunks_exact(2)) {
            if let (Some(sum), &[low, high]) = (sums.get_mut(usize::from(tag)), value) {
                *sum = sum.saturating_add(i16::from_le_bytes([low, high]));
            }
        }
    }

    /// Features with a weight, and bytes.
    pub fn size(&self) -> (usize, usize) {
        let used = self.table.chunks_exact(8).filter(|k| *k != [0; 8]).count();
        (used, self.table.len() + self.pairs.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_is_found() {
        let rows: Vec<(u64, Vec<f32>)> = (0..2000u64)
            .map(|i| {
                (
                    hash::scatter(i + 1),
                    (0..17).map(|t| if (i + t) % (1 + i % 9) == 0 { t as f32 - 3.0 } else { 0.0 }).collect(),
                )
            })
            .collect();
        let weights = Weights::build(&rows, 17, 0.01);
        for (feature, row) in &rows {
            let mut sums = [0; 34];
            weights.add(&[(1, *feature)], &mut sums, 17);
            let expected: Vec<i16> = row.iter().map(|w| (w / UNIT) as i16).collect();
            assert_eq!(sums[17..], expected[..]);
        }
        let mut sums = [0; 17];
        let others: Vec<(u32, u64)> = (5000..9000u64).map(|i| (0, hash::scatter(i))).collect();
        weights.add(&others, &mut sums, 17);
        assert_eq!(sums, [0; 17]);
    }
}
