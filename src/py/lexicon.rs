//! `rasad.Lexicon`.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyMapping, PyString, PyTuple};

use super::error::{at_row, guard, wrong_type};
use super::extractor::{Find, run};
use super::input::is_null;
use crate::document::Document;
use crate::entity::{Entity, Label, Source};
use crate::error::Error;
use crate::lexicon::{Entry, Lexicon, Record};
use crate::values::Day;

/// How a lexicon was made, as far as it need not be written out to be made again.
enum Recipe {
    Builtin { curated: bool },
    Union(Py<PyLexicon>, Py<PyLexicon>),
    Own,
}

// py: class Lexicon:
/// Names with identities, found whatever their marks, hamzas and glued particles. `a | b` finds the names of both.
///
/// Example:
///     >>> import rasad
///     >>> own = rasad.Lexicon.from_records([{"name": "مشروع نسيم", "label": "PROJECT", "id": "x:2"}])
///     >>> [(e.text, e.label, e.id) for e in own.find("أشرف على مَشْروع نسيم")]
///     [('مَشْروع نسيم', 'PROJECT', 'x:2')]
///     >>> extractor = rasad.Extractor(lexicon=rasad.Lexicon.builtin() | own)
///
/// The built-in lexicon costs no memory of its own; a loaded file is mapped, and processes share it.
#[pyclass(frozen, name = "Lexicon", module = "rasad")]
pub(super) struct PyLexicon {
    pub(super) inner: Arc<Lexicon>,
    recipe: Recipe,
}

impl PyLexicon {
    fn own(inner: Lexicon) -> Self {
        Self { inner: Arc::new(inner), recipe: Recipe::Own }
    }
}

/// One record from a mapping, or from a tuple of name and label.
fn record(item: &Bound<'_, PyAny>) -> PyResult<Record> {
    let mut record = Record::new("", "");
    if let Ok(pair) = item.cast::<PyTuple>() {
        (record.name, record.label) = pair
            .extract()
            .map_err(|_| wrong_type(item.py(), "a record is a dictionary, or a tuple of name and label"))?;
        return checked(record);
    }
    let Ok(mapping) = item.cast::<PyMapping>() else {
        return Err(wrong_type(item.py(), "a record is a dictionary, or a tuple of name and label"));
    };
    let (mut lat, mut lon) = (None, None);
    for pair in mapping.items()?.iter() {
        let (key, value): (String, Bound<'_, PyAny>) = pair.extract()?;
        if is_null(&value) {
            continue;
        }
        let text = || {
            let said = format!("{key} must be a string, not {}", value.get_type().qualname()?);
            value.extract::<String>().map_err(|_| wrong_type(item.py(), &said))
        };
        let number = || {
            let said = format!("{key} must be a number, not {}", value.repr()?);
            value.extract::<f64>().map_err(|_| wrong_type(item.py(), &said))
        };
        match key.as_str() {
            "name" => record.name = text()?,
            "label" => record.label = text()?,
            "class" => record.class = text()?,
            "canonical" => record.canonical = text()?,
            "id" => record.id = text()?,
            "english" => record.english = text()?,
            "country" => record.country = text()?,
            "trust" => {
                let trust = number()?;
                if ![0.0, 1.0, 2.0, 3.0].contains(&trust) {
                    return Err(Error::data(format!("trust must be 0, 1, 2 or 3, not {trust}")).into());
                }
                record.trust = trust as u8;
            }
            "population" => record.population = number()?.max(0.0) as u64,
            "lat" => lat = Some(number()?),
            "lon" => lon = Some(number()?),
            _ => {
                return Err(Error::data(format!(
                    "{key:?} is none of name, label, class, trust, canonical, id, english, country, population, lat, lon"
                ))
                .into());
            }
        }
    }
    if lat.is_some() != lon.is_some() {
        return Err(Error::data("lat and lon go together").into());
    }
    record.coordinates = lat.zip(lon);
    checked(record)
}

fn checked(record: Record) -> PyResult<Record> {
    for (name, value) in [("name", &record.name), ("label", &record.label)] {
        if value.trim().is_empty() {
            return Err(Error::data(format!("a record needs a {name}")).into());
        }
    }
    Ok(record)
}

// py: in Lexicon
#[pymethods]
impl PyLexicon {
    // py: @staticmethod def builtin(curated: bool = True) -> Lexicon
    /// The lexicon that is part of rasad: places, bodies, persons, words of names.
    ///
    /// `curated=False` leaves out the names chosen by hand for this project, for measuring on corpora that were in
    /// view when they were chosen.
    #[staticmethod]
    #[pyo3(signature = (curated=true))]
    fn builtin(curated: bool) -> PyResult<Self> {
        Ok(Self { inner: Arc::new(Lexicon::builtin(curated)?), recipe: Recipe::Builtin { curated } })
    }

    // py: @staticmethod def from_records(records: Iterable[Mapping[str, Any] | tuple[str, str]], /) -> Lexicon
    /// A lexicon of dictionaries with `name` and `label` (your own labels too), and where known `class`, `trust`
    /// (3 = safe alone … 0 = never alone), `canonical`, `id`, `english`, `country`, `population`, `lat`, `lon`; or of
    /// tuples of name and label. An error names the record.
    #[staticmethod]
    #[pyo3(signature = (records, /))]
    fn from_records(records: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = records.py();
        if records.is_instance_of::<PyDict>() || records.is_instance_of::<PyString>() {
            return Err(wrong_type(py, "records are a list of dictionaries"));
        }
        let items = records.try_iter().map_err(|_| wrong_type(py, "records are a list of dictionaries"))?;
        let records = items.enumerate().map(|(row, item)| record(&item?).map_err(|e| at_row(py, e, row)));
        let records = records.collect::<PyResult<Vec<_>>>()?;
        Ok(Self::own(py.detach(|| guard(|| Lexicon::from_records(records)))??))
    }

    // py: @staticmethod def from_csv(path: _Path, /) -> Lexicon
    /// A lexicon of a file with a header, cells separated by commas, semicolons or tabs; columns as in `from_records`.
    #[staticmethod]
    #[pyo3(signature = (path, /))]
    fn from_csv(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        Ok(Self::own(py.detach(|| guard(|| Lexicon::from_csv(path)))??))
    }

    // py: @staticmethod def from_pandas(frame: Any, /) -> Lexicon
    /// A lexicon of a DataFrame of pandas or polars; columns as in `from_records`.
    #[staticmethod]
    #[pyo3(signature = (frame, /))]
    fn from_pandas(frame: &Bound<'_, PyAny>) -> PyResult<Self> {
        let records = if frame.hasattr("to_dicts")? {
            frame.call_method0("to_dicts")?
        } else if frame.hasattr("to_dict")? && frame.hasattr("columns")? {
            frame.call_method1("to_dict", ("records",))?
        } else {
            return Err(wrong_type(frame.py(), "from_pandas takes a DataFrame"));
        };
        Self::from_records(&records)
    }

    // py: @staticmethod def load(path: _Path, /) -> Lexicon
    /// Opens a compiled lexicon. It is mapped, not read: there at once, whatever its size.
    #[staticmethod]
    #[pyo3(signature = (path, /))]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        Ok(Self::own(py.detach(|| guard(|| Lexicon::load(path)))??))
    }

    // py: def save(self, path: _Path, /) -> None
    /// Writes the compiled lexicon.
    #[pyo3(signature = (path, /))]
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        Ok(py.detach(|| guard(|| self.inner.save(path)))??)
    }

    // py: @overload def find(self, x: str, /) -> tuple[Entity, ...]  # type: ignore[overload-overlap]
    // py: @overload def find(self, x: _Texts, /) -> EntityTable
    /// The longest names of a text from left to right, as entities; of a list or column, as a table.
    #[pyo3(signature = (x, /))]
    fn find<'py>(&self, x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let found = run(x, self.inner.as_ref(), None, false)?;
        if x.is_instance_of::<PyString>() { found.getattr("entities") } else { Ok(found) }
    }

    // py: def __or__(self, other: Lexicon, /) -> Lexicon
    // py: def __ror__(self, other: Lexicon, /) -> Lexicon
    fn __or__<'py>(slf: &Bound<'py, Self>, other: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let Ok(other) = other.cast::<Self>() else { return Ok(py.NotImplemented().into_bound(py)) };
        let inner = Arc::new(slf.get().inner.union(&other.get().inner));
        let recipe = Recipe::Union(slf.clone().unbind(), other.clone().unbind());
        Ok(Bound::new(py, Self { inner, recipe })?.into_any())
    }

    // py: def __len__(self) -> int
    /// How many names there are.
    fn __len__(&self) -> usize {
        self.inner.len()
    }

    // py: def __bool__(self) -> Literal[True]
    fn __bool__(&self) -> bool {
        true
    }

    // py: def __eq__(self, other: object, /) -> bool
    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let Ok(other) = other.cast::<Self>() else { return Ok(false) };
        let other = other.get();
        Ok(Arc::ptr_eq(&self.inner, &other.inner)
            || match (&self.recipe, &other.recipe) {
                (Recipe::Builtin { curated: a }, Recipe::Builtin { curated: b }) => a == b,
                (Recipe::Builtin { .. }, _) | (_, Recipe::Builtin { .. }) => false,
                _ => {
                    self.inner.identity() == other.inner.identity()
                        && self.inner.len() == other.inner.len()
                        && self.inner.to_bytes()? == other.inner.to_bytes()?
                }
            })
    }

    // py: def __hash__(self) -> int
    fn __hash__(&self) -> usize {
        self.inner.len()
    }

    // py: def __reduce__(self) -> tuple[Any, ...]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let made = match &slf.get().recipe {
            Recipe::Builtin { curated } => (slf.get_type().getattr("builtin")?, (*curated,)).into_pyobject(py)?,
            Recipe::Union(a, b) => (py.import("operator")?.getattr("or_")?, (a, b)).into_pyobject(py)?,
            Recipe::Own => {
                let bytes = PyBytes::new(py, &slf.get().inner.to_bytes()?);
                (py.import("rasad._core")?.getattr("_lexicon")?, (bytes,)).into_pyobject(py)?
            }
        };
        Ok(made.into_any())
    }

    // py: def __repr__(self) -> str
    fn __repr__(&self) -> String {
        match &self.recipe {
            Recipe::Builtin { curated: true } => "Lexicon.builtin()".to_owned(),
            Recipe::Builtin { curated: false } => "Lexicon.builtin(curated=False)".to_owned(),
            Recipe::Union(a, b) => format!("{} | {}", a.get().__repr__(), b.get().__repr__()),
            Recipe::Own => format!("<Lexicon of {} names: {}>", self.inner.len(), self.inner.identity()),
        }
    }
}

// py: module
// py: def _lexicon(data: bytes, /) -> Lexicon
/// A lexicon from its compiled form, for pickle.
#[pyfunction]
#[pyo3(signature = (data, /))]
fn _lexicon(data: Vec<u8>) -> PyResult<PyLexicon> {
    Ok(PyLexicon::own(Lexicon::from_bytes(data)?))
}

impl Find for Lexicon {
    fn full(&self, text: &str, _: Option<Day>) -> Document {
        let entities = self.find(text).into_iter().filter_map(|found| {
            let entry = self.entry(found.entry)?;
            Some(entity(&entry, found.span, found.trust))
        });
        Document { entities: entities.collect(), text: text.to_owned(), ..Document::default() }
    }
}

fn entity(entry: &Entry<'_>, span: crate::Span, trust: u8) -> Entity {
    let some = |text: &str| (!text.is_empty()).then(|| Arc::from(text));
    Entity {
        span,
        label: Label::from(entry.label),
        name: entry.name.to_owned(),
        prefix: String::new(),
        role: None,
        id: some(entry.id),
        canonical: some(entry.canonical),
        english: some(entry.english),
        country: some(entry.country),
        coordinates: entry.coordinates,
        value: None,
        score: f32::from(trust) / 3.0,
        source: Source::Lexicon,
        actor: None,
    }
}

pub(super) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(_lexicon, module)?)?;
    module.add_class::<PyLexicon>()
}
