//! Errors of the library as Python exceptions, and panics as one more of them.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pyo3::exceptions::{
    PyException, PyImportError, PyOSError, PyRuntimeError, PyTypeError, PyUnicodeError, PyValueError,
};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple, PyType};

use crate::{Error, ErrorKind};

/// The exception classes, made once a process. Those with two bases cannot be made by PyO3's macro.
struct Classes {
    error: Py<PyType>,
    argument: Py<PyType>,
    argument_type: Py<PyType>,
    blob: Py<PyType>,
    data: Py<PyType>,
    encoding: Py<PyType>,
    file: Py<PyType>,
    internal: Py<PyType>,
    library: Py<PyType>,
}

static CLASSES: PyOnceLock<Classes> = PyOnceLock::new();

fn classes(py: Python<'_>) -> PyResult<&Classes> {
    CLASSES.get_or_try_init(py, || {
        let exception = py.get_type::<PyException>();
        let error = class(py, "Error", &[&exception], "Anything that rasad refuses; the base of its exceptions.")?;
        let argument = class(
            py,
            "ArgumentError",
            &[&error, &py.get_type::<PyValueError>()],
            "An option, label, profile or argument that does not exist or is out of range.",
        )?;
        Ok(Classes {
            argument_type: class(
                py,
                "ArgumentTypeError",
                &[&argument, &py.get_type::<PyTypeError>()],
                "An argument of a type that cannot be used.",
            )?
            .unbind(),
            blob: class(
                py,
                "BlobError",
                &[&error, &py.get_type::<PyValueError>()],
                "A lexicon or model file that is short, foreign, corrupted or newer than this build.",
            )?
            .unbind(),
            data: class(
                py,
                "DataError",
                &[&error, &py.get_type::<PyValueError>()],
                "Data that cannot be read as what it should be: a table, a CoNLL file, a configuration.",
            )?
            .unbind(),
            encoding: class(
                py,
                "EncodingError",
                &[&error, &py.get_type::<PyUnicodeError>()],
                "Bytes that are not UTF-8; `offset` says where.",
            )?
            .unbind(),
            file: class(
                py,
                "FileError",
                &[&error, &py.get_type::<PyOSError>()],
                "A file that cannot be read or written.",
            )?
            .unbind(),
            library: class(
                py,
                "MissingLibraryError",
                &[&error, &py.get_type::<PyImportError>()],
                "An optional library that is needed here and not installed.",
            )?
            .unbind(),
            internal: class(
                py,
                "InternalError",
                &[&error, &py.get_type::<PyRuntimeError>()],
                "A mistake inside rasad: please report it with the text that caused it.",
            )?
            .unbind(),
            argument: argument.unbind(),
            error: error.unbind(),
        })
    })
}

fn class<'py>(py: Python<'py>, name: &str, bases: &[&Bound<'py, PyType>], doc: &str) -> PyResult<Bound<'py, PyType>> {
    let body = PyDict::new(py);
    body.set_item("__module__", "rasad")?;
    body.set_item("__doc__", doc)?;
    if bases.len() == 1 {
        // What an error knows of its place; overwritten on the instance where known.
        for place in ["row", "line", "offset"] {
            body.set_item(place, py.None())?;
        }
    }
    Ok(py.get_type::<PyType>().call1((name, PyTuple::new(py, bases)?, body))?.cast_into::<PyType>()?)
}

// py: module
// py: class Error(Exception):
// py: row: int | None
// py: line: int | None
// py: offset: int | None
// py: class ArgumentError(Error, ValueError): ...
// py: class ArgumentTypeError(ArgumentError, TypeError): ...
// py: class BlobError(Error, ValueError): ...
// py: class DataError(Error, ValueError): ...
// py: class EncodingError(Error, UnicodeError): ...
// py: class FileError(Error, OSError): ...
// py: class InternalError(Error, RuntimeError): ...
// py: class MissingLibraryError(Error, ImportError): ...
pub(super) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let classes = classes(module.py())?;
    for class in [
        &classes.error,
        &classes.argument,
        &classes.argument_type,
        &classes.blob,
        &classes.data,
        &classes.encoding,
        &classes.file,
        &classes.internal,
        &classes.library,
    ] {
        let class = class.bind(module.py());
        module.add(class.name()?, class)?;
    }
    Ok(())
}

impl From<Error> for PyErr {
    fn from(error: Error) -> Self {
        Python::attach(|py| raise(py, &error).unwrap_or_else(|failed| failed))
    }
}

fn raise(py: Python<'_>, error: &Error) -> PyResult<PyErr> {
    let classes = classes(py)?;
    let class = match error.kind() {
        ErrorKind::Argument => &classes.argument,
        ErrorKind::Blob => &classes.blob,
        ErrorKind::Encoding => &classes.encoding,
        ErrorKind::Io => &classes.file,
        _ => &classes.data,
    };
    let value = class.bind(py).call1((error.to_string(),))?;
    for (name, place) in [("row", error.row()), ("line", error.line()), ("offset", error.offset())] {
        if place.is_some() {
            value.setattr(name, place)?;
        }
    }
    Ok(PyErr::from_value(value))
}

/// An argument of the wrong type, said in one sentence.
pub(super) fn wrong_type(py: Python<'_>, message: &str) -> PyErr {
    match classes(py).and_then(|c| c.argument_type.bind(py).call1((message,))) {
        Ok(value) => PyErr::from_value(value),
        Err(failed) => failed,
    }
}

/// The same error, said of row `row` of a batch.
pub(super) fn at_row(py: Python<'_>, error: PyErr, row: usize) -> PyErr {
    let value = error.value(py);
    let named = classes(py).and_then(|c| {
        if !value.is_instance(c.error.bind(py))? || !value.getattr("row")?.is_none() {
            return Ok(None);
        }
        let named = value.get_type().call1((format!("row {row}: {value}"),))?;
        named.setattr("row", row)?;
        for place in ["line", "offset"] {
            named.setattr(place, value.getattr(place)?)?;
        }
        Ok(Some(PyErr::from_value(named)))
    });
    match named {
        Ok(Some(named)) => named,
        Ok(None) => error,
        Err(failed) => failed,
    }
}

/// What `work` gives, or what a panic in it said.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message").to_owned()
    })
}

/// What `work` gives; a panic in it becomes `rasad.InternalError`, so that none crosses the border.
pub(super) fn guard<T>(work: impl FnOnce() -> T) -> PyResult<T> {
    caught(work).map_err(|said| internal(&said, None))
}

/// `rasad.InternalError`, for a panic and the row it came at.
pub(super) fn internal(said: &str, row: Option<usize>) -> PyErr {
    Python::attach(|py| {
        let message = format!("a mistake inside rasad, please report it with the text that caused it: {said}");
        let made = classes(py).and_then(|c| c.internal.bind(py).call1((message,)));
        match (made, row) {
            (Ok(value), None) => PyErr::from_value(value),
            (Ok(value), Some(row)) => at_row(py, PyErr::from_value(value), row),
            (Err(failed), _) => failed,
        }
    })
}
