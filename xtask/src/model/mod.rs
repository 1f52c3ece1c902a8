//! Steps of `make model`: what is known of words, the teacher, the label histograms, the model.

pub mod clusters;
pub mod histogram;
pub mod lab;
pub mod words;

use std::path::PathBuf;

/// The data folder named by `RASAD_DATA`.
pub fn data_dir() -> Result<PathBuf, String> {
    match std::env::var_os("RASAD_DATA") {
        Some(path) => Ok(PathBuf::from(path)),
        None => Err("set RASAD_DATA to the folder with ner/, raw/ and lexicon/".to_owned()),
    }
}
