//! Unicode normal forms. NFC is lossless; NFKC is lossy.
//!
//! Characters that may move or join are marked in the table; the machine composes where they meet. NFKC spells a
//! compatibility character out, but not one that would become digits beside digits (10² is not 102).

use crate::chars::{compatibility, composing, mark_class};
use crate::normalize::options::{Options, Unicode};
use crate::normalize::table::{Entry, Kind, Table};

pub(crate) fn composes(options: &Options) -> bool {
    options.unicode != Unicode::None
}

pub(crate) fn add(options: &Options, table: &mut Table) {
    if options.unicode == Unicode::None {
        return;
    }
    for code in composing().iter().flat_map(|&(from, to)| from..=to) {
        let arabic = char::from_u32(code).and_then(mark_class).is_some();
        table.set(code, Entry::new(if arabic { Kind::Mark } else { Kind::Compose }, code));
    }
    if options.unicode == Unicode::Nfkc {
        for code in compatibility().iter().flat_map(|&(from, to)| from..=to) {
            table.set(code, Entry::new(Kind::Compatible, code));
        }
    }
}
