//! The tagger alone: features and decoding, on one core, the evidence of the lexicon given.
//!
//! `cargo bench --bench tagger` reads `RASAD_TEXT` (articles divided by blank lines). Five rounds in the processor's time; the
//! first round also fills the cache of words and is shown apart.

use std::time::{Duration, Instant};

use rasad::extract::{NameTagger, evidence};
use rasad::segment::{self, View};
use rasad::{Normalizer, Profile};

/// Time spent so far: the processor's for this process if the system tells it, else the clock's.
fn now(clock: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanoseconds = told.and_then(|line| line.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(|| clock.elapsed(), Duration::from_nanos)
}

fn main() {
    let Ok(path) = std::env::var("RASAD_TEXT") else {
        println!("tagger bench: set RASAD_TEXT to a file of Arabic articles divided by blank lines");
        return;
    };
    let clock = Instant::now();
    let start = now(clock);
    let names = NameTagger::builtin().expect("the built-in model");
    println!("opened in {:.1} ms", (now(clock) - start).as_secs_f64() * 1e3);
    let text = std::fs::read_to_string(path).expect("RASAD_TEXT must name a readable UTF-8 file");
    let normalizer = Normalizer::profile(Profile::Match);
    let texts: Vec<_> = text.split("\n\n").filter(|t| !t.trim().is_empty()).take(4000).collect();
    let aligned: Vec<_> = texts.iter().map(|t| normalizer.align(t)).collect();
    let segmented: Vec<_> = aligned
        .iter()
        .map(|a| {
            let tokens = segment::tokens(a.text());
            let sentences = segment::sentences(a.text(), &tokens);
            (a.text(), tokens, sentences)
        })
        .collect();
    let views: Vec<_> = segmented.iter().map(|(text, tokens, sentences)| View { text, tokens, sentences }).collect();
    let evidence: Vec<_> = views.iter().map(|v| evidence(names.lexicon(), v)).collect();
    let words: usize = texts.iter().map(|t| t.split_whitespace().count()).sum();
    let tokens: usize = views.iter().map(|v| v.tokens.len()).sum();
    println!("{} texts, {words} words, {tokens} tokens", texts.len());
    if let Ok(out) = std::env::var("DUMP") {
        let mut lines = String::new();
        for (i, (v, e)) in views.iter().zip(&evidence).enumerate() {
            for f in names.tagger().tag(v, e) {
                lines.push_str(&format!("{i} {:?} {} {}\n", f.tokens, f.label, f.span.slice(v.text).unwrap()));
            }
        }
        std::fs::write(out, lines).unwrap();
    }
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
