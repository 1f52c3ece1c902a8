//! Arrow columns in and out through the capsules of the Arrow C data interface. Nothing is copied on the way in.

use std::ffi::{c_char, c_int, c_void};

use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{
    Array, ArrayRef, GenericBinaryArray, LargeStringArray, OffsetSizeTrait, RecordBatch, RecordBatchIterator,
    StringArray, StringViewArray,
};
use arrow_data::ffi::FFI_ArrowArray;
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, DataType, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};

use super::error::{guard, wrong_type};
use crate::Error;

/// One chunk of a column of texts.
#[derive(Clone)]
pub(super) enum Strings {
    Utf8(StringArray),
    Large(LargeStringArray),
    View(StringViewArray),
}

impl Strings {
    pub(super) fn len(&self) -> usize {
        match self {
            Strings::Utf8(a) => a.len(),
            Strings::Large(a) => a.len(),
            Strings::View(a) => a.len(),
        }
    }

    /// The text of row `i`, or `None` where it is null.
    pub(super) fn get(&self, i: usize) -> Option<&str> {
        match self {
            Strings::Utf8(a) => a.is_valid(i).then(|| a.value(i)),
            Strings::Large(a) => a.is_valid(i).then(|| a.value(i)),
            Strings::View(a) => a.is_valid(i).then(|| a.value(i)),
        }
    }

    pub(super) fn from_array(array: &ArrayRef) -> crate::Result<Self> {
        // Foreign memory: offsets, views and UTF-8 are checked once, so that everything after may rely on them.
        check(array).map_err(|e| Error::data(format!("the Arrow column is not valid: {e}")))?;
        match array.data_type() {
            DataType::Utf8 => Ok(Strings::Utf8(array.as_string::<i32>().clone())),
            DataType::LargeUtf8 => Ok(Strings::Large(array.as_string::<i64>().clone())),
            DataType::Utf8View => Ok(Strings::View(array.as_string_view().clone())),
            DataType::Null => Ok(Strings::Utf8(StringArray::new_null(array.len()))),
            other => Err(refused(other)),
        }
    }
}

/// Checks a column. What holds for bytes is left to `arrow`; UTF-8 is checked ten times as fast as there, and checked
/// again there only to say what is wrong.
fn check(array: &ArrayRef) -> std::result::Result<(), ArrowError> {
    let data = array.to_data();
    let bytes = match data.data_type() {
        DataType::Utf8 => DataType::Binary,
        DataType::LargeUtf8 => DataType::LargeBinary,
        DataType::Utf8View => DataType::BinaryView,
        _ => return data.validate_full(),
    };
    let array = arrow_array::make_array(data.clone().into_builder().data_type(bytes).build()?);
    let valid = match array.data_type() {
        DataType::Binary => is_text(array.as_binary::<i32>()),
        DataType::LargeBinary => is_text(array.as_binary::<i64>()),
        _ => array.as_binary_view().iter().flatten().all(|text| simdutf8::basic::from_utf8(text).is_ok()),
    };
    if valid { Ok(()) } else { data.validate_full() }
}

/// Whether all rows are UTF-8: their bytes together are, and each begins where a character does.
fn is_text<O: OffsetSizeTrait>(array: &GenericBinaryArray<O>) -> bool {
    let offsets = array.value_offsets();
    let (Some(first), Some(last)) = (offsets.first(), offsets.last()) else { return true };
    let rows = array.value_data().get(first.as_usize()..last.as_usize());
    let Some(text) = rows.and_then(|bytes| simdutf8::basic::from_utf8(bytes).ok()) else { return false };
    offsets.iter().all(|offset| text.is_char_boundary(offset.as_usize() - first.as_usize()))
}

/// What to do instead with a type that is not text.
fn refused(data_type: &DataType) -> Error {
    Error::argument(match data_type {
        DataType::Dictionary(_, _) => {
            "the column is dictionary-encoded: cast it to strings first, or pass its dictionary".to_owned()
        }
        DataType::Struct(_) => "this is a table: pass one of its columns".to_owned(),
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => {
            "the column holds bytes: decode it to strings first".to_owned()
        }
        other => format!("a column of strings is needed, not of {other}"),
    })
}

/// A column that came through a capsule.
pub(super) struct Foreign {
    pub chunks: Vec<Strings>,
    pub data_type: DataType,
}

/// Whether the object offers a column through a capsule.
pub(super) fn offered(x: &Bound<'_, PyAny>) -> bool {
    x.hasattr("__arrow_c_stream__").unwrap_or(false) || x.hasattr("__arrow_c_array__").unwrap_or(false)
}

/// Takes the column that the object offers.
pub(super) fn import(x: &Bound<'_, PyAny>) -> PyResult<Foreign> {
    let (data_type, arrays) = if x.hasattr("__arrow_c_stream__")? { import_stream(x)? } else { import_array(x)? };
    if matches!(data_type, DataType::Dictionary(_, _) | DataType::Struct(_)) {
        return Err(refused(&data_type).into());
    }
    let chunks =
        x.py().detach(|| guard(|| arrays.iter().map(Strings::from_array).collect::<crate::Result<Vec<_>>>()))?;
    let chunks = chunks.map_err(|e| match e.kind() {
        crate::ErrorKind::Argument => wrong_type(x.py(), &e.to_string()),
        _ => e.into(),
    })?;
    Ok(Foreign { chunks, data_type })
}

fn import_stream(x: &Bound<'_, PyAny>) -> PyResult<(DataType, Vec<ArrayRef>)> {
    let capsule = x.call_method0("__arrow_c_stream__")?.cast_into::<PyCapsule>()?;
    let pointer = capsule.pointer_checked(Some(c"arrow_array_stream"))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name holds such a stream; taking it marks the capsule's one as released.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr()) };
    let read = || -> Result<_, ArrowError> {
        use arrow_array::ArrayReader;
        let reader = ArrayStreamReader::try_new(stream)?;
        let data_type = reader.field().data_type().clone();
        // A table or a dictionary is refused before its data is read.
        if matches!(data_type, DataType::Struct(_) | DataType::Dictionary(_, _)) {
            return Ok((data_type, Vec::new()));
        }
        Ok((data_type, reader.collect::<Result<Vec<_>, _>>()?))
    };
    guard(read)?.map_err(|e| Error::data(format!("the Arrow stream cannot be read: {e}")).into())
}

fn import_array(x: &Bound<'_, PyAny>) -> PyResult<(DataType, Vec<ArrayRef>)> {
    let pair = x.call_method0("__arrow_c_array__")?.cast_into::<PyTuple>()?;
    let schema = pair.get_item(0)?.cast_into::<PyCapsule>()?;
    let array = pair.get_item(1)?.cast_into::<PyCapsule>()?;
    let schema = schema.pointer_checked(Some(c"arrow_schema"))?.cast::<FFI_ArrowSchema>();
    let array = array.pointer_checked(Some(c"arrow_array"))?.cast::<FFI_ArrowArray>();
    // SAFETY: capsules of these names hold such structures; taking them marks the capsules' ones as released.
    let (schema, array) =
        unsafe { (FFI_ArrowSchema::from_raw(schema.as_ptr()), FFI_ArrowArray::from_raw(array.as_ptr())) };
    let read = || -> Result<_, ArrowError> {
        let data_type = DataType::try_from(&schema)?;
        if matches!(data_type, DataType::Struct(_) | DataType::Dictionary(_, _)) {
            return Ok((data_type, Vec::new()));
        }
        // SAFETY: the structures come from the producer of the capsules; the contents are validated by the caller.
        let data = unsafe { arrow_array::ffi::from_ffi(array, &schema) }?;
        Ok((data_type, vec![arrow_array::make_array(data)]))
    };
    guard(read)?.map_err(|e| Error::data(format!("the Arrow array cannot be read: {e}")).into())
}

/// Record batches as a stream capsule.
pub(super) fn export_batches<'py>(
    py: Python<'py>,
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
) -> PyResult<Bound<'py, PyCapsule>> {
    let reader = RecordBatchIterator::new(batches.into_iter().map(Ok), schema);
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), c"arrow_array_stream")
}

/// A schema as a capsule.
pub(super) fn export_schema<'py>(py: Python<'py>, schema: &Described<'_>) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = match schema {
        Described::Schema(schema) => FFI_ArrowSchema::try_from(schema.as_ref()),
        Described::Type(data_type) => FFI_ArrowSchema::try_from(*data_type),
    };
    let schema = schema.map_err(|e| Error::data(format!("the schema cannot be given out: {e}")))?;
    PyCapsule::new_with_value(py, schema, c"arrow_schema")
}

/// What a schema capsule describes.
pub(super) enum Described<'a> {
    Schema(&'a SchemaRef),
    Type(&'a DataType),
}

/// An array as a pair of capsules.
pub(super) fn export_array<'py>(py: Python<'py>, array: &ArrayRef) -> PyResult<Bound<'py, PyTuple>> {
    let schema = export_schema(py, &Described::Type(array.data_type()))?;
    let array = PyCapsule::new_with_value(py, FFI_ArrowArray::new(&array.to_data()), c"arrow_array")?;
    PyTuple::new(py, [schema, array])
}

/// Chunks of one type as a stream capsule.
pub(super) fn export_chunks<'py>(
    py: Python<'py>,
    data_type: DataType,
    chunks: Vec<ArrayRef>,
) -> PyResult<Bound<'py, PyCapsule>> {
    let state = Box::new(Chunks { data_type, chunks: chunks.into_iter() });
    // SAFETY: the callbacks below keep to the C stream interface: `state` owns all they use, `release` frees it once.
    let stream = unsafe {
        FFI_ArrowArrayStream::new_unchecked(
            Some(chunks_schema),
            Some(chunks_next),
            Some(chunks_error),
            Some(chunks_release),
            Box::into_raw(state).cast::<c_void>(),
        )
    };
    PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
}

struct Chunks {
    data_type: DataType,
    chunks: std::vec::IntoIter<ArrayRef>,
}

/// The state of a stream that is not released.
///
/// # Safety
/// `stream` was made by [`export_chunks`] and is not used by another thread meanwhile.
unsafe fn state<'a>(stream: *mut FFI_ArrowArrayStream) -> Option<&'a mut Chunks> {
    // SAFETY: as above; the state lives until `release`, which sets the pointer's owner to released.
    unsafe { stream.as_ref()?.private_data().cast::<Chunks>().as_mut() }
}

const FAILED: c_int = 22; // EINVAL

unsafe extern "C" fn chunks_schema(stream: *mut FFI_ArrowArrayStream, out: *mut FFI_ArrowSchema) -> c_int {
    // SAFETY: called with the stream it was read from, as the interface says.
    let Some(state) = (unsafe { state(stream) }) else { return FAILED };
    match FFI_ArrowSchema::try_from(&state.data_type) {
        Ok(schema) => {
            // SAFETY: `out` points to memory for one schema, which the consumer owns from here.
            unsafe { out.write(schema) };
            0
        }
        Err(_) => FAILED,
    }
}

unsafe extern "C" fn chunks_next(stream: *mut FFI_ArrowArrayStream, out: *mut FFI_ArrowArray) -> c_int {
    // SAFETY: called with the stream it was read from, as the interface says.
    let Some(state) = (unsafe { state(stream) }) else { return FAILED };
    let array = state.chunks.next().map_or_else(FFI_ArrowArray::empty, |chunk| FFI_ArrowArray::new(&chunk.to_data()));
    // SAFETY: `out` points to memory for one array, which the consumer owns from here.
    unsafe { out.write(array) };
    0
}

unsafe extern "C" fn chunks_error(_: *mut FFI_ArrowArrayStream) -> *const c_char {
    std::ptr::null()
}

unsafe extern "C" fn chunks_release(stream: *mut FFI_ArrowArrayStream) {
    // SAFETY: called once with the stream it was read from; afterwards the stream is marked as released.
    unsafe {
        let Some(stream) = stream.as_mut() else { return };
        drop(Box::from_raw(stream.set_private_data(std::ptr::null_mut()).cast::<Chunks>()));
        stream.set_release(None);
    }
}
