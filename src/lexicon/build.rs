//! Records → compiled list.

use std::collections::HashMap;

use super::fold;
use super::record::Record;
use super::scan;
use super::store::{
    APPROXIMATE, CURATED, ENDS, GOES_ON, INDEX, KIND, MORE, NAME, NONE, REACH, SLOT, THING, TRUST, TRUST_SHIFT,
    filter_bit, slot_of,
};
use super::words::{self, NameWord};
use crate::blob::BlobWriter;
use crate::error::{Error, Result};
use crate::normalize::{Normalizer, Profile};
use crate::segment::tokens;

/// Compiles records, and words of personal names, into the bytes of a lexicon. The same input gives the same bytes.
///
/// A record whose name has no letters or whose label is empty is an error that says which (its position is the row).
pub fn compile(records: &[Record], name_words: &[(String, NameWord)], identity: &str) -> Result<Vec<u8>> {
    let normalizer = Normalizer::profile(Profile::Match);
    let mut keyed: Vec<(Vec<u64>, &Record, String)> = Vec::with_capacity(records.len());
    for (row, record) in records.iter().enumerate() {
        let (key, name) = key_of(&record.name, &normalizer);
        if key.is_empty() {
            let name = &record.name;
            return Err(Error::data(format!("the name {name:?} has no letters to be found by")).at_row(row));
        }
        if record.label.trim().is_empty() || [&record.label, &record.class].iter().any(|s| s.contains(['\t', '\n'])) {
            let name = &record.name;
            return Err(Error::data(format!("the label of {name:?} is empty or has a tab or line break")).at_row(row));
        }
        keyed.push((key, record, name));
    }
    // Names with one key stand together, the likeliest first; ties keep the order of the records.
    keyed.sort_by(|(a, x, _), (b, y, _)| a.cmp(b).then(y.trust.cmp(&x.trust)).then(y.weight.cmp(&x.weight)));
    keyed.dedup_by(|(a, x, n), (b, y, m)| a == b && n == m && x.label == y.label && x.id == y.id && same_thing(x, y));

    let mut pool = Pool::default();
    let mut lists = Lists::default();
    let mut things = Things::default();
    let mut names = Vec::with_capacity(keyed.len() * NAME);
    let mut nodes: HashMap<u64, u32> = HashMap::new();
    if keyed.len() >= INDEX as usize {
        return Err(Error::data("a lexicon holds up to 268 million names"));
    }
    for (index, (key, record, name)) in keyed.iter().enumerate() {
        let more = keyed.get(index + 1).is_some_and(|(next, ..)| next == key);
        let first = index == 0 || keyed.get(index - 1).is_some_and(|(before, ..)| before != key);
        let flags = record.trust.min(TRUST)
            | if more { MORE } else { 0 }
            | if record.curated { CURATED } else { 0 }
            | if record.approximate { APPROXIMATE } else { 0 };
        names.extend_from_slice(&pool.offset(name)?.to_le_bytes());
        names.push(lists.class(&record.label, &record.class)?);
        names.push(flags);
        names.extend_from_slice(&lists.country(&record.country)?.to_le_bytes());
        names.extend_from_slice(&things.index(record, name, &mut pool)?.to_le_bytes());
        if first {
            add_path(&mut nodes, key, index as u32 | u32::from(record.trust.min(TRUST)) << TRUST_SHIFT);
        }
    }
    // Written apart or joined: each name that is spelled so gets the other way too, unless that is a listed name.
    for (index, (key, ..)) in keyed.iter().enumerate() {
        let first = index == 0 || keyed.get(index - 1).is_some_and(|(before, ..)| before != key);
        let Some((_, record, name)) = keyed.get(index).filter(|_| first) else { continue };
        let end = index as u32 | u32::from(record.trust.min(TRUST)) << TRUST_SHIFT;
        for other in respaced(name) {
            let (key, _) = key_of(&other, &normalizer);
            let taken = path(&key).last().is_some_and(|hash| nodes.get(&hash).is_some_and(|node| node & ENDS != 0));
            if !taken {
                add_path(&mut nodes, &key, end);
            }
        }
    }
    let mut known = Vec::with_capacity(name_words.len());
    let mut seen = std::collections::HashSet::new();
    for (word, counts) in name_words {
        if seen.insert(fold::hash(word)) {
            known.push((word.as_str(), pool.offset(word)?, *counts));
        }
    }
    Ok(BlobWriter::new(KIND, identity)
        .section("table", table(&nodes)?)
        .section("filter", filter(&nodes))
        .section("names", names)
        .section("things", things.bytes)
        .section("lists", lists.bytes())
        .section("words", words::compile(&known)?)
        .section("text", pool.bytes)
        .finish())
}

fn same_thing(x: &Record, y: &Record) -> bool {
    x.canonical == y.canonical && x.country == y.country && x.english == y.english
}

/// The hashes of a name's words, and the name as it is stored: as given, or its `match` form where only that can be
/// verified against a text (presentation forms).
fn key_of(name: &str, normalizer: &Normalizer) -> (Vec<u64>, String) {
    let aligned = normalizer.align(name);
    let text = aligned.text();
    let tokens = tokens(text);
    let mut words: Vec<u64> =
        (0..tokens.len()).map(|at| scan::part(text, &tokens, at)).filter(|&part| part > scan::BLANK).collect();
    // The words before the last are written in three cases; names that differ only there have one key.
    if let Some((_, before)) = words.split_last_mut() {
        before.iter_mut().for_each(|word| *word = fold::case_free(*word));
    }
    let shown = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let verified = fold::same_letters("", text, &shown);
    (words, if verified { shown } else { text.to_owned() })
}

/// The hashes of a name's prefixes, shortest first; the last is the whole.
fn path(words: &[u64]) -> impl Iterator<Item = u64> {
    words.iter().scan(0, |before, &word| {
        *before = fold::step(*before, word);
        Some(*before)
    })
}

/// Puts a name's prefixes into the table; `end` is the trust and index of its first entry.
fn add_path(nodes: &mut HashMap<u64, u32>, words: &[u64], end: u32) {
    let last = words.len().saturating_sub(1);
    for (at, hash) in path(words).enumerate() {
        let node = nodes.entry(hash).or_insert(0);
        *node = if at < last { *node | GOES_ON } else { *node & GOES_ON | ENDS | end };
    }
}

/// `عبد الله` ↔ `عبدالله`, `نصر الله` ↔ `نصرالله`, `بوركينا فاسو` → `بوركينافاسو`, `أبو ظبي` ↔ `أبوظبي`.
fn respaced(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').collect();
    let mut out = Vec::new();
    let pair_joins = |a: &str, b: &str| {
        (a == "عبد" && b.starts_with("ال"))
            || (b == "الله" && matches!(a, "نصر" | "فتح" | "ضيف" | "سيف" | "جار" | "خلف" | "عون" | "هبة" | "فضل"))
            || (b == "الدين" && a.chars().count() <= 5 && a.chars().count() >= 2)
            || (matches!(a, "أبو" | "ابو") && b == "ظبي")
            || (a == "بوركينا" && b == "فاسو")
    };
    for at in 1..words.len() {
        if let (Some(a), Some(b)) = (words.get(at - 1), words.get(at))
            && pair_joins(a, b)
        {
            let mut joined: Vec<String> = words.iter().map(ToString::to_string).collect();
            joined.remove(at);
            if let Some(word) = joined.get_mut(at - 1) {
                *word = format!("{a}{b}");
            }
            out.push(joined.join(" "));
        }
    }
    for (at, word) in words.iter().enumerate() {
        let split = ["عبد", "نصر", "فتح", "أبو"].iter().find_map(|head| {
            let rest = word.strip_prefix(head)?;
            let apart = match *head {
                "عبد" => rest.starts_with("ال") && rest.chars().count() > 3,
                "أبو" => rest == "ظبي",
                _ => rest == "الله",
            };
            apart.then(|| format!("{head} {rest}"))
        });
        if let Some(split) = split {
            let mut apart: Vec<&str> = words.clone();
            if let Some(word) = apart.get_mut(at) {
                *word = &split;
            }
            out.push(apart.join(" "));
        }
    }
    out
}

/// A bit for each hash of the table, in eight times as many bits.
fn filter(nodes: &HashMap<u64, u32>) -> Vec<u8> {
    let mut bits = vec![0u8; nodes.len() + 8];
    let bytes = bits.len();
    for &hash in nodes.keys() {
        let bit = filter_bit(hash, bytes);
        if let Some(byte) = bits.get_mut(bit >> 3) {
            *byte |= 1 << (bit & 7);
        }
    }
    bits
}

fn table(nodes: &HashMap<u64, u32>) -> Result<Vec<u8>> {
    let mut sorted: Vec<(u64, u32)> = nodes.iter().map(|(&hash, &node)| (hash, node)).collect();
    sorted.sort_unstable();
    let mut count = sorted.len() * 3 / 2 + 1;
    'grow: loop {
        let mut slots = vec![0u8; count * SLOT];
        for &(hash, payload) in &sorted {
            let mut at = slot_of(hash, count);
            let mut tries = 0;
            while let Some(slot) = slots.get_mut(at * SLOT..at * SLOT + SLOT) {
                if slot.iter().skip(4).all(|&byte| byte == 0) {
                    let [a, b, c, d] = (hash as u32).to_le_bytes();
                    let [e, f, g, h] = payload.to_le_bytes();
                    slot.copy_from_slice(&[a, b, c, d, e, f, g, h]);
                    break;
                }
                at = if at + 1 == count { 0 } else { at + 1 };
                tries += 1;
                if tries == REACH {
                    if count > 64 * (sorted.len() + 1) {
                        return Err(Error::data("too many names fall on one place of the table"));
                    }
                    count += count / 4 + 1;
                    continue 'grow;
                }
            }
        }
        return Ok(slots);
    }
}

/// All texts, each once, each after its length. Offset 0 is the empty text.
struct Pool {
    bytes: Vec<u8>,
    at: HashMap<Box<str>, u32>,
}

impl Default for Pool {
    fn default() -> Self {
        Self { bytes: vec![0], at: HashMap::from([("".into(), 0)]) }
    }
}

impl Pool {
    fn offset(&mut self, text: &str) -> Result<u32> {
        if let Some(&at) = self.at.get(text) {
            return Ok(at);
        }
        let too_long = || Error::data(format!("a text of a lexicon is too long: {:.40}…", text));
        let at = u32::try_from(self.bytes.len()).ok().filter(|&at| at < NONE);
        let at = at.ok_or_else(|| Error::data("the texts of a lexicon are longer than four gigabytes"))?;
        match u8::try_from(text.len()) {
            Ok(len) if len < 255 => self.bytes.push(len),
            _ => {
                let len = u16::try_from(text.len()).map_err(|_| too_long())?;
                self.bytes.push(255);
                self.bytes.extend_from_slice(&len.to_le_bytes());
            }
        }
        self.bytes.extend_from_slice(text.as_bytes());
        self.at.insert(text.into(), at);
        Ok(at)
    }
}

/// Labels with classes, and countries: each once.
#[derive(Default)]
struct Lists {
    classes: Vec<String>,
    countries: Vec<String>,
}

impl Lists {
    fn class(&mut self, label: &str, class: &str) -> Result<u8> {
        let at = index_of(&mut self.classes, format!("{label}\t{class}"));
        u8::try_from(at).map_err(|_| Error::data("a lexicon has up to 256 pairs of label and class"))
    }

    fn country(&mut self, country: &str) -> Result<u16> {
        let at = index_of(&mut self.countries, country.replace(['\t', '\n', '\r'], " "));
        u16::try_from(at).map_err(|_| Error::data("a lexicon has up to 65536 countries"))
    }

    fn bytes(&self) -> Vec<u8> {
        let lines = self.classes.iter().chain(&self.countries);
        lines.flat_map(|line| line.bytes().chain([b'\n'])).collect()
    }
}

fn index_of(list: &mut Vec<String>, value: String) -> usize {
    list.iter().position(|v| *v == value).unwrap_or_else(|| {
        list.push(value);
        list.len() - 1
    })
}

/// What names stand for. A name that says nothing more than itself has none.
#[derive(Default)]
struct Things {
    bytes: Vec<u8>,
    at: HashMap<[u32; 6], u32>,
}

impl Things {
    fn index(&mut self, record: &Record, name: &str, pool: &mut Pool) -> Result<u32> {
        let bare = record.canonical.is_empty() || record.canonical == record.name;
        let plain = record.id.is_empty() && record.english.is_empty() && record.coordinates.is_none();
        if bare && plain && record.population == 0 {
            return Ok(NONE);
        }
        let scaled = |degrees: f64| (degrees * 100_000.0).round() as i32 as u32;
        let (lat, lon) = match record.coordinates {
            Some((lat, lon)) if lat.abs() <= 90.0 && lon.abs() <= 180.0 => (scaled(lat), scaled(lon)),
            Some(_) => {
                let name = &record.name;
                return Err(Error::data(format!("the coordinates of {name:?} are not degrees of latitude, longitude")));
            }
            None => (NONE, NONE),
        };
        let thing = [
            pool.offset(if bare { name } else { &record.canonical })?,
            pool.offset(&record.english)?,
            pool.offset(&record.id)?,
            u32::try_from(record.population).unwrap_or(NONE - 1),
            lat,
            lon,
        ];
        if let Some(&at) = self.at.get(&thing) {
            return Ok(at);
        }
        let at = (self.bytes.len() / THING) as u32;
        self.bytes.extend(thing.iter().flat_map(|field| field.to_le_bytes()));
        self.at.insert(thing, at);
        Ok(at)
    }
}
