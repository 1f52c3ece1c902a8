//! The columns of a table as plain bytes and back, for pickle: tables come out of other processes.

use std::sync::Arc;

use arrow_array::{ArrayRef, make_array};
use arrow_buffer::Buffer;
use arrow_data::ArrayData;
use arrow_schema::DataType;

use super::columns::{Column, Named};
use crate::error::{Error, Result};

/// Length, bits of what is not null, and buffers, as the Arrow format lays them out.
type Array = (usize, Option<Vec<u8>>, Vec<Vec<u8>>);
/// Each batch's columns; those of positions have three arrays.
pub(super) type State = Vec<Vec<Vec<Array>>>;

pub(super) fn state(batches: &[Vec<Named>]) -> State {
    let column = |(_, column): &Named| match column {
        Column::Plain(array) => vec![write(array)],
        Column::Position(arrays) => arrays.iter().map(write).collect(),
    };
    batches.iter().map(|columns| columns.iter().map(column).collect()).collect()
}

fn write(array: &ArrayRef) -> Array {
    // Builders made the arrays, which therefore begin at the beginning of their buffers.
    let data = array.to_data();
    let nulls = data.nulls().map(|nulls| nulls.inner().sliced().as_slice().to_vec());
    (data.len(), nulls, data.buffers().iter().map(|b| b.as_slice().to_vec()).collect())
}

/// Columns like those of `shape`; anything else is an error.
pub(super) fn batches(state: State, shape: &[Named]) -> Result<Vec<Vec<Named>>> {
    let strange = || Error::data("this pickled table was made by another version of rasad");
    let mut out = Vec::with_capacity(state.len());
    for columns in state {
        if columns.len() != shape.len() {
            return Err(strange());
        }
        let mut batch: Vec<Named> = Vec::with_capacity(shape.len());
        let mut rows = None;
        for (arrays, (name, like)) in columns.into_iter().zip(shape) {
            let like = match like {
                Column::Plain(array) => array.data_type(),
                Column::Position(_) => &DataType::Int64,
            };
            let arrays = arrays.into_iter().map(|array| read(array, like)).collect::<Result<Vec<_>>>()?;
            if arrays.iter().any(|a| *rows.get_or_insert(a.len()) != a.len()) {
                return Err(strange());
            }
            let column = match (shape_of(shape, name), <[ArrayRef; 3]>::try_from(arrays)) {
                (Some(Column::Position(_)), Ok(arrays)) => Column::Position(arrays),
                (Some(Column::Plain(_)), Err(mut arrays)) if arrays.len() == 1 => {
                    Column::Plain(arrays.pop().ok_or_else(strange)?)
                }
                _ => return Err(strange()),
            };
            batch.push((name, column));
        }
        out.push(batch);
    }
    Ok(out)
}

fn shape_of<'a>(shape: &'a [Named], name: &str) -> Option<&'a Column> {
    shape.iter().find(|(n, _)| *n == name).map(|(_, column)| column)
}

fn read((len, nulls, buffers): Array, kind: &DataType) -> Result<ArrayRef> {
    let data = ArrayData::builder(kind.clone())
        .len(len)
        .null_bit_buffer(nulls.map(Buffer::from_vec))
        .buffers(buffers.into_iter().map(Buffer::from_vec).collect())
        .align_buffers(true)
        .build()
        .map_err(|e| Error::data(format!("this pickled table is damaged: {e}")))?;
    Ok(Arc::clone(&make_array(data)))
}
