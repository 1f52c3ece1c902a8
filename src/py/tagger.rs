//! `rasad.Tagger`, `rasad.train`, `rasad.evaluate` and `rasad.Report`.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};

use super::error::{caught, guard, internal, wrong_type};
use super::lexicon::PyLexicon;
use crate::Error;
use crate::extract::{NameTagger, read_labelled, train_names};
use crate::tagger::corpus::Labelled;
use crate::tagger::data::{Dangling, Tagged, check};
use crate::tagger::{Counts, Progress, Report, TrainOptions};

// py: class Tagger:
/// Finds names in words: a trained model with the lists it looks names up in.
///
/// Example:
///     >>> import rasad
///     >>> tagger = rasad.Tagger.builtin()
///     >>> len(tagger.tag(["وصل", "الوزير", "إلى", "القاهرة"]))
///     4
#[pyclass(frozen, name = "Tagger", module = "rasad")]
pub(super) struct PyTagger {
    pub(super) tagger: Arc<NameTagger>,
    /// Whether it is the built-in one, which need not be written out to be made again.
    builtin: bool,
}

fn new(tagger: NameTagger) -> PyTagger {
    PyTagger { tagger: Arc::new(tagger), builtin: false }
}

#[pymethods]
impl PyTagger {
    // py: @staticmethod def builtin() -> Tagger
    /// The built-in model: PER ORG GPE LOC FAC NORP EVENT MISC in Arabic news.
    #[staticmethod]
    fn builtin() -> PyResult<Self> {
        Ok(PyTagger { builtin: true, ..new(NameTagger::builtin()?) })
    }

    // py: @staticmethod def load(path: _Path) -> Tagger
    /// Opens a saved tagger.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let loaded = py.detach(|| guard(|| NameTagger::load(path)))?;
        Ok(new(loaded?))
    }

    // py: def save(self, path: _Path) -> None
    /// Writes the tagger to a file. Of the built-in lexicon it notes only which form was used; own lists are in it.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        let saved = py.detach(|| guard(|| self.tagger.save(path)))?;
        Ok(saved?)
    }

    // py: @property def labels(self) -> list[str]
    /// The labels it gives.
    #[getter]
    fn labels(&self) -> Vec<String> {
        self.tagger.tagger().labels().to_vec()
    }

    // py: @property def card(self) -> str
    /// What the model says of itself, as JSON: data, licence, command, seed, date, scores.
    #[getter]
    fn card(&self) -> &str {
        self.tagger.tagger().card()
    }

    // py: def tag(self, tokens: Iterable[str], /) -> list[str]
    /// Tags (`O`, `B-PER`, `I-PER` …) for the words of one sentence.
    #[pyo3(signature = (tokens, /))]
    fn tag(&self, py: Python<'_>, tokens: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
        let document = vec![vec![words(tokens)?]];
        let tags = py.detach(|| guard(|| self.tagger.tag_documents(&document)))?;
        Ok(tags.into_iter().flatten().next().unwrap_or_default())
    }

    // py: def tag_documents(self, documents: Iterable[Iterable[Iterable[str]]], /) -> list[list[list[str]]]
    /// Tags for the words of documents, sentence by sentence. What is found in one sentence of a document helps in the
    /// others: a surname after the full name, an acronym after its expansion.
    #[pyo3(signature = (documents, /))]
    fn tag_documents(&self, py: Python<'_>, documents: &Bound<'_, PyAny>) -> PyResult<Vec<Vec<Vec<String>>>> {
        let mut read = Vec::new();
        for document in documents.try_iter()? {
            let document = document?;
            if document.is_instance_of::<PyString>() {
                return Err(wrong_type(py, "documents are lists of sentences, which are lists of words"));
            }
            let sentences: PyResult<Vec<_>> = document.try_iter()?.map(|s| words(&s?)).collect();
            read.push(sentences?);
        }
        py.detach(|| guard(|| self.tagger.tag_documents(&read)))
    }

    // py: def __eq__(self, other: object, /) -> bool
    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let Ok(other) = other.cast::<Self>() else { return Ok(false) };
        let other = other.get();
        Ok((self.builtin && other.builtin)
            || Arc::ptr_eq(&self.tagger, &other.tagger)
            || (self.builtin == other.builtin && self.tagger.to_bytes()? == other.tagger.to_bytes()?))
    }

    // py: def __hash__(self) -> int
    fn __hash__(&self) -> usize {
        self.tagger.tagger().labels().len()
    }

    // py: def __repr__(self) -> str
    fn __repr__(&self) -> String {
        if self.builtin {
            return "Tagger.builtin()".to_owned();
        }
        format!("<Tagger of {}>", self.tagger.tagger().labels().join(" "))
    }

    // py: def __reduce__(self) -> tuple[Any, ...]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let py = slf.py();
        if slf.get().builtin {
            return Ok((slf.get_type().getattr("builtin")?, PyTuple::empty(py)));
        }
        let bytes = pyo3::types::PyBytes::new(py, &slf.get().tagger.to_bytes()?);
        Ok((slf.get_type().getattr("_from_bytes")?, PyTuple::new(py, [bytes])?))
    }

    // py: @staticmethod def _from_bytes(bytes: bytes) -> Tagger
    #[staticmethod]
    fn _from_bytes(bytes: Vec<u8>) -> PyResult<Self> {
        Ok(new(NameTagger::from_bytes(bytes)?))
    }
}

/// The words of a sentence.
fn words(tokens: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    if tokens.is_instance_of::<PyString>() {
        return Err(wrong_type(tokens.py(), "a sentence is a list of words, not one string"));
    }
    tokens.try_iter()?.map(|word| word?.extract::<String>()).collect()
}

/// A path, if `x` is one.
fn path_of(x: &Bound<'_, PyAny>) -> PyResult<Option<PathBuf>> {
    if x.is_instance_of::<PyString>() || x.hasattr("__fspath__")? {
        return Ok(Some(x.extract()?));
    }
    Ok(None)
}

/// Sentences as lists: `x` itself, or what `rasad._labelled` makes of tables and spaCy's files.
fn sentences_of<'py>(x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
    if let Ok(list) = x.cast::<PyList>() {
        return Ok(list.clone());
    }
    let made = x.py().import("rasad._labelled")?.call_method1("sentences", (x,))?;
    Ok(made.cast_into::<PyList>()?)
}

/// Labelled documents from whatever Python hands in.
fn labelled(x: &Bound<'_, PyAny>) -> PyResult<Vec<Labelled>> {
    if let Some(path) = path_of(x)? {
        if path.extension().is_none_or(|e| e != "spacy") {
            return Ok(x.py().detach(|| guard(|| read_labelled(&path, Dangling::Begins)))??);
        }
    }
    let list = sentences_of(x)?;
    let mut sentences = Vec::with_capacity(list.len());
    for (row, sentence) in list.iter().enumerate() {
        sentences.push(tagged(&sentence, row)?);
    }
    if sentences.is_empty() {
        return Err(Error::data("there is no sentence to train on").into());
    }
    Ok(vec![Labelled::from_words(&sentences)])
}

fn tagged(sentence: &Bound<'_, PyAny>, row: usize) -> PyResult<Tagged> {
    let mut out = Tagged::default();
    let wrong = || Error::data("a sentence is a list of (word, tag)").at_row(row);
    for pair in sentence.try_iter().map_err(|_| wrong())? {
        let (word, tag): (String, String) = pair?.extract().map_err(|_| wrong())?;
        out.words.push(word);
        out.tags.push(tag);
    }
    check(&mut out.tags, Dangling::Begins).map_err(|(at, e)| {
        let word = out.words.get(at).cloned().unwrap_or_default();
        Error::data(format!("at the word {word:?}: {e}")).at_row(row)
    })?;
    Ok(out)
}

// py: module
// py: def train(sentences: _Labelled, /, *, auxiliary: Mapping[str, _Labelled] | None = None, dev: _Labelled | None = None, lexicon: Lexicon | None = None, progress: bool = False, seed: int = 1, epochs: int | None = None, models: int | None = None) -> Tagger
/// Trains a tagger on labelled sentences. The same data and seed give the same model.
///
/// Ctrl-C ends training early and gives the model as far as it has come.
///
/// Args:
///     sentences: the path of a CoNLL file (word first, tag last) or of a directory of `.ann` files; a list of
///         sentences, each a list of `(word, tag)` with BIO tags; a DataFrame with columns `sentence`, `word`, `tag`;
///         a `.spacy` file or DocBin. The tagger gets the labels of this data.
///     auxiliary: more data by name, in another label scheme or domain. It lends what it shares.
///     dev: labelled sentences by which training stops when it no longer improves.
///     lexicon: names to look up; without it the built-in lexicon.
///     progress: shows how far training has come.
///     seed: where randomness starts.
///     epochs: passes over the data.
///     models: how many models with different seeds are averaged into one.
///
/// Example:
///     >>> import rasad
///     >>> sentence = [("زار", "O"), ("الوزير", "O"), ("صنعاء", "B-CITY")]
///     >>> rasad.train([sentence] * 20).labels
///     ['CITY']
#[pyfunction]
#[pyo3(signature = (sentences, /, *, auxiliary=None, dev=None, lexicon=None, progress=false, seed=1, epochs=None, models=None))]
#[allow(clippy::too_many_arguments)] // the keywords of one function
fn train(
    py: Python<'_>,
    sentences: &Bound<'_, PyAny>,
    auxiliary: Option<&Bound<'_, PyDict>>,
    dev: Option<&Bound<'_, PyAny>>,
    lexicon: Option<&Bound<'_, PyAny>>,
    progress: bool,
    seed: u64,
    epochs: Option<usize>,
    models: Option<usize>,
) -> PyResult<PyTagger> {
    let documents = labelled(sentences)?;
    let mut others = Vec::new();
    for (name, data) in auxiliary.into_iter().flat_map(|a| a.iter()) {
        others.push((name.extract::<String>()?, labelled(&data)?));
    }
    let development = dev.map(labelled).transpose()?;
    let lexicon = lexicon_of(lexicon)?;
    let mut options = TrainOptions { seed, ..TrainOptions::default() };
    if let Some(epochs) = epochs {
        if epochs == 0 {
            return Err(Error::argument("epochs must be at least 1").into());
        }
        options.epochs = epochs;
        options.average_from = options.average_from.min(epochs / 2);
    }
    if let Some(models) = models {
        options.models = models.clamp(1, 32);
    }
    if development.is_some() {
        options.patience = 4;
    }
    let bar = if progress { Some(py.import("rasad._progress")?.call_method0("training")?.unbind()) } else { None };
    let stop = AtomicBool::new(false);
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
                match told.recv_timeout(Duration::from_millis(50)) {
                    Ok(Some(p)) => {
                        if let Some(bar) = &bar {
                            let shown =
                                Python::attach(|py| bar.call_method1(py, "update", (p.stage, p.epoch, p.epochs, p.f1)));
                            if shown.is_err() {
                                stop.store(true, Ordering::Relaxed);
                            }
                        }
                    }
                    Ok(None) | Err(RecvTimeoutError::Disconnected) => break,
                    Err(RecvTimeoutError::Timeout) => {
                        // Ctrl-C: end with the best so far.
                        if Python::attach(|py| py.check_signals()).is_err() {
                            stop.store(true, Ordering::Relaxed);
                        }
                    }
                }
            }
            work.join()
        })
    });
    if let Some(bar) = bar {
        bar.call_method0(py, "close")?;
    }
    match result {
        Ok(Ok(tagger)) => Ok(new(tagger?)),
        Ok(Err(said)) => Err(internal(&said, None)),
        Err(_) => Err(internal("training ended without a result", None)),
    }
}

/// The lexicon handed in, or the built-in one.
fn lexicon_of(lexicon: Option<&Bound<'_, PyAny>>) -> PyResult<Arc<crate::lexicon::Lexicon>> {
    let Some(given) = lexicon else { return Ok(Arc::new(crate::lexicon::Lexicon::builtin(true).unwrap_or_default())) };
    match given.cast::<PyLexicon>() {
        Ok(lexicon) => Ok(Arc::clone(&lexicon.get().inner)),
        Err(_) => Err(wrong_type(given.py(), "lexicon takes a rasad.Lexicon")),
    }
}

// py: module
// py: def evaluate(gold: _Labelled | Iterable[Iterable[str]], predicted: _Labelled | Iterable[Iterable[str]] | Tagger, /) -> Report
/// Strict scores: a name counts where its first word, its last word and its label are right.
///
/// Args:
///     gold: as in `train`; or only the tags, sentence by sentence.
///     predicted: the same with predicted tags, or a tagger that is run on the words of `gold`. With `.ann` files names
///         are compared by characters.
///
/// Example:
///     >>> import rasad
///     >>> rasad.evaluate([["B-PER", "O"]], [["B-PER", "B-LOC"]]).f1
///     0.6666666666666666
#[pyfunction]
#[pyo3(signature = (gold, predicted, /))]
fn evaluate(py: Python<'_>, gold: &Bound<'_, PyAny>, predicted: &Bound<'_, PyAny>) -> PyResult<PyReport> {
    if let Ok(tagger) = predicted.cast::<PyTagger>() {
        let documents = labelled(gold)?;
        let tagger = Arc::clone(&tagger.get().tagger);
        return Ok(PyReport { report: py.detach(|| guard(|| tagger.evaluate(&documents)))? });
    }
    if let (Some(tags), Some(found)) = (bare_tags(gold)?, bare_tags(predicted)?) {
        return Ok(PyReport { report: Report::of_tags(&tags, &found)? });
    }
    let (gold, predicted) = (labelled(gold)?, labelled(predicted)?);
    Ok(PyReport { report: Report::of_documents(&gold, &predicted)? })
}

/// Sentences of tags without words, if `x` is that.
fn bare_tags(x: &Bound<'_, PyAny>) -> PyResult<Option<Vec<Vec<String>>>> {
    if path_of(x)?.is_some() {
        return Ok(None);
    }
    let Ok(list) = x.cast::<PyList>() else { return Ok(None) };
    let mut out = Vec::new();
    for sentence in list.iter() {
        match sentence.extract::<Vec<String>>() {
            Ok(tags) => out.push(tags),
            Err(_) => return Ok(None),
        }
    }
    Ok(Some(out))
}

// py: class Report:
/// Strict precision, recall and F1, over all and for each label. It prints as a table.
///
/// Example:
///     >>> import rasad
///     >>> report = rasad.evaluate([["B-PER", "I-PER"]], [["B-PER", "O"]])
///     >>> report.precision, report["PER"]["gold"]
///     (0.0, 1)
#[pyclass(frozen, name = "Report", module = "rasad", eq)]
#[derive(PartialEq)]
pub(super) struct PyReport {
    report: Report,
}

impl PyReport {
    fn row<'py>(py: Python<'py>, label: &str, c: Counts) -> PyResult<Bound<'py, PyDict>> {
        let row = PyDict::new(py);
        row.set_item("label", label)?;
        row.set_item("precision", c.precision())?;
        row.set_item("recall", c.recall())?;
        row.set_item("f1", c.f1())?;
        row.set_item("gold", c.gold)?;
        row.set_item("found", c.predicted)?;
        row.set_item("right", c.right)?;
        Ok(row)
    }
}

#[pymethods]
impl PyReport {
    // py: @property def labels(self) -> list[str]
    /// The labels, sorted.
    #[getter]
    fn labels(&self) -> Vec<&str> {
        self.report.labels().map(|(label, _)| label).collect()
    }

    // py: @property def precision(self) -> float
    /// Share of the found names that are right, over all labels.
    #[getter]
    fn precision(&self) -> f64 {
        self.report.total().precision()
    }

    // py: @property def recall(self) -> float
    /// Share of the gold names that are found, over all labels.
    #[getter]
    fn recall(&self) -> f64 {
        self.report.total().recall()
    }

    // py: @property def f1(self) -> float
    /// Harmonic mean of the two.
    #[getter]
    fn f1(&self) -> f64 {
        self.report.total().f1()
    }

    // py: def to_dict(self) -> list[dict[str, Any]]
    /// One dict a label, then one for the total.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let rows: PyResult<Vec<_>> = self.report.labels().map(|(label, c)| Self::row(py, label, c)).collect();
        let mut rows = rows?;
        rows.push(Self::row(py, "total", self.report.total())?);
        Ok(rows)
    }

    // py: def to_pandas(self) -> pandas.DataFrame
    /// The same as a DataFrame.
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("rasad._optional")?
            .call_method1("need", ("pandas", "Report.to_pandas", "pandas"))?
            .call_method1("DataFrame", (self.to_dict(py)?,))
    }

    // py: def to_csv(self) -> str
    /// The same as CSV, with shares as fractions of one.
    fn to_csv(&self) -> String {
        let mut out = String::from("label,precision,recall,f1,gold,found,right\n");
        let total = [("total", self.report.total())];
        for (label, c) in self.report.labels().chain(total) {
            let quoted = if label.contains([',', '"', '\n']) {
                format!("\"{}\"", label.replace('"', "\"\""))
            } else {
                label.to_owned()
            };
            let (p, r, f) = (c.precision(), c.recall(), c.f1());
            out.push_str(&format!("{quoted},{p:.6},{r:.6},{f:.6},{},{},{}\n", c.gold, c.predicted, c.right));
        }
        out
    }

    // py: def __getitem__(self, label: str, /) -> dict[str, Any]
    fn __getitem__<'py>(&self, py: Python<'py>, label: &str) -> PyResult<Bound<'py, PyDict>> {
        match self.report.labels().find(|(l, _)| *l == label) {
            Some((label, counts)) => Self::row(py, label, counts),
            None => Err(pyo3::exceptions::PyKeyError::new_err(label.to_owned())),
        }
    }

    fn __repr__(&self) -> String {
        let t = self.report.total();
        format!("<rasad.Report: precision {:.4}, recall {:.4}, F1 {:.4}>", t.precision(), t.recall(), t.f1())
    }

    fn __str__(&self) -> String {
        self.report.to_string().trim_end().to_owned()
    }
}

pub(super) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<PyTagger>()?;
    module.add_class::<PyReport>()?;
    module.add_function(wrap_pyfunction!(train, module)?)?;
    module.add_function(wrap_pyfunction!(evaluate, module)?)
}
