//! Features: which numbers of which words, near which token. The same code serves training and tagging.
//!
//! A feature is a 64-bit number. Those that depend on one word alone ([`of_word`]) are summed once a word and cached;
//! the others ([`of_place`]) join neighbours, or look at the sentence.

use super::evidence::Gazetteer;
use super::hash::mix;
use super::word::{AFTER, BEFORE, Kind, Slot, WordFeatures, WordInfo};
use super::wordbook::cue;

/// How far from a token a word may speak.
pub(crate) const REACH: isize = 2;

/// Which slot speaks from where to where.
const SINGLE: &[(Slot, isize, isize)] = &[
    (Slot::Word, -1, 1),
    (Slot::Folded, 0, 0),
    (Slot::Prefixes, 0, 0),
    (Slot::Suffixes, 0, 0),
    (Slot::Beginnings, -1, -1),
    (Slot::Endings, -1, -1),
    (Slot::Endings, 1, 1),
    (Slot::Shape, -1, 1),
    (Slot::Strips, 0, 0),
    (Slot::Stem, 0, 0),
    (Slot::Removed, 0, 0),
    (Slot::Cues, -2, 1),
    (Slot::Name, -1, 1),
    (Slot::Nisba, 0, 0),
    (Slot::Class, -2, 2),
    (Slot::Path, -1, 1),
    (Slot::StemClass, 0, 0),
    (Slot::Histogram, -1, 1),
];

/// The features that a word gives to the token `offset` places before it (so the word stands at token + offset).
pub(crate) fn of_word(word: &WordFeatures, offset: isize, mut emit: impl FnMut(u64)) {
    for &(slot, from, to) in SINGLE {
        if (from..=to).contains(&offset) {
            let template = (slot as u64) << 8 | (offset + 8) as u64;
            for &value in word.slot(slot) {
                emit(mix(template, value));
            }
        }
    }
}

/// A sentence as the features see it.
pub(crate) struct Sentence<'a> {
    pub words: &'a [WordInfo],
    pub names: &'a Gazetteer,
    pub quotes: &'a [u64],
}

const EDGES: [WordInfo; 2] = [edge(BEFORE), edge(AFTER)];

const fn edge(mark: u64) -> WordInfo {
    WordInfo {
        stem: 0,
        folded: mark,
        name: mark,
        histogram: mark,
        class: mark,
        path: mark,
        cues: 0,
        kind: Kind::Mark,
        article: false,
        joined: false,
    }
}

impl Sentence<'_> {
    fn word(&self, at: isize) -> &WordInfo {
        let [before, after] = &EDGES;
        usize::try_from(at).map_or(before, |i| self.words.get(i).unwrap_or(after))
    }

    fn joined(&self, at: isize) -> u64 {
        match usize::try_from(at) {
            Err(_) => BEFORE,
            Ok(i) => self.names.joined.get(i).copied().unwrap_or(AFTER),
        }
    }
}

/// The features of token `at` that no single word gives.
pub(crate) fn of_place(sentence: &Sentence<'_>, at: usize, mut emit: impl FnMut(u64)) {
    let i = at as isize;
    let [before, here, after] = [sentence.word(i - 1), sentence.word(i), sentence.word(i + 1)];
    let mut pair = |template: u64, a: u64, b: u64| emit(mix(mix(0x10_0000 | template, a), b));
    pair(1, before.name, here.name);
    pair(2, here.name, after.name);
    pair(3, here.name, u64::from(before.cues));
    pair(4, before.histogram, here.histogram);
    pair(5, here.histogram, after.histogram);
    let joined = [sentence.joined(i - 1), sentence.joined(i), sentence.joined(i + 1)];
    if joined[1] != 0 || joined[0] != 0 {
        pair(6, joined[0], joined[1]);
        pair(7, joined[1], u64::from(before.cues));
    }
    pair(8, before.class, here.class);
    pair(9, here.path, after.path);
    pair(10, mix(before.name, here.name), u64::from(here.joined) << 1 | u64::from(after.joined));
    pair(11, before.folded, here.path);
    pair(12, here.path, after.folded);

    for (offset, template) in [(-1, 20), (0, 21), (1, 22)] {
        match usize::try_from(i + offset) {
            Ok(t) if t < sentence.words.len() => {
                for value in sentence.names.values(t) {
                    emit(mix(0x10_0000 | template, value));
                }
            }
            other => emit(mix(0x10_0000 | template, if other.is_err() { BEFORE } else { AFTER })),
        }
    }
    if let Some(&quote) = sentence.quotes.get(at).filter(|&&q| q != 0) {
        // Length, first or inside, and the word before the quotation mark, packed by `quotes`.
        emit(mix(0x10_0000 | 30, quote & 0xFF));
        emit(mix(0x10_0000 | 31, quote >> 8));
    }
    of_head(sentence, at, &mut emit);
}

/// Long names: the nearest head of a name (وزارة, شركة, مطار), title or verb of saying to the left, how far it is, and
/// whether prepositions lie between.
fn of_head(sentence: &Sentence<'_>, at: usize, emit: &mut impl FnMut(u64)) {
    const HEADS: u16 = cue::BODY | cue::PLACE | cue::WORK | cue::FACILITY | cue::TITLE;
    let here = sentence.word(at as isize);
    if !matches!(here.kind, Kind::Word | Kind::Latin) {
        return;
    }
    let mut links = 0u64;
    for distance in 2..=6usize {
        let Some(word) = at.checked_sub(distance).and_then(|t| sentence.words.get(t)) else { return };
        let Some(between) = sentence.words.get(at - distance + 1) else { return };
        if matches!(between.kind, Kind::Mark | Kind::Number | Kind::CloseQuote) || between.cues & cue::VERB != 0 {
            return;
        }
        if between.cues & cue::FUNCTION != 0 {
            links += 1;
        }
        if between.joined {
            links += 4;
        }
        if word.cues & HEADS != 0 && word.kind == Kind::Word {
            let heads = u64::from(word.cues & HEADS);
            let form =
                u64::from(here.article) | u64::from(here.joined) << 1 | u64::from(here.cues & cue::NISBA != 0) << 2;
            let links = links.min(6);
            emit(mix(0x10_0000 | 40, heads << 8 | (distance.min(4) as u64) << 4 | links));
            emit(mix(0x10_0000 | 41, heads << 16 | form << 8 | (distance.min(4) as u64) << 4 | links));
            emit(mix(mix(0x10_0000 | 42, heads << 8 | links), here.path));
            return;
        }
    }
}

/// Marks the words inside short quotations: bits 0–2 length, bit 3 first or inside, bits 8.. the word before.
pub(crate) fn quotes(words: &[WordInfo], out: &mut Vec<u64>) {
    out.clear();
    out.resize(words.len(), 0);
    let mut at = 0;
    while at < words.len() {
        let opens = matches!(words[at].kind, Kind::OpenQuote | Kind::Quote);
        let close = |w: &WordInfo| match words[at].kind {
            Kind::OpenQuote => w.kind == Kind::CloseQuote,
            _ => w.kind == Kind::Quote || w.kind == Kind::CloseQuote,
        };
        let length = if opens { words[at + 1..].iter().take(10).position(close).unwrap_or(0) } else { 0 };
        if length == 0 {
            at += 1;
            continue;
        }
        let before = at.checked_sub(1).map_or(BEFORE, |b| words[b].folded);
        for (k, mark) in out[at + 1..=at + length].iter_mut().enumerate() {
            let inside = u64::from(k > 0);
            *mark = before << 8 | inside << 3 | length.min(5) as u64 | 0x10;
        }
        at += length + 2;
    }
}
