//! A scan for 100,000 names of one to four words, and for the built-in lists: `cargo bench --bench lexicon -- FILE`.
//!
//! As in research/performance.md, a tenth of the names is drawn from the text and the rest from its vocabulary, so that
//! hits are denser than in life. `benches/lexicon.py` runs the same names against `ahocorasick_rs`.

use std::collections::HashSet;

use rasad::lexicon::{Lexicon, Record};
use rasad::normalize::{Normalizer, Profile};
use rasad::segment::{TokenKind, View, sentences, tokens};

mod common;

/// A small generator of numbers, so that every run has the same names.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

fn main() {
    let text = Normalizer::profile(Profile::Match).align(&common::text(20_000_000)).text().to_owned();
    let articles: Vec<&str> = text.split('\n').filter(|a| !a.is_empty()).collect();
    let all: Vec<_> = tokens(&text).into_iter().filter(|t| t.kind == TokenKind::Arabic).collect();
    let word = |at: usize| &text[all[at].span.range()];
    let mut vocabulary: Vec<&str> = (0..all.len()).map(word).collect();
    vocabulary.sort_unstable();
    vocabulary.dedup();
    let mut random = Random(42);
    let mut names = HashSet::new();
    while names.len() < 100_000 && vocabulary.len() > 1_000 {
        let length = 1 + random.below(4);
        let name = if names.len() % 10 == 0 {
            let at = random.below(all.len() - length);
            (at..at + length).map(word).collect::<Vec<_>>().join(" ")
        } else {
            (0..length).map(|_| vocabulary[random.below(vocabulary.len())]).collect::<Vec<_>>().join(" ")
        };
        names.insert(name);
    }
    let mut names: Vec<String> = names.into_iter().collect();
    names.sort();
    if let Ok(path) = std::env::var("RASAD_BENCH_NAMES") {
        std::fs::write(&path, names.join("\n")).expect("names are written");
        std::fs::write(format!("{path}.text"), articles.join("\n")).expect("text is written");
    }
    let random = Lexicon::from_records(names.into_iter().map(|name| Record::new(name, "X"))).expect("compiles");
    println!("{} bytes, {} articles, {} names", text.len(), articles.len(), random.len());
    for (name, lexicon) in [("random names", Some(random)), ("built-in lists", Lexicon::builtin(true).ok())] {
        let Some(lexicon) = lexicon else { continue };
        let views: Vec<_> = articles.iter().map(|a| (*a, tokens(a), sentences(a, &tokens(a)))).collect();
        common::measure(&format!("{name}: scan, tokens given"), text.len(), || {
            let views = views.iter().map(|(text, tokens, sentences)| View { text, tokens, sentences });
            views.map(|view| lexicon.scan(&view).len()).sum()
        });
        common::measure(&format!("{name}: tokens and scan"), text.len(), || {
            let found = articles.iter().map(|text| {
                let tokens = tokens(text);
                lexicon.scan(&View { text, tokens: &tokens, sentences: &[] }).len()
            });
            found.sum()
        });
        common::measure(&format!("{name}: find"), text.len(), || articles.iter().map(|a| lexicon.find(a).len()).sum());
    }
}
