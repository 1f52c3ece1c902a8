//! The Python module `rasad._core`: reads arguments, calls the library, maps errors. One file a class.
//!
//! Comments that begin with `// py:` carry the Python signature of the item below them, with types and overloads;
//! `python/generate_stubs.py` makes `_core.pyi` from them and from the docstrings of the built module.

#[allow(dead_code)] // for a moment: the callers come with the classes
mod error;

use pyo3::prelude::*;

// py: module
// py: __version__: str
#[pymodule]
fn _core(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    error::register(module)?;
    Ok(())
}
