//! A tagger with the lists it looks names up in: what users train, save, load and apply to words.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::evidence::evidence;
use crate::blob::{Blob, save};
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::tagger::corpus::Labelled;
use crate::tagger::data::{self, Tagged};
use crate::tagger::scheme::Reading;
use crate::tagger::{Found, MODEL, Phrases, Progress, Report, Tagger, TrainOptions, Training, Wordbook, train};

/// A tagger and its lexicon.
///
/// A saved one holds the lists that are not built in; of the built-in lexicon it notes only which form was used.
#[derive(Clone, Debug)]
pub struct NameTagger {
    tagger: Tagger,
    lexicon: Arc<Lexicon>,
}

impl NameTagger {
    /// The built-in model with the built-in lexicon.
    pub fn builtin() -> Result<Self> {
        Ok(Self { tagger: Tagger::builtin()?, lexicon: Arc::new(Lexicon::builtin(true)?) })
    }

    /// A tagger with the lexicon it was trained with.
    #[must_use]
    pub fn new(tagger: Tagger, lexicon: Arc<Lexicon>) -> Self {
        Self { tagger, lexicon }
    }

    /// The tagger.
    #[must_use]
    pub fn tagger(&self) -> &Tagger {
        &self.tagger
    }

    /// The lexicon.
    #[must_use]
    pub fn lexicon(&self) -> &Arc<Lexicon> {
        &self.lexicon
    }

    /// The bytes of the model file.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let (builtin, own) = self.lexicon.apart();
        let mut lists = vec![match builtin {
            None => 0,
            Some(true) => 1,
            Some(false) => 2,
        }];
        if !own.is_empty() {
            lists.extend(own.to_bytes()?);
        }
        Ok(self.tagger.to_bytes_with(&lists))
    }

    /// Writes the model file.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        save(path, &self.to_bytes()?)
    }

    /// Opens a model file.
    pub fn load(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        Self::open(&Blob::load(path, MODEL)?).map_err(|e| data::in_file(e, path))
    }

    /// Reads a model file from memory.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        Self::open(&Blob::from_bytes(bytes, MODEL)?)
    }

    fn open(blob: &Blob) -> Result<Self> {
        let tagger = Tagger::from_blob(blob)?;
        // The built-in model has no such section: it uses the built-in lexicon.
        let lists = blob.section("lists").ok();
        let (form, own) = lists.as_deref().and_then(|l| l.split_first()).map_or((1, &[][..]), |(f, own)| (*f, own));
        let mut lexicon = match form {
            0 => Lexicon::default(),
            1 | 2 => Lexicon::builtin(form == 1)?,
            _ => return Err(Error::blob("the model is corrupted: it names a lexicon that does not exist")),
        };
        if !own.is_empty() {
            lexicon = lexicon.union(&Lexicon::from_bytes(own.to_vec())?);
        }
        Ok(Self { tagger, lexicon: Arc::new(lexicon) })
    }

    /// Tags for the words of documents, sentence by sentence. What is found in one sentence of a document helps in the
    /// others.
    #[must_use]
    pub fn tag_documents(&self, documents: &[Vec<Vec<String>>]) -> Vec<Vec<Vec<String>>> {
        documents.iter().map(|d| self.tag_document(d)).collect()
    }

    fn tag_document(&self, sentences: &[Vec<String>]) -> Vec<Vec<String>> {
        let tagged: Vec<Tagged> = sentences
            .iter()
            .map(|words| Tagged { words: words.clone(), tags: vec![String::from("O"); words.len()] })
            .collect();
        let document = Labelled::from_words(&tagged);
        let view = document.view();
        let tags = self.tagger.tag_tokens(&view, &evidence(&self.lexicon, &view));
        let names = |range: &Range<usize>| {
            tags.get(range.clone()).unwrap_or(&[]).iter().map(|&t| self.tagger.tag_name(t)).collect()
        };
        document.sentences.iter().map(names).collect()
    }

    /// Strict scores on labelled documents: by characters where the data marks them so, by words elsewhere. `relabel` gives
    /// what a label of this tagger is called in the data, or `None` where it is not to count.
    #[must_use]
    pub fn evaluate(&self, documents: &[Labelled], relabel: &dyn Fn(&str) -> Option<String>) -> Report {
        let mut report = Report::default();
        for document in documents {
            let view = document.view();
            let found = self.tagger.tag(&view, &evidence(&self.lexicon, &view));
            let label = |at: usize| self.tagger.labels().get(at).and_then(|label| relabel(label));
            if document.by_character {
                let found: Vec<_> =
                    found.iter().filter_map(|f| Some((label(f.label)?, (f.span.start, f.span.end)))).collect();
                report.add_of(&document.names_by_character(), &found, |a, b| document.between(a, b));
            } else {
                let place = |f: &Found| (f.tokens.0 as usize, f.tokens.1 as usize);
                let found: Vec<_> = found.iter().filter_map(|f| Some((label(f.label)?, place(f)))).collect();
                report.add_of(&document.names_by_token(), &found, |a, b| document.words_between(a, b));
            }
        }
        report
    }
}

/// Labelled documents from a CoNLL file, a file with marks, or a directory of `.ann` files, and a sentence to tell where
/// the tags of the file are not quite as they should be.
pub fn read_labelled(path: &Path, reading: Reading) -> Result<(Vec<Labelled>, Option<String>)> {
    let marked = |path: &Path| -> Result<Labelled> {
        let text = data::read(path)?;
        Ok(Labelled::from_marked(&data::marked(&text).map_err(|e| e.in_file(path))?))
    };
    if path.is_dir() {
        let documents: Result<Vec<Labelled>> = data::ann_files(path)?.iter().map(|p| marked(p)).collect();
        return Ok((documents?, None));
    }
    if path.extension().is_some_and(|e| e == "ann") {
        return Ok((vec![marked(path)?], None));
    }
    let text = data::read(path)?;
    let (documents, note) = data::conll_noted(&text, reading).map_err(|e| e.in_file(path))?;
    let documents = documents.iter().map(|d| Labelled::from_words(d)).collect();
    Ok((documents, note.map(|note| format!("{}: {note}", path.display()))))
}

/// Trains a tagger on documents. What is known of words comes from the built-in model. The card says what it was
/// trained on and how.
pub fn train_names(
    documents: &[Labelled],
    auxiliary: &[(String, Vec<Labelled>)],
    development: Option<&[Labelled]>,
    lexicon: &Arc<Lexicon>,
    options: &TrainOptions,
    stop: &AtomicBool,
    progress: &mut (dyn FnMut(&Progress) + Send),
) -> Result<NameTagger> {
    let builtin = Tagger::builtin().ok();
    let (none, no_phrases) = (Wordbook::default(), Phrases::default());
    let wordbook = builtin.as_ref().map_or((&none, "O"), Tagger::wordbook);
    let (mut passes, mut score) = (0usize, None::<f64>);
    let mut watched = |p: &Progress| {
        match p.stage {
            "weights" => passes = p.epoch,
            "done" => score = p.f1,
            _ => {}
        }
        if p.stage != "done" {
            progress(p);
        }
    };
    let training = Training {
        documents,
        auxiliary,
        development,
        wordbook,
        phrases: builtin.as_ref().map_or(&no_phrases, Tagger::phrases),
        base: builtin.as_ref(),
        evidence: &|view| evidence(lexicon, view),
        stop,
        progress: &mut watched,
        card: String::new(),
    };
    let tagger = train(training, options)?;
    let mut card = card_of(documents);
    card["rasad"] = crate::VERSION.into();
    card["seed"] = options.seed.into();
    card["passes"] = passes.into();
    card["models"] = options.models.into();
    let others = auxiliary.iter().map(|(name, documents)| (name.clone(), card_of(documents)));
    card["auxiliary"] = serde_json::Value::Object(others.collect());
    if let Some(development) = development {
        card["dev"] = card_of(development);
        card["dev"]["f1"] = score.into();
    }
    if stop.load(Ordering::Relaxed) {
        card["stopped"] = true.into();
    }
    Ok(NameTagger { tagger: tagger.with_card(card.to_string()), lexicon: Arc::clone(lexicon) })
}

/// What a card says of data: documents, sentences, words, names by label.
fn card_of(documents: &[Labelled]) -> serde_json::Value {
    let sum = |count: fn(&Labelled) -> usize| documents.iter().map(count).sum::<usize>();
    let mut names = std::collections::BTreeMap::<String, usize>::new();
    for (label, _) in documents.iter().flat_map(Labelled::names_by_token) {
        *names.entry(label).or_default() += 1;
    }
    let (sentences, words) = (sum(|d| d.sentences.len()), sum(|d| d.tokens.len()));
    serde_json::json!({"documents": documents.len(), "sentences": sentences, "words": words, "names": names})
}
