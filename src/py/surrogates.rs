//! Strings of Python there and back, with the lone surrogates that UTF-8 cannot hold.
//!
//! A surrogate takes part in normalization as a character of plane 16 (private use, which no rule touches) and comes
//! back as itself. Both are one code point, so that positions stay.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

const SURROGATES: std::ops::RangeInclusive<u32> = 0xD800..=0xDFFF;
/// U+10F800 to U+10FFFF stand for the surrogates in order.
const STAND_IN: u32 = 0x10_F800;

/// Adds the text of `string` to `out`; says whether surrogates were replaced.
pub(super) fn read(string: &Bound<'_, PyString>, out: &mut String) -> PyResult<bool> {
    if let Ok(bytes) = string.encode_utf8() {
        // What Python encodes is UTF-8, so that this is never the empty string.
        out.push_str(std::str::from_utf8(bytes.as_bytes()).unwrap_or_default());
        return Ok(false);
    }
    let bytes = string.call_method1("encode", ("utf-32-le", "surrogatepass"))?.cast_into::<PyBytes>()?;
    let (units, _) = bytes.as_bytes().as_chunks::<4>();
    out.extend(units.iter().map(|unit| {
        let code = u32::from_le_bytes(*unit);
        let code = if SURROGATES.contains(&code) { code - SURROGATES.start() + STAND_IN } else { code };
        char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
    }));
    Ok(true)
}

/// The string of Python that `text` stands for.
pub(super) fn write<'py>(py: Python<'py>, text: &str, replaced: bool) -> PyResult<Bound<'py, PyString>> {
    if !replaced {
        return Ok(PyString::new(py, text));
    }
    let units: Vec<u8> = text
        .chars()
        .flat_map(|c| {
            let code = c as u32;
            let code = if code >= STAND_IN { code - STAND_IN + SURROGATES.start() } else { code };
            code.to_le_bytes()
        })
        .collect();
    Ok(PyBytes::new(py, &units).call_method1("decode", ("utf-32-le", "surrogatepass"))?.cast_into()?)
}
