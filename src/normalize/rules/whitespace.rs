//! White space is tidied: one blank between words, one line break between lines, one empty line between paragraphs,
//! nothing at the ends. Lossless for the reader.

use crate::normalize::options::{Options, Whitespace};
use crate::normalize::table::{Kind, Table};

pub(crate) fn add(options: &Options, table: &mut Table) {
    if options.whitespace == Whitespace::Keep {
        return;
    }
    for c in ('\0'..='\u{3000}').filter(|c| c.is_whitespace()) {
        table.kind(c, Kind::Space);
    }
}

/// How many line breaks a character stands for.
pub(crate) fn breaks(code: u32) -> usize {
    match code {
        0x0A..=0x0D | 0x85 | 0x2028 => 1,
        0x2029 => 2,
        _ => 0,
    }
}
