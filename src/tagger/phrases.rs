//! Phrases that a first tagger was sure of in unlabelled text, as evidence of their own: one table over runs of words.

use super::evidence::Gazetteer;
use super::hash::{fingerprint, mix, place, text};
use super::word::{WordInfo, canonical, folded};
use crate::blob::{Blob, BlobWriter, Section, u32_at};
use crate::error::{Error, Result};

/// More words than this, and it is a sentence.
const LONGEST: usize = 12;

/// A run of words: goes on (bit 7), ends a phrase (bit 6), how often it was seen (bits 4–5), label (bits 0–3).
const GOES_ON: u8 = 0x80;
const ENDS: u8 = 0x40;

/// The table. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    keys: Section,
    nodes: Section,
    slots: usize,
}

/// Labels in the order of their numbers in nodes.
const LABELS: [&str; 8] = ["PER", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "MISC"];

impl Phrases {
    /// Reads it from its sections of a model file.
    pub(crate) fn from_blob(blob: &Blob) -> Result<Self> {
        // A model without phrases has no such sections.
        let Ok(keys) = blob.section("phrkeys") else { return Ok(Self::default()) };
        let nodes = blob.section("phrases")?;
        let slots = keys.len() / 4;
        if nodes.len() != slots {
            return Err(Error::blob("the model is corrupted: its table of phrases has the wrong length"));
        }
        Ok(Self { keys, nodes, slots })
    }

    /// The sections, added to a file that is being written.
    pub(crate) fn write(&self, blob: BlobWriter) -> BlobWriter {
        blob.section("phrkeys", self.keys.to_vec()).section("phrases", self.nodes.to_vec())
    }

    /// From phrases in match form with their label and how often they were seen, in a fixed order.
    #[must_use]
    pub fn build(phrases: &[(String, String, u32)]) -> Self {
        let mut nodes: std::collections::BTreeMap<u64, u8> = std::collections::BTreeMap::new();
        for (phrase, label, count) in phrases {
            let Some(label) = LABELS.iter().position(|l| l == label) else { continue };
            let tokens = crate::segment::tokens(phrase);
            let mut at = 0u64;
            for (i, token) in tokens.iter().enumerate() {
                let word = token.span.slice(phrase).unwrap_or("");
                at = mix(at, text(&folded(&canonical(word))));
                let node = nodes.entry(at).or_default();
                if i + 1 < tokens.len() {
                    *node |= GOES_ON;
                } else {
                    let often = if *count < 6 { 0 } else { 1 + u8::from(*count >= 20) };
                    *node = (*node & GOES_ON) | ENDS | often << 4 | label as u8;
                }
            }
        }
        let slots = (nodes.len() * 4 / 3).max(8);
        let (mut keys, mut values) = (vec![0u32; slots], vec![0u8; slots]);
        for (hash, node) in nodes {
            let mut at = place(hash, slots);
            while keys[at] != 0 && keys[at] != fingerprint(hash) {
                at = (at + 1) % slots;
            }
            keys[at] = fingerprint(hash);
            values[at] = node;
        }
        let keys = keys.iter().flat_map(|k| k.to_le_bytes()).collect();
        Self { keys: Section::owned(keys), nodes: Section::owned(values), slots }
    }

    fn node(&self, hash: u64) -> u8 {
        let key = fingerprint(hash);
        let mut at = place(hash, self.slots);
        for _ in 0..4096 {
            match u32_at(&self.keys, at) {
                Some(k) if k == key => return self.nodes.get(at).copied().unwrap_or(0),
                Some(0) | None => return 0,
                Some(_) => at = if at + 1 == self.slots { 0 } else { at + 1 },
            }
        }
        0
    }

    /// What [`WordInfo::begins`] is for a word.
    pub(crate) fn begins(&self, word: &WordInfo) -> u8 {
        let any = |first: u64| self.slots > 0 && self.node(mix(0, first)) != 0;
        u8::from(any(word.folded)) | u8::from(any(word.stem)) << 1
    }

    /// Adds what the phrases say of a sentence's words: the longest from left to right.
    pub(crate) fn fill(&self, words: &[WordInfo], out: &mut Gazetteer) {
        if self.slots == 0 {
            return;
        }
        let mut at = 0;
        while at < words.len() {
            let word = &words[at];
            let mut found = None;
            if word.begins & 1 != 0 {
                found = self.longest(word.folded, &words[at..]);
            }
            let mut marked = false;
            if found.is_none() && word.begins & 2 != 0 && word.stem != 0 && word.stem != word.folded {
                found = self.longest(word.stem, &words[at..]);
                marked = true;
            }
            let Some((length, node)) = found else {
                at += 1;
                continue;
            };
            let label = usize::from(node & 15);
            let kind = [1u16 << 10, 1 << 9, 1 << 2, 1 << 3, 1 << 4, 1 << 11, 1 << 12, 1 << 13]
                .get(label)
                .copied()
                .unwrap_or(0);
            for k in 0..length {
                let place = if k == 0 { 0 } else { 1 + u64::from(k + 1 == length) };
                let form = place << 2 | u64::from(length > 2) << 1 | u64::from(marked && k == 0);
                out.add(at + k, mix(0xF0_00 | u64::from(node & 0x3F), form), kind);
                out.add(at + k, mix(0xF1_00 | label as u64, form), kind);
            }
            at += length;
        }
    }

    fn longest(&self, first: u64, words: &[WordInfo]) -> Option<(usize, u8)> {
        let mut hash = mix(0, first);
        let mut best = None;
        let mut length = 1;
        loop {
            let node = self.node(hash);
            if node & ENDS != 0 {
                best = Some((length, node));
            }
            if node & GOES_ON == 0 || length >= LONGEST {
                return best;
            }
            let Some(next) = words.get(length) else { return best };
            hash = mix(hash, next.folded);
            length += 1;
        }
    }
}
