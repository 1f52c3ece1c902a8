//! One extracted text as its Python objects share it.

use std::sync::{Arc, Mutex};

use pyo3::prelude::*;
use pyo3::types::{PySlice, PyString, PyWeakrefMethods, PyWeakrefReference};

use crate::document::Document;
use crate::span::Span;
use crate::units::{Positions, Unit};

/// A document with the way from its bytes to the code points of Python.
pub(super) struct Found {
    pub doc: Document,
    pub chars: Positions,
    /// The caller's string where it holds lone surrogates, which `doc.text` cannot: they stand there as U+FFFD.
    pub original: Option<Py<PyString>>,
    /// The Python document, while it lives.
    document: Mutex<Option<Py<PyWeakrefReference>>>,
}

impl Found {
    pub(super) fn new(doc: Document, original: Option<Py<PyString>>) -> Arc<Self> {
        let chars = Positions::new(&doc.text, Unit::Char);
        Arc::new(Self { doc, chars, original, document: Mutex::new(None) })
    }

    /// Keeps a weak reference to the Python document of this text.
    pub(super) fn remember(&self, document: &Bound<'_, PyAny>) -> PyResult<()> {
        let reference = PyWeakrefReference::new(document)?.unbind();
        if let Ok(mut slot) = self.document.lock() {
            *slot = Some(reference);
        }
        Ok(())
    }

    /// The Python document of this text, if it lives.
    pub(super) fn remembered<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyAny>> {
        let reference = self.document.lock().ok()?.as_ref().map(|r| r.clone_ref(py))?;
        reference.bind(py).upgrade()
    }

    /// A span in code points.
    pub(super) fn ends(&self, span: Span) -> (usize, usize) {
        let span = self.chars.span(&self.doc.text, span);
        (span.start, span.end)
    }

    /// The text under a span, as the caller wrote it.
    pub(super) fn slice<'py>(&self, py: Python<'py>, span: Span) -> PyResult<Bound<'py, PyString>> {
        match &self.original {
            None => Ok(PyString::new(py, span.slice(&self.doc.text).unwrap_or(""))),
            Some(text) => {
                let (start, end) = self.ends(span);
                let slice = PySlice::new(py, start as isize, end as isize, 1);
                Ok(text.bind(py).as_any().get_item(slice)?.cast_into()?)
            }
        }
    }
}

/// `Name(key=value, …)` from parts that are Python objects, leaving out those that are `None` or empty.
pub(super) fn repr(name: &str, parts: &[(&str, Bound<'_, PyAny>)]) -> PyResult<String> {
    let mut out = String::from(name);
    out.push('(');
    let mut first = true;
    for (key, value) in parts {
        if value.is_none() || value.extract::<&str>().is_ok_and(str::is_empty) {
            continue;
        }
        if !first {
            out.push_str(", ");
        }
        first = false;
        out.push_str(key);
        out.push('=');
        out.push_str(&value.repr()?.to_string_lossy());
    }
    out.push(')');
    Ok(out)
}
