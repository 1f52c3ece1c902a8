//! What the benches of finding share: the clock and the texts.

use std::time::{Duration, Instant};

/// Time spent so far: the processor's for this process if the system tells it, else the clock's.
pub fn now(clock: Instant) -> Duration {
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
