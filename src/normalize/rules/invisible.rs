//! Characters that nobody sees go: direction marks and isolates, zero-width spaces, byte order marks, soft hyphens.
//!
//! U+200C and U+200D, which shape Arabic and Persian words, go too, but stay where they build an emoji or a syllable of
//! an Indic script. Lossless for the reader.

use crate::chars::is_invisible;
use crate::normalize::options::{Options, Removal};
use crate::normalize::table::{Kind, Table};

pub(crate) fn add(options: &Options, table: &mut Table) {
    if options.invisible == Removal::Keep {
        return;
    }
    for c in ['\u{AD}', '\u{61C}', '\u{180E}', '\u{FEFF}'].into_iter().chain('\u{2000}'..='\u{206F}') {
        if is_invisible(c) {
            table.kind(c, Kind::Drop);
        }
    }
    table.kind('\u{200C}', Kind::Joiner);
    table.kind('\u{200D}', Kind::Joiner);
}
