//! Labelled data from whatever Python hands in: paths, lists, tables, spaCy's documents.

use std::collections::HashMap;
use std::path::PathBuf;

use pyo3::exceptions::PyUserWarning;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};

use super::error::{guard, wrong_type};
use super::tagger::text_of;
use crate::Error;
use crate::extract::read_labelled;
use crate::tagger::corpus::Labelled;
use crate::tagger::data::Tagged;
use crate::tagger::scheme::{Reader, Reading, Scheme};

/// A path, if `x` is one.
pub(super) fn path_of(x: &Bound<'_, PyAny>) -> PyResult<Option<PathBuf>> {
    if x.is_instance_of::<PyString>() || x.hasattr("__fspath__")? {
        return Ok(Some(x.extract()?));
    }
    Ok(None)
}

/// The scheme of that name.
pub(super) fn scheme_of(name: Option<&str>) -> PyResult<Option<Scheme>> {
    Ok(name.map(str::parse::<Scheme>).transpose()?)
}

/// Documents from `x`. What is not quite right in checked data is told as a warning.
pub(super) fn labelled(x: &Bound<'_, PyAny>, reading: Reading) -> PyResult<Vec<Labelled>> {
    let py = x.py();
    if let Some(path) = path_of(x)? {
        if path.extension().is_none_or(|e| e != "spacy") {
            let (documents, note) = py.detach(|| guard(|| read_labelled(&path, reading)))??;
            warn(py, note)?;
            return Ok(documents);
        }
    }
    let made = py.import("rasad._labelled")?.call_method1("documents", (x,))?.cast_into::<PyList>()?;
    let mut reader = Reader::new(reading);
    let mut row = 0;
    let mut documents = Vec::with_capacity(made.len());
    for document in made.iter() {
        let mut sentences = Vec::new();
        for sentence in document.try_iter()? {
            sentences.push(tagged(&sentence?, row, &mut reader)?);
            row += 1;
        }
        if !sentences.is_empty() {
            documents.push(Labelled::from_words(&sentences));
        }
    }
    if documents.is_empty() {
        return Err(Error::data("there is no sentence in the labelled data").into());
    }
    warn(py, reader.finish()?)?;
    Ok(documents)
}

fn warn(py: Python<'_>, note: Option<String>) -> PyResult<()> {
    let Some(note) = note else { return Ok(()) };
    let note = std::ffi::CString::new(note.replace('\0', " ")).unwrap_or_default();
    PyErr::warn(py, &py.get_type::<PyUserWarning>(), &note, 1)
}

/// A sentence as `rasad._labelled` makes it: its words and its tags.
fn tagged(sentence: &Bound<'_, PyAny>, row: usize, reader: &mut Reader) -> PyResult<Tagged> {
    let (words, tags): (Bound<'_, PyAny>, Bound<'_, PyAny>) = sentence.extract()?;
    let mut out = Tagged::default();
    for (number, word) in words.try_iter()?.enumerate() {
        let wrong = || Error::data("a word is a string").at_row(row).at_word(number);
        out.words.push(text_of(&word?).map_err(|_| wrong())?);
    }
    for (number, tag) in tags.try_iter()?.enumerate() {
        let wrong = || Error::data("a tag is a string").at_row(row).at_word(number);
        out.tags.push(tag?.extract::<String>().map_err(|_| wrong())?);
    }
    if out.words.len() != out.tags.len() {
        let (w, t) = (out.words.len(), out.tags.len());
        return Err(Error::data(format!("the sentence has {w} words and {t} tags")).at_row(row).into());
    }
    let words = &out.words;
    reader.sentence(&mut out.tags, |at, error| {
        let word = words.get(at).map_or("", String::as_str);
        Error::data(format!("at {word:?}: {error}")).at_row(row).at_word(at)
    })?;
    Ok(out)
}

/// Sentences of tags without words as BIO, if `x` is that.
pub(super) fn bare_tags(x: &Bound<'_, PyAny>, reading: Reading) -> PyResult<Option<Vec<Vec<String>>>> {
    if path_of(x)?.is_some() {
        return Ok(None);
    }
    let Ok(list) = x.cast::<PyList>() else { return Ok(None) };
    let mut out = Vec::with_capacity(list.len());
    let mut reader = Reader::new(reading);
    for (row, sentence) in list.iter().enumerate() {
        if sentence.is_instance_of::<PyString>() {
            let said = "tags are lists of sentences, which are lists of tags";
            return Err(super::error::at_row(x.py(), wrong_type(x.py(), said), row));
        }
        let Ok(mut tags) = sentence.extract::<Vec<String>>() else { return Ok(None) };
        reader.sentence(&mut tags, |at, error| error.at_row(row).at_word(at))?;
        out.push(tags);
    }
    Ok(Some(out))
}

/// Labels under other names; `None` leaves a label out.
#[derive(Default)]
pub(super) struct Relabel(HashMap<String, Option<String>>);

impl Relabel {
    pub(super) fn of(x: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let Some(x) = x else { return Ok(Self::default()) };
        let mut out = HashMap::new();
        let wrong = || wrong_type(x.py(), "labels takes a mapping of labels to labels or None");
        for item in x.call_method0("items").map_err(|_| wrong())?.try_iter()? {
            let (from, to): (String, Option<String>) = item?.extract().map_err(|_| wrong())?;
            out.insert(from, to);
        }
        Ok(Self(out))
    }

    pub(super) fn label(&self, label: &str) -> Option<String> {
        self.0.get(label).map_or_else(|| Some(label.to_owned()), Clone::clone)
    }

    pub(super) fn tags(&self, tags: &mut [String]) {
        if self.0.is_empty() {
            return;
        }
        for tag in tags {
            if let Some((letter, label)) = tag.split_once('-') {
                *tag = self.label(label).map_or_else(|| "O".to_owned(), |label| format!("{letter}-{label}"));
            }
        }
    }

    pub(super) fn documents(&self, documents: &mut [Labelled]) {
        for document in documents {
            self.tags(&mut document.tags);
            document.names = std::mem::take(&mut document.names)
                .into_iter()
                .filter_map(|(span, label)| self.label(&label).map(|label| (span, label)))
                .collect();
        }
    }
}
