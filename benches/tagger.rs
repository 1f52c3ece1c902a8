//! The tagger alone: features and decoding, on one core, the evidence of the lexicon given.
//!
//! `cargo bench --bench tagger` reads the texts under `tests/golden`; `RASAD_TEXT=file` (articles divided by blank lines)
//! measures your own. The first round also fills the cache of words and is shown apart; then the median of five. Figures are
//! the processor's time where the system tells it. Beside python-crfsuite: `benches/tagger.py`.

mod articles;

use std::time::Instant;

use articles::{now, segmented, texts, views};
use rasad::extract::{NameTagger, evidence};
use rasad::{Normalizer, Profile};

fn main() {
    let clock = Instant::now();
    let start = now(clock);
    let names = NameTagger::builtin().expect("the built-in model");
    println!("opened in {:.1} ms", (now(clock) - start).as_secs_f64() * 1e3);
    let normalizer = Normalizer::profile(Profile::Match);
    let texts = texts();
    let aligned: Vec<_> = texts.iter().map(|t| normalizer.align(t)).collect();
    let segmented = segmented(&aligned);
    let views = views(&segmented);
    let evidence: Vec<_> = views.iter().map(|v| evidence(names.lexicon(), v)).collect();
    let words: usize = texts.iter().map(|t| t.split_whitespace().count()).sum();
    let tokens: usize = views.iter().map(|v| v.tokens.len()).sum();
    println!("{} texts, {words} words, {tokens} tokens", texts.len());
    let mut count = None;
    let mut seconds = Vec::new();
    for round in 0..6 {
        let start = now(clock);
        let found: usize = views.iter().zip(&evidence).map(|(v, e)| names.tagger().tag(v, e).len()).sum();
        let spent = (now(clock) - start).as_secs_f64();
        assert_eq!(*count.get_or_insert(found), found, "another round, another count");
        if round == 0 {
            println!("first round  {:>6.3} M words/s", words as f64 / spent / 1e6);
        } else {
            seconds.push(spent);
        }
    }
    seconds.sort_by(f64::total_cmp);
    println!("median       {:>6.3} M words/s   {} names", words as f64 / seconds[2] / 1e6, count.unwrap_or(0));
}
