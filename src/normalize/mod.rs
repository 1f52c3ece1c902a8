//! Normalization: options compile into one table, one pass over the text.
//!
//! ```
//! use rasad::{Normalizer, Profile};
//! let search = Normalizer::profile(Profile::Search);
//! assert_eq!(search.normalize("قـــالَ مَصْدَرٌ"), "قال مصدر");
//! ```

#[cfg(any(feature = "python", test))]
mod codes;
mod kernels;
mod lossy;
mod machine;
mod options;
mod patterns;
mod profiles;
mod rules;
mod table;
mod text;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

#[cfg(feature = "python")]
pub(crate) use codes::Scratch;
use machine::Machine;
pub use options::{
    Alef, AlefMaksura, Digits, Hamza, Options, Pattern, Persian, PresentationForms, Punctuation, Removal, Tashkeel,
    TehMarbuta, Unicode, Whitespace, Wrapped,
};
use patterns::Patterns;
pub use profiles::Profile;
use table::Rules;

use crate::aligned::{Aligned, Alignment, Record};
use crate::error::{Error, Result};

struct Compiled {
    options: Options,
    rules: Rules,
    /// The rules inside addresses, where they differ.
    inside: Option<Rules>,
    patterns: Option<Patterns>,
}

impl Compiled {
    fn new(options: Options) -> Result<Arc<Self>> {
        let patterns = Patterns::new(&options)?;
        Ok(Arc::new(Self {
            rules: Rules::compile(&options),
            inside: Rules::for_addresses(&options),
            patterns,
            options,
        }))
    }
}

/// A text may form new addresses when it is cleaned (`ww\u{200B}w.`); after so many rounds it is left.
const ROUNDS: usize = 4;

/// A compiled set of options. Cheap to clone; a table of about 10 kB, 250 kB with NFKC, is shared.
#[derive(Clone)]
pub struct Normalizer {
    compiled: Arc<Compiled>,
}

impl std::fmt::Debug for Normalizer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Normalizer").field(self.options()).finish()
    }
}

impl PartialEq for Normalizer {
    fn eq(&self, other: &Self) -> bool {
        self.options() == other.options()
    }
}

impl Eq for Normalizer {}

impl Normalizer {
    /// A normalizer of these options.
    pub fn new(options: Options) -> Result<Self> {
        Ok(Self { compiled: Compiled::new(options)? })
    }

    /// The normalizer of a profile; compiled once in a process.
    #[must_use]
    pub fn profile(profile: Profile) -> Self {
        static COMPILED: [OnceLock<Arc<Compiled>>; Profile::ALL.len()] =
            [const { OnceLock::new() }; Profile::ALL.len()];
        // The masks of profiles are good ones, so that compiling them does not fail.
        let compile = || {
            let options = profile.options();
            Compiled::new(options.clone()).unwrap_or_else(|_| {
                let (rules, inside, patterns) = (Rules::compile(&options), None, None);
                Arc::new(Compiled { options, rules, inside, patterns })
            })
        };
        let at = Profile::ALL.iter().position(|known| *known == profile).unwrap_or(0);
        Self { compiled: COMPILED.get(at).map_or_else(compile, |cell| cell.get_or_init(compile).clone()) }
    }

    /// The options it was made of.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.compiled.options
    }

    /// The normalized form; borrowed where nothing changes.
    #[must_use]
    pub fn normalize<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut out = String::with_capacity(text.len() + 64);
        self.normalize_into(text, &mut out);
        if out == text { Cow::Borrowed(text) } else { Cow::Owned(out) }
    }

    /// Adds the normalized form to `out`.
    pub fn normalize_into(&self, text: &str, out: &mut String) {
        let base = out.len();
        let found = self.find(text);
        let mut before = found.map_or(Cow::Borrowed(text), |(found, _)| Cow::Owned(found));
        let mut careful = self.pass(&before, out, &mut ());
        for _ in 1..ROUNDS {
            let now = out.get(base..).unwrap_or("");
            before = match self.find(now) {
                Some((found, _)) => Cow::Owned(found),
                None if self.is_settled(&before, now, careful) => break,
                None => Cow::Owned(now.to_owned()),
            };
            out.truncate(base);
            careful = self.pass(&before, out, &mut ());
        }
    }

    /// The text with its addresses and so on dealt with, and the way back; `None` where there is nothing to do.
    fn find(&self, text: &str) -> Option<(String, Alignment)> {
        self.compiled.patterns.as_ref()?.apply(text)
    }

    /// Whether another pass over `now`, which came of `before`, would change nothing. `careful` tells whether the last one
    /// saw addresses: another text may show others.
    fn is_settled(&self, before: &str, now: &str, careful: bool) -> bool {
        let careful = careful || self.compiled.inside.is_some() && !patterns::addresses(now).is_empty();
        !(careful || self.compiled.rules.looks_far) || before == now
    }

    /// Goes over the text once; tells whether addresses were treated with care.
    fn pass<R: Record>(&self, text: &str, out: &mut String, record: &mut R) -> bool {
        out.reserve(text.len());
        let mut careful = false;
        let mut machine = Machine::new(&self.compiled.rules, text, out, record);
        if let Some(inside) = &self.compiled.inside {
            for address in patterns::addresses(text) {
                machine.run(address.start);
                machine.rules = inside;
                machine.run(address.end);
                machine.rules = &self.compiled.rules;
                careful = true;
            }
        }
        machine.run(text.len());
        machine.finish();
        careful
    }

    fn pass_aligned(&self, text: &str) -> (String, Alignment, bool) {
        let mut out = String::new();
        let mut alignment = Alignment::default();
        let careful = self.pass(text, &mut out, &mut alignment);
        (out, alignment, careful)
    }

    /// The normalized form with its alignment.
    #[must_use]
    pub fn align(&self, text: &str) -> Aligned {
        let (mut before, mut way) = match self.find(text) {
            Some((found, way)) => (Cow::Owned(found), Some(way)),
            None => (Cow::Borrowed(text), None),
        };
        let mut round = 1;
        loop {
            let (now, step, careful) = self.pass_aligned(&before);
            let whole = match way {
                Some(way) => Alignment::then(&way, &step),
                None => step,
            };
            let found = if round < ROUNDS { self.find(&now) } else { None };
            if found.is_none() && (round == ROUNDS || self.is_settled(&before, &now, careful)) {
                return Aligned::new(text.to_owned(), now, whole);
            }
            (before, way) = match found {
                Some((found, step)) => (Cow::Owned(found), Some(whole.then(&step))),
                None => (Cow::Owned(now), Some(whole)),
            };
            round += 1;
        }
    }

    /// The options as JSON, all of them.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self.options()).unwrap_or_default()
    }

    /// A normalizer from JSON: an object of options; `"profile"` names the base, `clean` where it is missing.
    pub fn from_json(json: &str) -> Result<Self> {
        let value: serde_json::Value = serde_json::from_str(json)
            .map_err(|error| Error::data(format!("options must be a JSON object: {error}")))?;
        let serde_json::Value::Object(map) = value else {
            return Err(Error::data("options must be a JSON object"));
        };
        Self::new(Options::try_from(map)?)
    }
}
