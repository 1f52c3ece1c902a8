//! The Python module `rasad._core`: reads arguments, calls the library, maps errors. One file a class.
//!
//! Comments that begin with `// py:` carry the Python signature of the item below them, with types and overloads;
//! `python/generate_stubs.py` makes `_core.pyi` from them and from the docstrings of the built module.

mod actor;
mod arrow;
mod columns;
mod document;
mod documents;
mod entity;
mod error;
mod extractor;
mod found;
mod input;
mod quote;
mod span;
mod table;

use pyo3::prelude::*;

// py: module
// py: __version__: str
#[pymodule]
fn _core(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    error::register(module)?;
    span::register(module)?;
    entity::register(module)?;
    actor::register(module)?;
    quote::register(module)?;
    document::register(module)?;
    table::register(module)?;
    extractor::register(module)?;
    documents::register(module)?;
    Ok(())
}
