//! What the benches of finding share: the clock, the texts and their tokens.

use std::ops::Range;
use std::time::{Duration, Instant};

use rasad::Aligned;
use rasad::segment::{self, Token, View};

/// Time spent so far: the processor's for this process if the system tells it, else the clock's.
pub fn now(clock: Instant) -> Duration {
    // The system counts when it changes between threads, or at ticks of some milliseconds: this makes it count now.
    std::thread::yield_now();
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanoseconds = told.and_then(|line| line.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(|| clock.elapsed(), Duration::from_nanos)
}

/// The texts that a bench reads: `RASAD_TEXT` (articles divided by blank lines), else those under `tests/golden`.
pub fn texts() -> Vec<String> {
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

/// A text in match form, its tokens and its sentences.
pub type Parts<'a> = (&'a str, Vec<Token>, Vec<Range<usize>>);

/// Tokens and sentences of texts in match form.
pub fn segmented(aligned: &[Aligned]) -> Vec<Parts<'_>> {
    let mut out = Vec::with_capacity(aligned.len());
    for text in aligned.iter().map(Aligned::text) {
        let tokens = segment::tokens(text);
        let sentences = segment::sentences(text, &tokens);
        out.push((text, tokens, sentences));
    }
    out
}

/// The views that the finding layers take.
pub fn views<'a>(parts: &'a [Parts<'a>]) -> Vec<View<'a>> {
    parts.iter().map(|(text, tokens, sentences)| View { text, tokens, sentences }).collect()
}
