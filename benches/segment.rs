//! Tokens and sentences of running text: `cargo bench --bench segment -- FILE` (or, with `RASAD_DATA`, a part of its raw
//! news; without either, an example article repeated).

use std::time::Instant;

use rasad::normalize::{Normalizer, Profile};
use rasad::segment::{sentences, tokens};

mod common;

fn main() {
    let text = Normalizer::profile(Profile::Match).align(&common::text(20_000_000)).text().to_owned();
    let words = tokens(&text);
    let count = sentences(&text, &words).len();
    assert!(count > 100 && words.len() > count, "the text is too small to measure");
    println!("{} bytes, {} tokens, {count} sentences", text.len(), words.len());
    common::measure("tokens", text.len(), || tokens(&text).len());
    common::measure("sentences (tokens given)", text.len(), || sentences(&text, &words).len());
    // As in extraction: one article at a time, so that the tokens stay in the cache.
    let articles: Vec<&str> = text.split('\n').filter(|a| !a.is_empty()).collect();
    let start = Instant::now();
    let mut total = 0;
    for article in &articles {
        let words = tokens(article);
        total += words.len() + sentences(article, &words).len();
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "both, article by article: {:.0} MB/s ({} articles, {total} pieces)",
        text.len() as f64 / seconds / 1e6,
        articles.len()
    );
}
