//! What the tagger sees of one word by itself: numbers in named slots, the same for every occurrence of the word.

use super::hash::{mix, text};
use super::wordbook::{Histogram, Wordbook, cue};

/// A place for numbers that describe a word. The order is part of the model format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Slot {
    /// The canonical word.
    Word,
    /// The same with ة→ه, ؤ→و, ئ→ي.
    Folded,
    /// Prefixes of one to four letters.
    Prefixes,
    /// Suffixes of one to four letters.
    Suffixes,
    /// Prefixes of two and three letters.
    Beginnings,
    /// Suffixes of two and three letters.
    Endings,
    /// What it is made of.
    Shape,
    /// Every proclitic with the rest of the word.
    Strips,
    /// The stem, folded.
    Stem,
    /// The letters removed to reach the stem.
    Removed,
    /// Cue classes of the word and of its stem.
    Cues,
    /// Given-name and surname counts.
    Name,
    /// Whether it is a nationality adjective.
    Nisba,
    /// Distributional class.
    Class,
    /// The way to the class in the tree of classes.
    Path,
    /// Distributional class of the stem.
    StemClass,
    /// What a first tagger made of it.
    Histogram,
}

pub(crate) const SLOTS: usize = 17;

/// What stays at hand of every word of a sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WordInfo {
    /// The folded stem, or 0 where document memory should not look (short words, marks, numbers).
    pub stem: u64,
    /// The hash of the folded word.
    pub folded: u64,
    /// One number for given/surname counts.
    pub name: u64,
    /// One number for what a first tagger made of it.
    pub histogram: u64,
    /// Cue bits of the stem.
    pub cues: u16,
    /// What it is made of.
    pub kind: Kind,
    /// Whether it begins with the article, behind proclitics too.
    pub article: bool,
    /// Whether it begins with the conjunction و.
    pub joined: bool,
    /// Whether a harvested phrase may begin with it: bit 0 as it is, bit 1 with its stem.
    pub begins: u8,
}

/// What a word is made of, as far as the features beyond it ask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    #[default]
    Word,
    Latin,
    Number,
    Mark,
    OpenQuote,
    CloseQuote,
    /// A mark that opens and closes alike.
    Quote,
}

/// A word with all its slots.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordFeatures {
    pub info: WordInfo,
    ends: [u8; SLOTS],
    values: Vec<u64>,
}

impl WordFeatures {
    /// The numbers in a slot.
    pub fn slot(&self, slot: Slot) -> &[u64] {
        let at = slot as usize;
        let start = if at == 0 { 0 } else { usize::from(self.ends[at - 1]) };
        self.values.get(start..usize::from(self.ends[at])).unwrap_or(&[])
    }

    /// The border of a sentence: every slot holds one number.
    pub fn edge(mark: u64) -> Self {
        let mut ends = [0; SLOTS];
        for (i, end) in ends.iter_mut().enumerate() {
            *end = i as u8 + 1;
        }
        let info = WordInfo { name: mark, histogram: mark, kind: Kind::Mark, ..WordInfo::default() };
        Self { info, ends, values: vec![mark; SLOTS] }
    }
}

/// Before the first word.
pub(crate) const BEFORE: u64 = 0xFFFF_FFF1;
/// After the last word.
pub(crate) const AFTER: u64 = 0xFFFF_FFF2;

/// The canonical form of a token of the match form: lower case, digits as 0, marks at both ends off.
pub(crate) fn canonical(token: &str) -> String {
    let lower = |c: char| match c {
        _ if is_letter(c) => c,
        _ if c.is_numeric() => '0',
        _ => c.to_lowercase().next().unwrap_or(c),
    };
    let trimmed = token.trim_matches(|c: char| !is_letter(c) && !c.is_alphanumeric());
    let kept = if trimmed.is_empty() { token } else { trimmed };
    let mut out = String::with_capacity(kept.len());
    out.extend(kept.chars().map(lower));
    out
}

/// Whether it is one of the Arabic letters of ordinary text: most characters need no larger table.
#[inline]
fn is_letter(c: char) -> bool {
    matches!(c, 'ء'..='غ' | 'ف'..='ي')
}

/// ة→ه, ؤ→و, ئ→ي.
pub(crate) fn folded(word: &str) -> String {
    let fold = |c| match c {
        'ة' => 'ه',
        'ؤ' => 'و',
        'ئ' => 'ي',
        other => other,
    };
    let mut out = String::with_capacity(word.len());
    out.extend(word.chars().map(fold));
    out
}

/// The word without the proclitics و/ف and ب/ل/ك where the rest is written more than twice as often, and the letters
/// removed. The article stays; للجنة becomes الجنة (that is how it is written after a vowel-less lam).
pub(crate) fn stem(word: &str, book: &Wordbook) -> (String, String) {
    let mut current = word.to_owned();
    let mut removed = String::new();
    for group in [&['و', 'ف'][..], &['ب', 'ل', 'ك'][..]] {
        let Some(first) = current.chars().next().filter(|c| group.contains(c)) else { continue };
        let rest = &current[first.len_utf8()..];
        if rest.chars().count() < 3 {
            continue;
        }
        let restored = if first == 'ل' && rest.starts_with('ل') { format!("ا{rest}") } else { String::new() };
        let rest = if !restored.is_empty() && book.count(&restored) > 0 { &restored } else { rest };
        let (less, more) = (book.count(&current), book.count(rest));
        // Twelve steps are one doubling.
        if (less == 0 && more > 0) || more > less.saturating_add(12) {
            removed.push(first);
            current = rest.to_owned();
        }
    }
    (current, removed)
}

const PROCLITICS: [&str; 19] =
    ["وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال", "وب", "ول", "وك", "فب", "فل", "و", "ف", "ب", "ل", "ك", "س"];

/// Every proclitic with the rest, where enough letters remain.
fn strips(word: &str) -> impl Iterator<Item = (&'static str, &str)> {
    PROCLITICS.iter().filter_map(move |p| {
        let rest = word.strip_prefix(p)?;
        let least = if matches!(*p, "ال" | "لل" | "وال" | "بال") { 2 } else { 3 };
        (rest.chars().count() >= least).then_some((*p, rest))
    })
}

/// The first of the forms under which lists may know the folded word that `known` gives something for: without و/ف,
/// without ب/ل/ك, with the article restored after لل.
fn list_variant<T>(word: &str, known: impl Fn(&str) -> Option<T>) -> Option<T> {
    let second = |rest: &str, restore: bool| {
        let tail = rest.strip_prefix(['ب', 'ل', 'ك']).filter(|t| t.chars().nth(2).is_some())?;
        let restored = || {
            let doubled = restore && rest.starts_with('ل') && tail.starts_with('ل');
            if doubled { known(&format!("ا{tail}")) } else { None }
        };
        known(tail).or_else(restored)
    };
    let joined = word.strip_prefix(['و', 'ف']).filter(|r| r.chars().nth(2).is_some());
    if let Some(found) = joined.and_then(&known) {
        return Some(found);
    }
    second(word, true).or_else(|| second(joined?, false))
}

fn shape(token: &str) -> (Kind, u64) {
    if token.chars().all(is_letter) && !token.is_empty() {
        return (Kind::Word, 0xD4);
    }
    let mut chars = token.chars();
    let first = chars.next().unwrap_or(' ');
    if token.chars().any(char::is_numeric) {
        let marks = u64::from(token.chars().any(|c| !c.is_alphanumeric()));
        let latin = u64::from(token.chars().any(char::is_alphabetic));
        return (Kind::Number, mix(0xD1, token.chars().count().min(5) as u64 * 4 + marks * 2 + latin));
    }
    if !token.chars().any(char::is_alphanumeric) {
        let kind = match first {
            '«' | '“' | '‘' => Kind::OpenQuote,
            '»' | '”' | '’' => Kind::CloseQuote,
            '"' | '\'' => Kind::Quote,
            _ => Kind::Mark,
        };
        let end = token.char_indices().nth(2).map_or(token.len(), |(i, _)| i);
        return (kind, mix(0xD2, text(&token[..end])));
    }
    if token.chars().any(|c| c.is_ascii_alphabetic()) {
        let upper = token.chars().any(char::is_uppercase);
        let all = token.chars().all(char::is_uppercase);
        return (Kind::Latin, mix(0xD3, u64::from(upper) + u64::from(all)));
    }
    (Kind::Word, 0xD4)
}

/// Says that a word will be described soon: it is asked for as it is and without a letter that may be a proclitic.
pub(crate) fn announce(token: &str, book: &Wordbook) {
    book.announce(token);
    if let Some(rest) = token.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك']) {
        book.announce(rest);
    }
}

/// Computes a word's slots.
pub(crate) fn describe(token: &str, book: &Wordbook) -> WordFeatures {
    let word = canonical(token);
    let fold = folded(&word);
    let (kind, shape_value) = shape(token);
    let (stem_word, removed) = stem(&word, book);
    let stem_fold = folded(&stem_word);
    let mut letters: Vec<usize> = Vec::with_capacity(word.len() + 1);
    letters.extend(word.char_indices().map(|(i, _)| i).chain([word.len()]));
    let count = letters.len() - 1;
    let own = book.get(&word).or_else(|| if fold == word { None } else { book.get(&fold) });
    let of_stem = if stem_word == word { own } else { book.get(&stem_word).or_else(|| book.get(&stem_fold)) };

    let mut out = WordFeatures { values: Vec::with_capacity(64), ..WordFeatures::default() };
    let mut put = Filler { out: &mut out, slot: 0 };
    put.one(Slot::Word, text(&word));
    put.one(Slot::Folded, text(&fold));
    let prefix = |n: usize| letters.get(n).filter(|_| count > n).map(|&end| mix(n as u64, text(&word[..end])));
    let suffix = |n: usize| (count > n).then(|| mix(n as u64, text(&word[letters[count - n]..])));
    put.all(Slot::Prefixes, (1..=4).filter_map(prefix));
    put.all(Slot::Suffixes, (1..=4).filter_map(suffix));
    put.all(Slot::Beginnings, (2..=3).filter_map(prefix));
    put.all(Slot::Endings, (2..=3).filter_map(suffix));
    put.one(Slot::Shape, shape_value);
    put.all(Slot::Strips, strips(&fold).map(|(p, rest)| mix(text(p), text(rest))).chain([text(&fold)]));
    put.one(Slot::Stem, text(&stem_fold));
    put.one(Slot::Removed, text(&removed));

    let own_cues = own.map_or(0, |e| e.cues);
    let stem_cues = of_stem.map_or(0, |e| e.cues);
    let bits = |cues: u16, mark: u64| (0..16).filter(move |b| cues >> b & 1 == 1).map(move |b| mix(mark, b));
    put.all(Slot::Cues, bits(own_cues, 0xC1).chain(bits(stem_cues, 0xC2)));

    let (name, names) = name_values(&fold, own.map_or(0, |e| e.names), book);
    put.all(Slot::Name, names.into_iter());
    let nisba = (own_cues | stem_cues) & cue::NISBA != 0;
    put.all(Slot::Nisba, nisba.then_some(1).into_iter());

    let listed = |e: Option<super::wordbook::Entry>| e.map(|e| e.class).filter(|&c| c != 0);
    let of_rest = || strips(&word).find_map(|(_, rest)| listed(book.get(rest)));
    let feminine = || listed(book.get(&format!("{}ة", word.strip_suffix('ه')?)));
    let class = listed(own).or_else(|| listed(of_stem)).or_else(of_rest).or_else(feminine).unwrap_or(0);
    put.one(Slot::Class, u64::from(class));
    let (path, length) = book.path(class);
    let step = |n: u32| if class == 0 { 0 } else { mix(u64::from(n), u64::from(path & ((1 << n) - 1))) };
    let steps = [4, 6, 8, 10, 20].into_iter().filter(|&n| n == 20 || n <= length);
    put.all(Slot::Path, steps.map(|n| if n == 20 { mix(20, u64::from(path)) } else { step(n) }));
    put.one(Slot::StemClass, of_stem.map_or(0, |e| u64::from(e.class)));

    let (histogram, marked) = match own.map_or(0, |e| e.histogram) {
        0 => (of_stem.map_or(0, |e| e.histogram), 1),
        packed => (packed, 0),
    };
    let histogram_value = match Histogram::unpack(histogram) {
        None => {
            put.one(Slot::Histogram, 0);
            0
        }
        Some(h) => {
            let n = |a: u8, b: u8, c: u8| u64::from(a) << 16 | u64::from(b) << 8 | u64::from(c);
            let top = mix(mix(0xE3, book.tag(h.top)), n(marked, h.quarters, h.seen));
            let best = mix(mix(0xE1, book.tag(h.best)), n(marked, h.tenths, 0));
            put.all(Slot::Histogram, [best, mix(0xE2, n(marked, h.outside, h.seen)), top].into_iter());
            top
        }
    };
    let bare = strip_article_proclitics(&word);
    out.info = WordInfo {
        stem: if kind == Kind::Word && stem_fold.chars().count() >= 3 || kind == Kind::Latin {
            text(&stem_fold)
        } else {
            0
        },
        folded: text(&fold),
        name,
        histogram: histogram_value,
        cues: stem_cues | own_cues,
        kind,
        article: bare.starts_with("ال") || bare.starts_with("لل"),
        joined: word.starts_with('و') && removed.starts_with('و'),
        // Phrases are not known here: with either it may.
        begins: 3,
    };
    out
}

fn strip_article_proclitics(word: &str) -> &str {
    let rest =
        word.strip_prefix(['و', 'ف']).filter(|r| r.starts_with("ال") || r.starts_with("بال") || r.starts_with("لل"));
    let rest = rest.unwrap_or(word);
    rest.strip_prefix(['ب', 'ك']).filter(|r| r.starts_with("ال")).unwrap_or(rest)
}

/// Name counts: one number, and several for features.
fn name_values(fold: &str, own: u16, book: &Wordbook) -> (u64, Vec<u64>) {
    let parts = |names: u16| (names & 7, names >> 3 & 7, names >> 6 & 7, names >> 10 & 1 == 1);
    if own >> 9 & 1 == 1 {
        let (given, surname, unknown, mostly) = parts(own);
        let values = vec![
            mix(0xA1, u64::from(given)),
            mix(0xA2, u64::from(surname)),
            mix(0xA3, u64::from(unknown)),
            0xA4,
            mix(0xA5, u64::from(mostly)),
        ];
        let one = if given >= 3 {
            1
        } else if mostly {
            2
        } else if surname >= 2 {
            3
        } else if surname > 0 {
            4
        } else {
            5
        };
        return (one, values);
    }
    let listed = list_variant(fold, |variant| book.get(variant).filter(|e| e.names >> 9 & 1 == 1));
    if let Some(entry) = listed {
        let (given, surname, ..) = parts(entry.names);
        let values = vec![mix(0xB1, u64::from(given)), mix(0xB2, u64::from(surname)), 0xB4];
        return (if given >= 3 { 6 } else { 7 }, values);
    }
    (0, vec![0xBF])
}

struct Filler<'a> {
    out: &'a mut WordFeatures,
    slot: usize,
}

impl Filler<'_> {
    fn one(&mut self, slot: Slot, value: u64) {
        self.all(slot, std::iter::once(value));
    }

    /// Fills the next slot. Slots come in the order of [`Slot`].
    fn all(&mut self, slot: Slot, values: impl Iterator<Item = u64>) {
        debug_assert_eq!(slot as usize, self.slot, "slots are filled in order");
        self.out.values.extend(values);
        // A word of sixty letters has no more than forty numbers.
        if let Some(end) = self.out.ends.get_mut(self.slot) {
            *end = self.out.values.len().min(255) as u8;
        }
        self.slot += 1;
    }
}
