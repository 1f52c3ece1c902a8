//! Prints the values of texts: `cargo run --example values -- [--date YYYY-MM-DD] [FILE…]`, or of standard input, a text a line.
//! `--marked` prints the texts with their values marked; `--speed` measures the layer alone over the files instead.

use std::io::Read;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use rasad::normalize::{Normalizer, Profile};
use rasad::segment::{View, sentences, tokens};
use rasad::values::{self, Day};

fn main() {
    let mut date = None;
    let mut files = Vec::new();
    let mut speed = false;
    let mut marked = false;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--date" => date = args.next().and_then(|d| values::typed::day(&d)),
            "--speed" => speed = true,
            "--marked" => marked = true,
            _ => files.push(arg),
        }
    }
    let mut texts = Vec::new();
    for file in &files {
        texts.push(std::fs::read_to_string(file).unwrap_or_else(|e| panic!("{file}: {e}")));
    }
    if files.is_empty() {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).expect("standard input is UTF-8");
        texts.extend(text.lines().map(str::to_owned));
    }
    if speed {
        return measure(&texts, date);
    }
    for text in &texts {
        if marked { println!("{}", mark(text, date)) } else { show(text, date) }
    }
}

/// The text with its values marked as in `tests/cases/values.json`.
fn mark(text: &str, date: Option<Day>) -> String {
    let aligned = Normalizer::profile(Profile::Match).align(text);
    let tokens = tokens(aligned.text());
    let sentences = sentences(aligned.text(), &tokens);
    let view = View { text: aligned.text(), tokens: &tokens, sentences: &sentences };
    let mut out = String::new();
    let mut from = 0;
    for value in values::scan(&view, date) {
        let span = aligned.to_source(value.span);
        let Some(written) = values::written(&value.label, &value.value, &text[span.range()]) else { continue };
        out.push_str(&text[from..span.start]);
        out.push_str(&format!("[[{} {written}|{}]]", value.label, &text[span.range()]));
        from = span.end;
    }
    out.push_str(&text[from..]);
    out
}

fn show(text: &str, date: Option<Day>) {
    let aligned = Normalizer::profile(Profile::Match).align(text);
    let tokens = tokens(aligned.text());
    let sentences = sentences(aligned.text(), &tokens);
    let view = View { text: aligned.text(), tokens: &tokens, sentences: &sentences };
    println!("{text}");
    for value in values::scan(&view, date) {
        let surface = aligned.to_source(value.span).slice(text).unwrap_or("?");
        if let Some(written) = values::written(&value.label, &value.value, surface) {
            println!("    {} {written} [{surface}]", value.label);
        }
    }
}

/// Time on the processor where the system tells it (Linux), so that other work beside it does not count.
fn clock() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let start = *START.get_or_init(Instant::now);
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let spent = spent.and_then(|s| s.split(' ').next().and_then(|n| n.parse().ok()));
    spent.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

fn measure(texts: &[String], date: Option<Day>) {
    let normalizer = Normalizer::profile(Profile::Match);
    // Articles, which blank lines divide, come one by one, as they do in use.
    let articles = texts.iter().flat_map(|t| t.split("\n\n")).filter(|a| !a.trim().is_empty());
    let forms: Vec<String> = articles.map(|t| normalizer.align(t).text().to_owned()).collect();
    let parts: Vec<_> = forms.iter().map(|f| (f, tokens(f))).map(|(f, t)| (f, sentences(f, &t), t)).collect();
    let bytes: usize = forms.iter().map(String::len).sum();
    for _ in 0..3 {
        let begin = clock();
        let mut found = 0;
        for (form, sentences, tokens) in &parts {
            found += values::scan(&View { text: form, tokens, sentences }, date).len();
        }
        let seconds = (clock() - begin).as_secs_f64();
        println!("{found} values, {:.1} MB/s", bytes as f64 / 1e6 / seconds);
    }
}
