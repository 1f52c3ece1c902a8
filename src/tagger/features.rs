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

/// The slots that hold one of a few thousand numbers, whichever the word: what they say is kept by number.
pub(crate) fn is_common(slot: Slot) -> bool {
    matches!(
        slot,
        Slot::Shape
            | Slot::Removed
            | Slot::Cues
            | Slot::Name
            | Slot::Nisba
            | Slot::Class
            | Slot::Path
            | Slot::StemClass
            | Slot::Histogram
    )
}

/// A number in a slot of the word that stands `offset` places after the token.
#[inline]
fn single(slot: Slot, offset: isize, value: u64) -> u64 {
    mix((slot as u64) << 8 | (offset + 8) as u64, value)
}

/// The slots that speak, each with the ranges of offsets from which it does.
pub(crate) fn slots() -> impl Iterator<Item = &'static [(Slot, isize, isize)]> {
    SINGLE.chunk_by(|a, b| a.0 == b.0)
}

/// The features of one number of a slot, at one offset; `ranges` are the slot's.
pub(crate) fn of_value(ranges: &[(Slot, isize, isize)], offset: isize, value: u64, mut emit: impl FnMut(u64)) {
    for &(slot, from, to) in ranges {
        if (from..=to).contains(&offset) {
            emit(single(slot, offset, value));
        }
    }
}

/// The features that a word gives to the token `offset` places before it (so the word stands at token + offset).
pub(crate) fn of_word(word: &WordFeatures, offset: isize, mut emit: impl FnMut(u64)) {
    for &(slot, from, to) in SINGLE {
        if (from..=to).contains(&offset) {
            for &value in word.slot(slot) {
                emit(single(slot, offset, value));
            }
        }
    }
}

/// A sentence as the features see it.
#[derive(Clone, Copy)]
pub(crate) struct Sentence<'a> {
    pub words: &'a [WordInfo],
    /// One number a token for the kinds of all names there.
    pub joined: &'a [u64],
}

const EDGES: [WordInfo; 2] = [edge(BEFORE), edge(AFTER)];

const fn edge(mark: u64) -> WordInfo {
    WordInfo {
        stem: 0,
        folded: mark,
        name: mark,
        histogram: mark,
        cues: 0,
        kind: Kind::Mark,
        article: false,
        joined: false,
        begins: 0,
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
            Ok(i) => self.joined.get(i).copied().unwrap_or(AFTER),
        }
    }
}

/// How a number of list evidence speaks to the token after it, to its own, and to the one before.
pub(crate) const NAME_TEMPLATES: [u64; 3] = [20, 21, 22];

/// A number of list evidence (or `BEFORE`, `AFTER` at the borders) by one of [`NAME_TEMPLATES`].
#[inline]
pub(crate) fn of_name(template: u64, value: u64) -> u64 {
    mix(0x10_0000 | template, value)
}

/// The features of a token in a short quotation. Length, first or inside, and the word before the quotation mark, packed
/// by [`quotes`].
#[inline]
pub(crate) fn of_quote(quote: u64) -> [u64; 2] {
    [mix(0x10_0000 | 30, quote & 0xFF), mix(0x10_0000 | 31, quote >> 8)]
}

#[inline]
fn pair(template: u64, a: u64, b: u64) -> u64 {
    mix(mix(0x10_0000 | template, a), b)
}

/// What a first tagger made of two neighbours: to the second, and to the first.
#[inline]
pub(crate) fn of_histograms(first: &WordInfo, second: &WordInfo) -> [u64; 2] {
    [4, 5].map(|template| pair(template, first.histogram, second.histogram))
}

/// The cues before a word that may be a name.
#[inline]
pub(crate) fn of_cues(before: &WordInfo, here: &WordInfo) -> u64 {
    pair(3, here.name, u64::from(before.cues))
}

/// Names of lists at a token and before it, and the cues before it.
#[inline]
pub(crate) fn of_kinds(joined: [u64; 2], before: &WordInfo) -> [u64; 2] {
    [pair(6, joined[0], joined[1]), pair(7, joined[1], u64::from(before.cues))]
}

/// Long names: what the nearest head of a name (وزارة, شركة, مطار), title or verb of saying to the left is, how far it is,
/// and whether prepositions lie between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    heads: u64,
    distance: u64,
    links: u64,
    form: u64,
}

impl Head {
    /// One number for everything.
    #[inline]
    pub fn number(self) -> u64 {
        self.heads << 16 | self.form << 8 | self.distance << 4 | self.links
    }

    /// The features that follow from the number.
    #[inline]
    pub fn features(self) -> [u64; 2] {
        let Self { heads, distance, links, .. } = self;
        [mix(0x10_0000 | 40, heads << 8 | distance << 4 | links), mix(0x10_0000 | 41, self.number())]
    }
}

impl Sentence<'_> {
    /// The words before, at and after a token.
    #[inline]
    pub fn around(&self, at: usize) -> [&WordInfo; 3] {
        let i = at as isize;
        [self.word(i - 1), self.word(i), self.word(i + 1)]
    }

    /// The kinds of list names before a token and at it, if there are any.
    #[inline]
    pub fn kinds(&self, at: usize) -> Option<[u64; 2]> {
        let joined = [self.joined(at as isize - 1), self.joined(at as isize)];
        (joined[1] != 0 || joined[0] != 0).then_some(joined)
    }

    /// The head of the name that a token may go on with.
    pub fn head(&self, at: usize) -> Option<Head> {
        const HEADS: u16 = cue::BODY | cue::PLACE | cue::WORK | cue::FACILITY | cue::TITLE;
        let here = self.word(at as isize);
        if !matches!(here.kind, Kind::Word | Kind::Latin) {
            return None;
        }
        let mut links = 0u64;
        for distance in 2..=6usize {
            let word = self.words.get(at.checked_sub(distance)?)?;
            let between = self.words.get(at - distance + 1)?;
            if matches!(between.kind, Kind::Mark | Kind::Number | Kind::CloseQuote) || between.cues & cue::VERB != 0 {
                return None;
            }
            if between.cues & cue::FUNCTION != 0 {
                links += 1;
            }
            if between.joined {
                links += 4;
            }
            if word.cues & HEADS != 0 && word.kind == Kind::Word {
                return Some(Head {
                    heads: u64::from(word.cues & HEADS),
                    distance: distance.min(4) as u64,
                    links: links.min(6),
                    form: u64::from(here.article)
                        | u64::from(here.joined) << 1
                        | u64::from(here.cues & cue::NISBA != 0) << 2,
                });
            }
        }
        None
    }
}

/// The features of token `at` that join neighbours.
pub(crate) fn of_pairs(sentence: &Sentence<'_>, at: usize, mut emit: impl FnMut(u64)) {
    let [before, here, after] = sentence.around(at);
    emit(of_histograms(before, here)[0]);
    emit(of_histograms(here, after)[1]);
    emit(of_cues(before, here));
    if let Some(joined) = sentence.kinds(at) {
        of_kinds(joined, before).into_iter().for_each(&mut emit);
    }
    if let Some(head) = sentence.head(at) {
        head.features().into_iter().for_each(&mut emit);
    }
}

/// All features of token `at` that no single word gives, as training sees them.
pub(crate) fn of_place(
    sentence: &Sentence<'_>,
    names: &Gazetteer,
    quotes: &[u64],
    at: usize,
    mut emit: impl FnMut(u64),
) {
    of_pairs(sentence, at, &mut emit);
    for (offset, template) in [-1, 0, 1].into_iter().zip(NAME_TEMPLATES) {
        match at.checked_add_signed(offset) {
            Some(t) if t < sentence.words.len() => names.values(t).for_each(|v| emit(of_name(template, v))),
            other => emit(of_name(template, if other.is_none() { BEFORE } else { AFTER })),
        }
    }
    if let Some(&quote) = quotes.get(at).filter(|&&q| q != 0) {
        of_quote(quote).into_iter().for_each(emit);
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
