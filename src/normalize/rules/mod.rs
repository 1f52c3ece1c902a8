//! The rules, one file each: what an option writes into the table.

pub(super) mod alef;
pub(super) mod alef_maksura;
pub(super) mod digits;
pub(super) mod hamza;
pub(super) mod invisible;
pub(super) mod persian;
pub(super) mod presentation_forms;
pub(super) mod punctuation;
pub(super) mod tashkeel;
pub(super) mod tatweel;
pub(super) mod teh_marbuta;
pub(super) mod unicode;
pub(super) mod whitespace;
