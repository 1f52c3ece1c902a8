//! The Python module `rasad._core`: reads arguments, calls the library, maps errors. One file a class.
//!
//! Comments that begin with `// py:` carry the Python signature of the item below them, with types and overloads;
//! `python/generate_stubs.py` makes `_core.pyi` from them and from the docstrings of the built module.

mod actor;
mod aligned;
mod arrow;
mod columns;
mod columns_of_text;
mod document;
mod documents;
mod entity;
mod error;
mod extractor;
mod flat;
mod found;
mod input;
mod labelled;
mod lexicon;
mod normalizer;
mod pipeline;
mod quote;
mod report;
mod rewrite;
mod span;
mod surrogates;
mod table;
mod table_state;
mod tagger;
mod text;
mod threads;
mod train;

use pyo3::prelude::*;

// py: module
// py: __version__: Final[str]
#[pymodule]
fn _core(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    error::register(module)?;
    columns_of_text::register(module)?;
    aligned::register(module)?;
    normalizer::register(module)?;
    rewrite::register(module)?;
    span::register(module)?;
    entity::register(module)?;
    actor::register(module)?;
    quote::register(module)?;
    document::register(module)?;
    table::register(module)?;
    tagger::register(module)?;
    train::register(module)?;
    report::register(module)?;
    lexicon::register(module)?;
    extractor::register(module)?;
    documents::register(module)?;
    threads::register(module)?;
    Ok(())
}
