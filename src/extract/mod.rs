//! The pipeline: text → match form → candidates of every kind → merge → document.
//!
//! Everything is found in the match form and mapped to the original once, at the end.

pub mod actors;
mod candidate;
mod evidence;
mod header;
mod identity;
pub mod memory;
mod merge;
mod name_tagger;
mod names;
mod options;
mod plausible;
pub mod roles;
mod surface;

pub use options::{Labels, Options, parse_date};

use crate::aligned::Aligned;
use crate::document::{Document, Quote};
use crate::entity::{Entity, Label, Source};
use crate::lexicon::EntryId;
use crate::normalize::{Normalizer, Profile};
use crate::quotes::Named;
use crate::segment::{self, View};
use crate::span::Span;
use crate::tagger::Evidence;
use crate::values::{self, Day};
use candidate::{Candidate, Rank};
pub use evidence::evidence;
pub use name_tagger::{NameTagger, read_labelled, train_names};

/// The score of a mention that an earlier one tells of: the share of right ones among them on the development articles.
const RECALLED: f32 = 0.9;

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
        self.run(text, date, Detail::Full)
    }

    /// The same without the lists of tokens and sentences, which cost a quarter of the time and which tables do not
    /// show.
    #[must_use]
    pub fn extract_entities(&self, text: &str, date: Option<Day>) -> Document {
        self.run(text, date, Detail::Found)
    }

    fn run(&self, text: &str, date: Option<Day>, detail: Detail) -> Document {
        let header = header::find(text);
        let base = header.map_or(0, |h| h.len);
        let date = date.or(header.map(|h| h.day));
        let aligned = self.normalizer.align(text.get(base..).unwrap_or(""));
        let tokens = segment::tokens(aligned.text());
        let sentences = segment::sentences(aligned.text(), &tokens);
        let view = View { text: aligned.text(), tokens: &tokens, sentences: &sentences };
        let original = Original { text, aligned: &aligned, base };

        let found = self.find(&view, date);
        let mut named = named(&found.candidates);
        let statements = if self.options.quotes {
            roles::with_statements(&view, &mut named)
        } else {
            let roles = roles::find(&view, &named);
            named.iter_mut().zip(roles).for_each(|(name, role)| name.role = role);
            Vec::new()
        };
        let mut document = Document {
            text: text.to_owned(),
            date: date.map(|d| d.to_string()),
            header: header.map(|h| Span::new(0, h.len)),
            ..Document::default()
        };
        // A label that is left out, or a surface that nothing remains of, leaves a gap in the numbering.
        let mut names: Vec<Option<usize>> = Vec::with_capacity(named.len());
        for (candidate, entry) in found.candidates.iter().zip(&found.entries) {
            let mut entity = self.entity(candidate, *entry, &view, &original);
            if candidate.value.is_none() {
                if let Some(entity) = &mut entity {
                    let role = named.get(names.len()).and_then(|n| n.role);
                    entity.role = role.and_then(|role| original.span(role));
                }
                names.push(entity.is_some().then_some(document.entities.len()));
            }
            document.entities.extend(entity);
        }
        document.actors = actors::group(text, &document.entities);
        for (number, actor) in document.actors.iter().enumerate() {
            for &mention in &actor.mentions {
                if let Some(entity) = document.entities.get_mut(mention) {
                    entity.actor = Some(number);
                }
            }
        }
        document.quotes.extend(statements.iter().filter_map(|statement| {
            let part = |span: Option<Span>| span.and_then(|s| original.span(s));
            Some(Quote {
                span: original.span(statement.span)?,
                kind: statement.kind,
                form: statement.form,
                speaker: part(statement.speaker),
                speaker_entity: statement.speaker_name.and_then(|n| names.get(n).copied().flatten()),
                pronoun: statement.pronoun,
                role: part(statement.role),
                cue: part(statement.cue),
                outlet: part(statement.outlet),
            })
        }));
        if detail == Detail::Full {
            let ends = |s: &std::ops::Range<usize>| {
                let (first, last) = (tokens.get(s.start)?, tokens.get(s.end.checked_sub(1)?)?);
                original.span(Span::new(first.span.start, last.span.end))
            };
            document.sentences = sentences.iter().filter_map(ends).collect();
            document.tokens = tokens.iter().filter_map(|t| original.span(t.span)).collect();
        }
        document
    }

    /// Everything found in the match form, in the order of the text.
    fn find(&self, view: &View<'_>, date: Option<Day>) -> Found {
        let mut candidates = Vec::new();
        let mentions = self.options.lexicon.as_ref().map_or_else(Vec::new, |lexicon| lexicon.scan(view));
        if let Some(tagger) = &self.options.tagger {
            let evidence = match &self.options.lexicon {
                Some(lexicon) => evidence::of_mentions(lexicon, view, &mentions),
                None => Evidence::default(),
            };
            names::tagged(tagger, &evidence, view, &mut candidates);
        }
        if let Some(lexicon) = &self.options.lexicon {
            names::propose(lexicon, &mentions, self.options.tagger.is_some(), &mut candidates);
        }
        if self.options.values {
            candidates.extend(values::scan(view, date).into_iter().map(value));
        }
        let mut candidates = merge::merge(candidates);
        self.recall(view, &mut candidates);
        let entries = match &self.options.lexicon {
            Some(lexicon) => identity::link(lexicon, view, &mentions, &candidates),
            None => vec![None; candidates.len()],
        };
        Found { candidates, entries }
    }

    /// Adds what earlier mentions in the document tell: surnames, acronyms, bodies named again.
    fn recall(&self, view: &View<'_>, candidates: &mut Vec<Candidate>) {
        let ambiguous = |word: &str| {
            self.options.lexicon.as_ref().and_then(|l| l.name_word(word)).is_some_and(|known| known.ambiguous)
        };
        let recalled = memory::find(view, &named(candidates), &ambiguous);
        if recalled.is_empty() {
            return;
        }
        candidates.extend(recalled.into_iter().map(|again| Candidate {
            span: again.span,
            label: again.label,
            rank: Rank::Open,
            score: RECALLED,
            source: Source::Memory,
            restore: again.restore,
            entry: None,
            value: None,
        }));
        *candidates = merge::merge(std::mem::take(candidates));
    }

    /// A candidate as an entity of the original text, unless its label is left out.
    fn entity(
        &self,
        candidate: &Candidate,
        entry: Option<EntryId>,
        view: &View<'_>,
        original: &Original<'_>,
    ) -> Option<Entity> {
        let label = self.options.labels.map(&candidate.label)?;
        let span = original.span(candidate.span)?;
        let name = surface::name(span.slice(original.text)?, candidate.restore);
        // Addresses and the words of hashtags are for people: as written, not as matched.
        let value = match &candidate.value {
            Some(value) => {
                let surface =
                    if candidate.label == Label::Hashtag { name.as_str() } else { span.slice(original.text)? };
                Some(values::written(&candidate.label, value, surface)?)
            }
            None => None,
        };
        // A point in the text has its place in itself.
        let coordinates = value.as_deref().and_then(|value| values::typed::as_coordinates(&candidate.label, value));
        let mut entity = Entity {
            span,
            label,
            name,
            prefix: surface::prefix(view, candidate.span).to_owned(),
            role: None,
            id: None,
            canonical: None,
            english: None,
            country: None,
            coordinates,
            value,
            score: candidate.score,
            source: candidate.source,
            actor: None,
        };
        if let (Some(lexicon), Some(entry)) = (&self.options.lexicon, entry) {
            identity::describe(lexicon, entry, &mut entity);
        }
        if entity.country.is_none() && candidate.label == Label::Org {
            entity.country = identity::country_of_name(&entity.name);
        }
        Some(entity)
    }
}

/// How much of a document is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// Entities, actors and quotations.
    Found,
    /// Tokens and sentences too.
    Full,
}

/// What was found in the match form.
struct Found {
    /// In the order of the text, without overlap.
    candidates: Vec<Candidate>,
    /// The entry that each stands for.
    entries: Vec<Option<EntryId>>,
}

/// The names among candidates, without the values: what quotations, roles and memory are told from.
fn named(candidates: &[Candidate]) -> Vec<Named> {
    let names = candidates.iter().filter(|c| c.value.is_none());
    names.map(|c| Named { span: c.span, label: c.label.clone(), role: None }).collect()
}

/// The original text, and the way to it from the match form.
struct Original<'a> {
    text: &'a str,
    aligned: &'a Aligned,
    /// Bytes of the header, which the match form does not hold.
    base: usize,
}

impl Original<'_> {
    /// A span of the match form in the original, without invisible characters at its ends; `None` where nothing is left.
    fn span(&self, span: Span) -> Option<Span> {
        let span = self.aligned.to_source(span);
        let span = surface::trim(self.text, Span::new(span.start + self.base, span.end + self.base));
        span.slice(self.text).filter(|s| !s.is_empty()).map(|_| span)
    }
}

/// A value as a candidate.
fn value(value: values::Value) -> Candidate {
    let form = matches!(
        value.label,
        Label::Url | Label::Email | Label::Phone | Label::Handle | Label::Hashtag | Label::Coordinates
    );
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
}
