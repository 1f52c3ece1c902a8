//! The pipeline: text → match form → candidates of every kind → merge → document.
//!
//! Everything is found in the match form and mapped to the original once, at the end.

mod candidate;
mod header;
mod merge;
mod names;
mod surface;

use std::sync::Arc;

use crate::document::{Document, Quote};
use crate::entity::{Entity, Label, Source};
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::normalize::{Normalizer, Profile};
use crate::quotes;
use crate::segment::{self, View};
use crate::span::Span;
use crate::values::{self, Day};
use candidate::{Candidate, Rank};

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

/// What an [`Extractor`] uses and gives out.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// Names: the built-in lexicon, one's own, or both ([`Lexicon::union`]). One's own names win over everything but
    /// addresses.
    pub lexicon: Option<Arc<Lexicon>>,
    /// Which labels come out.
    pub labels: Labels,
    /// Whether dates, numbers, amounts and addresses are found.
    pub values: bool,
    /// Whether quotations are found.
    pub quotes: bool,
}

impl Default for Options {
    fn default() -> Self {
        // A build without the built-in lexicon finds values only; `Lexicon::builtin` says why.
        let lexicon = Lexicon::builtin(true).ok().map(Arc::new);
        Self { lexicon, labels: Labels::Fine, values: true, quotes: true }
    }
}

/// Finds entities, actors and quotations in texts. Cheap to clone; one serves any number of threads.
///
/// ```
/// use rasad::extract::Extractor;
/// let doc = Extractor::default().extract("زار الوزير القاهرة يوم 5 سبتمبر 2025.", None);
/// for entity in &doc.entities {
///     assert!(entity.span.slice(&doc.text).is_some());
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Extractor {
    options: Options,
    normalizer: Normalizer,
}

impl Default for Extractor {
    fn default() -> Self {
        Self::new(Options::default())
    }
}

impl Extractor {
    /// An extractor with these options.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self { options, normalizer: Normalizer::profile(Profile::Match) }
    }

    /// The same, giving out other labels.
    #[must_use]
    pub fn with_labels(&self, labels: Labels) -> Self {
        let mut other = self.clone();
        other.options.labels = labels;
        other
    }

    /// The options it was made with.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Everything found in `text`. `date` is the day that relative dates are told from; without one, a leading
    /// `date YYYY-MM-DD` header gives it.
    #[must_use]
    pub fn extract(&self, text: &str, date: Option<Day>) -> Document {
        let header = header::find(text);
        let base = header.map_or(0, |h| h.len);
        let date = date.or(header.map(|h| h.day));
        let body = text.get(base..).unwrap_or("");

        let aligned = self.normalizer.align(body);
        let tokens = segment::tokens(aligned.text());
        let sentences = segment::sentences(aligned.text(), &tokens);
        let view = View { text: aligned.text(), tokens: &tokens, sentences: &sentences };

        let mut candidates = Vec::new();
        if let Some(lexicon) = &self.options.lexicon {
            names::propose(lexicon, &view, &mut candidates);
        }
        if self.options.values {
            candidates.extend(values::scan(&view, date).into_iter().map(value));
        }
        let found = merge::merge(candidates);

        let to_source = |span: Span| {
            let span = aligned.to_source(span);
            surface::trim(text, Span::new(span.start + base, span.end + base))
        };
        let mut entities = Vec::with_capacity(found.len());
        for candidate in found {
            let Some(label) = self.options.labels.map(&candidate.label) else { continue };
            let span = to_source(candidate.span);
            let Some(shown) = span.slice(text).filter(|s| !s.is_empty()) else { continue };
            entities.push(Entity {
                span,
                label,
                name: surface::name(shown, candidate.restore),
                prefix: surface::prefix(&view, candidate.span).to_owned(),
                role: None,
                id: None,
                canonical: None,
                english: None,
                country: None,
                coordinates: None,
                value: candidate.value,
                score: candidate.score,
                source: candidate.source,
                actor: None,
            });
        }
        let quotes: Vec<Quote> = Vec::new();
        let _ = quotes::find;
        Document {
            text: text.to_owned(),
            date: date.map(|d| d.to_string()),
            header: header.map(|h| Span::new(0, h.len)),
            entities,
            actors: Vec::new(),
            quotes,
            sentences: sentences
                .iter()
                .filter_map(|s| {
                    let (first, last) = (tokens.get(s.start)?, tokens.get(s.end.checked_sub(1)?)?);
                    Some(to_source(Span::new(first.span.start, last.span.end)))
                })
                .filter(|s| !s.is_empty())
                .collect(),
            tokens: tokens.iter().map(|t| to_source(t.span)).filter(|s| !s.is_empty()).collect(),
        }
    }
}

/// A value as a candidate.
fn value(value: values::Value) -> Candidate {
    let form = matches!(value.label, Label::Url | Label::Email | Label::Handle | Label::Hashtag);
    Candidate {
        span: value.span,
        rank: if form { Rank::Form } else { Rank::Open },
        label: value.label,
        score: 1.0,
        source: Source::Rule,
        restore: "",
        entry: None,
        value: Some(value.value),
    }
}

/// The day that an ISO date names.
///
/// # Errors
/// An argument error where `text` is not `YYYY-MM-DD` or the day does not exist.
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
    fn the_header_is_metadata() {
        let doc = Extractor::default().extract(" date 2025-09-05 قال مصدر.", None);
        assert_eq!(doc.date.as_deref(), Some("2025-09-05"));
        assert!(doc.entities.is_empty());
        assert_eq!(doc.sentences.len(), 1);
        assert_eq!(doc.sentences[0].slice(&doc.text), Some("قال مصدر."));
    }

    #[test]
    fn a_date_must_exist() {
        assert!(parse_date("2025-09-05").is_ok());
        for bad in ["2025-02-30", "05-09-2025", "2025-9", "اليوم", ""] {
            assert!(parse_date(bad).is_err(), "{bad}");
        }
    }
}
