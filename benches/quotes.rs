//! The quotation layer once names are known: `cargo bench --bench quotes -- FILE` (or with `RASAD_DATA`, see
//! `common::text`). Every twelfth word is taken for a name: the number of names matters, not
//! their truth.

use std::time::Instant;

use rasad::Label;
use rasad::extract::roles;
use rasad::normalize::{Normalizer, Profile};
use rasad::quotes::{Named, find};
use rasad::segment::{View, sentences, tokens};

mod common;

fn main() {
    let text = Normalizer::profile(Profile::Match).align(&common::text(20_000_000)).text().to_owned();
    let labels = [Label::Per, Label::Gpe, Label::Org];
    let articles: Vec<_> = text
        .split('\n')
        .filter(|a| a.len() > 200)
        .map(|article| {
            let words = tokens(article);
            // One word in twelve is a name, about as in news.
            let names: Vec<Named> = words
                .iter()
                .skip(3)
                .step_by(12)
                .zip(labels.iter().cycle())
                .map(|(t, label)| Named { span: t.span, label: label.clone(), role: None })
                .collect();
            (article, sentences(article, &words), words, names)
        })
        .collect();
    let bytes: usize = articles.iter().map(|a| a.0.len()).sum();
    let run = |name: &str, work: &dyn Fn(&View<'_>, &[Named]) -> usize| {
        let (start, cpu) = (Instant::now(), common::cpu_seconds());
        let found: usize = articles
            .iter()
            .map(|(text, sentences, tokens, names)| work(&View { text, tokens, sentences }, names))
            .sum();
        let seconds = start.elapsed().as_secs_f64();
        assert!(found > 100, "the text is too small to measure");
        let cpu = common::cpu_seconds().zip(cpu).map_or(seconds, |(now, then)| now - then);
        let rate = |seconds: f64| bytes as f64 / seconds / 1e6;
        println!("{name}: {:.0} MB/s, {:.0} MB/s of processor time ({found} statements)", rate(seconds), rate(cpu));
    };
    println!("{bytes} bytes, {} articles", articles.len());
    for _ in 0..3 {
        run("statements", &|view, names| find(view, names).len());
        run("roles and statements", &|view, names| roles::with_statements(view, &mut names.to_vec()).len());
    }
}
