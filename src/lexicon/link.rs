//! Mention → identity: which of the things with one name is meant.
//!
//! Three kinds of evidence: how likely each is by itself (inhabitants, a country before a town), whether its country
//! stands in the document, and nationalities in the document. What no list knows stays unknown.

use std::collections::HashMap;

use super::{EntryId, Lexicon, nisba};
use crate::segment::{TokenKind, View, proclitics};

/// How much of a document speaks of each country.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Countries {
    weights: HashMap<Box<str>, f64>,
    total: f64,
}

impl Countries {
    /// The countries that a document names: by names of which only one thing is known, and by nationalities.
    ///
    /// `entries` are the document's names as they were found, each mention once.
    #[must_use]
    pub fn of(lexicon: &Lexicon, view: &View<'_>, entries: impl IntoIterator<Item = EntryId>) -> Self {
        let mut out = Self::default();
        for id in entries {
            let Some(entry) = lexicon.entry(id) else { continue };
            if !is_place(entry.label) || entry.country.is_empty() {
                continue;
            }
            let others = lexicon.alternatives(id).skip(1).filter_map(|other| lexicon.entry(other));
            let mut others = others.filter(|other| is_place(other.label) && other.country != entry.country);
            if entry.class == "LOC.country" {
                out.add(entry.country, 2.0);
            } else if others.next().is_none() {
                out.add(entry.country, 1.0);
            }
        }
        for (at, token) in view.tokens.iter().enumerate() {
            // Nationalities have four letters at least, and end in ي, ية, يون, يين.
            if token.kind != TokenKind::Arabic || token.span.len() < 8 {
                continue;
            }
            let word = view.word(at);
            if !["ي", "ية", "يون", "يين", "يا", "يات"].iter().any(|end| word.ends_with(end)) {
                continue;
            }
            let named = proclitics(word).filter_map(|p| word.get(p.len..)).find_map(|rest| {
                let restored = if word.contains("لل") { format!("ا{rest}") } else { String::new() };
                nisba(rest).or_else(|| nisba(&restored))
            });
            // مالي and مالية mean "financial" far more often; they prove nothing.
            if let Some(named) = named.filter(|named| !matches!(named.country, "" | "ML")) {
                out.add(named.country, 0.5);
            }
        }
        out
    }

    /// Adds evidence for a country: a dateline, a country that the caller knows the document to be about.
    pub fn add(&mut self, country: &str, weight: f64) {
        *self.weights.entry(country.into()).or_default() += weight;
        self.total += weight;
    }

    /// The share of a country, from 0 to less than 1.
    #[must_use]
    pub fn share(&self, country: &str) -> f64 {
        self.weights.get(country).copied().unwrap_or(0.0) / (self.total + 1.0)
    }

    /// The country that most of the document speaks of.
    #[must_use]
    pub fn main(&self) -> Option<&str> {
        let countries = self.weights.iter().map(|(country, &weight)| (&**country, weight));
        countries.max_by(|(a, x), (b, y)| x.total_cmp(y).then(b.cmp(a))).map(|(country, _)| country)
    }
}

fn is_place(label: &str) -> bool {
    matches!(label, "GPE" | "LOC" | "FAC")
}

/// Which of the things that have this entry's name is meant in a document that speaks of these countries. `label` is
/// what the name was found to be; only things of that sort are considered, and where there is none, none is meant.
///
/// ```no_run
/// # use rasad::lexicon::{Countries, Lexicon, link};
/// let lexicon = Lexicon::builtin(true)?;
/// let tripoli = lexicon.find("طرابلس")[0].entry;
/// let mut countries = Countries::default();
/// countries.add("LB", 2.0);
/// let meant = link(&lexicon, tripoli, "GPE", &countries).and_then(|id| lexicon.entry(id));
/// assert_eq!(meant.unwrap().country, "LB");
/// # Ok::<(), rasad::Error>(())
/// ```
#[must_use]
pub fn link(lexicon: &Lexicon, entry: EntryId, label: &str, countries: &Countries) -> Option<EntryId> {
    let fits = |candidate: &str| candidate == label || (is_place(candidate) && is_place(label));
    let mut best: Option<(f64, EntryId)> = None;
    for (rank, id) in lexicon.alternatives(entry).enumerate() {
        let Some(known) = lexicon.entry(id).filter(|known| fits(known.label)) else { continue };
        let size = (known.population.max(1_000) as f64).log10();
        let country = if known.class == "LOC.country" { 4.0 } else { 0.0 };
        // The order of entries knows of capitals and of names chosen by hand.
        let score = size + country - 0.4 * rank as f64
            + 4.0 * countries.share(known.country)
            + if known.label == label { 0.2 } else { 0.0 };
        if best.is_none_or(|(before, _)| score > before) {
            best = Some((score, id));
        }
    }
    best.map(|(_, id)| id)
}
