//! rasad (رصد) reads Arabic news: it normalizes Arabic text and finds who, where, which body, when, how much, and who
//! said what, with spans that slice the original text.
//!
//! Floors, in order; imports run only toward the ground:
//! `py → batch → extract → quotes · lexicon · tagger · values → normalize · segment → aligned → span · blob → chars · error`.
#![warn(missing_docs)]

pub mod aligned;
pub mod batch;
pub mod blob;
pub mod chars;
pub mod conll;
pub mod document;
pub mod entity;
pub mod error;
pub mod extract;
pub mod json;
pub mod lexicon;
pub mod normalize;
#[cfg(feature = "python")]
mod py;
pub mod quotes;
mod repair;
pub mod segment;
pub mod span;
pub mod tagger;
mod transliterate;
pub mod tsv;
pub mod units;
pub mod values;

pub use aligned::Aligned;
pub use document::{Actor, Document, Quote, QuoteKind};
pub use entity::{Entity, Label, Source};
pub use error::{Error, ErrorKind, Result};
pub use normalize::{Normalizer, Options, Profile};
pub use repair::repair;
pub use span::Span;
pub use transliterate::{Scheme, To, transliterate};

/// The version of this crate.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
