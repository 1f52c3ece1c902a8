//! What is known of a word before any text is read: how often it is written, its distributional class, how often it
//! is a given name or a surname, which cue it is, and what a first tagger made of it in unlabelled text.
//!
//! One open-addressed table over fingerprints, read in place from the model file.

use std::sync::Arc;

use super::filter::{Filter, prefetch};
use super::hash;
use crate::blob::{Blob, BlobWriter, Section, u16_at, u32_at};
use crate::error::{Error, Result};

/// Cue classes, as bits of [`Entry::cues`].
pub mod cue {
    /// A title or job before a person (الرئيس, وزير).
    pub const TITLE: u16 = 1;
    /// A verb of saying.
    pub const VERB: u16 = 2;
    /// The head of an organisation's name (شركة, حزب).
    pub const BODY: u16 = 4;
    /// The head of a place's name, or a word of place (مدينة, شمال).
    pub const PLACE: u16 = 8;
    /// The head of a work, product or event (رواية, بطولة).
    pub const WORK: u16 = 16;
    /// A particle inside names (بن, آل, فان).
    pub const PARTICLE: u16 = 32;
    /// A nationality adjective or noun.
    pub const NISBA: u16 = 64;
    /// A function word.
    pub const FUNCTION: u16 = 128;
    /// A month, weekday, number word or word of time.
    pub const TIME: u16 = 256;
    /// The head of a facility (مطار, شارع).
    pub const FACILITY: u16 = 512;
    /// A job or occupation.
    pub const JOB: u16 = 1024;

    /// The bit of a letter in `training/cues.tsv`.
    #[must_use]
    pub const fn from_letter(letter: char) -> u16 {
        match letter {
            'T' => TITLE,
            'V' => VERB,
            'O' => BODY,
            'L' => PLACE,
            'M' => WORK,
            'P' => PARTICLE,
            'N' => NISBA,
            'S' => FUNCTION,
            'D' => TIME,
            'F' => FACILITY,
            'J' => JOB,
            _ => 0,
        }
    }
}

/// What is known of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Distributional class, 0 = none.
    pub class: u16,
    /// Bits of [`cue`].
    pub cues: u16,
    /// Buckets (0–4) of the given-name, surname and unknown counts, three bits each; bit 9: listed; bit 10: more often given.
    pub names: u16,
    /// What a first tagger made of the word ([`Histogram`]), 0 = never seen.
    pub histogram: u32,
    /// How often it is written: 12 · log2(1 + count).
    pub count: u8,
}

/// Bytes of a place: the key and all that is known, so that a look-up waits for memory once.
const RECORD: usize = 16;

/// A word's mean posterior over tags in unlabelled text, coarsened to fit into 32 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Histogram {
    /// The likeliest tag that is not O, as an index into the wordbook's tags.
    pub best: u8,
    /// Its share in tenths.
    pub tenths: u8,
    /// The share of O in tenths.
    pub outside: u8,
    /// How often the word was seen: 0 below 10, 1 below 100, 2 from there.
    pub seen: u8,
    /// The likeliest tag.
    pub top: u8,
    /// Its share in quarters.
    pub quarters: u8,
}

impl Histogram {
    /// From the sums of posteriors, O first, over `count` occurrences.
    #[must_use]
    pub fn from_sums(sums: &[f64], count: f64) -> Self {
        let share = |i: usize| sums.get(i).copied().unwrap_or(0.0) / count.max(1e-9);
        let largest = |from: usize| (from..sums.len()).max_by(|&a, &b| share(a).total_cmp(&share(b))).unwrap_or(0);
        let (best, top) = (largest(1), largest(0));
        Self {
            best: best as u8,
            tenths: (share(best) * 10.0).min(9.0) as u8,
            outside: (share(0) * 10.0).min(9.0) as u8,
            seen: if count < 10.0 { 0 } else { 1 + u8::from(count >= 100.0) },
            top: top as u8,
            quarters: (share(top) * 4.0).min(4.0) as u8,
        }
    }

    /// As stored; never 0.
    #[must_use]
    pub fn pack(self) -> u32 {
        let f = |v: u8, at: u32| u32::from(v) << at;
        1 << 31
            | f(self.best, 0)
            | f(self.tenths, 7)
            | f(self.outside, 11)
            | f(self.seen, 15)
            | f(self.top, 17)
            | f(self.quarters, 24)
    }

    /// From the stored form.
    #[must_use]
    pub fn unpack(packed: u32) -> Option<Self> {
        let f = |at: u32, bits: u32| ((packed >> at) & ((1 << bits) - 1)) as u8;
        (packed != 0).then(|| Self {
            best: f(0, 7),
            tenths: f(7, 4),
            outside: f(11, 4),
            seen: f(15, 2),
            top: f(17, 7),
            quarters: f(24, 3),
        })
    }
}

/// The table. Clones share it.
#[derive(Clone, Debug, Default)]
pub struct Wordbook {
    /// Which words may be known: of a word's forms without proclitics most are not, and end here.
    filter: Filter,
    records: Section,
    paths: Section,
    slots: usize,
    tags: Arc<[u64]>,
}

impl Wordbook {
    /// Reads it from its sections of a model file.
    pub fn from_blob(blob: &Blob) -> Result<Self> {
        let records = blob.section("words")?;
        let paths = blob.section("paths")?;
        if records.len() % RECORD != 0 || paths.len() % 4 != 0 {
            return Err(Error::blob("the model is corrupted: its table of words has the wrong length"));
        }
        let tags = blob.section("wordtags")?;
        let tags = std::str::from_utf8(&tags)
            .map_err(|_| Error::blob("the model is corrupted: its word tags are not text"))?;
        let tags = tags.split_ascii_whitespace().map(hash::text).collect();
        Ok(Self { filter: filter(&records), slots: records.len() / RECORD, records, paths, tags })
    }

    /// The sections, added to a file that is being written.
    #[must_use]
    pub fn write(&self, blob: BlobWriter, tags: &str) -> BlobWriter {
        blob.section("words", self.records.to_vec())
            .section("paths", self.paths.to_vec())
            .section("wordtags", tags.as_bytes().to_vec())
    }

    /// What is known of a canonical word.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<Entry> {
        let h = hash::text(word);
        let fingerprint = hash::fingerprint(h);
        if !self.filter.may_hold(fingerprint) {
            return None;
        }
        let mut at = hash::place(h, self.slots);
        // A table without a free place would never end the search; the limit makes any file safe.
        for _ in 0..4096 {
            match u32_at(&self.records, at * (RECORD / 4)) {
                Some(key) if key == fingerprint => return self.record(at),
                Some(0) | None => return None,
                Some(_) => at = if at + 1 == self.slots { 0 } else { at + 1 },
            }
        }
        None
    }

    /// Says that a word will be asked for soon.
    #[inline]
    pub(crate) fn announce(&self, word: &str) {
        let at = hash::place(hash::text(word), self.slots);
        prefetch(&self.records, at * RECORD);
    }

    fn record(&self, at: usize) -> Option<Entry> {
        let bytes = self.records.get(at * RECORD..at * RECORD + RECORD)?;
        let half = |i: usize| u16_at(bytes, i).unwrap_or(0);
        Some(Entry {
            histogram: u32_at(bytes, 1).unwrap_or(0),
            class: half(4),
            cues: half(5),
            names: half(6),
            count: bytes.get(14).copied().unwrap_or(0),
        })
    }

    /// The frequency step of a word, 0 if it is unknown.
    #[must_use]
    pub fn count(&self, word: &str) -> u8 {
        self.get(word).map_or(0, |e| e.count)
    }

    /// The way to a class in the tree of classes: bits from the root, and how many.
    #[must_use]
    pub fn path(&self, class: u16) -> (u32, u32) {
        let packed = u32_at(&self.paths, usize::from(class)).unwrap_or(0);
        (packed & 0x00FF_FFFF, packed >> 24)
    }

    /// The number of a tag of histograms.
    #[must_use]
    pub fn tag(&self, index: u8) -> u64 {
        self.tags.get(usize::from(index)).copied().unwrap_or(0)
    }
}

/// Puts a [`Wordbook`] together from sorted entries.
#[must_use]
pub fn build(entries: &[(String, Entry)], paths: &[(u32, u32)], tags: &str) -> Wordbook {
    let slots = (entries.len() * 4 / 3).max(16);
    let mut records = vec![[0u8; RECORD]; slots];
    for (word, entry) in entries {
        let h = hash::text(word);
        let key = hash::fingerprint(h).to_le_bytes();
        let mut at = hash::place(h, slots);
        while records.get(at).is_some_and(|r| r[..4] != [0; 4] && r[..4] != key) {
            at = (at + 1) % slots;
        }
        let Some(record) = records.get_mut(at) else { continue };
        record[..4].copy_from_slice(&key);
        record[4..8].copy_from_slice(&entry.histogram.to_le_bytes());
        for (to, half) in record[8..14].as_chunks_mut::<2>().0.iter_mut().zip([entry.class, entry.cues, entry.names]) {
            *to = half.to_le_bytes();
        }
        record[14] = entry.count;
    }
    let records = records.concat();
    let paths = paths.iter().flat_map(|(bits, len)| (bits & 0x00FF_FFFF | len << 24).to_le_bytes()).collect();
    Wordbook {
        filter: filter(&records),
        records: Section::owned(records),
        paths: Section::owned(paths),
        slots,
        tags: tags.split_ascii_whitespace().map(hash::text).collect(),
    }
}

/// The filter of a table's keys.
fn filter(records: &[u8]) -> Filter {
    let key = |record: &[u8; RECORD]| u32_at(record, 0).unwrap_or(0);
    Filter::of(records.as_chunks::<RECORD>().0.iter().map(key))
}

/// The frequency step that [`Entry::count`] stores.
#[must_use]
pub fn count_step(count: u64) -> u8 {
    (12.0 * (1.0 + count as f64).log2()).round().min(255.0) as u8
}
