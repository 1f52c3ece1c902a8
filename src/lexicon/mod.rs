//! The lexicon: names with identities, found through the `match` form with proclitics.

mod build;
mod csv;
mod fold;
mod link;
mod nisba;
mod record;
mod scan;
mod store;
mod trigger;
mod words;

use std::sync::{Arc, OnceLock};

pub use build::compile;
pub use csv::read_csv;
pub use fold::key;
pub use link::{Countries, link};
pub use nisba::{Nisba, nisba};
pub use record::Record;
pub use store::KIND;
pub use words::NameWord;

use crate::blob::{self, Blob};
use crate::error::{Error, ErrorKind, Result};
use crate::normalize::{Normalizer, Profile};
use crate::segment::{View, tokens};
use crate::span::Span;
use store::{CURATED, MORE, Store};

/// An entry's number within its lexicon.
pub type EntryId = u32;

/// A place in the text where an entry's name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// First token, and one past the last.
    pub tokens: (u32, u32),
    /// Bytes of the match form, without the proclitics.
    pub span: Span,
    /// What must be put before the span's text to have the citation form: nothing, `ا` or `ال` (after لل).
    pub restore: &'static str,
    /// Which entry: the likeliest of those with this name, see [`Lexicon::alternatives`].
    pub entry: EntryId,
    /// How far the name may be trusted here: that of the entry ([`Entry::trust`]), more where a trigger stands by.
    pub trust: u8,
}

/// What a lexicon says of one entry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry<'a> {
    /// The label of entities: `GPE`, `ORG`, … or the user's own.
    pub label: &'a str,
    /// The finer class: `LOC.city`, `ORG.armed_group`, … or empty.
    pub class: &'a str,
    /// 3 = safe alone, 2 = safe with a lower prior, 1 = only with a trigger, 0 = never alone.
    pub trust: u8,
    /// The listed name, as it is displayed.
    pub name: &'a str,
    /// The name of the thing, of which `name` may be an alias.
    pub canonical: &'a str,
    /// Identity, or empty.
    pub id: &'a str,
    /// English name, or empty.
    pub english: &'a str,
    /// ISO 3166 country code, or empty.
    pub country: &'a str,
    /// Inhabitants of a place, 0 if unknown.
    pub population: u64,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
    /// Whether the coordinates are those of a part (the capital of a country) or estimated.
    pub approximate: bool,
    /// Whether the name was chosen by hand for the built-in lexicon.
    pub curated: bool,
}

/// One name found by [`Lexicon::find`], in bytes of the original text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The surface without proclitics, in the original text.
    pub span: Span,
    /// Which entry.
    pub entry: EntryId,
    /// How far the name may be trusted here.
    pub trust: u8,
}

/// A compiled list of names, or several one after the other.
///
/// Opening costs no memory in proportion to the list: it is part of the binary, mapped, or owned once. Clones share.
///
/// ```
/// use rasad::lexicon::{Lexicon, Record};
/// let lexicon = Lexicon::from_records([Record::new("إرم نيوز", "ORG"), Record::new("مالي", "GPE")]).unwrap();
/// let text = "قال لـ\"إرم نيوز\" إن ماليزيا ومالي";
/// let names: Vec<_> = lexicon.find(text).iter().map(|f| &text[f.span.range()]).collect();
/// assert_eq!(names, ["إرم نيوز", "مالي"]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
struct Part {
    store: Arc<Store>,
    /// Whether names chosen by hand are found too.
    curated: bool,
    /// The number of the first entry.
    base: EntryId,
}

#[cfg(all(feature = "embedded-data", rasad_has_lexicon))]
static BUILTIN: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/compiled/lexicon.blob"));
#[cfg(not(all(feature = "embedded-data", rasad_has_lexicon)))]
static BUILTIN: &[u8] = &[];

impl Lexicon {
    /// The lexicon that is part of the binary: places, bodies, persons and words of names.
    ///
    /// `curated = false` leaves out the names chosen by hand for this project (for measuring on corpora that were in
    /// view when they were chosen). A build without it gives an error that says so.
    pub fn builtin(curated: bool) -> Result<Self> {
        static OPENED: OnceLock<Result<Arc<Store>>> = OnceLock::new();
        let opened = OPENED.get_or_init(|| {
            if BUILTIN.is_empty() {
                return Err(Error::blob(
                    "this build has no built-in lexicon: run `cargo run -p xtask -- data` and build again",
                ));
            }
            Ok(Arc::new(Store::open(Blob::from_static(BUILTIN, KIND)?)?))
        });
        Ok(Self { parts: vec![Part { store: opened.clone()?, curated, base: 0 }] })
    }

    /// A lexicon of records. An error names the record by its position.
    pub fn from_records(records: impl IntoIterator<Item = Record>) -> Result<Self> {
        let records: Vec<Record> = records.into_iter().collect();
        Self::from_bytes(compile(&records, &[], "records")?)
    }

    /// A lexicon of a table in a file, see [`read_csv`].
    pub fn from_csv(path: impl AsRef<std::path::Path>) -> Result<Self> {
        let path = path.as_ref();
        let bytes = std::fs::read(path)
            .map_err(|e| Error::new(ErrorKind::Io, format!("cannot read {}: {e}", path.display())))?;
        let text = String::from_utf8(bytes).map_err(|e| {
            let at = e.utf8_error().valid_up_to();
            Error::new(ErrorKind::Encoding, format!("{} is not UTF-8", path.display())).at_offset(at)
        })?;
        let records = read_csv(&text)?;
        Self::from_bytes(compile(&records, &[], &path.file_name().unwrap_or_default().to_string_lossy())?)
    }

    /// A compiled lexicon in memory.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        Self::of(Blob::from_bytes(bytes, KIND)?)
    }

    /// A compiled lexicon on disk, mapped: it is there at once, and processes share its memory.
    pub fn load(path: impl AsRef<std::path::Path>) -> Result<Self> {
        Self::of(Blob::load(path, KIND)?)
    }

    fn of(blob: Blob) -> Result<Self> {
        Ok(Self { parts: vec![Part { store: Arc::new(Store::open(blob)?), curated: true, base: 0 }] })
    }

    /// The compiled form of the whole.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        match self.parts.as_slice() {
            [part] if part.curated => Ok(part.store.bytes().to_vec()),
            _ => {
                let records: Vec<Record> = self.entries().map(Record::from).collect();
                let words: Vec<(String, NameWord)> = self
                    .parts
                    .iter()
                    .flat_map(|part| part.store.words.iter().map(|(word, known)| (word.to_owned(), known)))
                    .collect();
                compile(&records, &words, &self.identity())
            }
        }
    }

    /// Writes the compiled form, to be opened by [`Lexicon::load`].
    pub fn save(&self, path: impl AsRef<std::path::Path>) -> Result<()> {
        blob::save(path, &self.to_bytes()?)
    }

    /// Both lists. Where both know a name, both are found; the other's entries come first.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let mut out = Self::default();
        let mut base = 0;
        for part in other.parts.iter().chain(&self.parts) {
            out.parts.push(Part { base, ..part.clone() });
            base += part.store.len() as EntryId;
        }
        out
    }

    /// The built-in part, if there is one (whether with the names chosen by hand), and the rest.
    #[must_use]
    pub fn apart(&self) -> (Option<bool>, Self) {
        let builtin = Self::builtin(true).ok().and_then(|l| l.parts.into_iter().next());
        let is_builtin = |part: &Part| builtin.as_ref().is_some_and(|b| Arc::ptr_eq(&b.store, &part.store));
        let form = self.parts.iter().find(|p| is_builtin(p)).map(|p| p.curated);
        let mut rest = Self::default();
        let mut base = 0;
        for part in self.parts.iter().filter(|p| !is_builtin(p)) {
            rest.parts.push(Part { base, ..part.clone() });
            base += part.store.len() as EntryId;
        }
        (form, rest)
    }

    /// What the lists say they are.
    #[must_use]
    pub fn identity(&self) -> String {
        let names: Vec<&str> = self.parts.iter().map(|part| part.store.identity()).collect();
        names.join(" | ")
    }

    /// How many names there are.
    #[must_use]
    pub fn len(&self) -> usize {
        if self.parts.iter().all(|part| part.curated) {
            self.parts.iter().map(|part| part.store.len()).sum()
        } else {
            self.entries().count()
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.store.len() == 0)
    }

    /// Every entry that stands in the text, overlapping ones too, in the order of their first token, longer ones
    /// before shorter ones.
    #[must_use]
    pub fn scan(&self, view: &View<'_>) -> Vec<Mention> {
        let mut out = Vec::new();
        if self.parts.is_empty() {
            return out;
        }
        let parts = scan::parts(view);
        for part in &self.parts {
            scan::scan(&part.store, part.curated, view, &parts, part.base, &mut out);
        }
        if self.parts.len() > 1 {
            out.sort_by_key(|mention| (mention.tokens.0, std::cmp::Reverse(mention.span.end)));
        }
        trigger::raise(self, view, &parts, &mut out);
        trigger::longer(self, view, &mut out);
        out
    }

    /// Whether surroundings can change what a mention is: it is not sure, or several things have the name.
    fn is_open(&self, mention: &Mention) -> bool {
        mention.trust < 3
            || self
                .part(mention.entry)
                .and_then(|(part, id)| part.store.flags(id))
                .is_some_and(|flags| flags & MORE != 0)
    }

    /// The longest names of a text from left to right, without overlap, that may be trusted where they stand.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Found> {
        let aligned = Normalizer::profile(Profile::Match).align(text);
        let tokens = tokens(aligned.text());
        // Names stop at marks; where sentences end does not matter here.
        let view = View { text: aligned.text(), tokens: &tokens, sentences: &[] };
        let mut end = 0;
        let mut out = Vec::new();
        for mention in self.scan(&view) {
            if mention.trust >= 2 && mention.span.start >= end {
                end = mention.span.end;
                let span = aligned.to_source(mention.span);
                out.push(Found { span, entry: mention.entry, trust: mention.trust });
            }
        }
        out
    }

    fn part(&self, id: EntryId) -> Option<(&Part, EntryId)> {
        self.parts.iter().rev().find(|part| part.base <= id).map(|part| (part, id - part.base))
    }

    /// Whether an entry is part of the built-in lexicon, not of a user's own.
    #[must_use]
    pub fn is_builtin(&self, id: EntryId) -> bool {
        self.part(id).is_some_and(|(part, _)| !BUILTIN.is_empty() && part.store.bytes().as_ptr() == BUILTIN.as_ptr())
    }

    /// What is known of an entry.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> Option<Entry<'_>> {
        let (part, id) = self.part(id)?;
        part.store.entry(id)
    }

    /// The entries that have the same name as this one, itself first, the likeliest before the others: طرابلس in Libya
    /// and in Lebanon, a surname and a town.
    pub fn alternatives(&self, id: EntryId) -> impl Iterator<Item = EntryId> + '_ {
        let mut next = self.part(id).map(|(part, _)| (part, id));
        std::iter::from_fn(move || {
            loop {
                let (part, at) = next?;
                let flags = part.store.flags(at - part.base)?;
                next = (flags & MORE != 0).then_some((part, at + 1));
                if part.curated || flags & CURATED == 0 {
                    return Some(at);
                }
            }
        })
    }

    /// What an entry stands for, as a number: two names of one thing (alias and name) have the same. `None` where the
    /// name says nothing more than itself.
    #[must_use]
    pub fn thing(&self, id: EntryId) -> Option<(usize, u32)> {
        let at = self.parts.iter().rposition(|part| part.base <= id)?;
        let part = self.parts.get(at)?;
        Some((at, part.store.thing(id - part.base)?))
    }

    /// The label and class of an entry, without looking up anything else.
    #[must_use]
    pub fn label(&self, id: EntryId) -> (&str, &str) {
        self.part(id).map_or(("", ""), |(part, id)| part.store.label(part.store.class(id)))
    }

    /// All entries.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.parts.iter().flat_map(|part| {
            let all = (0..part.store.len() as EntryId).filter_map(|id| part.store.entry(id));
            all.filter(|entry| part.curated || !entry.curated)
        })
    }

    /// What is known of a word (without proclitics) as a part of personal names.
    #[must_use]
    pub fn name_word(&self, word: &str) -> Option<NameWord> {
        self.parts.iter().find_map(|part| part.store.words.get(word))
    }
}

impl std::ops::BitOr for &Lexicon {
    type Output = Lexicon;

    fn bitor(self, other: Self) -> Lexicon {
        self.union(other)
    }
}
