//! One compiled list as it lies in memory: hash table, names, things, texts. Nothing is parsed when it is opened.
//!
//! | section | what |
//! |---|---|
//! | `table` | slots of eight bytes: low half of the hash, then flags and the index of the first name |
//! | `filter` | bits: one for each slot's hash; it is small, and nearly all words of a text stop there |
//! | `names` | twelve bytes each: text, class, flags, country, thing; names with one key stand together, likeliest first |
//! | `things` | twenty-four bytes each: canonical name, English, identity (texts), inhabitants, latitude, longitude |
//! | `lists` | labels and classes, countries |
//! | `words` | words of personal names with counts, see `words.rs` |
//! | `text` | all texts, each after its length |

use super::fold;
use super::words::Words;
use super::{Entry, EntryId};
use crate::blob::{Blob, Kind, Section, u16_at, u32_at};
use crate::error::{Error, Result};

/// The kind of a compiled lexicon.
pub const KIND: Kind = Kind { tag: *b"LEXI", noun: "lexicon", format: 1 };

pub(super) const SLOT: usize = 8;
pub(super) const NAME: usize = 12;
pub(super) const THING: usize = 24;

/// In a slot: a name ends here; a longer name goes on; two bits of the first name's trust; its index.
pub(super) const ENDS: u32 = 1 << 31;
pub(super) const GOES_ON: u32 = 1 << 30;
pub(super) const TRUST_SHIFT: u32 = 28;
pub(super) const INDEX: u32 = (1 << TRUST_SHIFT) - 1;

/// In a name's flags: two bits of trust, then these.
pub(super) const TRUST: u8 = 3;
pub(super) const MORE: u8 = 4;
pub(super) const CURATED: u8 = 8;
pub(super) const APPROXIMATE: u8 = 16;

/// No slot lies further than this from where its search begins: the builder sees to it.
pub(super) const REACH: usize = 256;

/// Where no number is known.
pub(super) const NONE: u32 = u32::MAX;

/// An opened list.
#[derive(Clone, Debug)]
pub(super) struct Store {
    blob: Blob,
    table: Section,
    filter: Section,
    names: Section,
    things: Section,
    text: Section,
    pub(super) words: Words,
    /// Labels and classes, then countries: short texts that entries share.
    classes: Vec<(Box<str>, Box<str>)>,
    countries: Vec<Box<str>>,
}

impl Store {
    pub(super) fn open(blob: Blob) -> Result<Self> {
        let section = |name| blob.section(name);
        let (table, names, things) = (section("table")?, section("names")?, section("things")?);
        let (filter, text, lists) = (section("filter")?, section("text")?, section("lists")?);
        let broken = |what: &str| Error::blob(format!("the lexicon is corrupted: {what}"));
        if table.len() % SLOT != 0 || names.len() % NAME != 0 || things.len() % THING != 0 {
            return Err(broken("a table has a part of an entry"));
        }
        let lists = std::str::from_utf8(&lists).map_err(|_| broken("its lists are not UTF-8"))?;
        let mut classes = Vec::new();
        let mut countries = Vec::new();
        for line in lists.lines() {
            match line.split_once('\t') {
                Some((label, class)) => classes.push((label.into(), class.into())),
                None => countries.push(line.into()),
            }
        }
        let words = Words::open(section("words")?, text.clone())?;
        Ok(Self { table, filter, names, things, text, words, classes, countries, blob })
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.blob.bytes()
    }

    pub(super) fn identity(&self) -> &str {
        self.blob.identity()
    }

    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.names.len() / NAME
    }

    /// The table's slots, to be asked with [`probe`].
    pub(super) fn slots(&self) -> &[u8] {
        &self.table
    }

    /// Whether the table may have this hash; `false` is certain.
    #[inline]
    pub(super) fn may_have(&self, hash: u64) -> bool {
        let bit = filter_bit(hash, self.filter.len());
        self.filter.get(bit >> 3).is_some_and(|byte| byte >> (bit & 7) & 1 != 0)
    }

    /// Where a name's text lies.
    #[inline]
    pub(super) fn text_offset(&self, id: EntryId) -> u32 {
        self.name(id).and_then(|name| u32_at(name, 0)).unwrap_or(0)
    }

    /// Whether the text at an offset has the letters of `restore` and `text`.
    #[inline]
    pub(super) fn spells(&self, offset: u32, restore: &str, text: &str) -> bool {
        let at = offset as usize;
        let same = self.text.get(at) == u8::try_from(text.len()).ok().as_ref()
            && self.text.get(at + 1..at + 1 + text.len()) == Some(text.as_bytes());
        (restore.is_empty() && same) || fold::same_letters(restore, text, self.text(offset))
    }

    /// The text at an offset: one byte of length (255: two more follow, low first), then the text.
    pub(super) fn text(&self, at: u32) -> &str {
        text_at(&self.text, at)
    }

    fn name(&self, id: EntryId) -> Option<&[u8]> {
        let at = (id as usize).checked_mul(NAME)?;
        self.names.get(at..at.checked_add(NAME)?)
    }

    /// A name's flags, or none past the end.
    #[inline]
    pub(super) fn flags(&self, id: EntryId) -> Option<u8> {
        self.name(id)?.get(5).copied()
    }

    /// The index of a name's class.
    #[inline]
    pub(super) fn class(&self, id: EntryId) -> u8 {
        self.name(id).and_then(|name| name.get(4).copied()).unwrap_or(u8::MAX)
    }

    /// The label and class of a class index.
    pub(super) fn label(&self, class: u8) -> (&str, &str) {
        self.classes.get(usize::from(class)).map_or(("", ""), |(label, class)| (label, class))
    }

    /// The thing a name belongs to; names of one thing are aliases.
    pub(super) fn thing(&self, id: EntryId) -> Option<u32> {
        self.name(id).and_then(|name| u32_at(name, 2)).filter(|&thing| thing != NONE)
    }

    pub(super) fn entry(&self, id: EntryId) -> Option<Entry<'_>> {
        let name = self.name(id)?;
        let flags = *name.get(5)?;
        let (label, class) = self.label(*name.get(4)?);
        let country = u16_at(name, 3).and_then(|index| self.countries.get(usize::from(index)));
        let text = self.text(u32_at(name, 0)?);
        let mut entry = Entry {
            label,
            class,
            trust: flags & TRUST,
            name: text,
            canonical: text,
            id: "",
            english: "",
            country: country.map_or("", |country| country),
            population: 0,
            coordinates: None,
            approximate: flags & APPROXIMATE != 0,
            curated: flags & CURATED != 0,
        };
        let thing = self.thing(id).and_then(|thing| {
            let at = (thing as usize).checked_mul(THING)?;
            self.things.get(at..at.checked_add(THING)?)
        });
        if let Some(thing) = thing {
            let field = |index| u32_at(thing, index).unwrap_or(NONE);
            entry.canonical = self.text(field(0));
            entry.english = self.text(field(1));
            entry.id = self.text(field(2));
            entry.population = u64::from(field(3));
            let degrees = |index| f64::from(field(index) as i32) / 100_000.0;
            if field(4) != NONE && field(5) != NONE {
                entry.coordinates = Some((degrees(4), degrees(5)));
            }
        }
        Some(entry)
    }

    /// Whether the name has exactly these letters. A hit of the table is only a hit after this.
    pub(super) fn matches(&self, id: EntryId, restore: &str, text: &str) -> bool {
        self.spells(self.text_offset(id), restore, text)
    }
}

pub(super) fn text_at(pool: &[u8], at: u32) -> &str {
    let at = at as usize;
    let range = match pool.get(at) {
        Some(255) => {
            let low = pool.get(at + 1).copied().unwrap_or(0);
            let high = pool.get(at + 2).copied().unwrap_or(0);
            at + 3..at + 3 + usize::from(u16::from_le_bytes([low, high]))
        }
        Some(&len) => at + 1..at + 1 + usize::from(len),
        None => return "",
    };
    pool.get(range).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
}

/// The bit of a filter of `bytes` bytes that stands for a hash.
#[inline]
pub(super) const fn filter_bit(hash: u64, bytes: usize) -> usize {
    (((hash & 0xFFFF_FFFF) * (bytes as u64 * 8)) >> 32) as usize
}

/// The slot where the search for a hash begins.
#[inline]
pub(super) const fn slot_of(hash: u64, slots: usize) -> usize {
    (((hash >> 32) * slots as u64) >> 32) as usize
}

/// What the table says of a sequence of words: flags and the index of the first name, or 0.
#[inline]
pub(super) fn probe(slots: &[u8], hash: u64) -> u32 {
    let count = slots.len() / SLOT;
    let tag = hash as u32;
    let mut at = slot_of(hash, count);
    for _ in 0..REACH.min(count) {
        let Some(&[a, b, c, d, e, f, g, h]) = slots.get(at * SLOT..at * SLOT + SLOT) else { return 0 };
        let payload = u32::from_le_bytes([e, f, g, h]);
        if payload == 0 {
            return 0;
        }
        if u32::from_le_bytes([a, b, c, d]) == tag {
            return payload;
        }
        at += 1;
        if at == count {
            at = 0;
        }
    }
    0
}
