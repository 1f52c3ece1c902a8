//! `rasad.extract` and `rasad.Extractor`.

use std::sync::{Arc, OnceLock};

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};

use super::columns::{Batch, Builder};
use super::document::PyDocument;
use super::documents::PyDocuments;
use super::error::{caught, internal, wrong_type};
use super::input::{Chunks, Dates, Input, Rows, Wave, read, short_enough};
use super::lexicon::PyLexicon;
use super::normalizer::PyNormalizer;
use super::pipeline::Pipeline;
use super::table::PyEntityTable;
use super::tagger::PyTagger;
use crate::batch::{self, Progress};
use crate::document::Document;
use crate::entity::Label;
use crate::extract::{Extractor, Labels, Options};
use crate::values::Day;

/// What finds things in a text.
pub(super) trait Find: Sync {
    /// Everything, for a document.
    fn full(&self, text: &str, date: Option<Day>) -> Document;

    /// What a table shows.
    fn entities(&self, text: &str, date: Option<Day>) -> Document {
        self.full(text, date)
    }
}

/// Bytes of a list that are copied at a time.
const WAVE: usize = 64 << 20;

/// The extractor with the built-in data and all labels, made once a process.
fn builtin() -> &'static Pipeline {
    static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
    PIPELINE.get_or_init(|| Pipeline { extractor: Extractor::default(), before: None })
}

// py: module
// py: @overload def extract(x: str, /, *, date: str | date | None = None, labels: Literal["fine", "coarse"] | Iterable[str] | None = None, progress: bool = False) -> Document  # type: ignore[overload-overlap]
// py: @overload def extract(x: _Texts, /, *, date: str | date | Iterable[str | date | None] | None = None, labels: Literal["fine", "coarse"] | Iterable[str] | None = None, progress: bool = False) -> EntityTable
/// Finds entities, values, quotations and actors: a string gives a `Document`, a list or column an `EntityTable`.
///
/// Args:
///     x: a string; a list or tuple of strings; a Series or array of pandas, polars, pyarrow or NumPy; anything with
///         the Arrow capsules. `None`, NaN and null have no rows in the table.
///     date: the day that أمس and the like are told from, as `YYYY-MM-DD` or `datetime.date`; for many texts also a
///         column with one for each. Without it a leading `date YYYY-MM-DD` header is used.
///     labels: `"coarse"` for PER, LOC, ORG, MISC and the values; or the labels wanted.
///     progress: shows a bar, where tqdm is installed.
///
/// Example:
///     >>> import rasad
///     >>> rasad.extract("بلغ عددهم 23 ألفا").entities[0].value
///     '23000'
///     >>> len(rasad.extract(["بلغ عددهم 23 ألفا", None]))
///     1
///
/// See also `Extractor`, for own names and models and for streams of documents.
#[pyfunction]
#[pyo3(signature = (x, /, *, date=None, labels=None, progress=false))]
fn extract<'py>(
    x: &Bound<'py, PyAny>,
    date: Option<Bound<'py, PyAny>>,
    labels: Option<Bound<'py, PyAny>>,
    progress: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let labels = parse_labels(labels.as_ref(), false)?;
    if labels == Labels::Fine {
        return run(x, builtin(), date.as_ref(), progress);
    }
    let pipeline = Pipeline { extractor: builtin().extractor.with_labels(labels), before: None };
    run(x, &pipeline, date.as_ref(), progress)
}

/// Extraction from whatever `x` is.
pub(super) fn run<'py>(
    x: &Bound<'py, PyAny>,
    extractor: &impl Find,
    date: Option<&Bound<'py, PyAny>>,
    progress: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let py = x.py();
    let dates = Dates::of(date)?;
    let mut bar = Bar::default();
    let (batches, texts) = match Input::of(x)? {
        Input::One(text) => {
            let Dates::Same(day) = dates else {
                return Err(wrong_type(py, "one text takes one date"));
            };
            return Ok(one(&text, extractor, day)?.into_bound(py).into_any());
        }
        Input::Arrow(foreign) => {
            let rows = Chunks::new(foreign.chunks);
            dates.fit(rows.count())?;
            bar.start(py, progress, rows.count())?;
            (many(py, &rows, 0, extractor, &dates, &mut bar)?, rows.count())
        }
        Input::Objects(list) => {
            dates.fit(list.len())?;
            bar.start(py, progress, list.len())?;
            let (mut batches, mut row) = (Vec::new(), 0);
            loop {
                let wave = Wave::read(&list, row, WAVE)?;
                if wave.count() == 0 {
                    break;
                }
                batches.extend(many(py, &wave, row, extractor, &dates, &mut bar)?);
                row += wave.count();
            }
            (batches, row)
        }
    };
    bar.close(py)?;
    Ok(PyEntityTable::new(py, batches, texts)?.into_bound(py).into_any())
}

/// One text of Python.
pub(super) fn one(text: &Bound<'_, PyString>, extractor: &impl Find, date: Option<Day>) -> PyResult<Py<PyDocument>> {
    let py = text.py();
    let mut owned = String::new();
    let lossy = read(text, &mut owned)?;
    let doc = py.detach(|| document(extractor, &owned, date))??;
    PyDocument::of(py, doc, text, lossy)
}

/// One text; the outer error is a panic.
fn document(extractor: &impl Find, text: &str, date: Option<Day>) -> PyResult<crate::Result<Document>> {
    caught(|| short_enough(text).map(|text| extractor.full(text, date))).map_err(|said| internal(&said, None))
}

/// The documents of some texts, in parallel and in order.
pub(super) fn documents(
    py: Python<'_>,
    rows: &impl Rows,
    first: usize,
    extractor: &impl Find,
    dates: &Dates,
) -> PyResult<Vec<Option<Document>>> {
    let runs = batch::runs(rows.weights());
    let work = |run: std::ops::Range<usize>| {
        let find = |text: &str, day| extractor.full(text, day);
        let one = |i: usize| rows.row(i).map(|text| at(find, text, dates, first + i)).transpose();
        run.map(one).collect::<Result<Vec<_>, Failed>>()
    };
    let parts = py.detach(|| batch::map(&runs, work));
    let mut out = Vec::with_capacity(rows.count());
    for part in parts {
        out.extend(part.map_err(Failed::into_py)?);
    }
    Ok(out)
}

/// Why a row failed.
enum Failed {
    Error(crate::Error),
    Panic(String, usize),
}

impl Failed {
    fn into_py(self) -> PyErr {
        match self {
            Failed::Error(error) => error.into(),
            Failed::Panic(said, row) => internal(&said, Some(row)),
        }
    }
}

fn at(find: impl Fn(&str, Option<Day>) -> Document, text: &str, dates: &Dates, row: usize) -> Result<Document, Failed> {
    match caught(|| short_enough(text).map(|text| find(text, dates.get(row)))) {
        Ok(result) => result.map_err(|e| Failed::Error(e.at_row(row))),
        Err(said) => Err(Failed::Panic(said, row)),
    }
}

/// The columns of some texts, in parallel and in order. Ctrl-C stops it.
fn many(
    py: Python<'_>,
    rows: &impl Rows,
    first: usize,
    extractor: &impl Find,
    dates: &Dates,
    bar: &mut Bar,
) -> PyResult<Vec<Batch>> {
    let progress = Progress::default();
    let mut failed = None;
    let parts = py.detach(|| {
        let runs = batch::runs(rows.weights());
        let work = |run: std::ops::Range<usize>| {
            let mut builder = Builder::default();
            let find = |text: &str, day| extractor.entities(text, day);
            for i in run {
                if progress.stopped() {
                    break;
                }
                if let Some(text) = rows.row(i) {
                    builder.add(first + i, &at(find, text, dates, first + i)?);
                }
                progress.add(1);
            }
            Ok(builder.finish())
        };
        let watch = |progress: &Progress| {
            let seen = Python::attach(|py| py.check_signals().and_then(|()| bar.show(py, first + progress.done())));
            if let Err(error) = seen {
                failed.get_or_insert(error);
            }
            failed.is_none()
        };
        caught(|| batch::map_watched(&runs, &progress, watch, work))
    });
    if let Some(error) = failed {
        return Err(error);
    }
    let parts = parts.map_err(|said| internal(&said, None))?;
    bar.show(py, first + rows.count())?;
    parts.into_iter().collect::<Result<Vec<_>, Failed>>().map_err(Failed::into_py)
}

/// A progress bar of Python, or nothing.
#[derive(Default)]
struct Bar {
    bar: Option<Py<PyAny>>,
    shown: usize,
}

impl Bar {
    fn start(&mut self, py: Python<'_>, wanted: bool, total: usize) -> PyResult<()> {
        if wanted {
            let bar = py.import("rasad._progress")?.call_method1("bar", (total,))?;
            self.bar = (!bar.is_none()).then(|| bar.unbind());
        }
        Ok(())
    }

    fn show(&mut self, py: Python<'_>, done: usize) -> PyResult<()> {
        if let Some(bar) = &self.bar
            && done > self.shown
        {
            bar.call_method1(py, "update", (done - self.shown,))?;
            self.shown = done;
        }
        Ok(())
    }

    fn close(&self, py: Python<'_>) -> PyResult<()> {
        if let Some(bar) = &self.bar {
            bar.call_method0(py, "close")?;
        }
        Ok(())
    }
}

/// `"fine"`, `"coarse"` or the labels wanted. With `own` lists or models any name may be one of theirs.
pub(super) fn parse_labels(labels: Option<&Bound<'_, PyAny>>, own: bool) -> PyResult<Labels> {
    let Some(labels) = labels.filter(|l| !l.is_none()) else { return Ok(Labels::Fine) };
    if let Ok(name) = labels.extract::<String>() {
        return match name.as_str() {
            "fine" => Ok(Labels::Fine),
            "coarse" => Ok(Labels::Coarse),
            _ => Err(crate::Error::argument(format!(
                "labels must be \"fine\", \"coarse\" or a list of labels such as [{:?}], not {name:?}",
                if known(&name) { name.as_str() } else { "GPE" }
            ))
            .into()),
        };
    }
    let items = labels
        .try_iter()
        .map_err(|_| wrong_type(labels.py(), "labels must be \"fine\", \"coarse\" or a list of labels"))?;
    let mut out = Vec::new();
    for item in items {
        let item = item?;
        let name: String =
            item.extract().map_err(|_| wrong_type(labels.py(), "labels must be strings such as \"GPE\""))?;
        if !own && !known(&name) {
            let all: Vec<&str> = Label::ALL.iter().map(Label::as_str).collect();
            return Err(
                crate::Error::argument(format!("there is no label {name:?}; there are {}", all.join(", "))).into()
            );
        }
        out.push(Label::from(name.as_str()));
    }
    Ok(Labels::Only(out))
}

fn known(name: &str) -> bool {
    Label::ALL.iter().any(|label| label.as_str() == name)
}

/// The built-in thing, none, or one's own.
#[derive(Clone)]
pub(super) enum Given<'py> {
    Builtin,
    Nothing,
    Object(Bound<'py, PyAny>),
}

impl<'a, 'py> FromPyObject<'a, 'py> for Given<'py> {
    type Error = PyErr;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> PyResult<Self> {
        if object.is_none() {
            return Ok(Given::Nothing);
        }
        if object.extract::<&str>().is_ok_and(|name| name == "builtin") {
            return Ok(Given::Builtin);
        }
        Ok(Given::Object(object.to_owned()))
    }
}

// py: class Extractor:
/// A reusable extractor with its own names, model and labels. It can be pickled and shared between threads.
///
/// Args:
///     lexicon: names, `"builtin"` or a `Lexicon`; for your own besides the built-in ones
///         `rasad.Lexicon.builtin() | own`. Without one (`None`) names come from the tagger alone.
///     tagger: `"builtin"`, a `Tagger` of your own, or `None`: then names come from the lexicon alone.
///     labels: `"coarse"` for PER, LOC, ORG, MISC and the values; or the labels wanted.
///     normalizer: what is done to a text before anything is found in it, such as
///         `rasad.Normalizer(html="unwrap")`; positions stay those of the original.
///     values: whether dates, numbers, amounts and addresses are found.
///     quotes: whether quotations are found.
///
/// Example:
///     >>> import rasad
///     >>> dates = rasad.Extractor(labels=["DATE"], quotes=False)
///     >>> [e.value for e in dates.extract("من 3 مارس 2025 حضر 20 شخصا").entities]
///     ['2025-03-03']
///     >>> [len(doc.entities) for doc in dates.documents(iter(["في 5 سبتمبر 2025", "نص"]))]
///     [1, 0]
#[pyclass(frozen, name = "Extractor", module = "rasad")]
pub(super) struct PyExtractor {
    pub(super) inner: Pipeline,
    /// What it was made with, for pickle and repr.
    arguments: Py<PyDict>,
}

#[pymethods]
impl PyExtractor {
    // py: def __new__(cls, *, lexicon: Lexicon | Literal["builtin"] | None = "builtin", tagger: Tagger | Literal["builtin"] | None = "builtin", labels: Literal["fine", "coarse"] | Iterable[str] | None = None, normalizer: Normalizer | None = None, values: bool = True, quotes: bool = True) -> Self
    #[new]
    #[pyo3(
        signature = (*, lexicon=Given::Builtin, tagger=Given::Builtin, labels=None, normalizer=None, values=true, quotes=true),
        text_signature = "(*, lexicon='builtin', tagger='builtin', labels=None, normalizer=None, values=True, quotes=True)"
    )]
    fn new(
        py: Python<'_>,
        lexicon: Given<'_>,
        tagger: Given<'_>,
        labels: Option<Bound<'_, PyAny>>,
        normalizer: Option<Bound<'_, PyAny>>,
        values: bool,
        quotes: bool,
    ) -> PyResult<Self> {
        let arguments = PyDict::new(py);
        let mut options = Options::default();
        let own = matches!(lexicon, Given::Object(_)) || matches!(tagger, Given::Object(_));
        match tagger {
            Given::Builtin => {}
            Given::Nothing => {
                options.tagger = None;
                arguments.set_item("tagger", py.None())?;
            }
            Given::Object(object) => {
                let tagger = object
                    .cast::<PyTagger>()
                    .map_err(|_| wrong_type(py, "tagger takes a rasad.Tagger, \"builtin\" or None"))?;
                let trained = &tagger.get().tagger;
                options.tagger = Some(trained.tagger().clone());
                // It looks names up in the lists that it was trained with, unless others are given below.
                options.lexicon = Some(Arc::clone(trained.lexicon()));
                arguments.set_item("tagger", tagger)?;
            }
        }
        match lexicon {
            Given::Builtin => {}
            Given::Nothing => {
                options.lexicon = None;
                arguments.set_item("lexicon", py.None())?;
            }
            Given::Object(object) => {
                let lexicon = object
                    .cast::<PyLexicon>()
                    .map_err(|_| wrong_type(py, "lexicon takes a rasad.Lexicon, \"builtin\" or None"))?;
                options.lexicon = Some(Arc::clone(&lexicon.get().inner));
                arguments.set_item("lexicon", lexicon)?;
            }
        }
        options.labels = parse_labels(labels.as_ref(), own)?;
        match &options.labels {
            Labels::Fine => {}
            Labels::Coarse => arguments.set_item("labels", "coarse")?,
            Labels::Only(list) => {
                arguments.set_item("labels", list.iter().map(Label::as_str).collect::<Vec<_>>())?;
            }
        }
        let before = match &normalizer {
            None => None,
            Some(object) => {
                let normalizer =
                    object.cast::<PyNormalizer>().map_err(|_| wrong_type(py, "normalizer takes a rasad.Normalizer"))?;
                arguments.set_item("normalizer", normalizer)?;
                Some(normalizer.get().inner.clone())
            }
        };
        options.values = values;
        options.quotes = quotes;
        for (name, flag) in [("values", values), ("quotes", quotes)] {
            if !flag {
                arguments.set_item(name, false)?;
            }
        }
        let inner = Pipeline { extractor: Extractor::new(options), before };
        Ok(Self { inner, arguments: arguments.unbind() })
    }

    // py: @overload def extract(self, x: str, /, *, date: str | date | None = None, progress: bool = False) -> Document  # type: ignore[overload-overlap]
    // py: @overload def extract(self, x: _Texts, /, *, date: str | date | Iterable[str | date | None] | None = None, progress: bool = False) -> EntityTable
    /// As `rasad.extract`, with this extractor.
    #[pyo3(signature = (x, /, *, date=None, progress=false))]
    fn extract<'py>(
        &self,
        x: &Bound<'py, PyAny>,
        date: Option<Bound<'py, PyAny>>,
        progress: bool,
    ) -> PyResult<Bound<'py, PyAny>> {
        run(x, &self.inner, date.as_ref(), progress)
    }

    // py: def documents(self, texts: Iterable[str | None], /, *, date: str | date | None = None, progress: bool = False) -> Iterator[Document | None]
    /// The documents of any iterable of strings, in order, as a stream: texts are read a few at a time and found on
    /// all cores, so that memory does not grow with their number. `None` gives `None`.
    #[pyo3(signature = (texts, /, *, date=None, progress=false))]
    fn documents<'py>(
        slf: &Bound<'py, Self>,
        texts: &Bound<'py, PyAny>,
        date: Option<Bound<'py, PyAny>>,
        progress: bool,
    ) -> PyResult<PyDocuments> {
        PyDocuments::new(slf, texts, Dates::of(date.as_ref())?, progress)
    }

    // py: def __reduce__(self) -> tuple[Any, ...]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let make = py.import("copyreg")?.getattr("__newobj_ex__")?;
        let arguments = (slf.get_type(), PyTuple::empty(py), slf.get().arguments.bind(py));
        Ok((make, arguments).into_pyobject(py)?.into_any())
    }

    // py: def __eq__(self, other: object, /) -> bool
    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let Ok(other) = other.cast::<Self>() else { return Ok(false) };
        self.arguments.bind(other.py()).eq(other.get().arguments.bind(other.py()))
    }

    // py: def __hash__(self) -> int
    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        self.__repr__(py)?.into_pyobject(py)?.hash()
    }

    // py: def __repr__(self) -> str
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let mut parts = Vec::new();
        for (key, value) in self.arguments.bind(py) {
            parts.push(format!("{key}={}", value.repr()?));
        }
        Ok(format!("Extractor({})", parts.join(", ")))
    }
}

// py: module
// py: LABELS: Final[tuple[str, ...]]
pub(super) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("LABELS", PyTuple::new(module.py(), Label::ALL.iter().map(Label::as_str))?)?;
    module.add_function(wrap_pyfunction!(extract, module)?)?;
    module.add_class::<PyExtractor>()
}
