//! Strings of Python through normalization, in their own code points.
//!
//! The stable interface shows no string's memory. The cheapest ways through it are a copy as UCS-4 in and UTF-16 out;
//! UTF-8 costs three times as much and would stay cached in every string of the caller. Lone surrogates, which UTF-16
//! would join, go out as UTF-32.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};

use crate::normalize::{Normalizer, Scratch};

/// Units of results that are given to Python at a time.
const SHARE: usize = 1 << 15;

/// Normalizes strings one after the other with buffers that are used again.
#[derive(Default)]
pub(super) struct Strings {
    codes: Vec<u32>,
    scratch: Scratch,
    units: Vec<u16>,
    /// The rows whose results wait in `units`, and where they end there.
    waiting: Vec<(usize, usize)>,
}

impl Strings {
    /// The normal form of one string: the same object where nothing changes.
    pub(super) fn normalize<'py>(
        &mut self,
        text: &Bound<'py, PyString>,
        normalizer: &Normalizer,
    ) -> PyResult<Bound<'py, PyString>> {
        read(text, &mut self.codes)?;
        self.single(text, normalizer)
    }

    /// Puts the normal form of row `row` of the list in its place, now or with [`Strings::finish`].
    pub(super) fn replace(
        &mut self,
        list: &Bound<'_, PyList>,
        row: usize,
        text: &Bound<'_, PyString>,
        normalizer: &Normalizer,
    ) -> PyResult<()> {
        read(text, &mut self.codes)?;
        if !self.codes.iter().fold(true, |all, code| all & (*code < 0x1_0000) & !is_surrogate(*code)) {
            let normal = self.single(text, normalizer)?;
            return if normal.is(text) { Ok(()) } else { list.set_item(row, normal) };
        }
        if normalizer.normalize_units(&self.codes, &mut self.scratch, &mut self.units) {
            self.waiting.push((row, self.units.len()));
        }
        if self.units.len() < SHARE { Ok(()) } else { self.finish(list) }
    }

    /// Puts all results in their places. One long string is made of them and cut up, which takes half the time of making
    /// many.
    pub(super) fn finish(&mut self, list: &Bound<'_, PyList>) -> PyResult<()> {
        let all = utf16(list.py(), &self.units)?;
        let mut start = 0;
        for (row, end) in self.waiting.drain(..) {
            list.set_item(row, part(&all, start, end)?)?;
            start = end;
        }
        self.units.clear();
        Ok(())
    }

    /// The normal form of `text`, whose code points were read.
    fn single<'py>(&mut self, text: &Bound<'py, PyString>, normalizer: &Normalizer) -> PyResult<Bound<'py, PyString>> {
        let py = text.py();
        // All of them are looked at, so that the compiler can look at many at once.
        if self.codes.iter().fold(false, |any, code| any | is_surrogate(*code)) {
            return match normalizer.normalize_wide(&self.codes, &mut self.scratch) {
                Some(codes) => utf32(py, codes),
                None => Ok(text.clone()),
            };
        }
        let mut units = std::mem::take(&mut self.units);
        let base = units.len();
        let changed = normalizer.normalize_units(&self.codes, &mut self.scratch, &mut units);
        let normal = if changed { utf16(py, units.get(base..).unwrap_or(&[])) } else { Ok(text.clone()) };
        units.truncate(base);
        self.units = units;
        normal
    }
}

fn is_surrogate(code: u32) -> bool {
    code & !0x7FF == 0xD800
}

/// The characters from `start` to `end`.
fn part<'py>(text: &Bound<'py, PyString>, start: usize, end: usize) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: `text` is a string; the call checks the positions and gives a new reference, or null with an error set.
    unsafe {
        Bound::from_owned_ptr_or_err(text.py(), ffi::PyUnicode_Substring(text.as_ptr(), start as isize, end as isize))
    }
}

/// Copies the code points of `text`.
fn read(text: &Bound<'_, PyString>, codes: &mut Vec<u32>) -> PyResult<()> {
    codes.clear();
    // SAFETY: `text` is a string; the call reads its length.
    let length = unsafe { ffi::PyUnicode_GetLength(text.as_ptr()) };
    let Ok(size) = usize::try_from(length) else { return Err(PyErr::fetch(text.py())) };
    codes.reserve(size);
    // SAFETY: room for `size` code points was reserved, and the call is told so; it writes exactly that many or fails.
    let done = unsafe { ffi::PyUnicode_AsUCS4(text.as_ptr(), codes.as_mut_ptr().cast(), length, 0) };
    if done.is_null() {
        return Err(PyErr::fetch(text.py()));
    }
    // SAFETY: see above.
    unsafe { codes.set_len(size) };
    Ok(())
}

const LITTLE: i32 = -1;
const BIG: i32 = 1;

fn native() -> i32 {
    if cfg!(target_endian = "little") { LITTLE } else { BIG }
}

fn utf16<'py>(py: Python<'py>, units: &[u16]) -> PyResult<Bound<'py, PyString>> {
    let mut order = native();
    // SAFETY: the bytes of `units` are readable, two for each; the result is a new reference or null with an error set.
    let object = unsafe {
        let text = units.as_ptr().cast();
        let object = ffi::PyUnicode_DecodeUTF16(text, size_of_val(units) as isize, c"strict".as_ptr(), &mut order);
        Bound::from_owned_ptr_or_err(py, object)?
    };
    Ok(object.cast_into::<PyString>()?)
}

fn utf32<'py>(py: Python<'py>, codes: &[u32]) -> PyResult<Bound<'py, PyString>> {
    let mut order = native();
    // SAFETY: the bytes of `codes` are readable, four for each; the result is a new reference or null with an error set.
    let object = unsafe {
        let text = codes.as_ptr().cast();
        let errors = c"surrogatepass".as_ptr();
        let object = ffi::PyUnicode_DecodeUTF32(text, size_of_val(codes) as isize, errors, &mut order);
        Bound::from_owned_ptr_or_err(py, object)?
    };
    Ok(object.cast_into::<PyString>()?)
}
