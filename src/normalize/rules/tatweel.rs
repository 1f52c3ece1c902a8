//! U+0640 ARABIC TATWEEL, which only stretches a word, goes.
//!
//! It stays between digits, where it stands for a dash (١٠ـ١٢ would become another number), and, where marks are kept,
//! under a combining hamza, which has no other seat. Lossless.

use crate::normalize::options::{Options, Removal, Tashkeel};
use crate::normalize::table::{Kind, Table};

pub(crate) fn add(options: &Options, table: &mut Table) {
    if options.tatweel == Removal::Remove {
        let marks_go = options.tashkeel == Tashkeel::Remove;
        table.kind('\u{0640}', if marks_go { Kind::DropMark } else { Kind::Tatweel });
    }
}
