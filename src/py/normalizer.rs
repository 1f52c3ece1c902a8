//! `rasad.normalize` and `rasad.Normalizer`.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Mutex;

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyInt, PyString, PyTuple, PyType};
use serde_json::Value;

use super::aligned::PyAligned;
use super::columns_of_text::map;
use super::error::{guard, wrong_type};
use super::surrogates;
use crate::normalize::{Normalizer, Options, Profile};

/// A normalizer from a profile and options as Python gives them.
fn build(profile: &str, options: Option<&Bound<'_, PyDict>>) -> PyResult<Normalizer> {
    let profile = Profile::named(profile)?;
    let Some(options) = options.filter(|o| !o.is_empty()) else { return Ok(Normalizer::profile(profile)) };
    let mut wanted = profile.options();
    for (name, value) in options {
        let name: String = name.extract()?;
        let value = json(&value).ok_or_else(|| {
            let kind = value.get_type().qualname().map(|k| k.to_string()).unwrap_or_default();
            wrong_type(value.py(), &format!("option {name} cannot be of type {kind}"))
        })?;
        wanted.set(&name, &value)?;
    }
    Ok(Normalizer::new(wanted)?)
}

/// An option's value: text, a number, nothing, a list of texts, a dictionary of texts.
fn json(value: &Bound<'_, PyAny>) -> Option<Value> {
    if value.is_none() {
        return Some(Value::Null);
    }
    if let Ok(text) = value.cast::<PyString>() {
        return Some(Value::String(text.extract().ok()?));
    }
    if value.is_instance_of::<PyBool>() {
        return Some(Value::Bool(value.extract().ok()?));
    }
    if value.is_instance_of::<PyInt>() {
        return Some(Value::from(value.extract::<i64>().ok()?));
    }
    if let Ok(map) = value.cast::<PyDict>() {
        return map.iter().map(|(k, v)| Some((k.extract::<String>().ok()?, json(&v)?))).collect();
    }
    let items = value.try_iter().ok()?;
    items.map(|item| json(&item.ok()?)).collect::<Option<Vec<_>>>().map(Value::Array)
}

/// The normalizer of these arguments, kept from call to call.
fn remembered(profile: &str, options: Option<&Bound<'_, PyDict>>) -> PyResult<Normalizer> {
    static MADE: Mutex<Option<HashMap<String, Normalizer>>> = Mutex::new(None);
    const KEPT: usize = 64;
    let Some(options) = options.filter(|o| !o.is_empty()) else { return build(profile, None) };
    let key = format!("{profile} {}", options.repr()?);
    // Without waiting: a lock that another thread held when this process was forked stays locked for ever.
    if let Ok(made) = MADE.try_lock()
        && let Some(found) = made.as_ref().and_then(|made| made.get(&key))
    {
        return Ok(found.clone());
    }
    let normalizer = build(profile, Some(options))?;
    if let Ok(mut made) = MADE.try_lock() {
        let made = made.get_or_insert_with(HashMap::new);
        if made.len() >= KEPT {
            made.clear();
        }
        made.insert(key, normalizer.clone());
    }
    Ok(normalizer)
}

// py: module
// py: @overload def normalize(x: str, profile: Literal["clean", "match", "search", "social", "lucene"] = "clean", /, **options: Unpack[_Options]) -> str
// py: @overload def normalize(x: list[str | None] | list[str], profile: Literal["clean", "match", "search", "social", "lucene"] = "clean", /, **options: Unpack[_Options]) -> list[str | None]
// py: @overload def normalize(x: tuple[str | None, ...], profile: Literal["clean", "match", "search", "social", "lucene"] = "clean", /, **options: Unpack[_Options]) -> tuple[str | None, ...]
// py: @overload def normalize(x: _T, profile: Literal["clean", "match", "search", "social", "lucene"] = "clean", /, **options: Unpack[_Options]) -> _T
/// The normal form of a text, or of every text in a list or column: what goes in comes out as the same kind.
///
/// Args:
///     x: a string; a list or tuple of strings; a Series or array of pandas, polars, pyarrow or NumPy; anything with
///         the Arrow capsules. `None`, NaN and null stay as they are.
///     profile: `"clean"` for reading, `"search"` for indexes, `"social"`, `"lucene"`, or `"match"`, which the
///         extraction uses; see `rasad.PROFILES`.
///     options: change single options of the profile, as in `digits="ascii"`; see docs/normalization.md.
///
/// Example:
///     >>> import rasad
///     >>> rasad.normalize("قـــالَ مَصْدَرٌ", "search")
///     'قال مصدر'
///     >>> rasad.normalize(["في ٢٠٢٥", None], digits="ascii")
///     ['في 2025', None]
///
/// See also `Normalizer`, which keeps its options and says where each character came from.
#[pyfunction]
#[pyo3(signature = (x, profile="clean", /, **options))]
fn normalize<'py>(
    x: &Bound<'py, PyAny>,
    profile: &str,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    map(x, &remembered(profile, options)?)
}

// py: class Normalizer:
/// A reusable normalizer: a profile with options changed. Callable; can be pickled and compared.
///
/// Args:
///     profile: the name of a profile; see `rasad.PROFILES`.
///     options: change single options of the profile.
///
/// Example:
///     >>> import rasad
///     >>> search = rasad.Normalizer("search", digits="keep")
///     >>> search("إلى ٢٠٢٥")
///     'الي ٢٠٢٥'
///     >>> rasad.Normalizer.from_json(search.to_json()) == search
///     True
#[pyclass(frozen, name = "Normalizer", module = "rasad")]
pub(super) struct PyNormalizer {
    pub(super) inner: Normalizer,
}

#[pymethods]
impl PyNormalizer {
    // py: def __new__(cls, profile: Literal["clean", "match", "search", "social", "lucene"] = "clean", /, **options: Unpack[_Options]) -> Self
    #[new]
    #[pyo3(signature = (profile="clean", /, **options))]
    fn new(profile: &str, options: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        Ok(Self { inner: build(profile, options)? })
    }

    // py: def __call__(self, text: str, /) -> str
    /// The normal form of one text.
    #[pyo3(signature = (text, /))]
    fn __call__<'py>(&self, text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        map(text, &self.inner)
    }

    // py: @overload def map(self, x: list[str | None] | list[str], /) -> list[str | None]
    // py: @overload def map(self, x: tuple[str | None, ...], /) -> tuple[str | None, ...]
    // py: @overload def map(self, x: _T, /) -> _T
    /// The normal form of every text in a list or column, as the same kind; see `rasad.normalize`.
    #[pyo3(signature = (x, /))]
    fn map<'py>(&self, x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        map(x, &self.inner)
    }

    // py: def align(self, text: str, /) -> Aligned
    /// The normal form with the way back to the original.
    #[pyo3(signature = (text, /))]
    fn align(&self, text: &Bound<'_, PyString>) -> PyResult<PyAligned> {
        let mut source = String::new();
        let replaced = surrogates::read(text, &mut source)?;
        let aligned = text.py().detach(|| guard(|| self.inner.align(&source)))?;
        Ok(PyAligned::new(aligned, text, replaced))
    }

    // py: @property def options(self) -> dict[str, Any]
    /// Every option with its value.
    #[getter]
    fn options<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.inner.to_json(),))
    }

    // py: @property def lossy(self) -> list[str]
    /// The options that are on and lose a difference between letters or words, such as `alef`.
    #[getter]
    fn lossy(&self) -> Vec<&'static str> {
        self.inner.lossy()
    }

    // py: def to_json(self) -> str
    /// The options as JSON.
    fn to_json(&self) -> String {
        self.inner.to_json()
    }

    // py: @classmethod def from_json(cls, text: str, /) -> Self
    /// The normalizer that `to_json` wrote. Unknown options are refused.
    #[classmethod]
    #[pyo3(signature = (text, /))]
    fn from_json(_class: &Bound<'_, PyType>, text: &str) -> PyResult<Self> {
        Ok(Self { inner: Normalizer::from_json(text)? })
    }

    // py: def __reduce__(self) -> tuple[Any, ...]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let make = slf.get_type().getattr("from_json")?;
        Ok((make, (slf.get().to_json(),)).into_pyobject(slf.py())?.into_any())
    }

    // py: def __eq__(self, other: object, /) -> bool
    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.inner == other.get().inner)
    }

    // py: def __hash__(self) -> int
    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.inner.to_json().hash(&mut hasher);
        hasher.finish()
    }

    // py: def __repr__(self) -> str
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        // The profile that is nearest, then what differs from it: as one would type it.
        let of = |options: &Options| match serde_json::to_value(options) {
            Ok(Value::Object(map)) => map,
            _ => serde_json::Map::new(),
        };
        let mine = of(self.inner.options());
        let differs = |profile: &Profile| {
            let base = of(&profile.options());
            let differs = mine.iter().filter(|(name, value)| base.get(*name) != Some(value));
            differs.map(|(name, value)| (name.clone(), value.clone())).collect::<Vec<_>>()
        };
        let nearest = Profile::ALL.iter().map(|p| (p.name(), differs(p))).min_by_key(|(_, differs)| differs.len());
        let (name, differs) = nearest.unwrap_or(("clean", Vec::new()));
        let mut out = format!("Normalizer({name:?}").replace('"', "'");
        let loads = py.import("json")?.getattr("loads")?;
        for (option, value) in differs {
            out.push_str(&format!(", {option}={}", loads.call1((value.to_string(),))?.repr()?));
        }
        out.push(')');
        Ok(out)
    }
}

// py: module
// py: PROFILES: Final[tuple[str, ...]]
pub(super) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("PROFILES", PyTuple::new(module.py(), Profile::ALL.iter().map(|p| p.name()))?)?;
    module.add_function(wrap_pyfunction!(normalize, module)?)?;
    module.add_class::<PyNormalizer>()
}
