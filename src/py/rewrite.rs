//! `rasad.repair` and `rasad.transliterate`.

use pyo3::prelude::*;

use super::columns_of_text::{Rewrite, map};
use crate::repair;
use crate::transliterate::{Scheme, To, transliterate as write_in};

struct Repair;

impl Rewrite for Repair {
    fn write(&self, text: &str, out: &mut String) {
        out.push_str(&repair::repair(text));
    }
}

struct Transliteration {
    scheme: Scheme,
    to: To,
}

impl Rewrite for Transliteration {
    fn write(&self, text: &str, out: &mut String) {
        out.push_str(&write_in(text, self.scheme, self.to));
    }
}

// py: module
// py: def repair(x: _T, /) -> _T
/// Undoes broken encodings: UTF-8 read as Windows-1252 or 1256, Windows-1256 read as Latin-1, presentation forms in
/// visual order. Sound text stays as it is.
///
/// Args:
///     x: a string, a list, a tuple or a column, as for `rasad.normalize`; the same kind comes back.
///
/// Example:
///     >>> import rasad
///     >>> rasad.repair("Ø§Ù„Ø³Ù„Ø§Ù…")
///     'السلام'
#[pyfunction]
#[pyo3(name = "repair", signature = (x, /))]
fn repair_text<'py>(x: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    map(x, &Repair)
}

// py: def transliterate(x: _T, scheme: Literal["buckwalter", "safe_buckwalter", "xml_buckwalter", "hsb"] = "buckwalter", to: Literal["latin", "arabic"] = "latin") -> _T
/// Writes Arabic in Latin letters, letter by letter, and back.
///
/// Args:
///     x: a string, a list, a tuple or a column, as for `rasad.normalize`; the same kind comes back.
///     scheme: `"buckwalter"`, `"safe_buckwalter"`, `"xml_buckwalter"` or `"hsb"` (Habash, Soudi and Buckwalter).
///     to: `"latin"` or `"arabic"`.
///
/// Example:
///     >>> import rasad
///     >>> rasad.transliterate("السلام")
///     'AlslAm'
///     >>> rasad.transliterate("AlslAm", to="arabic")
///     'السلام'
#[pyfunction]
#[pyo3(signature = (x, scheme="buckwalter", to="latin"))]
fn transliterate<'py>(x: &Bound<'py, PyAny>, scheme: &str, to: &str) -> PyResult<Bound<'py, PyAny>> {
    map(x, &Transliteration { scheme: Scheme::named(scheme)?, to: To::named(to)? })
}

pub(super) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(repair_text, module)?)?;
    module.add_function(wrap_pyfunction!(transliterate, module)?)
}
