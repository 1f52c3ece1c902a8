//! ة becomes ه or ت. Lossy: كتابة and كتابه become one.

use crate::normalize::options::{Options, TehMarbuta};
use crate::normalize::table::Table;

pub(crate) fn add(options: &Options, table: &mut Table) {
    match options.teh_marbuta {
        TehMarbuta::Keep => {}
        TehMarbuta::Heh => table.map('ة', 'ه'),
        TehMarbuta::Teh => table.map('ة', 'ت'),
    }
}
