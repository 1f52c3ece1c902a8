//! Texts in, texts out, in the same kind of container: lists, tuples, pandas, polars, NumPy, Arrow.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, LargeStringArray, StringArray, StringViewArray};
use arrow_schema::DataType;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyList, PyString, PyTuple};

use super::arrow::{self, Strings};
use super::error::{at_row, guard, wrong_type};
use super::input::{Input, backed_by_arrow, is_null};
use super::{flat, surrogates, text};
use crate::batch;
use crate::error::Result;
use crate::normalize::Normalizer;

/// Bytes of a list that are copied at a time.
const WAVE: usize = 16 << 20;

/// What gives a text another form.
pub(super) trait Rewrite: Sync {
    /// Adds the other form of `text` to `out`.
    fn write(&self, text: &str, out: &mut String);

    /// The normalizer that this is, which reads strings of Python without UTF-8.
    fn as_normalizer(&self) -> Option<&Normalizer> {
        None
    }
}

impl Rewrite for Normalizer {
    fn write(&self, text: &str, out: &mut String) {
        self.normalize_into(text, out);
    }

    fn as_normalizer(&self) -> Option<&Normalizer> {
        Some(self)
    }
}

/// One string; the same object where nothing changes.
fn one<'py>(text: &Bound<'py, PyString>, rewrite: &impl Rewrite) -> PyResult<Bound<'py, PyString>> {
    let py = text.py();
    if let Some(normalizer) = rewrite.as_normalizer() {
        return guard(|| text::Strings::default().normalize(text, normalizer))?;
    }
    let mut source = String::new();
    let replaced = surrogates::read(text, &mut source)?;
    let work = || {
        guard(|| {
            let mut out = String::new();
            rewrite.write(&source, &mut out);
            out
        })
    };
    // Below some thousand bytes giving the interpreter up costs more than the work.
    let out = if source.len() < 8192 { work() } else { py.detach(work) }?;
    if out == source { Ok(text.clone()) } else { surrogates::write(py, &out, replaced) }
}

/// The other form of every text of `x`, in the same kind of container.
pub(super) fn map<'py>(x: &Bound<'py, PyAny>, rewrite: &impl Rewrite) -> PyResult<Bound<'py, PyAny>> {
    match Input::of(x)? {
        Input::One(text) => Ok(one(&text, rewrite)?.into_any()),
        Input::Objects(list) => {
            let out = objects(&list, rewrite)?;
            as_objects(x, out)
        }
        Input::Arrow(foreign) => {
            let data_type = foreign.data_type.clone();
            let chunks = x.py().detach(|| guard(|| columns(foreign.chunks, &data_type, rewrite)))??;
            as_arrow(x, PyColumn { data_type, chunks })
        }
    }
}

/// A list of strings and missing values. What does not change comes out as the same object.
fn objects<'py>(list: &Bound<'py, PyList>, rewrite: &impl Rewrite) -> PyResult<Bound<'py, PyList>> {
    let py = list.py();
    if let Some(normalizer) = rewrite.as_normalizer() {
        return normal(list, normalizer);
    }
    let out = PyList::empty(py);
    let mut row = 0;
    while row < list.len() {
        let wave = Wave::read(list, row)?;
        let parts = py.detach(|| {
            guard(|| {
                let runs = batch::runs(wave.items.iter().map(|item| item.2.as_ref().map_or(0, Range::len)));
                batch::map(&runs, |run| wave.rewrite(run, rewrite))
            })
        })?;
        let mut items = wave.items.iter();
        for part in parts {
            let mut start = 0;
            for (end, changed) in part.ends {
                let Some((object, replaced, _)) = items.next() else { break };
                match part.text.get(start..end).filter(|_| changed) {
                    Some(text) => out.append(surrogates::write(py, text, *replaced)?)?,
                    None => out.append(object)?,
                }
                start = end;
            }
        }
        if wave.items.is_empty() {
            break;
        }
        row += wave.items.len();
    }
    Ok(out)
}

/// A list through a normalizer, in one pass on the caller's thread: reading and building strings needs the interpreter,
/// and is most of the work.
fn normal<'py>(list: &Bound<'py, PyList>, normalizer: &Normalizer) -> PyResult<Bound<'py, PyList>> {
    let py = list.py();
    // A list of our own: other threads may change the caller's.
    let out = list.get_slice(0, list.len());
    let mut strings = text::Strings::default();
    for row in 0..out.len() {
        let item = out.get_item(row)?;
        if let Ok(text) = item.cast::<PyString>() {
            guard(|| strings.replace(&out, row, text, normalizer))??;
        } else if !is_null(&item) {
            let kind = item.get_type().qualname()?;
            let error = wrong_type(py, &format!("a string or None is needed, not {kind}"));
            return Err(at_row(py, error, row));
        }
        // A long list can be stopped.
        if row % 4096 == 4095 {
            py.check_signals()?;
        }
    }
    strings.finish(&out)?;
    Ok(out)
}

/// Some items of a list: the object, whether surrogates have stand-ins, its text.
struct Wave {
    text: String,
    items: Vec<(Py<PyAny>, bool, Option<Range<usize>>)>,
}

/// Normalized texts, one after the other.
struct Part {
    text: String,
    /// Where each text ends, and whether it changed.
    ends: Vec<(usize, bool)>,
}

impl Wave {
    fn read(list: &Bound<'_, PyList>, first: usize) -> PyResult<Self> {
        let py = list.py();
        let mut wave = Wave { text: String::new(), items: Vec::new() };
        for row in first..list.len() {
            if wave.text.len() >= WAVE {
                break;
            }
            let Ok(item) = list.get_item(row) else { break };
            let start = wave.text.len();
            if let Ok(text) = item.cast::<PyString>() {
                let replaced = surrogates::read(text, &mut wave.text)?;
                let range = start..wave.text.len();
                wave.items.push((item.unbind(), replaced, Some(range)));
            } else if is_null(&item) {
                wave.items.push((item.unbind(), false, None));
            } else {
                let kind = item.get_type().qualname()?;
                let error = wrong_type(py, &format!("a string or None is needed, not {kind}"));
                return Err(at_row(py, error, row));
            }
        }
        Ok(wave)
    }

    fn rewrite(&self, run: Range<usize>, rewrite: &impl Rewrite) -> Part {
        let items = self.items.get(run).unwrap_or(&[]);
        let mut part = Part { text: String::new(), ends: Vec::with_capacity(items.len()) };
        for (_, _, range) in items {
            let start = part.text.len();
            let source = range.as_ref().and_then(|r| self.text.get(r.clone()));
            if let Some(source) = source {
                rewrite.write(source, &mut part.text);
                if part.text.get(start..) == Some(source) {
                    part.text.truncate(start);
                    part.ends.push((start, false));
                    continue;
                }
            }
            part.ends.push((part.text.len(), source.is_some()));
        }
        part
    }
}

/// The same kind as `x` from a list.
fn as_objects<'py>(x: &Bound<'py, PyAny>, out: Bound<'py, PyList>) -> PyResult<Bound<'py, PyAny>> {
    if x.is_instance_of::<PyList>() {
        return Ok(out.into_any());
    }
    if x.is_instance_of::<PyTuple>() {
        return Ok(out.to_tuple().into_any());
    }
    x.py().import("rasad._containers")?.call_method1("from_list", (x, out))
}

/// The same kind as `x` from Arrow columns.
fn as_arrow<'py>(x: &Bound<'py, PyAny>, column: PyColumn) -> PyResult<Bound<'py, PyAny>> {
    let column = Bound::new(x.py(), column)?;
    x.py().import("rasad._containers")?.call_method1("from_arrow", (x, column, backed_by_arrow(x)))
}

/// The normal form of every chunk.
fn columns(chunks: Vec<Strings>, data_type: &DataType, rewrite: &impl Rewrite) -> Result<Vec<ArrayRef>> {
    if *data_type == DataType::Null {
        return Ok(chunks.iter().map(|c| arrow_array::new_null_array(data_type, c.len())).collect());
    }
    chunks.into_iter().map(|chunk| flat::column(chunk, rewrite)).collect()
}

// py: class Column:
/// A column of texts in Arrow memory, for libraries that read the Arrow capsules. `rasad.normalize` gives it where it
/// does not know the class of what went in.
#[pyclass(frozen, name = "Column", module = "rasad")]
pub(super) struct PyColumn {
    data_type: DataType,
    chunks: Vec<ArrayRef>,
}

impl PyColumn {
    fn bytes(&self) -> usize {
        self.chunks.iter().map(|c| c.get_buffer_memory_size()).sum()
    }
}

#[pymethods]
impl PyColumn {
    // py: @property def chunks(self) -> list[Column]
    /// The chunks, each a column of its own.
    #[getter]
    fn chunks(&self) -> Vec<Self> {
        self.chunks.iter().map(|c| Self { data_type: self.data_type.clone(), chunks: vec![Arc::clone(c)] }).collect()
    }

    // py: def __arrow_c_schema__(self) -> Any
    /// The type as an Arrow capsule.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        arrow::export_schema(py, &arrow::Described::Type(&self.data_type))
    }

    // py: def __arrow_c_stream__(self, requested_schema: Any = None) -> Any
    /// The chunks as an Arrow stream capsule.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        arrow::export_chunks(py, self.data_type.clone(), self.chunks.clone())
    }

    // py: def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]
    /// All rows as a pair of Arrow capsules; several chunks are copied into one.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let _ = requested_schema;
        match self.chunks.as_slice() {
            [] => arrow::export_array(py, &arrow_array::new_empty_array(&self.data_type)),
            [chunk] => arrow::export_array(py, chunk),
            chunks => {
                let chunks = chunks.iter().map(Strings::from_array).collect::<Result<Vec<_>>>()?;
                let texts = chunks.iter().flat_map(|chunk| (0..chunk.len()).map(|i| chunk.get(i)));
                arrow::export_array(
                    py,
                    &match self.data_type {
                        DataType::Utf8View => Arc::new(texts.collect::<StringViewArray>()) as ArrayRef,
                        DataType::LargeUtf8 => Arc::new(texts.collect::<LargeStringArray>()),
                        // Offsets of 32 bits may not reach: those of 64 do.
                        _ if self.bytes() > i32::MAX as usize => Arc::new(texts.collect::<LargeStringArray>()),
                        _ => Arc::new(texts.collect::<StringArray>()),
                    },
                )
            }
        }
    }

    // py: def __len__(self) -> int
    /// How many texts there are.
    fn __len__(&self) -> usize {
        self.chunks.iter().map(|c| c.len()).sum()
    }

    // py: def __repr__(self) -> str
    fn __repr__(&self) -> String {
        format!("<Column of {} texts, {}>", self.__len__(), self.data_type)
    }
}

pub(super) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<PyColumn>()
}
