//! Punctuation in one script. Lossy: quotation marks and dashes of several kinds become one.
//!
//! A comma between digits is a part of the number and stays ASCII under `arabic`; ٫ and ٬ belong to the digits.

use crate::normalize::options::{Options, Punctuation};
use crate::normalize::table::{Kind, Table};

const ASCII: [(char, char); 35] = [
    ('،', ','),
    ('؛', ';'),
    ('؟', '?'),
    ('۔', '.'),
    ('٭', '*'),
    ('\u{2E32}', ','),
    ('«', '"'),
    ('»', '"'),
    ('“', '"'),
    ('”', '"'),
    ('„', '"'),
    ('‟', '"'),
    ('″', '"'),
    ('〝', '"'),
    ('〞', '"'),
    ('‘', '\''),
    ('’', '\''),
    ('‚', '\''),
    ('‛', '\''),
    ('′', '\''),
    ('‹', '\''),
    ('›', '\''),
    ('‐', '-'),
    ('‑', '-'),
    ('‒', '-'),
    ('–', '-'),
    ('—', '-'),
    ('―', '-'),
    ('−', '-'),
    ('\u{FE58}', '-'),
    ('\u{FE63}', '-'),
    ('\u{FF0D}', '-'),
    ('\u{FF0C}', ','),
    ('\u{FF1B}', ';'),
    ('\u{FF1F}', '?'),
];

const ARABIC: [(char, char); 15] = [
    (';', '؛'),
    ('?', '؟'),
    ('“', '«'),
    ('„', '«'),
    ('‟', '«'),
    ('〝', '«'),
    ('”', '»'),
    ('〞', '»'),
    ('۔', '.'),
    ('‐', '-'),
    ('‑', '-'),
    ('‒', '–'),
    ('—', '–'),
    ('―', '–'),
    ('\u{FF1F}', '؟'),
];

pub(crate) fn add(options: &Options, table: &mut Table) {
    match options.punctuation {
        Punctuation::Keep => {}
        Punctuation::Ascii => {
            table.maps(&ASCII);
            table.kind('…', Kind::Ellipsis);
            table.kind('۔', Kind::Comma);
        }
        Punctuation::Arabic => {
            table.maps(&ARABIC);
            table.kind(',', Kind::Comma);
            table.kind('"', Kind::Quote);
            table.kind('.', Kind::Dot);
            table.kind('۔', Kind::Comma);
        }
    }
}
