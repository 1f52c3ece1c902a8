//! Forms of alef become ا. Lossy: أن and إن, قرأ and قرا become one.
//!
//! The carriers of hamza and madda, the wasla of the Quran (U+0671), and the rarer alefs of Kashmiri and Kazakh. ى is
//! another letter and has its own rule.

use crate::normalize::options::{Alef, Options};
use crate::normalize::table::Table;

pub(crate) fn add(options: &Options, table: &mut Table) {
    let forms: &[char] = match options.alef {
        Alef::Keep => return,
        Alef::Basic => &['أ', 'إ', 'آ'],
        Alef::Fold => &['أ', 'إ', 'آ', '\u{0671}', '\u{0672}', '\u{0673}', '\u{0675}'],
    };
    for &form in forms {
        table.map(form, 'ا');
    }
    if options.alef == Alef::Fold {
        // Alefs with their vowel sign attached, in editions of the Quran.
        for form in '\u{0870}'..='\u{0882}' {
            table.map(form, 'ا');
        }
    }
}
