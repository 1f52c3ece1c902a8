//! One name with what is known of it: what lists are made of.

use super::Entry;

/// A name to put into a lexicon. Only `name` and `label` are needed.
///
/// ```
/// use rasad::lexicon::{Lexicon, Record};
/// let record = Record { english: "Erem News".into(), ..Record::new("إرم نيوز", "ORG") };
/// assert_eq!(Lexicon::from_records([record]).unwrap().len(), 1);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The name, as it is displayed.
    pub name: String,
    /// The label of entities.
    pub label: String,
    /// The finer class, or empty.
    pub class: String,
    /// 3 = safe alone … 0 = never alone, see [`Entry::trust`].
    pub trust: u8,
    /// The name of the thing, where `name` is an alias; empty where it is not.
    pub canonical: String,
    /// Identity, or empty.
    pub id: String,
    /// English name, or empty.
    pub english: String,
    /// ISO 3166 code of the country, or empty.
    pub country: String,
    /// Inhabitants, 0 if unknown.
    pub population: u64,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
    /// Whether the coordinates are those of a part (the capital of a country) or estimated.
    pub approximate: bool,
    /// Whether the name was chosen by hand for the built-in lexicon.
    pub curated: bool,
    /// Among names with the same letters and trust, the one with the greatest weight is the likeliest.
    pub weight: u64,
}

impl Record {
    /// A name and its label, to be trusted alone.
    #[must_use]
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            class: String::new(),
            trust: 3,
            canonical: String::new(),
            id: String::new(),
            english: String::new(),
            country: String::new(),
            population: 0,
            coordinates: None,
            approximate: false,
            curated: false,
            weight: 0,
        }
    }
}

impl From<Entry<'_>> for Record {
    fn from(entry: Entry<'_>) -> Self {
        Self {
            name: entry.name.to_owned(),
            label: entry.label.to_owned(),
            class: entry.class.to_owned(),
            trust: entry.trust,
            canonical: if entry.canonical == entry.name { String::new() } else { entry.canonical.to_owned() },
            id: entry.id.to_owned(),
            english: entry.english.to_owned(),
            country: entry.country.to_owned(),
            population: entry.population,
            coordinates: entry.coordinates,
            approximate: entry.approximate,
            curated: entry.curated,
            weight: entry.population,
        }
    }
}
