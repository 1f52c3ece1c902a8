//! Shaped letters and ligatures, as PDF files give them, become letters. Lossless.
//!
//! ﷺ, ﷽ and their like are written out, with a blank to both sides where letters touch them.

use crate::chars::spellings;
use crate::normalize::options::{Options, PresentationForms};
use crate::normalize::table::{Entry, Kind, Table};

pub(crate) fn add(options: &Options, table: &mut Table) {
    if options.presentation_forms == PresentationForms::Keep {
        return;
    }
    for (code, letters) in spellings() {
        let mut chars = letters.chars();
        let entry = match (chars.next(), chars.next()) {
            (Some(letter), None) => Entry::new(Kind::Map, letter as u32),
            _ => Entry::new(Kind::Spelled, code),
        };
        table.set(code, entry);
    }
}

/// Whether a blank must stand between this form and a letter: phrases, and the sign of the rial after its number.
pub(crate) fn is_phrase(code: u32) -> bool {
    matches!(code, 0xFD40..=0xFD4F | 0xFDCF | 0xFDFA..=0xFDFF)
}
