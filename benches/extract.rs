//! Where the time of extraction goes: each layer alone and the whole, on one core.
//!
//! `cargo bench --bench extract` reads the texts under `tests/golden`; `RASAD_TEXT=file` (articles divided by blank lines)
//! measures your own. Figures are the median of five rounds, in the processor's time where the system tells it (Linux), so
//! that other programs do not change them; every round must give the same count.

use std::time::{Duration, Instant};

use rasad::extract::Extractor;
use rasad::segment::{self, View};
use rasad::{Normalizer, Profile};

/// Time spent so far: the processor's for this process if the system tells it, else the clock's.
fn now(clock: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanoseconds = told.and_then(|line| line.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(|| clock.elapsed(), Duration::from_nanos)
}

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

fn texts() -> Vec<String> {
    if let Ok(path) = std::env::var("RASAD_TEXT") {
        let text = std::fs::read_to_string(path).expect("RASAD_TEXT must name a readable UTF-8 file");
        return text.split("\n\n").filter(|t| !t.trim().is_empty()).take(4000).map(str::to_owned).collect();
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().extension().is_some_and(|e| e == "ann") {
            let marked = std::fs::read_to_string(entry.path()).unwrap_or_default();
            // Marks `[[LABEL:surface]]` are taken away.
            let mut text = String::new();
            for (i, piece) in marked.split("[[").enumerate() {
                let piece = if i == 0 { piece } else { piece.split_once(':').map_or(piece, |p| p.1) };
                text.push_str(&piece.replacen("]]", "", 1));
            }
            out.push(text);
        }
    }
    let once = out.clone();
    for _ in 0..30 {
        out.extend(once.iter().cloned());
    }
    out
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
    measure("segment", bytes, words, || {
        aligned
            .iter()
            .map(|a| {
                let tokens = segment::tokens(a.text());
                segment::sentences(a.text(), &tokens).len()
            })
            .sum()
    });

    let segmented: Vec<_> = aligned
        .iter()
        .map(|a| {
            let tokens = segment::tokens(a.text());
            let sentences = segment::sentences(a.text(), &tokens);
            (a.text(), tokens, sentences)
        })
        .collect();
    let views: Vec<_> = segmented.iter().map(|(text, tokens, sentences)| View { text, tokens, sentences }).collect();
    let extractor = Extractor::default();
    if let Some(lexicon) = &extractor.options().lexicon {
        measure("lexicon", bytes, words, || views.iter().map(|v| lexicon.scan(v).len()).sum());
    }
    measure("values", bytes, words, || views.iter().map(|v| rasad::values::scan(v, None).len()).sum());
    measure("quotes", bytes, words, || views.iter().map(|v| rasad::quotes::find(v, &[]).len()).sum());
    measure("extract", bytes, words, || texts.iter().map(|t| extractor.extract(t, None).entities.len()).sum());
}
