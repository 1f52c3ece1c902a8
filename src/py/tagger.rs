//! `rasad.Tagger`.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use super::error::{guard, wrong_type};
use super::surrogates;
use crate::extract::NameTagger;

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

pub(super) fn new(tagger: NameTagger) -> PyTagger {
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
    tokens.try_iter()?.map(|word| text_of(&word?)).collect()
}

/// A word; what UTF-8 cannot hold is replaced.
pub(super) fn text_of(word: &Bound<'_, PyAny>) -> PyResult<String> {
    let mut out = String::new();
    surrogates::read(word.cast::<PyString>()?, &mut out)?;
    Ok(out)
}

pub(super) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<PyTagger>()
}
