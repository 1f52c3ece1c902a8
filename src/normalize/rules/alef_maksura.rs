//! ى and final ي. Lossy: على and علي become one.
//!
//! `yeh` folds ى everywhere; `egyptian` writes every final ي without dots, as printers in Egypt do (في → فى), and leaves
//! the first and middle ones alone.

use crate::normalize::options::{AlefMaksura, Options};
use crate::normalize::table::{Kind, Table};

pub(crate) fn add(options: &Options, table: &mut Table) {
    match options.alef_maksura {
        AlefMaksura::Keep => {}
        AlefMaksura::Yeh => table.map('ى', 'ي'),
        AlefMaksura::Egyptian => table.kind('ي', Kind::FinalYeh),
    }
}
