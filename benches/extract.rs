//! Where the time of extraction goes: each layer alone and the whole, on one core.
//!
//! `cargo bench --bench extract` reads the texts under `tests/golden`; `RASAD_TEXT=file` (articles divided by blank lines)
//! measures your own. Figures are the median of five rounds, in the processor's time where the system tells it (Linux), so
//! that other programs do not change them; every round must give the same count.

mod articles;

use std::time::Instant;

use articles::{now, segmented, texts, views};
use rasad::extract::Extractor;
use rasad::{Normalizer, Profile};

/// Runs `work` five times over all texts and prints the median speed. `work` returns a count, which must not change.
fn measure(name: &str, bytes: usize, words: usize, mut work: impl FnMut() -> usize) {
    let mut seconds: Vec<f64> = Vec::new();
    let mut count = None;
    for _ in 0..5 {
        let clock = Instant::now();
        let start = now(clock);
        let found = work();
        seconds.push((now(clock) - start).as_secs_f64().max(1e-9));
        assert_eq!(*count.get_or_insert(found), found, "{name} gave another count");
    }
    seconds.sort_by(f64::total_cmp);
    let median = seconds[2];
    println!(
        "{name:<12} {:>8.1} MB/s {:>8.2} M words/s   {:>8} found",
        bytes as f64 / median / 1e6,
        words as f64 / median / 1e6,
        count.unwrap_or(0)
    );
}

fn main() {
    let texts = texts();
    assert!(!texts.is_empty(), "no texts to measure on");
    let bytes: usize = texts.iter().map(String::len).sum();
    let words: usize = texts.iter().map(|t| t.split_whitespace().count()).sum();
    println!("{} texts, {:.1} MB, {words} words", texts.len(), bytes as f64 / 1e6);

    let normalizer = Normalizer::profile(Profile::Match);
    measure("align", bytes, words, || texts.iter().map(|t| normalizer.align(t).text().len()).sum());

    let aligned: Vec<_> = texts.iter().map(|t| normalizer.align(t)).collect();
    measure("segment", bytes, words, || segmented(&aligned).iter().map(|(_, _, sentences)| sentences.len()).sum());

    let segmented = segmented(&aligned);
    let views = views(&segmented);
    let extractor = Extractor::default();
    if let Some(lexicon) = &extractor.options().lexicon {
        measure("lexicon", bytes, words, || views.iter().map(|v| lexicon.scan(v).len()).sum());
    }
    measure("values", bytes, words, || views.iter().map(|v| rasad::values::scan(v, None).len()).sum());
    measure("quotes", bytes, words, || views.iter().map(|v| rasad::quotes::find(v, &[]).len()).sum());
    measure("extract", bytes, words, || texts.iter().map(|t| extractor.extract(t, None).entities.len()).sum());
}
