//! What may be handed in as texts, and how strings of Python are read.

use std::ops::Range;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDate, PyFloat, PyList, PyString, PyTuple};

use super::arrow::{self, Foreign, Strings};
use super::error::{at_row, wrong_type};
use crate::Error;
use crate::extract::parse_date;
use crate::values::Day;

/// Longer texts are refused: positions within one text are 32 bits wide.
const LONGEST: usize = (1 << 31) - 1;

/// One text, or many in order.
pub(super) enum Input<'py> {
    One(Bound<'py, PyString>),
    Objects(Bound<'py, PyList>),
    Arrow(Foreign),
}

impl<'py> Input<'py> {
    /// Looks at `x`: a string, a list or tuple of strings, anything with the Arrow capsules, or an array of objects.
    pub(super) fn of(x: &Bound<'py, PyAny>) -> PyResult<Self> {
        if let Ok(text) = x.cast::<PyString>() {
            return Ok(Input::One(text.clone()));
        }
        if let Ok(list) = x.cast::<PyList>() {
            return Ok(Input::Objects(list.clone()));
        }
        if let Ok(tuple) = x.cast::<PyTuple>() {
            return Ok(Input::Objects(tuple.to_list()));
        }
        if x.is_instance_of::<PyBytes>() {
            return Err(wrong_type(
                x.py(),
                "these are bytes: decode them to a string first, as in data.decode(\"utf-8\")",
            ));
        }
        if arrow::offered(x) && !holds_objects(x) {
            return Ok(Input::Arrow(arrow::import(x)?));
        }
        // NumPy arrays, and pandas Series of Python objects.
        if x.hasattr("tolist")?
            && let Ok(list) = x.call_method0("tolist")?.cast_into::<PyList>()
        {
            return Ok(Input::Objects(list));
        }
        let kind = x.get_type().qualname()?;
        Err(wrong_type(
            x.py(),
            &format!(
                "a string, a list or tuple of strings, or a column of pandas, polars or Arrow is needed, not {kind}; \
                 for other iterables use Extractor.documents"
            ),
        ))
    }
}

/// Whether this is a pandas object whose values are Python objects, which it would have to convert for a capsule.
fn holds_objects(x: &Bound<'_, PyAny>) -> bool {
    let kind = || x.getattr("dtype")?.getattr("kind")?.extract::<String>();
    let module = x.get_type().module().map(|m| m.to_string_lossy().into_owned()).unwrap_or_default();
    module.split('.').next() == Some("pandas") && (kind().is_ok_and(|k| k == "O") && !backed_by_arrow(x))
}

/// Whether a pandas object keeps its strings in Arrow memory.
pub(super) fn backed_by_arrow(x: &Bound<'_, PyAny>) -> bool {
    let storage = |x: &Bound<'_, PyAny>| x.getattr("dtype")?.getattr("storage")?.extract::<String>();
    storage(x).is_ok_and(|s| s == "pyarrow")
        || x.getattr("dtype").is_ok_and(|d| d.hasattr("pyarrow_dtype").unwrap_or(false))
}

/// Whether a value stands for a missing one: `None`, a float NaN, `pandas.NA` or `NaT`.
pub(super) fn is_null(item: &Bound<'_, PyAny>) -> bool {
    item.is_none()
        || item.cast::<PyFloat>().is_ok_and(|f| pyo3::types::PyFloatMethods::value(f).is_nan())
        || item.get_type().name().is_ok_and(|n| n == "NAType" || n == "NaTType")
}

/// The text of a Python string, and whether lone surrogates in it had to become U+FFFD (one code point each, so that
/// positions stay). The string itself keeps no second form of its text.
pub(super) fn read(text: &Bound<'_, PyString>, out: &mut String) -> PyResult<bool> {
    if let Ok(bytes) = text.encode_utf8() {
        // What Python encodes is UTF-8, so that this is never the empty string; the check costs little beside the rest.
        out.push_str(std::str::from_utf8(bytes.as_bytes()).unwrap_or_default());
        return Ok(false);
    }
    let bytes = text.call_method1("encode", ("utf-8", "surrogatepass"))?.cast_into::<PyBytes>()?;
    for chunk in bytes.as_bytes().utf8_chunks() {
        out.push_str(chunk.valid());
        // The three bytes of a surrogate come as three chunks of one bad byte each: ED, then two that continue it.
        if chunk.invalid().first() == Some(&0xED) {
            out.push('\u{FFFD}');
        }
    }
    Ok(true)
}

/// Some texts of a list, copied so that the workers need no Python.
#[derive(Default)]
pub(super) struct Wave {
    text: String,
    items: Vec<Option<Range<usize>>>,
}

impl Wave {
    /// Reads items from `start` on, until about `bytes` are read. An error names its row.
    pub(super) fn read(list: &Bound<'_, PyList>, start: usize, bytes: usize) -> PyResult<Self> {
        let mut wave = Wave::default();
        for row in start..list.len() {
            if wave.text.len() >= bytes {
                break;
            }
            // Other code may have shortened the list meanwhile: then what is left is read.
            let Ok(item) = list.get_item(row) else { break };
            wave.push(&item).map_err(|e| at_row(list.py(), e, row))?;
        }
        Ok(wave)
    }

    /// Adds one item: a string or a missing value.
    pub(super) fn push(&mut self, item: &Bound<'_, PyAny>) -> PyResult<()> {
        match item.cast::<PyString>() {
            Ok(text) => {
                let start = self.text.len();
                read(text, &mut self.text)?;
                self.items.push(Some(start..self.text.len()));
            }
            Err(_) if is_null(item) => self.items.push(None),
            Err(_) => {
                let kind = item.get_type().qualname()?;
                return Err(wrong_type(item.py(), &format!("a string or None is needed, not {kind}")));
            }
        }
        Ok(())
    }

    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }
}

/// Texts that the workers can read.
pub(super) trait Rows: Sync {
    fn count(&self) -> usize;
    fn row(&self, i: usize) -> Option<&str>;
    fn weights(&self) -> Vec<usize> {
        (0..self.count()).map(|i| self.row(i).map_or(0, str::len)).collect()
    }
}

impl Rows for Wave {
    fn count(&self) -> usize {
        self.items.len()
    }

    fn row(&self, i: usize) -> Option<&str> {
        self.text.get(self.items.get(i)?.clone()?)
    }
}

/// Chunks as one column.
pub(super) struct Chunks {
    chunks: Vec<Strings>,
    /// The first row of each chunk, and the number of rows.
    starts: Vec<usize>,
}

impl Chunks {
    pub(super) fn new(chunks: Vec<Strings>) -> Self {
        let mut starts = vec![0];
        for chunk in &chunks {
            starts.push(starts.last().copied().unwrap_or(0) + chunk.len());
        }
        Self { chunks, starts }
    }
}

impl Rows for Chunks {
    fn count(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    fn row(&self, i: usize) -> Option<&str> {
        let chunk = self.starts.partition_point(|&s| s <= i).checked_sub(1)?;
        self.chunks.get(chunk)?.get(i - self.starts.get(chunk)?)
    }
}

/// Refuses a text that is too long for its positions.
pub(super) fn short_enough(text: &str) -> crate::Result<&str> {
    if text.len() > LONGEST {
        return Err(Error::data("the text is longer than 2 GiB: cut it into parts"));
    }
    Ok(text)
}

/// The reference day of each text.
pub(super) enum Dates {
    Same(Option<Day>),
    Each(Vec<Option<Day>>),
}

impl Dates {
    /// A date for all texts, or a column with one for each.
    pub(super) fn of(date: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let Some(date) = date.filter(|d| !is_null(d)) else { return Ok(Dates::Same(None)) };
        if date.is_instance_of::<PyString>() || date.is_instance_of::<PyDate>() {
            return Ok(Dates::Same(day(date)?));
        }
        let convert = ["to_pylist", "to_list", "tolist"].into_iter().find(|name| date.hasattr(*name).unwrap_or(false));
        let list = match convert {
            Some(name) => date.call_method0(name)?,
            None => date.clone(),
        };
        let items = list.try_iter().map_err(|_| {
            wrong_type(date.py(), "date must be \"YYYY-MM-DD\", a datetime.date, or a column with one for each text")
        })?;
        let each =
            items.enumerate().map(|(row, item)| item.and_then(|d| day(&d)).map_err(|e| at_row(date.py(), e, row)));
        Ok(Dates::Each(each.collect::<PyResult<_>>()?))
    }

    /// Checks that there is one date a text.
    pub(super) fn fit(&self, texts: usize) -> crate::Result<()> {
        match self {
            Dates::Each(days) if days.len() != texts => {
                Err(Error::argument(format!("there are {} dates for {texts} texts", days.len())))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn get(&self, row: usize) -> Option<Day> {
        match self {
            Dates::Same(day) => *day,
            Dates::Each(days) => days.get(row).copied().flatten(),
        }
    }
}

fn day(date: &Bound<'_, PyAny>) -> PyResult<Option<Day>> {
    if is_null(date) {
        return Ok(None);
    }
    if let Ok(text) = date.extract::<String>() {
        return Ok(Some(parse_date(&text)?));
    }
    if !date.is_instance_of::<PyDate>() {
        let kind = date.get_type().qualname()?;
        return Err(wrong_type(date.py(), &format!("a date must be \"YYYY-MM-DD\" or a datetime.date, not {kind}")));
    }
    // A datetime.datetime writes its time after a T.
    let text: String = date.call_method0("isoformat")?.extract()?;
    Ok(Some(parse_date(text.get(..10).unwrap_or(&text))?))
}
