//! The learned tagger: a linear-chain CRF over integer features.
//!
//! Text goes in as a [`crate::segment::View`] with [`Evidence`] from lists; names come out as [`Found`]. What depends
//! on a word alone is summed once and cached; a second pass remembers what the first made of the same words elsewhere
//! in the document. [`train()`] makes models, from the same features by construction.

mod cache;
pub mod corpus;
mod crf;
pub mod data;
mod decode;
mod evaluate;
mod evidence;
mod features;
mod filter;
mod fit;
mod hash;
mod index;
mod joint;
mod memo;
mod memory;
mod model;
mod phrases;
mod rows;
pub mod scheme;
mod train;
mod trim;
mod weights;
mod word;
pub mod wordbook;

pub use crf::Tags;
pub use evaluate::{Averages, Counts, Mistake, MistakeKind, Name, Report};
pub use evidence::{Evidence, Hit};
pub use fit::{Progress, Training, score, train};
pub use model::{Found, MODEL, Tagger};
pub use phrases::Phrases;
pub use scheme::names;
pub use train::TrainOptions;
pub use wordbook::Wordbook;

/// The form of a word under which the wordbook knows it: lower case, digits as 0, marks at both ends off.
#[must_use]
pub fn canonical_word(token: &str) -> String {
    word::canonical(token)
}
