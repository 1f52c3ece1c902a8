//! `rasad.train`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;

use super::error::{caught, internal, wrong_type};
use super::labelled::{labelled, scheme_of};
use super::lexicon::PyLexicon;
use super::tagger::{self, PyTagger};
use crate::Error;
use crate::extract::train_names;
use crate::lexicon::Lexicon;
use crate::tagger::scheme::Reading;
use crate::tagger::{Progress, TrainOptions};

/// Passes without a gain on the development set after which training stops.
const PATIENCE: usize = 4;

// py: module
// py: def train(sentences: _Labelled, /, *, auxiliary: Mapping[str, _Labelled] | None = None, dev: _Labelled | None = None, lexicon: Lexicon | None = None, scheme: str | None = None, progress: bool = False, seed: int = 1, epochs: int | None = None, models: int | None = None, patience: int | None = None) -> Tagger
/// Trains a tagger on labelled sentences. The same data and seed give the same model.
///
/// Ctrl-C ends training early and gives the best model so far; `card` then says `"stopped": true`. In the first pass it
/// takes up to three seconds. A second Ctrl-C raises `KeyboardInterrupt`.
///
/// Args:
///     sentences: the path of a CoNLL file (word first, tag last, with blanks or tabs between), of a directory of `.ann`
///         files, or of a `.spacy` file; a list of sentences, each a list of `(word, tag)` or a pair of words and tags,
///         or of documents, which are lists of sentences; a DataFrame of pandas or polars with a word or a sentence a row
///         (columns `word` and `tag`, with `sentence` and `document` where words stand one a row); a DocBin or a list of
///         spaCy's documents; a Dataset of Hugging Face with `tokens` and `ner_tags`. The tagger gets the labels of this data.
///     auxiliary: more data by name, in another label scheme or domain. It lends what it shares.
///     dev: labelled sentences by which training stops when it no longer improves, and its best pass is chosen.
///     lexicon: names to look up; without it the built-in lexicon.
///     scheme: how tags mark names: `bio`, `iob1`, `ioe1`, `ioe2`, `bioes` or `bilou`; what breaks it is an error. Without
///         it the scheme is found out, and slips of an otherwise sound file are read with a warning.
///     progress: shows how far training has come.
///     seed: where randomness starts.
///     epochs: passes over the data.
///     models: how many models with different seeds are averaged into one.
///     patience: with `dev`, how many passes without a gain end training.
///
/// Example:
///     >>> import rasad
///     >>> sentence = [("زار", "O"), ("الوزير", "O"), ("صنعاء", "B-CITY")]
///     >>> rasad.train([sentence] * 20).labels
///     ['CITY']
#[pyfunction]
#[pyo3(signature = (sentences, /, *, auxiliary=None, dev=None, lexicon=None, scheme=None, progress=false, seed=1, epochs=None, models=None, patience=None))]
#[allow(clippy::too_many_arguments)] // the keywords of one function
fn train(
    py: Python<'_>,
    sentences: &Bound<'_, PyAny>,
    auxiliary: Option<&Bound<'_, PyAny>>,
    dev: Option<&Bound<'_, PyAny>>,
    lexicon: Option<&Bound<'_, PyAny>>,
    scheme: Option<&str>,
    progress: bool,
    seed: u64,
    epochs: Option<usize>,
    models: Option<usize>,
    patience: Option<usize>,
) -> PyResult<PyTagger> {
    let mut options = TrainOptions { seed, ..TrainOptions::default() };
    let at_least_one = |name: &str, number: Option<usize>| match number {
        Some(0) => Err(Error::argument(format!("{name} must be at least 1"))),
        number => Ok(number),
    };
    if let Some(epochs) = at_least_one("epochs", epochs)? {
        options.epochs = epochs;
        options.average_from = options.average_from.min(epochs / 2);
    }
    if let Some(models) = at_least_one("models", models)? {
        options.models = models;
    }
    let patience = at_least_one("patience", patience)?;
    if dev.is_some() {
        options.patience = patience.unwrap_or(PATIENCE);
    } else if patience.is_some() {
        return Err(Error::argument("patience needs dev, labelled sentences to stop by").into());
    }
    let reading = Reading::Checked(scheme_of(scheme)?);
    let lexicon = lexicon_of(lexicon)?;
    let documents = labelled(sentences, reading)?;
    let mut others = Vec::new();
    if let Some(auxiliary) = auxiliary {
        let wrong = || wrong_type(py, "auxiliary takes a mapping of names to labelled sentences");
        for item in auxiliary.call_method0("items").map_err(|_| wrong())?.try_iter()? {
            let (name, data): (String, Bound<'_, PyAny>) = item?.extract().map_err(|_| wrong())?;
            others.push((name, labelled(&data, Reading::Checked(None))?));
        }
    }
    let development = dev.map(|dev| labelled(dev, reading)).transpose()?;
    let bar = if progress { Some(py.import("rasad._progress")?.call_method0("training")?.unbind()) } else { None };
    let stop = AtomicBool::new(false);
    let mut raised: Option<PyErr> = None;
    let result = py.detach(|| {
        let (tell, told) = channel::<Option<Progress>>();
        std::thread::scope(|scope| {
            let work = scope.spawn(|| {
                let result = caught(|| {
                    let mut each = |p: &Progress| drop(tell.send(Some(p.clone())));
                    train_names(&documents, &others, development.as_deref(), &lexicon, &options, &stop, &mut each)
                });
                drop(tell.send(None));
                result
            });
            loop {
                let news = told.recv_timeout(Duration::from_millis(50));
                if matches!(news, Ok(None) | Err(RecvTimeoutError::Disconnected)) {
                    break;
                }
                // Signals are looked for here, as long as the work takes; they may also come up in the bar.
                let heard = Python::attach(|py| {
                    if let (Ok(Some(p)), Some(bar)) = (&news, &bar) {
                        bar.call_method1(py, "update", (p.stage, p.epoch, p.epochs, p.f1))?;
                    }
                    py.check_signals()
                });
                if let Err(error) = heard {
                    let first_ctrl_c = !stop.swap(true, Ordering::Relaxed)
                        && Python::attach(|py| error.is_instance_of::<PyKeyboardInterrupt>(py));
                    if !first_ctrl_c && raised.is_none() {
                        raised = Some(error);
                    }
                }
            }
            work.join()
        })
    });
    if let Some(bar) = bar {
        bar.call_method1(py, "close", (stop.load(Ordering::Relaxed),))?;
    }
    if let Some(error) = raised {
        return Err(error);
    }
    match result {
        Ok(Ok(tagger)) => Ok(tagger::new(tagger?)),
        Ok(Err(said)) => Err(internal(&said, None)),
        Err(_) => Err(internal("training ended without a result", None)),
    }
}

/// The lexicon handed in, or the built-in one.
fn lexicon_of(lexicon: Option<&Bound<'_, PyAny>>) -> PyResult<Arc<Lexicon>> {
    let Some(given) = lexicon else { return Ok(Arc::new(Lexicon::builtin(true)?)) };
    match given.cast::<PyLexicon>() {
        Ok(lexicon) => Ok(Arc::clone(&lexicon.get().inner)),
        Err(_) => Err(wrong_type(given.py(), "lexicon takes a rasad.Lexicon")),
    }
}

pub(super) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(train, module)?)
}
