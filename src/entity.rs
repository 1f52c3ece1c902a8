//! One found mention: its place in the original text, its label, and what is known of it.

use std::sync::Arc;

use crate::span::Span;

macro_rules! labels {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// The label of an entity. The built-in ones are named; users' lexicons and models bring their own.
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Label {
            $($(#[$doc])* $variant,)*
            /// A label of a user's lexicon or model.
            Custom(Arc<str>),
        }

        impl Label {
            /// Every built-in label, names before values.
            pub const ALL: &'static [Label] = &[$(Label::$variant,)*];

            /// The label as it is written in tables and exports.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Label::$variant => $name,)*
                    Label::Custom(name) => name,
                }
            }
        }

        impl From<&str> for Label {
            fn from(name: &str) -> Self {
                match name {
                    $($name => Label::$variant,)*
                    other => Label::Custom(Arc::from(other)),
                }
            }
        }
    };
}

labels! {
    /// A named person.
    Per = "PER",
    /// A named organisation.
    Org = "ORG",
    /// Country, province, city, town: a place that governs.
    Gpe = "GPE",
    /// Another named place: region, sea, river, mountain.
    Loc = "LOC",
    /// A named man-made place.
    Fac = "FAC",
    /// A people or community, as a noun.
    Norp = "NORP",
    /// A named event.
    Event = "EVENT",
    /// Any other proper name.
    Misc = "MISC",
    /// A date or an interval of dates.
    Date = "DATE",
    /// A time of day.
    Time = "TIME",
    /// A length of time.
    Duration = "DURATION",
    /// A number.
    Number = "NUMBER",
    /// A position in an order.
    Ordinal = "ORDINAL",
    /// A share of a hundred.
    Percent = "PERCENT",
    /// An amount of money.
    Money = "MONEY",
    /// An amount with a unit.
    Quantity = "QUANTITY",
    /// A web address.
    Url = "URL",
    /// An e-mail address.
    Email = "EMAIL",
    /// A telephone number.
    Phone = "PHONE",
    /// An account name that begins with @.
    Handle = "HANDLE",
    /// A word or phrase that begins with #.
    Hashtag = "HASHTAG",
    /// A point on the earth, in degrees.
    Coordinates = "COORDINATES",
}

impl std::fmt::Debug for Label {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::fmt::Display for Label {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which part of the pipeline an entity comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Source {
    /// The lexicon.
    Lexicon,
    /// The learned tagger.
    Tagger,
    /// A rule: a value, or a title or head noun beside a name.
    Rule,
    /// An earlier mention in the same document.
    Memory,
}

impl Source {
    /// The name used in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Source::Lexicon => "lexicon",
            Source::Tagger => "tagger",
            Source::Rule => "rule",
            Source::Memory => "memory",
        }
    }
}

/// One mention. All spans are bytes of the original text.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The surface without proclitics and quotation marks.
    pub span: Span,
    /// What it is.
    pub label: Label,
    /// The citation form: no marks, no tatweel, the article written out after لل.
    pub name: String,
    /// The proclitics before it, as written without marks (`ل`, `و`, `ول`), or empty.
    pub prefix: String,
    /// The title or description of a person.
    pub role: Option<Span>,
    /// The identity, e.g. `geonames:2449066`.
    pub id: Option<Arc<str>>,
    /// The name of the linked thing.
    pub canonical: Option<Arc<str>>,
    /// The linked thing's name in English.
    pub english: Option<Arc<str>>,
    /// ISO 3166 code of the country it belongs to.
    pub country: Option<Arc<str>>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
    /// The value of a date, number, amount or address (formats: DESIGN.md, "Values").
    pub value: Option<String>,
    /// How sure, from 0 to 1.
    pub score: f32,
    /// Which part found it.
    pub source: Source,
    /// Index into `Document::actors`, for names.
    pub actor: Option<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_goes_to_text_and_back() {
        for label in Label::ALL {
            assert_eq!(&Label::from(label.as_str()), label);
        }
        assert_eq!(Label::from("WEAPON").as_str(), "WEAPON");
    }
}
