//! The built-in tagger on news, on one core, step by step: `cargo bench --bench tagger [-- FILE]`.
//!
//! `benches/tagger.py` runs it beside python-crfsuite. Rates are of processor time, so that they hold on a busy machine; the
//! first run, in which words are met for the first time, is told apart.

use rasad::extract::evidence;
use rasad::lexicon::Lexicon;
use rasad::normalize::{Normalizer, Profile};
use rasad::segment::{View, sentences, tokens};
use rasad::tagger::Tagger;

mod common;

fn main() {
    let text = common::text(4_000_000);
    let articles: Vec<&str> = text.split('\n').filter(|a| a.len() > 40).collect();
    let (Ok(tagger), Ok(lexicon)) = (Tagger::builtin(), Lexicon::builtin(true)) else {
        println!("this build has no model: run `make model`");
        return;
    };
    let normalizer = Normalizer::profile(Profile::Match);
    let read = |article: &&str| {
        let text = normalizer.align(article).text().to_owned();
        let tokens = tokens(&text);
        let sentences = sentences(&text, &tokens);
        (text, tokens, sentences)
    };
    let texts: Vec<_> = articles.iter().map(read).collect();
    let views: Vec<View<'_>> = texts.iter().map(|(text, tokens, sentences)| View { text, tokens, sentences }).collect();
    let hits: Vec<_> = views.iter().map(|view| evidence(&lexicon, view)).collect();
    let words: usize = views.iter().map(|view| view.tokens.len()).sum();
    println!("{words} words of {} articles", articles.len());
    let step = |name: &str, work: &mut dyn FnMut() -> usize| {
        let mut run = || {
            let start = common::cpu_seconds().unwrap_or(0.0);
            let count = std::hint::black_box(work());
            (count, common::cpu_seconds().unwrap_or(0.0) - start)
        };
        let (count, first) = run();
        let mut best = f64::MAX;
        for _ in 0..3 {
            let (again, seconds) = run();
            assert_eq!(again, count, "{name}: the same text gives the same");
            best = best.min(seconds);
        }
        let rate = |seconds: f64| words as f64 / seconds.max(1e-9) / 1e6;
        println!("{name}: {:.2} million words a second, the first time {:.2} ({count})", rate(best), rate(first));
    };
    step("normalize, words, sentences", &mut || articles.iter().map(read).map(|(_, tokens, _)| tokens.len()).sum());
    step("lexicon evidence", &mut || views.iter().map(|view| evidence(&lexicon, view).hits().len()).sum());
    step("tagger: features and decoding", &mut || {
        views.iter().zip(&hits).map(|(view, hits)| tagger.tag(view, hits).len()).sum()
    });
}
