//! Hamza on its seats: ؤ → و, ئ → ي. Lossy: سؤال and سوال become one.
//!
//! The alefs are left to the rule of alef. A combining hamza (U+0654, U+0655) joins the letter that can carry it and
//! then goes the way of the joined letter; on other letters it goes alone. `drop` also removes ء.

use crate::normalize::options::{Hamza, Options, Tashkeel, Unicode};
use crate::normalize::table::{Entry, Kind, Table};

pub(crate) fn add(options: &Options, table: &mut Table) {
    if seats(options) {
        for mark in ['\u{0653}', '\u{0654}', '\u{0655}'] {
            table.kind(mark, Kind::Seated);
        }
        if drops_leftover(options) {
            table.kind('\u{065F}', Kind::DropMark);
        }
    }
    if options.hamza == Hamza::Keep {
        return;
    }
    table.maps(&[('ؤ', 'و'), ('ئ', 'ي'), ('\u{0676}', 'و'), ('\u{0677}', '\u{06C7}'), ('\u{0678}', 'ي')]);
    if options.hamza == Hamza::Drop {
        for letter in ['ء', '\u{0674}'] {
            table.set(letter as u32, Entry::new(Kind::DropMark, letter as u32));
        }
    }
}

/// Whether a combining hamza joins its seat.
pub(crate) fn seats(options: &Options) -> bool {
    options.unicode != Unicode::None || options.hamza != Hamza::Keep
}

/// Whether a combining hamza without a seat goes.
pub(crate) fn drops_leftover(options: &Options) -> bool {
    options.hamza != Hamza::Keep || options.tashkeel == Tashkeel::Remove
}
