//! `rasad.Table` and `rasad.EntityTable`: what was found in many texts, as Arrow columns.

use std::str::FromStr;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float32Type, Float64Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::DataType;
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};

use super::arrow::{self, Described};
use super::columns::{Batch, Builder, Column, Named, record_batch, schema};
use super::table_state::{State, batches, state};
use crate::document::Document;
use crate::units::Unit;

/// The columns of one table, in the batches that the workers made.
struct Data {
    kind: &'static str,
    batches: Vec<Vec<Named>>,
    /// Columns without rows, for a table without batches.
    empty: Vec<Named>,
}

const ENTITIES: &str = "EntityTable";
const QUOTES: &str = "Table of quotes";
const ACTORS: &str = "Table of actors";

/// What a table is pickled as: its kind, what its positions count, its columns.
type TableState = (String, String, State);
/// The same of entities: what positions count, how many texts there were, columns of entities, quotations, actors.
type EntityTableState = (String, usize, State, State, State);

impl Data {
    fn of_state(kind: &'static str, state: State, empty: Vec<Named>) -> crate::Result<Self> {
        Ok(Self { kind, batches: batches(state, &empty)?, empty })
    }

    fn shape(&self) -> &[Named] {
        self.batches.first().unwrap_or(&self.empty)
    }
}

// py: class Table:
/// Rows found in many texts, kept as Arrow columns: anything that takes the Arrow capsules reads it without a copy.
///
/// `row` is the place of the text in the input, from 0. Positions are code points of the original text unless
/// `with_offsets` says otherwise.
///
/// Example:
///     >>> import rasad
///     >>> rasad.extract(["زار الوفد القاهرة", None]).columns[:3]
///     ['row', 'start', 'end']
#[pyclass(frozen, subclass, name = "Table", module = "rasad")]
pub(super) struct PyTable {
    data: Arc<Data>,
    unit: Unit,
}

impl PyTable {
    fn batches(&self) -> PyResult<Vec<RecordBatch>> {
        Ok(self
            .data
            .batches
            .iter()
            .map(|columns| record_batch(columns, self.unit))
            .collect::<crate::Result<Vec<_>>>()?)
    }

    /// The arrays of one column.
    fn column(&self, name: &str) -> Option<Vec<ArrayRef>> {
        let at = self.data.shape().iter().position(|(n, _)| *n == name)?;
        let pick = |columns: &Vec<Named>| match columns.get(at) {
            Some((_, Column::Plain(array))) => Some(Arc::clone(array)),
            Some((_, Column::Position(arrays))) => arrays
                .get(match self.unit {
                    Unit::Char => 0,
                    Unit::Byte => 1,
                    Unit::Utf16 => 2,
                })
                .cloned(),
            None => None,
        };
        self.data.batches.iter().map(pick).collect()
    }

    fn len(&self) -> usize {
        self.data
            .batches
            .iter()
            .filter_map(|columns| columns.first())
            .map(|(_, column)| match column {
                Column::Plain(array) | Column::Position([array, ..]) => array.len(),
            })
            .sum()
    }
}

#[pymethods]
impl PyTable {
    // py: @property def columns(self) -> list[str]
    /// The names of the columns.
    #[getter]
    fn columns(&self) -> Vec<&'static str> {
        self.data.shape().iter().map(|(name, _)| *name).collect()
    }

    // py: @property def offsets(self) -> Literal["char", "byte", "utf16"]
    /// What positions count.
    #[getter]
    fn offsets(&self) -> &'static str {
        match self.unit {
            Unit::Char => "char",
            Unit::Byte => "byte",
            Unit::Utf16 => "utf16",
        }
    }

    // py: def with_offsets(self, offsets: Literal["char", "byte", "utf16"], /) -> Self
    /// The same table with positions in code points, bytes of UTF-8 or units of UTF-16. Costs nothing.
    #[pyo3(signature = (offsets, /))]
    fn with_offsets<'py>(slf: &Bound<'py, Self>, offsets: &str) -> PyResult<Bound<'py, PyAny>> {
        let unit = Unit::from_str(offsets)?;
        let base = Self { data: Arc::clone(&slf.get().data), unit };
        Ok(match slf.cast::<PyEntityTable>() {
            Ok(table) => Bound::new(slf.py(), (table.get().clone(), base))?.into_any(),
            Err(_) => Bound::new(slf.py(), base)?.into_any(),
        })
    }

    // py: def __arrow_c_schema__(self) -> Any
    /// The schema as an Arrow capsule.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        arrow::export_schema(py, &Described::Schema(&schema(self.data.shape())))
    }

    // py: def __arrow_c_stream__(self, requested_schema: Any = None) -> Any
    /// The rows as an Arrow stream capsule. A requested schema is not followed: the consumer casts.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        arrow::export_batches(py, schema(self.data.shape()), self.batches()?)
    }

    // py: def to_arrow(self, *, offsets: Literal["char", "byte", "utf16"] | None = None) -> pyarrow.Table
    /// The rows as a `pyarrow.Table`, without a copy.
    #[pyo3(signature = (*, offsets=None))]
    fn to_arrow<'py>(slf: &Bound<'py, Self>, offsets: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
        export(slf, "to_arrow", offsets)
    }

    // py: def to_pandas(self, *, offsets: Literal["char", "byte", "utf16"] | None = None) -> pandas.DataFrame
    /// The rows as a `pandas.DataFrame`.
    #[pyo3(signature = (*, offsets=None))]
    fn to_pandas<'py>(slf: &Bound<'py, Self>, offsets: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
        export(slf, "to_pandas", offsets)
    }

    // py: def to_polars(self, *, offsets: Literal["char", "byte", "utf16"] | None = None) -> polars.DataFrame
    /// The rows as a `polars.DataFrame`.
    #[pyo3(signature = (*, offsets=None))]
    fn to_polars<'py>(slf: &Bound<'py, Self>, offsets: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
        export(slf, "to_polars", offsets)
    }

    // py: def to_dict(self) -> dict[str, list[Any]]
    /// The columns as lists.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let out = PyDict::new(py);
        for name in self.columns() {
            out.set_item(name, self.__getitem__(py, name)?)?;
        }
        Ok(out)
    }

    // py: def to_pylist(self) -> list[dict[str, Any]]
    /// The rows as dictionaries.
    fn to_pylist<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let names = self.columns();
        let columns = names.iter().map(|name| self.__getitem__(py, name)).collect::<PyResult<Vec<_>>>()?;
        let rows = (0..self.len()).map(|i| {
            let row = PyDict::new(py);
            for (name, column) in names.iter().zip(&columns) {
                row.set_item(name, column.get_item(i)?)?;
            }
            Ok(row)
        });
        PyList::new(py, rows.collect::<PyResult<Vec<_>>>()?)
    }

    // py: def __getitem__(self, column: str, /) -> list[Any]
    /// The values of one column.
    fn __getitem__<'py>(&self, py: Python<'py>, column: &str) -> PyResult<Bound<'py, PyList>> {
        let arrays = self.column(column).ok_or_else(|| PyKeyError::new_err(column.to_owned()))?;
        let list = PyList::empty(py);
        for array in arrays {
            append(&list, &array)?;
        }
        Ok(list)
    }

    // py: def __reduce__(self) -> tuple[Any, ...]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, TableState)> {
        let this = slf.get();
        let make = slf.get_type().getattr("_from_state")?;
        Ok((make, (this.data.kind.to_owned(), this.offsets().to_owned(), state(&this.data.batches))))
    }

    // py: @staticmethod def _from_state(kind: str, offsets: str, batches: list[Any]) -> Table
    #[staticmethod]
    fn _from_state(kind: &str, offsets: &str, batches: State) -> PyResult<Self> {
        let empty = Builder::default().finish();
        let data = match kind {
            QUOTES => Data::of_state(QUOTES, batches, empty.quotes)?,
            ACTORS => Data::of_state(ACTORS, batches, empty.actors)?,
            _ => return Err(crate::Error::data(format!("there is no kind of table {kind:?}")).into()),
        };
        Ok(Self { data: Arc::new(data), unit: Unit::from_str(offsets)? })
    }

    // py: def __len__(self) -> int
    /// How many rows there are.
    fn __len__(&self) -> usize {
        self.len()
    }

    // py: def _repr_html_(self) -> str
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("rasad.display")?.call_method1("table", (slf,))
    }

    // py: def __repr__(self) -> str
    fn __repr__(&self) -> String {
        format!("<{} of {} rows: {}>", self.data.kind, self.len(), self.columns().join(", "))
    }
}

fn export<'py>(table: &Bound<'py, PyTable>, name: &str, offsets: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
    let export = table.py().import("rasad._export")?;
    match offsets {
        None => export.call_method1(name, (table,)),
        Some(offsets) => export.call_method1(name, (PyTable::with_offsets(table, offsets)?,)),
    }
}

/// Adds the values of an array to a list.
fn append(list: &Bound<'_, PyList>, array: &ArrayRef) -> PyResult<()> {
    macro_rules! values {
        ($array:expr) => {
            for value in $array.iter() {
                list.append(value)?;
            }
        };
    }
    match array.data_type() {
        DataType::Int64 => values!(array.as_primitive::<Int64Type>()),
        DataType::Int32 => values!(array.as_primitive::<Int32Type>()),
        DataType::Float64 => values!(array.as_primitive::<Float64Type>()),
        DataType::Float32 => values!(array.as_primitive::<Float32Type>()),
        DataType::Boolean => values!(array.as_boolean()),
        // `columns` builds no others.
        _ => values!(array.as_string::<i32>()),
    }
    Ok(())
}

// py: class EntityTable(Table):
/// The entities of many texts, one row a mention, with their quotations and actors as further tables.
///
/// `rasad.extract(column)` gives it: `row`, `start`, `end`, `text`, `label`, `name`, `prefix`, `role`, `id`,
/// `canonical`, `english`, `country`, `lat`, `lon`, `value`, `number`, `first_day`, `last_day`, `score`, `source`,
/// `actor`. `number` is what `as_number` gives, as a float; `first_day` and `last_day` are the ends of `as_interval` in
/// ISO form, null where a date is open or has no year. Null texts have no rows.
///
/// Example:
///     >>> import rasad
///     >>> table = rasad.extract(["وصل في 5 سبتمبر 2025", None, ""])
///     >>> table["row"], table["label"], table["value"]
///     ([0], ['DATE'], ['2025-09-05'])
#[pyclass(frozen, extends = PyTable, name = "EntityTable", module = "rasad")]
#[derive(Clone)]
pub(super) struct PyEntityTable {
    quotes: Arc<Data>,
    actors: Arc<Data>,
    texts: usize,
}

impl PyEntityTable {
    /// The table of what the workers found in `texts` texts.
    pub(super) fn new(py: Python<'_>, batches: Vec<Batch>, texts: usize) -> PyResult<Py<Self>> {
        let empty = Builder::default().finish();
        let mut parts = (Vec::new(), Vec::new(), Vec::new());
        for batch in batches {
            for (list, columns) in
                [(&mut parts.0, batch.entities), (&mut parts.1, batch.quotes), (&mut parts.2, batch.actors)]
            {
                let rows = columns.first().map_or(0, |(_, column)| match column {
                    Column::Plain(array) | Column::Position([array, ..]) => array.len(),
                });
                if rows > 0 {
                    list.push(columns);
                }
            }
        }
        let data = |kind, batches, empty| Arc::new(Data { kind, batches, empty });
        let base = PyTable { data: data(ENTITIES, parts.0, empty.entities), unit: Unit::Char };
        let this =
            Self { quotes: data(QUOTES, parts.1, empty.quotes), actors: data(ACTORS, parts.2, empty.actors), texts };
        Py::new(py, (this, base))
    }

    pub(super) fn of_document(py: Python<'_>, doc: &Document) -> PyResult<Py<Self>> {
        let mut builder = Builder::default();
        builder.add(0, doc);
        Self::new(py, vec![builder.finish()], 1)
    }
}

#[pymethods]
impl PyEntityTable {
    // py: @property def texts(self) -> int
    /// How many texts were read, null ones included.
    #[getter]
    fn texts(&self) -> usize {
        self.texts
    }

    // py: def __reduce__(self) -> tuple[Any, ...]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, EntityTableState)> {
        let (this, base) = (slf.get(), slf.as_super().get());
        let columns = |data: &Data| state(&data.batches);
        let parts = (columns(&base.data), columns(&this.quotes), columns(&this.actors));
        let make = slf.get_type().getattr("_from_states")?;
        Ok((make, (base.offsets().to_owned(), this.texts, parts.0, parts.1, parts.2)))
    }

    // py: @staticmethod def _from_states(offsets: str, texts: int, entities: list[Any], quotes: list[Any], actors: list[Any]) -> EntityTable
    #[staticmethod]
    fn _from_states(
        py: Python<'_>,
        offsets: &str,
        texts: usize,
        entities: State,
        quotes: State,
        actors: State,
    ) -> PyResult<Py<Self>> {
        let empty = Builder::default().finish();
        let data = Data::of_state(ENTITIES, entities, empty.entities)?;
        let base = PyTable { data: Arc::new(data), unit: Unit::from_str(offsets)? };
        let quotes = Arc::new(Data::of_state(QUOTES, quotes, empty.quotes)?);
        let actors = Arc::new(Data::of_state(ACTORS, actors, empty.actors)?);
        Py::new(py, (Self { quotes, actors, texts }, base))
    }

    // py: def quotes(self) -> Table
    /// The quotations of all texts: `row`, `start`, `end`, `text`, `kind`, `form`, `speaker`, `speaker_start`,
    /// `speaker_end`, `speaker_name`, `speaker_actor`, `pronoun`, `role`, `cue`, `outlet`.
    fn quotes(slf: &Bound<'_, Self>) -> PyTable {
        PyTable { data: Arc::clone(&slf.get().quotes), unit: slf.as_super().get().unit }
    }

    // py: def actors(self) -> Table
    /// Each person, body or place of each text: `row`, `actor` (as in the entities), `name`, `label`, `mentions`,
    /// `start` and `end` of the first mention, `id`, `canonical`, `english`, `country`, `lat`, `lon`.
    fn actors(slf: &Bound<'_, Self>) -> PyTable {
        PyTable { data: Arc::clone(&slf.get().actors), unit: slf.as_super().get().unit }
    }
}

pub(super) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<PyTable>()?;
    module.add_class::<PyEntityTable>()
}
