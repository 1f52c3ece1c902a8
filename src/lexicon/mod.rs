//! The lexicon: names with identities, found through the `match` form with proclitics.

use crate::segment::View;
use crate::span::Span;

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
    /// Which entry.
    pub entry: EntryId,
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
}

/// A compiled list of names.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// Every entry that stands in the text, overlapping ones too, in the order of their first token.
    #[must_use]
    pub fn scan(&self, _view: &View<'_>) -> Vec<Mention> {
        Vec::new()
    }

    /// What is known of an entry.
    #[must_use]
    pub fn entry(&self, _id: EntryId) -> Option<Entry<'_>> {
        None
    }
}
