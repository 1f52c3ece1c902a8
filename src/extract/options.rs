//! What an extractor uses and gives out.

use std::sync::Arc;

use crate::entity::Label;
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::tagger::Tagger;
use crate::values::Day;

/// Which labels come out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Labels {
    /// All, as they are found.
    #[default]
    Fine,
    /// GPE, LOC and FAC as LOC; the other names as PER, ORG or MISC; values as they are.
    Coarse,
    /// These only.
    Only(Vec<Label>),
}

impl Labels {
    /// The label to give out for one found, or `None` where it is left out.
    #[must_use]
    pub fn map(&self, label: &Label) -> Option<Label> {
        match self {
            Labels::Fine => Some(label.clone()),
            Labels::Coarse => Some(match label {
                Label::Gpe | Label::Loc | Label::Fac => Label::Loc,
                Label::Norp | Label::Event | Label::Misc => Label::Misc,
                other => other.clone(),
            }),
            Labels::Only(list) => list.contains(label).then(|| label.clone()),
        }
    }
}

/// What an [`Extractor`](super::Extractor) uses and gives out.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// Names: the built-in lexicon, one's own, or both ([`Lexicon::union`]). One's own names win over everything but
    /// addresses.
    pub lexicon: Option<Arc<Lexicon>>,
    /// The learned tagger, built in or one's own; without one, names come from the lexicon alone.
    pub tagger: Option<Tagger>,
    /// Which labels come out.
    pub labels: Labels,
    /// Whether dates, numbers, amounts and addresses are found.
    pub values: bool,
    /// Whether quotations are found.
    pub quotes: bool,
}

impl Default for Options {
    fn default() -> Self {
        // A build without the built-in lexicon or model finds less; `Lexicon::builtin` and `Tagger::builtin` say why.
        let lexicon = Lexicon::builtin(true).ok().map(Arc::new);
        let tagger = Tagger::builtin().ok();
        Self { lexicon, tagger, labels: Labels::Fine, values: true, quotes: true }
    }
}

/// The day that an ISO date names.
///
/// # Errors
/// An argument error where `text` is not `YYYY-MM-DD` or the day does not exist.
///
/// ```
/// use rasad::extract::parse_date;
/// assert_eq!(parse_date("2025-09-05")?.month, 9);
/// assert!(parse_date("2025-02-30").is_err());
/// # Ok::<(), rasad::Error>(())
/// ```
pub fn parse_date(text: &str) -> Result<Day> {
    let mut parts = text.trim().splitn(3, '-');
    let mut next = || parts.next().filter(|p| p.bytes().all(|b| b.is_ascii_digit()));
    let day = (|| {
        let (year, month, day) = (next()?, next()?, next()?);
        (year.len() == 4).then_some(())?;
        Day::try_new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    })();
    day.ok_or_else(|| Error::argument(format!("a date must be a day of the calendar as YYYY-MM-DD, not {text:?}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_must_exist() {
        assert!(parse_date("2025-09-05").is_ok());
        for bad in ["2025-02-30", "05-09-2025", "2025-9", "اليوم", ""] {
            assert!(parse_date(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn coarse_labels_keep_values() {
        assert_eq!(Labels::Coarse.map(&Label::Fac), Some(Label::Loc));
        assert_eq!(Labels::Coarse.map(&Label::Norp), Some(Label::Misc));
        assert_eq!(Labels::Coarse.map(&Label::Date), Some(Label::Date));
        assert_eq!(Labels::Only(vec![Label::Per]).map(&Label::Org), None);
    }
}
