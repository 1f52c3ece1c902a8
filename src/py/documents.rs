//! The iterator that `Extractor.documents` gives.

use std::collections::VecDeque;
use std::sync::Mutex;

use pyo3::prelude::*;
use pyo3::types::{PyIterator, PyString};

use super::document::PyDocument;
use super::error::at_row;
use super::extractor::{PyExtractor, documents};
use super::input::{Dates, Rows, Wave};

/// How much is read ahead: this many bytes or texts, whichever comes first.
const BYTES: usize = 1 << 20;
const TEXTS: usize = 512;

// py: class Documents:
/// A stream of documents, in the order of the texts; `Extractor.documents` gives it.
#[pyclass(frozen, name = "Documents", module = "rasad")]
pub(super) struct PyDocuments {
    extractor: Py<PyExtractor>,
    dates: Dates,
    state: Mutex<State>,
}

struct State {
    texts: Py<PyIterator>,
    /// What is found and not yet taken.
    ready: VecDeque<Option<Py<PyDocument>>>,
    /// What went wrong after the ready ones.
    failed: Option<PyErr>,
    /// Rows read.
    row: usize,
    bar: Option<Py<PyAny>>,
}

impl PyDocuments {
    pub(super) fn new(
        extractor: &Bound<'_, PyExtractor>,
        texts: &Bound<'_, PyAny>,
        dates: Dates,
        progress: bool,
    ) -> PyResult<Self> {
        let py = extractor.py();
        if texts.is_instance_of::<PyString>() {
            return Err(super::error::wrong_type(py, "documents takes many texts; for one text use extract"));
        }
        let bar = if progress {
            let total = texts.len().ok();
            Some(py.import("rasad._progress")?.call_method1("bar", (total,))?).filter(|bar| !bar.is_none())
        } else {
            None
        };
        let state = State {
            texts: texts.try_iter()?.unbind(),
            ready: VecDeque::new(),
            failed: None,
            row: 0,
            bar: bar.map(Bound::unbind),
        };
        Ok(Self { extractor: extractor.clone().unbind(), dates, state: Mutex::new(state) })
    }

    /// Reads some texts and finds everything in them.
    fn fill(&self, py: Python<'_>, state: &mut State) -> PyResult<()> {
        let mut wave = Wave::default();
        let mut strings = Vec::new();
        let mut texts = state.texts.bind(py).clone();
        while wave.bytes() < BYTES && strings.len() < TEXTS {
            let Some(item) = texts.next() else { break };
            let pushed = item.and_then(|item| {
                let row = state.row + strings.len();
                wave.push(&item).map_err(|e| at_row(py, e, row))?;
                Ok(item)
            });
            match pushed {
                Ok(item) => strings.push(item),
                Err(error) => {
                    state.failed = Some(error);
                    break;
                }
            }
        }
        let found = documents(py, &wave, state.row, &self.extractor.get().inner, &self.dates)?;
        for (i, (doc, item)) in found.into_iter().zip(&strings).enumerate() {
            let doc = match (doc, item.cast::<PyString>()) {
                (Some(doc), Ok(text)) => {
                    // Only a lone surrogate makes the two differ.
                    let lossy = wave.row(i).is_some_and(|t| t.contains('\u{FFFD}')) && text.encode_utf8().is_err();
                    Some(PyDocument::of(py, doc, text, lossy)?)
                }
                _ => None,
            };
            state.ready.push_back(doc);
        }
        state.row += strings.len();
        Ok(())
    }
}

#[pymethods]
impl PyDocuments {
    // py: def __iter__(self) -> Self
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    // py: def __next__(self) -> Document | None
    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        // Taken by one thread at a time; the others find it busy instead of waiting with the interpreter held.
        let Ok(mut state) = self.state.try_lock() else {
            return Err(pyo3::exceptions::PyValueError::new_err("this stream is being read by another thread"));
        };
        if state.ready.is_empty() && state.failed.is_none() {
            self.fill(py, &mut state)?;
        }
        if let Some(document) = state.ready.pop_front() {
            if let Some(bar) = &state.bar {
                bar.call_method1(py, "update", (1,))?;
            }
            return Ok(Some(match document {
                Some(document) => document.into_bound(py).into_any(),
                None => py.None().into_bound(py),
            }));
        }
        if let Some(bar) = state.bar.take() {
            bar.call_method0(py, "close")?;
        }
        match state.failed.take() {
            Some(error) => Err(error),
            None => Ok(None),
        }
    }
}

pub(super) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<PyDocuments>()
}
