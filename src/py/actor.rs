//! `rasad.Actor`.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::entity::PyEntity;
use super::found::{Found, repr};

// py: class Actor:
/// One person, body or place of a text, with all its mentions. Actors come from `Document.actors`, most frequent first.
///
/// Example:
///     >>> import rasad
///     >>> for actor in rasad.extract("زار الرئيس باماكو. وتقع باماكو على نهر النيجر.").actors:
///     ...     assert len(actor) == len(actor.mentions)
#[pyclass(frozen, name = "Actor", module = "rasad")]
pub(super) struct PyActor {
    found: Arc<Found>,
    index: usize,
}

impl PyActor {
    /// The actor at `index`, if there is one.
    pub(super) fn new(found: &Arc<Found>, index: usize) -> Option<Self> {
        found.doc.actors.get(index).map(|_| Self { found: Arc::clone(found), index })
    }

    fn actor(&self) -> &crate::Actor {
        // Checked by `new`; the list never changes.
        &self.found.doc.actors[self.index]
    }

    /// The first mention that knows more than its surface.
    fn linked(&self) -> Option<&crate::Entity> {
        let mut mentions = self.actor().mentions.iter().filter_map(|&i| self.found.doc.entities.get(i));
        mentions.clone().find(|e| e.canonical.is_some()).or_else(|| mentions.next())
    }

    fn key(&self) -> (&str, &str, Option<&str>, Vec<(usize, usize)>) {
        let a = self.actor();
        let mentions = a.mentions.iter().filter_map(|&i| self.found.doc.entities.get(i));
        (&a.name, a.label.as_str(), a.id.as_deref(), mentions.map(|e| self.found.ends(e.span)).collect())
    }
}

#[pymethods]
impl PyActor {
    // py: @property def name(self) -> str
    /// The fullest name found, or the canonical one.
    #[getter]
    fn name(&self) -> &str {
        &self.actor().name
    }

    // py: @property def label(self) -> str
    /// What it is: `PER`, `ORG`, `GPE`, ….
    #[getter]
    fn label(&self) -> &str {
        self.actor().label.as_str()
    }

    // py: @property def id(self) -> str | None
    /// The identity, where linked.
    #[getter]
    fn id(&self) -> Option<&str> {
        self.actor().id.as_deref()
    }

    // py: @property def canonical(self) -> str | None
    /// The name of the linked thing.
    #[getter]
    fn canonical(&self) -> Option<&str> {
        self.linked().and_then(|e| e.canonical.as_deref())
    }

    // py: @property def english(self) -> str | None
    /// The linked thing's name in English.
    #[getter]
    fn english(&self) -> Option<&str> {
        self.linked().and_then(|e| e.english.as_deref())
    }

    // py: @property def country(self) -> str | None
    /// ISO 3166 code of the country it belongs to.
    #[getter]
    fn country(&self) -> Option<&str> {
        self.linked().and_then(|e| e.country.as_deref())
    }

    // py: @property def mentions(self) -> tuple[Entity, ...]
    /// Its mentions, in the order of the text.
    #[getter]
    fn mentions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let mentions = self.actor().mentions.iter().filter(|&&i| i < self.found.doc.entities.len());
        let mentions: Vec<_> = mentions.map(|&index| PyEntity { found: Arc::clone(&self.found), index }).collect();
        PyTuple::new(py, mentions)
    }

    // py: @property def start(self) -> int
    /// Where the first mention begins.
    #[getter]
    fn start(&self) -> usize {
        self.key().3.first().map_or(0, |ends| ends.0)
    }

    // py: def __len__(self) -> int
    /// How many mentions it has.
    fn __len__(&self) -> usize {
        self.actor().mentions.len()
    }

    // py: def __bool__(self) -> Literal[True]
    fn __bool__(&self) -> bool {
        true
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
        super::document::reduce_part(py, &self.found, "actors", self.index)
    }

    // py: def __repr__(self) -> str
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        repr(
            "Actor",
            &[
                ("name", self.name().into_pyobject(py)?.into_any()),
                ("label", self.label().into_pyobject(py)?.into_any()),
                ("id", self.id().into_pyobject(py)?),
                ("mentions", self.__len__().into_pyobject(py)?.into_any()),
            ],
        )
    }
}

pub(super) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<PyActor>()
}
