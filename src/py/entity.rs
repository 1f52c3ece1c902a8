//! `rasad.Entity`.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyString;

use super::actor::PyActor;
use super::found::{Found, repr};

// py: class Entity:
/// One mention: its place in the original text, its label, and what is known of it.
///
/// Positions are code points of the original: `doc.text[e.start:e.end] == e.text` holds for every entity. Entities
/// compare equal by value. They come from `Document.entities`.
///
/// Example:
///     >>> import rasad
///     >>> e = rasad.extract("سافر إلى القاهرة يوم 5 سبتمبر 2025.").entities[-1]
///     >>> e.label, e.value
///     ('DATE', '2025-09-05')
#[pyclass(frozen, name = "Entity", module = "rasad")]
pub(super) struct PyEntity {
    pub(super) found: Arc<Found>,
    pub(super) index: usize,
}

impl PyEntity {
    fn entity(&self) -> &crate::Entity {
        // Made by `Document.entities` and its like with an index into this very list, which never changes.
        &self.found.doc.entities[self.index]
    }

    fn same(&self, other: &Self) -> bool {
        let (a, b) = (self.entity(), other.entity());
        let text = |e: &Self, span: Option<crate::Span>| {
            span.map(|s| (e.found.ends(s), s.slice(&e.found.doc.text).unwrap_or("").to_owned()))
        };
        text(self, Some(a.span)) == text(other, Some(b.span))
            && text(self, a.role) == text(other, b.role)
            && crate::Entity { span: b.span, role: b.role, actor: b.actor, ..a.clone() } == *b
    }
}

#[pymethods]
impl PyEntity {
    // py: @property def text(self) -> str
    /// The surface, without proclitics and quotation marks.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        self.found.slice(py, self.entity().span)
    }

    // py: @property def start(self) -> int
    /// The first code point in the original text.
    #[getter]
    fn start(&self) -> usize {
        self.found.ends(self.entity().span).0
    }

    // py: @property def end(self) -> int
    /// One past the last code point in the original text.
    #[getter]
    fn end(&self) -> usize {
        self.found.ends(self.entity().span).1
    }

    // py: @property def label(self) -> str
    /// What it is: `PER`, `GPE`, `DATE`, …; see `rasad.LABELS`.
    #[getter]
    fn label(&self) -> &str {
        self.entity().label.as_str()
    }

    // py: @property def name(self) -> str
    /// The citation form: no marks, no tatweel, the article written out after لل.
    #[getter]
    fn name(&self) -> &str {
        &self.entity().name
    }

    // py: @property def prefix(self) -> str
    /// The proclitics before it (`ل`, `و`, `ول`), or the empty string.
    #[getter]
    fn prefix(&self) -> &str {
        &self.entity().prefix
    }

    // py: @property def role(self) -> str | None
    /// The title or description of a person, as it stands.
    #[getter]
    fn role<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyString>>> {
        self.entity().role.map(|span| self.found.slice(py, span)).transpose()
    }

    // py: @property def role_span(self) -> tuple[int, int] | None
    /// Where the role stands.
    #[getter]
    fn role_span(&self) -> Option<(usize, usize)> {
        self.entity().role.map(|span| self.found.ends(span))
    }

    // py: @property def id(self) -> str | None
    /// The identity, such as `geonames:2460596`.
    #[getter]
    fn id(&self) -> Option<&str> {
        self.entity().id.as_deref()
    }

    // py: @property def canonical(self) -> str | None
    /// The name of the linked thing.
    #[getter]
    fn canonical(&self) -> Option<&str> {
        self.entity().canonical.as_deref()
    }

    // py: @property def english(self) -> str | None
    /// The linked thing's name in English.
    #[getter]
    fn english(&self) -> Option<&str> {
        self.entity().english.as_deref()
    }

    // py: @property def country(self) -> str | None
    /// ISO 3166 code of the country it belongs to.
    #[getter]
    fn country(&self) -> Option<&str> {
        self.entity().country.as_deref()
    }

    // py: @property def lat(self) -> float | None
    /// Latitude in degrees.
    #[getter]
    fn lat(&self) -> Option<f64> {
        self.entity().coordinates.map(|c| c.0)
    }

    // py: @property def lon(self) -> float | None
    /// Longitude in degrees.
    #[getter]
    fn lon(&self) -> Option<f64> {
        self.entity().coordinates.map(|c| c.1)
    }

    // py: @property def value(self) -> str | None
    /// The value of a date, number, amount or address: `2025-09-05`, `23000`, `USD 2000000000`.
    #[getter]
    fn value(&self) -> Option<&str> {
        self.entity().value.as_deref()
    }

    // py: @property def score(self) -> float
    /// How sure, from 0 to 1.
    #[getter]
    fn score(&self) -> f32 {
        self.entity().score
    }

    // py: @property def source(self) -> Literal["lexicon", "tagger", "rule", "memory"]
    /// Which part found it: `lexicon`, `tagger`, `rule` or `memory` (an earlier mention in the same text).
    #[getter]
    fn source(&self) -> &'static str {
        self.entity().source.as_str()
    }

    // py: @property def actor(self) -> Actor | None
    /// The person, body or place of the text that this is a mention of.
    #[getter]
    fn actor(&self) -> Option<PyActor> {
        self.entity().actor.and_then(|index| PyActor::new(&self.found, index))
    }

    // py: def as_number(self) -> Decimal | None
    /// The number of a NUMBER, ORDINAL, PERCENT, MONEY or QUANTITY as a `decimal.Decimal`; `None` for anything else,
    /// ranges included (see `as_interval`).
    fn as_number<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.typed(py, "number")
    }

    // py: def as_date(self) -> date | None
    /// The day of a DATE (or of a TIME with its day) as a `datetime.date`; `None` where it is not one single day.
    fn as_date<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.typed(py, "date")
    }

    // py: def as_interval(self) -> tuple[date | None, date | None] | tuple[Decimal, Decimal] | None
    /// The first and the last day of a DATE (or of a TIME with its day), or both ends of a range of numbers, both
    /// included. A date open at one end has `None` there; one without a year (`--10-02`) or before Christ gives `None`.
    fn as_interval<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.typed(py, "interval")
    }

    // py: def as_amount(self) -> tuple[str, Decimal] | None
    /// The currency and the amount of a MONEY, the unit and the amount of a QUANTITY; `None` for anything else, ranges
    /// included.
    fn as_amount<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.typed(py, "amount")
    }

    // py: def as_duration(self) -> timedelta | None
    /// The length of a DURATION in weeks, days, hours, minutes and seconds; `None` where it is a range or has months or
    /// years, which have no fixed length.
    fn as_duration<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.typed(py, "duration")
    }

    // py: def __eq__(self, other: object, /) -> bool
    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.same(other.get()))
    }

    // py: def __hash__(self) -> int
    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.found.ends(self.entity().span), self.label(), self.name()).hash(&mut hasher);
        hasher.finish()
    }

    // py: def __reduce__(self) -> tuple[Any, ...]
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        super::document::reduce_part(py, &self.found, "entities", self.index)
    }

    // py: def __repr__(self) -> str
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let e = self.entity();
        repr(
            "Entity",
            &[
                ("text", self.text(py)?.into_any()),
                ("start", self.start().into_pyobject(py)?.into_any()),
                ("end", self.end().into_pyobject(py)?.into_any()),
                ("label", self.label().into_pyobject(py)?.into_any()),
                (
                    "name",
                    (e.name != e.span.slice(&self.found.doc.text).unwrap_or(""))
                        .then_some(self.name())
                        .into_pyobject(py)?,
                ),
                ("prefix", self.prefix().into_pyobject(py)?.into_any()),
                ("role", self.role(py)?.into_pyobject(py)?),
                ("id", self.id().into_pyobject(py)?),
                ("value", self.value().into_pyobject(py)?),
            ],
        )
    }
}

impl PyEntity {
    fn typed<'py>(&self, py: Python<'py>, kind: &str) -> PyResult<Bound<'py, PyAny>> {
        let Some(value) = self.value() else { return Ok(py.None().into_bound(py)) };
        py.import("rasad._values")?.call_method1(kind, (self.label(), value))
    }
}

pub(super) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<PyEntity>()
}
