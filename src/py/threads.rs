//! How many threads a job uses.

use pyo3::prelude::*;

// py: module
// py: def threads() -> int
/// How many threads a job may use: the environment variable `RASAD_THREADS`, or the cores this process may run on.
#[pyfunction]
fn threads() -> usize {
    crate::batch::threads()
}

pub(super) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(threads, module)?)
}
