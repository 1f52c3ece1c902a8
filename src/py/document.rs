//! `rasad.Document`.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyTuple};

use super::actor::PyActor;
use super::entity::PyEntity;
use super::found::Found;
use super::quote::PyQuote;
use super::span::PySpan;
use super::table::PyEntityTable;
use crate::json::{self, Tokens};
use crate::units::Unit;
use crate::{conll, document::Document};

// py: class Document:
/// One text with everything found in it. A notebook shows it as right-to-left HTML.
///
/// Documents come from `rasad.extract(text)` and `Extractor.documents(texts)`. They compare equal by value and can be
/// pickled. Positions are code points of the original text.
///
/// Example:
///     >>> import rasad
///     >>> doc = rasad.extract("زار الوفد القاهرة في 5 سبتمبر 2025.")
///     >>> all(doc.text[e.start:e.end] == e.text for e in doc.entities)
///     True
#[pyclass(frozen, weakref, name = "Document", module = "rasad")]
pub(super) struct PyDocument {
    pub(super) found: Arc<Found>,
    text: PyOnceLock<Py<PyString>>,
    entities: PyOnceLock<Py<PyTuple>>,
    actors: PyOnceLock<Py<PyTuple>>,
    quotes: PyOnceLock<Py<PyTuple>>,
    sentences: PyOnceLock<Py<PyTuple>>,
    tokens: PyOnceLock<Py<PyTuple>>,
}

impl PyDocument {
    /// A document of the caller's string, which is kept instead of a copy. `lossy` says that it holds lone surrogates.
    pub(super) fn of(py: Python<'_>, doc: Document, text: &Bound<'_, PyString>, lossy: bool) -> PyResult<Py<Self>> {
        let original = lossy.then(|| text.clone().unbind());
        let this = Self::new(Found::new(doc, original));
        let _ = this.text.set(py, text.clone().unbind());
        Self::publish(py, this)
    }

    fn new(found: Arc<Found>) -> Self {
        Self {
            found,
            text: PyOnceLock::new(),
            entities: PyOnceLock::new(),
            actors: PyOnceLock::new(),
            quotes: PyOnceLock::new(),
            sentences: PyOnceLock::new(),
            tokens: PyOnceLock::new(),
        }
    }

    fn publish(py: Python<'_>, this: Self) -> PyResult<Py<Self>> {
        let found = Arc::clone(&this.found);
        let object = Bound::new(py, this)?;
        found.remember(object.as_any())?;
        Ok(object.unbind())
    }

    /// The Python document of `found`: the one that is alive, so that pickling its parts writes the text once.
    pub(super) fn get<'py>(py: Python<'py>, found: &Arc<Found>) -> PyResult<Bound<'py, PyAny>> {
        match found.remembered(py) {
            Some(object) => Ok(object),
            None => Ok(Self::publish(py, Self::new(Arc::clone(found)))?.into_bound(py).into_any()),
        }
    }

    fn spans<'py>(&self, py: Python<'py>, kind: &'static str) -> PyResult<Py<PyTuple>> {
        let count = PySpan::list(&self.found, kind).len();
        let spans = (0..count).map(|index| PySpan { found: Arc::clone(&self.found), kind, index });
        Ok(PyTuple::new(py, spans.collect::<Vec<_>>())?.unbind())
    }
}

/// How a part of a document is pickled: as the document and the part's place in it.
pub(super) fn reduce_part<'py>(
    py: Python<'py>,
    found: &Arc<Found>,
    list: &str,
    index: usize,
) -> PyResult<Bound<'py, PyAny>> {
    let part = py.import("rasad._core")?.getattr("_part")?;
    let arguments = (PyDocument::get(py, found)?, list, index);
    Ok((part, arguments).into_pyobject(py)?.into_any())
}

// py: module
// py: def _part(document: Document, list: str, index: int, /) -> Any
/// A part of a document, for pickle.
#[pyfunction]
#[pyo3(signature = (document, list, index, /))]
fn _part<'py>(document: &Bound<'py, PyDocument>, list: &str, index: usize) -> PyResult<Bound<'py, PyAny>> {
    document.getattr(list)?.get_item(index)
}

// py: def _document(state: str, text: str | None, /) -> Document
/// A document from its JSON and its text as the caller wrote it, for pickle.
#[pyfunction]
#[pyo3(signature = (state, text, /))]
fn _document(py: Python<'_>, state: &str, text: Option<Bound<'_, PyString>>) -> PyResult<Py<PyDocument>> {
    let doc = json::read(state)?;
    match text {
        Some(text) => PyDocument::of(py, doc, &text, true),
        None => PyDocument::publish(py, PyDocument::new(Found::new(doc, None))),
    }
}

// py: in Document
#[pymethods]
impl PyDocument {
    // py: @property def text(self) -> str
    /// The original text.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        self.text.get_or_init(py, || PyString::new(py, &self.found.doc.text).unbind()).bind(py).clone()
    }

    // py: @property def date(self) -> str | None
    /// The day that relative dates are told from, as `YYYY-MM-DD`: given, or read from a leading `date` header.
    #[getter]
    fn date(&self) -> Option<&str> {
        self.found.doc.date.as_deref()
    }

    // py: @property def header(self) -> str | None
    /// The leading `date YYYY-MM-DD` header, which is metadata: nothing is found in it.
    #[getter]
    fn header(&self) -> Option<&str> {
        self.found.doc.header.and_then(|span| span.slice(&self.found.doc.text))
    }

    // py: @property def entities(self) -> tuple[Entity, ...]
    /// The mentions in the order of the text, without overlap.
    #[getter]
    fn entities<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyTuple>> {
        let make = || {
            let count = self.found.doc.entities.len();
            let list = (0..count).map(|index| PyEntity { found: Arc::clone(&self.found), index });
            Ok::<_, PyErr>(PyTuple::new(py, list.collect::<Vec<_>>())?.unbind())
        };
        Ok(self.entities.get_or_try_init(py, make)?.bind(py))
    }

    // py: @property def actors(self) -> tuple[Actor, ...]
    /// Each person, body or place once, most frequent first.
    #[getter]
    fn actors<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyTuple>> {
        let make = || {
            let count = self.found.doc.actors.len();
            let list = (0..count).filter_map(|index| PyActor::new(&self.found, index));
            Ok::<_, PyErr>(PyTuple::new(py, list.collect::<Vec<_>>())?.unbind())
        };
        Ok(self.actors.get_or_try_init(py, make)?.bind(py))
    }

    // py: @property def quotes(self) -> tuple[Quote, ...]
    /// The attributed statements in the order of the text; they may nest.
    #[getter]
    fn quotes<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyTuple>> {
        let make = || {
            let count = self.found.doc.quotes.len();
            let list = (0..count).map(|index| PyQuote { found: Arc::clone(&self.found), index });
            Ok::<_, PyErr>(PyTuple::new(py, list.collect::<Vec<_>>())?.unbind())
        };
        Ok(self.quotes.get_or_try_init(py, make)?.bind(py))
    }

    // py: @property def sentences(self) -> tuple[Span, ...]
    /// The sentences in the order of the text.
    #[getter]
    fn sentences<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyTuple>> {
        Ok(self.sentences.get_or_try_init(py, || self.spans(py, "sentences"))?.bind(py))
    }

    // py: @property def tokens(self) -> tuple[Span, ...]
    /// The words, numbers and marks in the order of the text.
    #[getter]
    fn tokens<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyTuple>> {
        Ok(self.tokens.get_or_try_init(py, || self.spans(py, "tokens"))?.bind(py))
    }

    // py: def to_dict(self, *, offsets: Literal["char", "byte", "utf16"] = "char", tokens: bool = False) -> dict[str, Any]
    /// Everything as plain data: dictionaries, lists, strings and numbers.
    ///
    /// `offsets` says what positions count: code points (`"char"`), bytes of UTF-8 or units of UTF-16, as browsers do.
    /// `tokens=True` adds the words.
    #[pyo3(signature = (*, offsets="char", tokens=false))]
    fn to_dict<'py>(&self, py: Python<'py>, offsets: &str, tokens: bool) -> PyResult<Bound<'py, PyAny>> {
        let json = self.to_json(offsets, tokens)?;
        py.import("json")?.call_method1("loads", (json,))
    }

    // py: def to_json(self, *, offsets: Literal["char", "byte", "utf16"] = "char", tokens: bool = False) -> str
    /// The same as one line of JSON; `Document.from_json` reads it back. Lone surrogates become U+FFFD.
    #[pyo3(signature = (*, offsets="char", tokens=false))]
    fn to_json(&self, offsets: &str, tokens: bool) -> PyResult<String> {
        let tokens = if tokens { Tokens::Keep } else { Tokens::Omit };
        Ok(json::write(&self.found.doc, Unit::from_str(offsets)?, tokens))
    }

    // py: @staticmethod def from_json(text: str, /) -> Document
    /// The document that `to_json` wrote.
    #[staticmethod]
    #[pyo3(signature = (text, /))]
    fn from_json(py: Python<'_>, text: &str) -> PyResult<Py<Self>> {
        _document(py, text, None)
    }

    // py: def to_conll(self) -> str
    /// One token and its BIO tag a line, an empty line between sentences. A word carries the tag of the name in it,
    /// proclitics included.
    fn to_conll(&self) -> String {
        conll::write(&self.found.doc)
    }

    // py: def to_table(self) -> EntityTable
    /// The entities as an Arrow-backed table, as `rasad.extract([text])` gives it.
    fn to_table(&self, py: Python<'_>) -> PyResult<Py<PyEntityTable>> {
        PyEntityTable::of_document(py, &self.found.doc)
    }

    // py: def to_pandas(self, *, offsets: Literal["char", "byte", "utf16"] = "char") -> pandas.DataFrame
    /// The entities as a `pandas.DataFrame`, one row a mention.
    #[pyo3(signature = (*, offsets="char"))]
    fn to_pandas<'py>(&self, py: Python<'py>, offsets: &str) -> PyResult<Bound<'py, PyAny>> {
        let frame = self.to_table(py)?.bind(py).call_method1("with_offsets", (offsets,))?.call_method0("to_pandas")?;
        let drop = pyo3::types::PyDict::new(py);
        drop.set_item("columns", "row")?;
        frame.call_method("drop", (), Some(&drop))
    }

    // py: def to_spacy(self, nlp: Any = None) -> Any
    /// The text as a `spacy.tokens.Doc` with its entities; `nlp` gives the vocabulary (`spacy.blank("ar")` if none).
    #[pyo3(signature = (nlp=None))]
    fn to_spacy<'py>(slf: &Bound<'py, Self>, nlp: Option<Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("rasad.spacy")?.call_method1("to_doc", (slf, nlp))
    }

    // py: def to_html(self, *, page: bool = False) -> str
    /// The text with its entities and quotations marked, right to left, as a piece of HTML or a whole `page`.
    /// No script, nothing fetched, every text escaped.
    #[pyo3(signature = (*, page=false))]
    fn to_html<'py>(slf: &Bound<'py, Self>, page: bool) -> PyResult<Bound<'py, PyAny>> {
        let name = if page { "document_page" } else { "document" };
        slf.py().import("rasad.display")?.call_method1(name, (slf,))
    }

    // py: def _repr_html_(self) -> str
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::to_html(slf, false)
    }

    // py: def __eq__(self, other: object, /) -> bool
    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let py = other.py();
        let Ok(other) = other.cast::<Self>() else { return Ok(false) };
        let (a, b) = (&self.found, &other.get().found);
        Ok(Arc::ptr_eq(a, b) || (a.doc == b.doc && self.text(py).as_any().eq(other.get().text(py))?))
    }

    // py: def __hash__(self) -> int
    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (&self.found.doc.text, self.found.doc.entities.len()).hash(&mut hasher);
        hasher.finish()
    }

    // py: def __reduce__(self) -> tuple[Any, ...]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let make = py.import("rasad._core")?.getattr("_document")?;
        let state = json::write(&self.found.doc, Unit::Byte, Tokens::Keep);
        let original = self.found.original.as_ref().map(|text| text.bind(py));
        Ok((make, (state, original)).into_pyobject(py)?.into_any())
    }

    // py: def __repr__(self) -> str
    fn __repr__(&self) -> String {
        let doc = &self.found.doc;
        let mut shown: String = doc.text.trim_start().chars().take(40).collect();
        if shown.len() < doc.text.trim_start().len() {
            shown.push('…');
        }
        format!(
            "<Document {shown:?}: {} entities, {} actors, {} quotes>",
            doc.entities.len(),
            doc.actors.len(),
            doc.quotes.len()
        )
    }
}

pub(super) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(_part, module)?)?;
    module.add_function(wrap_pyfunction!(_document, module)?)?;
    module.add_class::<PyDocument>()
}
