//! What can be asked for: one field an option, one enum its values.

use std::collections::BTreeMap;
use std::num::NonZeroU8;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::profiles::Profile;
use crate::chars::MarkClass;
use crate::error::{Error, Result};

/// Declares an option's values with the names they have in configurations.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum $name { $($(#[$value_doc])* #[serde(rename = $text)] $value),+ }

        impl Choice for $name {
            const NAMES: &'static [&'static str] = &[$($text),+];
            fn named(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$value),)+ _ => None }
            }
        }
    };
}

trait Choice: Sized {
    const NAMES: &'static [&'static str];
    fn named(name: &str) -> Option<Self>;
}

choice! {
    /// Unicode normal form. Presentation forms of Arabic have their own option.
    Unicode {
        /// Canonical composition.
        Nfc = "nfc",
        /// Compatibility composition; a change that would join digits is left out.
        Nfkc = "nfkc",
        /// Characters stay as they are.
        None = "none",
    }
}
choice! {
    /// Presentation forms and ligatures (U+FB50 to U+FDFF, U+FE70 to U+FEFF).
    PresentationForms {
        /// Spelled out in letters.
        Letters = "letters",
        /// Kept.
        Keep = "keep",
    }
}
choice! {
    /// Kept or removed.
    Removal {
        /// Removed.
        Remove = "remove",
        /// Kept.
        Keep = "keep",
    }
}
choice! {
    /// Forms of alef.
    Alef {
        /// Kept.
        Keep = "keep",
        /// أ إ آ ٱ ٲ ٳ ٵ become ا.
        Fold = "fold",
        /// أ إ آ become ا, as in Lucene.
        Basic = "basic",
    }
}
choice! {
    /// Hamza on its seats.
    Hamza {
        /// Kept.
        Keep = "keep",
        /// ؤ becomes و and ئ becomes ي; a combining hamza goes the same way.
        Fold = "fold",
        /// As fold, and ء is dropped.
        Drop = "drop",
    }
}
choice! {
    /// ى and final ي.
    AlefMaksura {
        /// Kept.
        Keep = "keep",
        /// ى becomes ي.
        Yeh = "yeh",
        /// ي at the end of a word becomes ى.
        Egyptian = "egyptian",
    }
}
choice! {
    /// ة.
    TehMarbuta {
        /// Kept.
        Keep = "keep",
        /// ة becomes ه.
        Heh = "heh",
        /// ة becomes ت.
        Teh = "teh",
    }
}
choice! {
    /// Letters of Persian, Urdu and other keyboards.
    Persian {
        /// Kept.
        Keep = "keep",
        /// Letters that look like Arabic ones become these: ی ک ہ ھ ۀ.
        Lookalikes = "lookalikes",
        /// Also گ پ چ ژ ڤ and their like become the nearest Arabic letter.
        All = "all",
    }
}
choice! {
    /// Digits and, inside numbers, their separators.
    Digits {
        /// Kept.
        Keep = "keep",
        /// 0 to 9, with `.` `,` `%`.
        Ascii = "ascii",
        /// ٠ to ٩, with ٫ ٬ ٪.
        ArabicIndic = "arabic_indic",
        /// ۰ to ۹, with ٫ ٬ ٪.
        Extended = "extended",
    }
}
choice! {
    /// Punctuation.
    Punctuation {
        /// Kept.
        Keep = "keep",
        /// Arabic marks, quotation marks, dashes and the ellipsis become ASCII.
        Ascii = "ascii",
        /// `,` `;` `?` and quotation marks become Arabic ones; three dots an ellipsis.
        Arabic = "arabic",
    }
}
choice! {
    /// White space.
    Whitespace {
        /// One blank, one line break or one empty line; none at the ends.
        Tidy = "tidy",
        /// Kept.
        Keep = "keep",
    }
}
choice! {
    /// What happens to addresses, mentions and emoji.
    Pattern {
        /// Kept.
        Keep = "keep",
        /// Removed.
        Remove = "remove",
        /// Replaced by the text in `masks`.
        Mask = "mask",
    }
}
choice! {
    /// What happens to hashtags and to HTML.
    Wrapped {
        /// Kept.
        Keep = "keep",
        /// Removed.
        Remove = "remove",
        /// Replaced by the text in `masks`.
        Mask = "mask",
        /// `#قمة_الرياض` gives its words; HTML loses its tags and its entities become characters.
        Unwrap = "unwrap",
    }
}

/// Marks on letters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(into = "Value")]
#[non_exhaustive]
pub enum Tashkeel {
    /// Kept.
    Keep,
    /// Removed.
    Remove,
    /// The vowel signs after the last letter of a word are removed.
    RemoveFinal,
    /// These classes are removed.
    Classes(Vec<MarkClass>),
}

const MARK_CLASSES: [(&str, MarkClass); 7] = [
    ("harakat", MarkClass::Harakat),
    ("tanween", MarkClass::Tanween),
    ("shadda", MarkClass::Shadda),
    ("sukun", MarkClass::Sukun),
    ("dagger_alef", MarkClass::DaggerAlef),
    ("quranic", MarkClass::Quranic),
    ("honorific", MarkClass::Honorific),
];

impl From<Tashkeel> for Value {
    fn from(tashkeel: Tashkeel) -> Self {
        match tashkeel {
            Tashkeel::Keep => "keep".into(),
            Tashkeel::Remove => "remove".into(),
            Tashkeel::RemoveFinal => "remove_final".into(),
            Tashkeel::Classes(classes) => {
                let name = |class| MARK_CLASSES.iter().find(|(_, c)| *c == class).map(|(name, _)| (*name).into());
                Self::Array(classes.into_iter().filter_map(name).collect())
            }
        }
    }
}

impl Tashkeel {
    /// Whether marks of this class go, wherever they stand.
    #[must_use]
    pub fn removes(&self, class: MarkClass) -> bool {
        match self {
            Self::Keep | Self::RemoveFinal => false,
            Self::Remove => true,
            Self::Classes(classes) => classes.contains(&class),
        }
    }
}

/// Everything that can be asked of a [`Normalizer`](super::Normalizer). The default is the profile `clean`.
///
/// ```
/// use rasad::normalize::{Alef, Options};
/// let mut options = Options::default();
/// options.alef = Alef::Fold;
/// assert!(options.set("digits", &"roman".into()).unwrap_err().to_string().contains("\"ascii\""));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Map<String, Value>")]
#[non_exhaustive]
pub struct Options {
    /// Unicode normal form.
    pub unicode: Unicode,
    /// Presentation forms and ligatures.
    pub presentation_forms: PresentationForms,
    /// Direction marks, zero-width characters, soft hyphen; joiners stay in emoji.
    pub invisible: Removal,
    /// U+0640 ARABIC TATWEEL; it stays between digits.
    pub tatweel: Removal,
    /// Marks on letters.
    pub tashkeel: Tashkeel,
    /// Forms of alef.
    pub alef: Alef,
    /// Hamza on its seats.
    pub hamza: Hamza,
    /// ى and final ي.
    pub alef_maksura: AlefMaksura,
    /// ة.
    pub teh_marbuta: TehMarbuta,
    /// Letters of other keyboards.
    pub persian: Persian,
    /// Digits with their separators.
    pub digits: Digits,
    /// Punctuation.
    pub punctuation: Punctuation,
    /// How often one letter may stand in a row.
    pub repeats: Option<NonZeroU8>,
    /// White space.
    pub whitespace: Whitespace,
    /// Web addresses.
    pub url: Pattern,
    /// E-mail addresses.
    pub email: Pattern,
    /// `@name`.
    pub mention: Pattern,
    /// `#words`.
    pub hashtag: Wrapped,
    /// Emoji, whole sequences.
    pub emoji: Pattern,
    /// Tags and entities.
    pub html: Wrapped,
    /// What stands for masked things: `url`, `email`, `mention`, `hashtag`, `emoji`, `html`.
    pub masks: BTreeMap<String, String>,
}

/// What can be masked, and by what.
pub(super) const MASKS: [(&str, &str); 6] = [
    ("url", "[رابط]"),
    ("email", "[بريد]"),
    ("mention", "[مستخدم]"),
    ("hashtag", "[وسم]"),
    ("emoji", "[رمز]"),
    ("html", "[ترميز]"),
];

impl Default for Options {
    fn default() -> Self {
        Profile::Clean.options()
    }
}

const NAMES: [&str; 21] = [
    "unicode",
    "presentation_forms",
    "invisible",
    "tatweel",
    "tashkeel",
    "alef",
    "hamza",
    "alef_maksura",
    "teh_marbuta",
    "persian",
    "digits",
    "punctuation",
    "repeats",
    "whitespace",
    "url",
    "email",
    "mention",
    "hashtag",
    "emoji",
    "html",
    "masks",
];

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

fn wrong(option: &str, value: &Value, allowed: &str) -> Error {
    Error::argument(format!("option {option} cannot be {value}; it can be {allowed}"))
}

fn choose<C: Choice>(option: &str, value: &Value) -> Result<C> {
    value.as_str().and_then(C::named).ok_or_else(|| wrong(option, value, &list(C::NAMES)))
}

impl Options {
    /// The names of all options, in the order of the documentation.
    pub const NAMES: &'static [&'static str] = &NAMES;

    /// Sets one option by its name; the error names the option, the value and what is allowed.
    pub fn set(&mut self, option: &str, value: &Value) -> Result<()> {
        match option {
            "unicode" => self.unicode = choose(option, value)?,
            "presentation_forms" => self.presentation_forms = choose(option, value)?,
            "invisible" => self.invisible = choose(option, value)?,
            "tatweel" => self.tatweel = choose(option, value)?,
            "tashkeel" => self.tashkeel = tashkeel(value)?,
            "alef" => self.alef = choose(option, value)?,
            "hamza" => self.hamza = choose(option, value)?,
            "alef_maksura" => self.alef_maksura = choose(option, value)?,
            "teh_marbuta" => self.teh_marbuta = choose(option, value)?,
            "persian" => self.persian = choose(option, value)?,
            "digits" => self.digits = choose(option, value)?,
            "punctuation" => self.punctuation = choose(option, value)?,
            "repeats" => self.repeats = repeats(value)?,
            "whitespace" => self.whitespace = choose(option, value)?,
            "url" => self.url = choose(option, value)?,
            "email" => self.email = choose(option, value)?,
            "mention" => self.mention = choose(option, value)?,
            "hashtag" => self.hashtag = choose(option, value)?,
            "emoji" => self.emoji = choose(option, value)?,
            "html" => self.html = choose(option, value)?,
            "masks" => self.masks.extend(masks(value)?),
            _ => {
                return Err(Error::argument(format!("there is no option {option:?}; there are {}", list(&NAMES))));
            }
        }
        Ok(())
    }

    /// The text that stands for a masked `what`.
    pub(super) fn mask(&self, what: &str) -> &str {
        let default = MASKS.iter().find(|(name, _)| *name == what).map_or("", |(_, text)| text);
        self.masks.get(what).map_or(default, String::as_str)
    }
}

fn tashkeel(value: &Value) -> Result<Tashkeel> {
    let names: Vec<&str> = MARK_CLASSES.iter().map(|(name, _)| *name).collect();
    let allowed = || format!("\"keep\", \"remove\", \"remove_final\" or a list of {}", list(&names));
    match value {
        Value::String(name) => match name.as_str() {
            "keep" => Ok(Tashkeel::Keep),
            "remove" => Ok(Tashkeel::Remove),
            "remove_final" => Ok(Tashkeel::RemoveFinal),
            _ => Err(wrong("tashkeel", value, &allowed())),
        },
        Value::Array(items) => {
            let mut classes = Vec::with_capacity(items.len());
            for item in items {
                let named = |name| MARK_CLASSES.iter().find(|(known, _)| *known == name).map(|(_, class)| *class);
                classes.push(item.as_str().and_then(named).ok_or_else(|| wrong("tashkeel", value, &allowed()))?);
            }
            classes.sort_unstable();
            classes.dedup();
            Ok(if classes.is_empty() { Tashkeel::Keep } else { Tashkeel::Classes(classes) })
        }
        _ => Err(wrong("tashkeel", value, &allowed())),
    }
}

fn repeats(value: &Value) -> Result<Option<NonZeroU8>> {
    if value.is_null() {
        return Ok(None);
    }
    let number = value.as_u64().and_then(|n| u8::try_from(n).ok()).and_then(NonZeroU8::new);
    number.map(Some).ok_or_else(|| wrong("repeats", value, "null (None) or a whole number from 1 to 255"))
}

fn masks(value: &Value) -> Result<BTreeMap<String, String>> {
    let names: Vec<&str> = MASKS.iter().map(|(name, _)| *name).collect();
    let allowed = || format!("a map from {} to text", list(&names));
    let Value::Object(map) = value else { return Err(wrong("masks", value, &allowed())) };
    let mut out = BTreeMap::new();
    for (name, text) in map {
        match text.as_str() {
            Some(text) if names.contains(&name.as_str()) => out.insert(name.clone(), text.to_owned()),
            _ => return Err(wrong("masks", value, &allowed())),
        };
    }
    Ok(out)
}

impl TryFrom<Map<String, Value>> for Options {
    type Error = Error;

    /// Options from a configuration: an object of options, with `profile` as the base where it is given (`clean` else).
    fn try_from(map: Map<String, Value>) -> Result<Self> {
        let mut options = match map.get("profile") {
            None => Self::default(),
            Some(name) => name.as_str().map_or_else(|| Profile::named(&name.to_string()), Profile::named)?.options(),
        };
        for (option, value) in map.iter().filter(|(option, _)| *option != "profile") {
            options.set(option, value)?;
        }
        Ok(options)
    }
}
