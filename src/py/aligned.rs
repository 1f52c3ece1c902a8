//! `rasad.Aligned`.

use pyo3::prelude::*;
use pyo3::types::PyString;

use super::surrogates;
use crate::aligned::Aligned;
use crate::error::Error;
use crate::span::Span;
use crate::units::{Positions, Unit};

// py: class Aligned:
/// A text and its normal form, with the way between them. `Normalizer.align` gives it.
///
/// Positions are code points. A span of the normal form goes to the characters it came from, marks included.
///
/// Example:
///     >>> import rasad
///     >>> aligned = rasad.Normalizer("search").align("قـــالَ")
///     >>> start, end = aligned.to_source(0, len(aligned.text))
///     >>> aligned.source[start:end] == aligned.source
///     True
#[pyclass(frozen, name = "Aligned", module = "rasad")]
pub(super) struct PyAligned {
    aligned: Aligned,
    source: Py<PyString>,
    /// Whether surrogates have stand-ins in both texts.
    replaced: bool,
    of_source: Positions,
    of_text: Positions,
}

impl PyAligned {
    pub(super) fn new(aligned: Aligned, source: &Bound<'_, PyString>, replaced: bool) -> Self {
        let of_source = Positions::new(aligned.source(), Unit::Char);
        let of_text = Positions::new(aligned.text(), Unit::Char);
        Self { aligned, source: source.clone().unbind(), replaced, of_source, of_text }
    }
}

/// The bytes of a span in code points.
fn bytes(text: &str, positions: &Positions, start: usize, end: usize) -> crate::Result<Span> {
    if start > end || end > positions.len() {
        let length = positions.len();
        return Err(Error::argument(format!("the span {start}..{end} does not lie in a text of {length} characters")));
    }
    Ok(Span::new(positions.byte(text, start), positions.byte(text, end)))
}

#[pymethods]
impl PyAligned {
    // py: @property def source(self) -> str
    /// The original.
    #[getter]
    fn source<'py>(&self, py: Python<'py>) -> Bound<'py, PyString> {
        self.source.bind(py).clone()
    }

    // py: @property def text(self) -> str
    /// The normal form.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        surrogates::write(py, self.aligned.text(), self.replaced)
    }

    // py: def to_source(self, start: int, end: int, /) -> tuple[int, int]
    /// The span of the original that a span of the normal form came from.
    #[pyo3(signature = (start, end, /))]
    fn to_source(&self, start: usize, end: usize) -> PyResult<(usize, usize)> {
        let span = bytes(self.aligned.text(), &self.of_text, start, end)?;
        let span = self.of_source.span(self.aligned.source(), self.aligned.to_source(span));
        Ok((span.start, span.end))
    }

    // py: def to_normalized(self, start: int, end: int, /) -> tuple[int, int]
    /// The span of the normal form that a span of the original went to.
    #[pyo3(signature = (start, end, /))]
    fn to_normalized(&self, start: usize, end: usize) -> PyResult<(usize, usize)> {
        let span = bytes(self.aligned.source(), &self.of_source, start, end)?;
        let span = self.of_text.span(self.aligned.text(), self.aligned.to_normalized(span));
        Ok((span.start, span.end))
    }

    // py: def __eq__(self, other: object, /) -> bool
    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.aligned == other.get().aligned)
    }

    // py: def __hash__(self) -> int
    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        self.source.bind(py).hash()
    }

    // py: def __repr__(self) -> str
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Aligned(source={}, text={})", self.source.bind(py).repr()?, self.text(py)?.repr()?))
    }
}

pub(super) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<PyAligned>()
}
