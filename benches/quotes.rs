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
    let (mut bytes, mut statements, mut with_roles) = (0, 0, 0);
    let (mut seconds, mut seconds_roles) = (0.0, 0.0);
    for article in text.split('\n').filter(|a| a.len() > 200) {
        let words = tokens(article);
        let sentences = sentences(article, &words);
        let view = View { text: article, tokens: &words, sentences: &sentences };
        // One word in twelve is a name, about as in news.
        let mut names: Vec<Named> = words
            .iter()
            .skip(3)
            .step_by(12)
            .zip(labels.iter().cycle())
            .map(|(t, label)| Named { span: t.span, label: label.clone(), role: None })
            .collect();
        let start = Instant::now();
        statements += find(&view, &names).len();
        seconds += start.elapsed().as_secs_f64();
        let start = Instant::now();
        with_roles += roles::with_statements(&view, &mut names).len();
        seconds_roles += start.elapsed().as_secs_f64();
        bytes += article.len();
    }
    assert!(statements > 100 && with_roles > 100, "the text is too small to measure");
    println!("{bytes} bytes, {statements} statements");
    println!("statements: {:.0} MB/s", bytes as f64 / seconds / 1e6);
    println!("roles and statements: {:.0} MB/s", bytes as f64 / seconds_roles / 1e6);
}
