//! `rasad.Span`: a sentence or a word.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyString;

use super::found::Found;

// py: class Span:
/// A sentence or a word of a document: `str(span)` is its text.
///
/// Example:
///     >>> import rasad
///     >>> [str(s) for s in rasad.extract("انتهى الاجتماع.وكان طويلا").sentences]
///     ['انتهى الاجتماع.', 'وكان طويلا']
#[pyclass(frozen, name = "Span", module = "rasad")]
pub(super) struct PySpan {
    pub(super) found: Arc<Found>,
    /// `sentences` or `tokens`.
    pub(super) kind: &'static str,
    pub(super) index: usize,
}

impl PySpan {
    /// The list that `kind` names.
    pub(super) fn list<'a>(found: &'a Found, kind: &str) -> &'a [crate::Span] {
        if kind == "sentences" { &found.doc.sentences } else { &found.doc.tokens }
    }

    fn span(&self) -> crate::Span {
        Self::list(&self.found, self.kind).get(self.index).copied().unwrap_or_default()
    }
}

#[pymethods]
impl PySpan {
    // py: @property def text(self) -> str
    /// The text as it stands in the original.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        self.found.slice(py, self.span())
    }

    // py: @property def start(self) -> int
    /// The first code point in the original text.
    #[getter]
    fn start(&self) -> usize {
        self.found.ends(self.span()).0
    }

    // py: @property def end(self) -> int
    /// One past the last code point in the original text.
    #[getter]
    fn end(&self) -> usize {
        self.found.ends(self.span()).1
    }

    // py: def __str__(self) -> str
    fn __str__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        self.text(py)
    }

    // py: def __eq__(self, other: object, /) -> bool
    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| {
            let other = other.get();
            self.found.ends(self.span()) == other.found.ends(other.span())
                && self.span().slice(&self.found.doc.text) == other.span().slice(&other.found.doc.text)
        })
    }

    // py: def __hash__(self) -> int
    fn __hash__(&self) -> usize {
        let (start, end) = self.found.ends(self.span());
        start.wrapping_mul(0x9E37_79B9) ^ end
    }

    // py: def __reduce__(self) -> tuple[Any, ...]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        super::document::reduce_part(py, &self.found, self.kind, self.index)
    }

    // py: def __repr__(self) -> str
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let (start, end) = self.found.ends(self.span());
        Ok(format!("Span(text={}, start={start}, end={end})", self.text(py)?.repr()?.to_string_lossy()))
    }
}

pub(super) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<PySpan>()
}
