//! The scores as they are kept in `tests/golden/scores.json`.

use serde_json::{Map, Value, json};

use crate::score::{Scores, percent};

/// Scores by name, in percent with one decimal.
pub fn figures(scores: &Scores) -> Vec<(String, f64)> {
    let mut out = Vec::new();
    for (group, table) in [("names", &scores.names), ("values", &scores.values), ("quotes", &scores.quotes)] {
        out.push((format!("{group} F1"), table.total().f1()));
        out.extend(table.rows.iter().filter(|(_, r)| r.right + r.missed > 0).map(|(l, r)| (format!("{l} F1"), r.f1())));
    }
    out.push(("value right".to_owned(), percent(scores.value_right.0, scores.value_right.1)));
    out.push(("speaker right".to_owned(), percent(scores.speakers.0, scores.speakers.1)));
    out.push(("cue right".to_owned(), percent(scores.cues.0, scores.cues.1)));
    out.into_iter().map(|(name, value)| (name, (value * 10.0).round() / 10.0)).collect()
}

/// The file's text.
pub fn json(scores: &Scores) -> String {
    let map: Map<String, Value> = figures(scores).into_iter().map(|(name, value)| (name, json!(value))).collect();
    let text = serde_json::to_string_pretty(&map).unwrap_or_default();
    text + "\n"
}
