//! A trained model: its parts, its file, and the names it finds.

use std::borrow::Cow;
use std::cell::RefCell;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use super::crf::{Chain, Factors, Tags, stride};
use super::decode::Scratch;
use super::evidence::Evidence;
use super::hash;
use super::phrases::Phrases;
use super::trim;
use super::weights::Weights;
use super::wordbook::Wordbook;
use crate::blob::{self, Blob, BlobWriter, Kind, Section};
use crate::error::{Error, Result};
use crate::segment::View;
use crate::span::Span;

/// Compiled models.
pub const MODEL: Kind = Kind { tag: *b"TAGR", noun: "model", format: 3 };

/// A name found in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// First token, and one past the last.
    pub tokens: (u32, u32),
    /// Bytes of the match form, without the proclitics of the first token.
    pub span: Span,
    /// Index into [`Tagger::labels`].
    pub label: usize,
    /// How sure, from 0 to 1.
    pub score: f32,
}

/// A trained tagger. Clones share the model; one serves any number of threads.
#[derive(Clone)]
pub struct Tagger {
    pub(crate) inner: Arc<Model>,
}

pub(crate) struct Model {
    pub(crate) tags: Tags,
    pub(crate) tag_hashes: Vec<u64>,
    pub(crate) chain: Chain,
    /// The chain's moves as factors.
    pub(crate) factors: Factors,
    pub(crate) spread: f32,
    pub(crate) weights: Weights,
    pub(crate) book: Wordbook,
    pub(crate) phrases: Phrases,
    book_tags: String,
    card: String,
    pub(crate) memory: bool,
    /// A tagger whose names are evidence for this one.
    base: Option<Tagger>,
    id: u64,
}

impl std::fmt::Debug for Tagger {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (features, bytes) = self.inner.weights.size();
        write!(f, "Tagger({}, {features} features, {bytes} bytes of weights)", self.labels().join(" "))
    }
}

static NEXT: AtomicU64 = AtomicU64::new(1);

#[cfg(all(feature = "embedded-data", rasad_has_model))]
static BUILTIN: &[u8] = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/compiled/model.blob"));
#[cfg(not(all(feature = "embedded-data", rasad_has_model)))]
static BUILTIN: &[u8] = &[];

impl Tagger {
    /// The model that is part of the binary: PER ORG GPE LOC FAC NORP EVENT MISC in Arabic news.
    ///
    /// It is read in place: opening it costs no time and no memory in proportion to its size. A build without it gives
    /// an error that says so.
    pub fn builtin() -> Result<Self> {
        static OPENED: OnceLock<Result<Tagger>> = OnceLock::new();
        let open = || {
            if BUILTIN.is_empty() {
                return Err(Error::blob("this build has no built-in model: run `make model` and build again"));
            }
            Self::from_blob(&Blob::from_static(BUILTIN, MODEL)?)
        };
        OPENED.get_or_init(open).clone()
    }

    #[allow(clippy::too_many_arguments)] // the parts of a model, each once
    pub(crate) fn assemble(
        tags: Tags,
        chain: Chain,
        weights: Weights,
        book: Wordbook,
        phrases: Phrases,
        book_tags: String,
        card: String,
        memory: bool,
        base: Option<Tagger>,
    ) -> Self {
        let tag_hashes = tags.labels().iter().map(|l| hash::text(l)).collect();
        let id = NEXT.fetch_add(1, Ordering::Relaxed);
        let mut factors = Factors::default();
        chain.factors(&mut factors);
        let spread = chain.spread();
        Self {
            inner: Arc::new(Model {
                tags,
                tag_hashes,
                chain,
                factors,
                spread,
                weights,
                book,
                phrases,
                book_tags,
                card,
                memory,
                base,
                id,
            }),
        }
    }

    /// The labels, in the order of their numbers.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        self.inner.tags.labels()
    }

    /// What the model says of itself: data, licence, command, seed, date, scores (JSON).
    #[must_use]
    pub fn card(&self) -> &str {
        &self.inner.card
    }

    /// The same model with other notes (JSON).
    #[must_use]
    pub fn with_card(&self, card: String) -> Self {
        let model = &*self.inner;
        Self::assemble(
            model.tags.clone(),
            model.chain.clone(),
            model.weights.clone(),
            model.book.clone(),
            model.phrases.clone(),
            model.book_tags.clone(),
            card,
            model.memory,
            model.base.clone(),
        )
    }

    /// What is known of words; a tagger that is trained on this one's words shares it.
    #[must_use]
    pub fn wordbook(&self) -> (&Wordbook, &str) {
        (&self.inner.book, &self.inner.book_tags)
    }

    /// Phrases harvested from unlabelled text.
    #[must_use]
    pub fn phrases(&self) -> &Phrases {
        &self.inner.phrases
    }

    /// The bytes of the model file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.to_bytes_with(&[])
    }

    /// The bytes of the model file with a section for what the caller wants to keep beside the model.
    pub(crate) fn to_bytes_with(&self, lists: &[u8]) -> Vec<u8> {
        let model = &*self.inner;
        let floats: Vec<u8> =
            model.chain.moves.iter().chain(&model.chain.start).flat_map(|v| v.to_le_bytes()).collect();
        let blob = BlobWriter::new(MODEL, "tagger")
            .section("labels", model.tags.labels().join("\n").into_bytes())
            .section("card", model.card.clone().into_bytes())
            .section("chain", floats)
            .section("lists", lists.to_vec())
            .section("passes", vec![if model.memory { 2 } else { 1 }])
            .section("base", vec![u8::from(model.base.is_some())]);
        model.phrases.write(model.book.write(model.weights.write(blob), &model.book_tags)).finish()
    }

    /// Writes the model to a file.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        blob::save(path, &self.to_bytes())
    }

    /// Loads a model from a file, which is mapped, not read.
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        Self::from_blob(&Blob::load(path, MODEL)?)
    }

    /// Reads a model from bytes.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        Self::from_blob(&Blob::from_bytes(bytes, MODEL)?)
    }

    pub(crate) fn from_blob(blob: &Blob) -> Result<Self> {
        let corrupted = |what: &str| Error::blob(format!("the model is corrupted: {what}"));
        if blob.format() < MODEL.format {
            return Err(Error::blob(format!(
                "the model has format {} and this version of rasad reads format {}: train it again",
                blob.format(),
                MODEL.format
            )));
        }
        let text = |section: &Section, what: &str| {
            std::str::from_utf8(section).map(str::to_owned).map_err(|_| corrupted(&format!("its {what} are not text")))
        };
        let labels: Vec<String> = text(&blob.section("labels")?, "labels")?.lines().map(str::to_owned).collect();
        if labels.is_empty() || labels.len() > 120 {
            return Err(corrupted("it must have between 1 and 120 labels"));
        }
        let tags = Tags::new(labels);
        let width = stride(tags.len());
        let floats: Vec<f32> = blob
            .section("chain")?
            .chunks_exact(4)
            .map(|b| f32::from_le_bytes(b.try_into().unwrap_or([0; 4])))
            .collect();
        if floats.len() != width * width + width || floats.iter().any(|f| f.is_nan() || *f > 1.0e6) {
            return Err(corrupted("its table of moves has the wrong length or holds no numbers"));
        }
        let (moves, start) = floats.split_at(width * width);
        let mut chain = Chain { tags: tags.len(), moves: moves.to_vec(), start: start.to_vec() };
        chain.forbid();
        let weights = Weights::from_blob(blob)?;
        let book = Wordbook::from_blob(blob)?;
        let book_tags = text(&blob.section("wordtags")?, "word tags")?;
        let phrases = Phrases::from_blob(blob)?;
        let card = text(&blob.section("card")?, "notes")?;
        let memory = blob.section("passes")?.first() == Some(&2);
        // The only tagger that others are trained on is the built-in one.
        let told = blob.section("base").is_ok_and(|s| s.first() == Some(&1));
        let base = if told { Some(Self::builtin()?) } else { None };
        Ok(Self::assemble(tags, chain, weights, book, phrases, book_tags, card, memory, base))
    }

    /// The evidence with what the tagger says that this one was trained on.
    pub(crate) fn with_base<'a>(&self, view: &View<'_>, evidence: &'a Evidence) -> Cow<'a, Evidence> {
        match &self.inner.base {
            None => Cow::Borrowed(evidence),
            Some(base) => Cow::Owned(evidence.clone().told_by(base.labels(), &base.tag(view, evidence))),
        }
    }

    /// The names in a text, in order.
    #[must_use]
    pub fn tag(&self, view: &View<'_>, evidence: &Evidence) -> Vec<Found> {
        let evidence = self.with_base(view, evidence);
        with_scratch(&self.inner, |model, scratch| model.tag(view, &evidence, scratch))
    }

    /// A tag number for each token of a text (0 = O; see [`Tags`]).
    #[must_use]
    pub fn tag_tokens(&self, view: &View<'_>, evidence: &Evidence) -> Vec<u8> {
        let mut out = vec![0u8; view.tokens.len()];
        for found in self.tag(view, evidence) {
            for at in found.tokens.0..found.tokens.1 {
                if let Some(tag) = out.get_mut(at as usize) {
                    *tag = (1 + 2 * found.label + usize::from(at > found.tokens.0)) as u8;
                }
            }
        }
        out
    }

    /// Tags as they are written.
    #[must_use]
    pub fn tag_name(&self, tag: u8) -> String {
        self.inner.tags.name(tag)
    }

    /// The model without its word-independent parts pruned away: sum of posteriors per tag for each token.
    pub fn posteriors(&self, view: &View<'_>, evidence: &Evidence, mut each: impl FnMut(usize, &[f32])) {
        let evidence = self.with_base(view, evidence);
        with_scratch(&self.inner, |model, scratch| model.first_posteriors(view, &evidence, scratch, &mut each));
    }
}

thread_local! {
    static SCRATCH: RefCell<Vec<(u64, Box<Scratch>)>> = const { RefCell::new(Vec::new()) };
}

fn with_scratch<T>(model: &Model, work: impl FnOnce(&Model, &mut Scratch) -> T) -> T {
    let taken = SCRATCH.with(|s| {
        let mut list = s.borrow_mut();
        let at = list.iter().position(|(id, _)| *id == model.id)?;
        Some(list.swap_remove(at).1)
    });
    let mut scratch = taken.unwrap_or_else(|| Box::new(Scratch::new(model)));
    let result = work(model, &mut scratch);
    SCRATCH.with(|s| {
        let mut list = s.borrow_mut();
        // A few models a thread; the oldest goes.
        if list.len() >= 4 {
            list.remove(0);
        }
        list.push((model.id, scratch));
    });
    result
}

impl Model {
    pub(crate) fn width(&self) -> usize {
        stride(self.chain.tags)
    }

    pub(crate) fn found(
        &self,
        view: &View<'_>,
        evidence: &Evidence,
        first: usize,
        end: usize,
        label: usize,
        score: f32,
    ) -> Found {
        let word = view.word(first);
        let name = self.tags.labels().get(label).map_or("", String::as_str);
        // Lists know best, and a name that is listed as it is written has no proclitics.
        let from = evidence.hits().partition_point(|h| (h.first as usize) < first);
        let here = evidence.hits().iter().skip(from).take_while(|h| h.first as usize == first);
        let listed = here.filter(|h| h.end as usize == end && h.trust >= 2).map(|h| usize::from(h.proclitics)).min();
        let cut = listed.unwrap_or_else(|| trim::proclitics(word, &self.book, name));
        let start = view.tokens.get(first).map_or(0, |t| t.span.start);
        let last = view.tokens.get(end - 1).map_or(start, |t| t.span.end);
        let cut = if word.is_char_boundary(cut) && cut < word.len() { cut } else { 0 };
        Found { tokens: (first as u32, end as u32), span: Span::new(start + cut, last), label, score }
    }
}
