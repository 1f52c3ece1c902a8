//! The other forms of an Arrow column's texts: one buffer for all, with offsets or views.
//!
//! Memory that was never touched costs more than the work: buffers are used again.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::builder::StringViewBuilder;
use arrow_array::{Array, ArrayRef, LargeStringArray, OffsetSizeTrait, StringArray};
use arrow_buffer::{Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};

use super::arrow::Strings;
use super::columns_of_text::Rewrite;
use super::input::{Chunks, Rows, short_enough};
use crate::batch;
use crate::error::{Error, Result};

/// Bytes of a column that go into a buffer at a time: few enough to stay near the processor.
const RUN: usize = 1 << 18;

/// The other form of a column, of the same type.
pub(super) fn column(chunk: Strings, rewrite: &impl Rewrite) -> Result<ArrayRef> {
    match &chunk {
        Strings::Utf8(a) => {
            let nulls = a.nulls().cloned();
            let (offsets, values) = flat::<i32>(chunk, rewrite)?;
            // SAFETY: `flat` gives ascending offsets into text that it joined from whole strings, one for each row.
            Ok(Arc::new(unsafe { StringArray::new_unchecked(offsets, values, nulls) }))
        }
        Strings::Large(a) => {
            let nulls = a.nulls().cloned();
            let (offsets, values) = flat::<i64>(chunk, rewrite)?;
            // SAFETY: as above.
            Ok(Arc::new(unsafe { LargeStringArray::new_unchecked(offsets, values, nulls) }))
        }
        Strings::View(a) => {
            let nulls = a.nulls().cloned();
            let mut lengths = Vec::with_capacity(chunk.len());
            let values = join(chunk, rewrite, |part| {
                lengths.extend_from_slice(part);
                Ok(())
            })?;
            views(&Buffer::from_vec(values), &lengths, nulls.as_ref())
        }
    }
}

/// Some texts, one after the other.
#[derive(Default)]
struct Part {
    text: String,
    lengths: Vec<usize>,
}

impl Part {
    /// Writes the forms of a run of rows, in memory that may have been used before.
    fn write(&mut self, rows: &Chunks, run: Range<usize>, rewrite: &impl Rewrite) -> Result<()> {
        self.text.clear();
        self.lengths.clear();
        let bytes = run.clone().filter_map(|i| rows.row(i)).map(str::len).sum::<usize>();
        // With room for the blocks that the kernels write whole.
        self.text.reserve(bytes + 64);
        self.lengths.reserve(run.len());
        for i in run {
            let start = self.text.len();
            if let Some(text) = rows.row(i) {
                rewrite.write(short_enough(text).map_err(|e| e.at_row(i))?, &mut self.text);
            }
            self.lengths.push(self.text.len() - start);
        }
        Ok(())
    }
}

/// All texts in one buffer; `add` is told their lengths, some at a time.
fn join(chunk: Strings, rewrite: &impl Rewrite, mut add: impl FnMut(&[usize]) -> Result<()>) -> Result<Vec<u8>> {
    let rows = Chunks::new(vec![chunk]);
    let weights = rows.weights();
    let bytes = weights.iter().sum::<usize>() + 64;
    let runs = batch::runs_up_to(weights, RUN);
    if let [run] = runs.as_slice() {
        // A single run is written where it stays.
        let mut part = Part { text: String::with_capacity(bytes), lengths: Vec::new() };
        part.write(&rows, run.clone(), rewrite)?;
        add(&part.lengths)?;
        return Ok(part.text.into_bytes());
    }
    let mut values = Vec::with_capacity(bytes);
    let mut parts: Vec<Mutex<Part>> = Vec::new();
    parts.resize_with(batch::threads() * 4, Mutex::default);
    for wave in runs.chunks(parts.len()) {
        let jobs: Vec<_> = (0..wave.len()).map(|i| i..i + 1).collect();
        let done = batch::map(&jobs, |job| match (wave.get(job.start), parts.get(job.start)) {
            (Some(run), Some(part)) => {
                part.lock().unwrap_or_else(PoisonError::into_inner).write(&rows, run.clone(), rewrite)
            }
            _ => Ok(()),
        });
        done.into_iter().collect::<Result<()>>()?;
        for part in parts.iter_mut().take(wave.len()) {
            let part = part.get_mut().unwrap_or_else(PoisonError::into_inner);
            values.extend_from_slice(part.text.as_bytes());
            add(&part.lengths)?;
        }
    }
    Ok(values)
}

/// All texts as one buffer with its offsets.
fn flat<O: OffsetSizeTrait>(chunk: Strings, rewrite: &impl Rewrite) -> Result<(OffsetBuffer<O>, Buffer)> {
    let mut offsets = Vec::with_capacity(chunk.len() + 1);
    let mut at = 0;
    offsets.push(O::usize_as(0));
    let values = join(chunk, rewrite, |lengths| {
        for length in lengths {
            at += length;
            let Some(offset) = O::from_usize(at) else {
                return Err(Error::data("the normalized column is longer than 2 GiB: cast it to large_string first"));
            };
            offsets.push(offset);
        }
        Ok(())
    })?;
    // Each offset is the one before plus a length, so that they ascend.
    Ok((OffsetBuffer::new(ScalarBuffer::from(offsets)), Buffer::from_vec(values)))
}

/// Views into the buffer, which is cut where their positions of 31 bits would not reach.
fn views(values: &Buffer, lengths: &[usize], nulls: Option<&NullBuffer>) -> Result<ArrayRef> {
    const REACH: usize = i32::MAX as usize;
    let mut builder = StringViewBuilder::new();
    let (mut row, mut start) = (0, 0);
    while row < lengths.len() {
        let mut size = 0;
        let fits = lengths.iter().skip(row).take_while(|length| {
            size += **length;
            size <= REACH
        });
        let count = fits.count();
        if count == 0 {
            return Err(Error::data("the normalized text is longer than 2 GiB").at_row(row));
        }
        let rows = row..row + count;
        let size = lengths.iter().skip(row).take(count).sum::<usize>();
        let block = builder.append_block(values.slice_with_length(start, size));
        let mut at = 0;
        for i in rows {
            let length = lengths.get(i).copied().unwrap_or(0);
            if nulls.is_some_and(|nulls| nulls.is_null(i)) {
                builder.append_null();
            } else {
                // SAFETY: the lengths add up to that of the block, which holds these strings one after the other; all of
                // it is within the reach of 31 bits.
                unsafe { builder.append_view_unchecked(block, at as u32, length as u32) };
            }
            at += length;
        }
        (row, start) = (row + count, start + size);
    }
    Ok(Arc::new(builder.finish()))
}
