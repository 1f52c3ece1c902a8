//! Letters that keyboards of Persian, Urdu, Kurdish and others put where Arabic has its own. Lossy for those languages.
//!
//! `lookalikes` are the letters a reader of Arabic takes for his own; `all` also turns letters for foreign sounds into
//! the nearest Arabic one.

use crate::normalize::options::{Options, Persian};
use crate::normalize::table::Table;

const LOOKALIKES: [(char, char); 10] = [
    ('ی', 'ي'),
    ('ک', 'ك'),
    ('\u{06AA}', 'ك'),
    ('ہ', 'ه'),
    ('ھ', 'ه'),
    ('ۀ', 'ه'),
    ('\u{06C2}', 'ه'),
    ('\u{06D5}', 'ه'),
    ('\u{06C3}', 'ة'),
    ('\u{06CC}', 'ي'),
];

const FOREIGN: [(char, char); 31] = [
    ('گ', 'ك'),
    ('\u{06AD}', 'ك'),
    ('\u{06AC}', 'ك'),
    ('\u{06B3}', 'ك'),
    ('\u{0763}', 'ك'),
    ('پ', 'ب'),
    ('ٻ', 'ب'),
    ('ٹ', 'ت'),
    ('ٺ', 'ت'),
    ('ټ', 'ت'),
    ('چ', 'ج'),
    ('ڄ', 'ج'),
    ('ڃ', 'ج'),
    ('ڈ', 'د'),
    ('ډ', 'د'),
    ('ڑ', 'ر'),
    ('ڕ', 'ر'),
    ('ژ', 'ز'),
    ('ڤ', 'ف'),
    ('ڥ', 'ف'),
    ('ڢ', 'ف'),
    ('ڨ', 'ق'),
    ('ڵ', 'ل'),
    ('ں', 'ن'),
    ('ڻ', 'ن'),
    ('ۆ', 'و'),
    ('ۇ', 'و'),
    ('ۋ', 'و'),
    ('ێ', 'ي'),
    ('ې', 'ي'),
    ('ے', 'ي'),
];

pub(crate) fn add(options: &Options, table: &mut Table) {
    if options.persian != Persian::Keep {
        table.maps(&LOOKALIKES);
    }
    if options.persian == Persian::All {
        table.maps(&FOREIGN);
        table.maps(&[('ۓ', 'ئ'), ('ۈ', 'و'), ('ۏ', 'و'), ('ۊ', 'و'), ('ۉ', 'و'), ('ۅ', 'و')]);
    }
}
