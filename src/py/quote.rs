//! `rasad.Quote`.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyString;

use super::entity::PyEntity;
use super::found::{Found, repr};
use crate::span::Span;

// py: class Quote:
/// One attributed statement: the words, who said them, in which role, to whom. Quotes come from `Document.quotes`.
///
/// Positions are code points of the original, as in `Entity`.
///
/// Example:
///     >>> import rasad
///     >>> for quote in rasad.extract('قال الوزير: "لن نتراجع".').quotes:
///     ...     assert quote.kind in ("direct", "indirect")
#[pyclass(frozen, name = "Quote", module = "rasad")]
pub(super) struct PyQuote {
    pub(super) found: Arc<Found>,
    pub(super) index: usize,
}

impl PyQuote {
    fn quote(&self) -> &crate::Quote {
        // Made by `Document.quotes` with an index into this very list, which never changes.
        &self.found.doc.quotes[self.index]
    }

    fn slice<'py>(&self, py: Python<'py>, span: Option<Span>) -> PyResult<Option<Bound<'py, PyString>>> {
        span.map(|span| self.found.slice(py, span)).transpose()
    }

    fn ends(&self, span: Option<Span>) -> Option<(usize, usize)> {
        span.map(|span| self.found.ends(span))
    }

    #[allow(clippy::type_complexity)]
    fn key(&self) -> (&'static str, &'static str, bool, [Option<((usize, usize), &str)>; 5]) {
        let q = self.quote();
        let part = |span: Option<Span>| span.map(|s| (self.found.ends(s), s.slice(&self.found.doc.text).unwrap_or("")));
        let parts = [part(Some(q.span)), part(q.speaker), part(q.role), part(q.cue), part(q.outlet)];
        (q.kind.as_str(), q.form, q.pronoun, parts)
    }
}

#[pymethods]
impl PyQuote {
    // py: @property def text(self) -> str
    /// The words said, without the quotation marks.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        self.found.slice(py, self.quote().span)
    }

    // py: @property def start(self) -> int
    /// The first code point in the original text.
    #[getter]
    fn start(&self) -> usize {
        self.found.ends(self.quote().span).0
    }

    // py: @property def end(self) -> int
    /// One past the last code point in the original text.
    #[getter]
    fn end(&self) -> usize {
        self.found.ends(self.quote().span).1
    }

    // py: @property def kind(self) -> Literal["direct", "indirect"]
    /// `direct` (the words themselves) or `indirect` (their sense).
    #[getter]
    fn kind(&self) -> &'static str {
        self.quote().kind.as_str()
    }

    // py: @property def form(self) -> str
    /// How it is written: `quoted`, `colon`, `clause` (after أن, إن, بأن) or `masdar` (after a verbal noun).
    #[getter]
    fn form(&self) -> &'static str {
        self.quote().form
    }

    // py: @property def speaker(self) -> str | None
    /// The mention of the speaker as it stands; for a pronoun subject the last explicit one.
    #[getter]
    fn speaker<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyString>>> {
        self.slice(py, self.quote().speaker)
    }

    // py: @property def speaker_span(self) -> tuple[int, int] | None
    /// Where the speaker's mention stands.
    #[getter]
    fn speaker_span(&self) -> Option<(usize, usize)> {
        self.ends(self.quote().speaker)
    }

    // py: @property def speaker_entity(self) -> Entity | None
    /// The entity that the speaker's mention holds.
    #[getter]
    fn speaker_entity(&self) -> Option<PyEntity> {
        let index = self.quote().speaker_entity.filter(|&i| i < self.found.doc.entities.len())?;
        Some(PyEntity { found: Arc::clone(&self.found), index })
    }

    // py: @property def pronoun(self) -> bool
    /// Whether the verb has only a pronoun subject (وأضاف أن …), so that the speaker was named before.
    #[getter]
    fn pronoun(&self) -> bool {
        self.quote().pronoun
    }

    // py: @property def role(self) -> str | None
    /// The speaker's title or description.
    #[getter]
    fn role<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyString>>> {
        self.slice(py, self.quote().role)
    }

    // py: @property def role_span(self) -> tuple[int, int] | None
    /// Where the role stands.
    #[getter]
    fn role_span(&self) -> Option<(usize, usize)> {
        self.ends(self.quote().role)
    }

    // py: @property def cue(self) -> str | None
    /// The reporting word (قال, وأضاف, مؤكداً).
    #[getter]
    fn cue<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyString>>> {
        self.slice(py, self.quote().cue)
    }

    // py: @property def cue_span(self) -> tuple[int, int] | None
    /// Where the reporting word stands.
    #[getter]
    fn cue_span(&self) -> Option<(usize, usize)> {
        self.ends(self.quote().cue)
    }

    // py: @property def outlet(self) -> str | None
    /// The media body that received the statement.
    #[getter]
    fn outlet<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyString>>> {
        self.slice(py, self.quote().outlet)
    }

    // py: @property def outlet_span(self) -> tuple[int, int] | None
    /// Where the media body stands.
    #[getter]
    fn outlet_span(&self) -> Option<(usize, usize)> {
        self.ends(self.quote().outlet)
    }

    // py: def __eq__(self, other: object, /) -> bool
    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.key() == other.get().key())
    }

    // py: def __hash__(self) -> int
    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.key().hash(&mut hasher);
        hasher.finish()
    }

    // py: def __reduce__(self) -> tuple[Any, ...]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        super::document::reduce_part(py, &self.found, "quotes", self.index)
    }

    // py: def __repr__(self) -> str
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        repr(
            "Quote",
            &[
                ("text", self.text(py)?.into_any()),
                ("start", self.start().into_pyobject(py)?.into_any()),
                ("end", self.end().into_pyobject(py)?.into_any()),
                ("kind", self.kind().into_pyobject(py)?.into_any()),
                ("speaker", self.speaker(py)?.into_pyobject(py)?),
                ("role", self.role(py)?.into_pyobject(py)?),
                ("cue", self.cue(py)?.into_pyobject(py)?),
                ("outlet", self.outlet(py)?.into_pyobject(py)?),
            ],
        )
    }
}

pub(super) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<PyQuote>()
}
