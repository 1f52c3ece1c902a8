//! Digits of three scripts become those of one. Lossless.
//!
//! The decimal and thousands separators and the percent sign go with them, only inside numbers: ٣٫٥ → 3.5,
//! ١٬٠٠٠ → 1,000, ٣٥٪ → 35%. Towards Arabic digits `.` and `,` change only in what is plainly one number (1,234.5), not
//! in dates, versions or addresses (5.9.2025).

use crate::normalize::options::{Digits, Options};
use crate::normalize::table::{Kind, Table};

pub(crate) const ARABIC_SEPARATORS: [u32; 3] = [0x66B, 0x66C, 0x66A];

/// The code of zero and the decimal, thousands and percent signs that numbers are to have.
pub(crate) fn targets(options: &Options) -> Option<(u32, [u32; 3])> {
    match options.digits {
        Digits::Keep => None,
        Digits::Ascii => Some((0x30, ['.' as u32, ',' as u32, '%' as u32])),
        Digits::ArabicIndic => Some((0x660, ARABIC_SEPARATORS)),
        Digits::Extended => Some((0x6F0, ARABIC_SEPARATORS)),
    }
}

pub(crate) fn add(options: &Options, table: &mut Table) {
    let Some((zero, _)) = targets(options) else { return };
    let ascii = options.digits == Digits::Ascii;
    for digit in 0..10 {
        for from in [0x30, 0x660, 0x6F0].map(|zero| zero + digit).into_iter().filter_map(char::from_u32) {
            if !ascii {
                table.kind(from, Kind::Number);
            } else if let Some(to) = char::from_u32(zero + digit).filter(|to| *to != from) {
                table.map(from, to);
            }
        }
    }
    if ascii {
        for separator in ['\u{066A}', '\u{066B}', '\u{066C}'] {
            table.kind(separator, Kind::Separator);
        }
    } else {
        table.kind('%', Kind::Separator);
    }
}
