//! Marks on letters go: all of them, some classes, or the vowel signs after a word's last letter. Lossy.
//!
//! The dagger alef goes like any mark (الرحمٰن → الرحمن): it is never turned into a letter. A shadda is not a vowel sign,
//! so `remove_final` leaves it (السياسيُّ → السياسيّ). The ending of شكرًا stands before its silent alef and counts as
//! final. The combining hamza is a letter's part and belongs to the rule of hamza.

use crate::chars::{MarkClass, mark_class};
use crate::normalize::options::{Options, Tashkeel};
use crate::normalize::table::{Kind, Table};

pub(crate) fn add(options: &Options, table: &mut Table) {
    if options.tashkeel == Tashkeel::Keep {
        return;
    }
    let blocks = ['\u{0610}'..='\u{06ED}', '\u{0890}'..='\u{08FF}', '\u{10EFA}'..='\u{10EFF}'];
    for mark in blocks.into_iter().flatten() {
        let Some(class) = mark_class(mark) else { continue };
        if options.tashkeel.removes(class) {
            table.kind(mark, Kind::DropMark);
        }
        let vowel = matches!(class, MarkClass::Harakat | MarkClass::Tanween | MarkClass::Sukun);
        if options.tashkeel == Tashkeel::RemoveFinal && vowel {
            table.kind(mark, Kind::FinalMark);
        }
    }
}

/// Whether a madda sign that joins no alef goes.
pub(crate) fn drops_madda(options: &Options) -> bool {
    options.tashkeel.removes(MarkClass::Quranic)
}
