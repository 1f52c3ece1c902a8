//! The golden articles: invariants of what is extracted from them, and scores that may not fall.
//!
//! `cargo run -p xtask -- golden` writes the scores again; `-- golden --errors` prints what is wrong.

#[path = "../xtask/src/gold.rs"]
mod gold;
#[path = "../xtask/src/marks.rs"]
mod marks;
#[path = "../xtask/src/score.rs"]
#[allow(dead_code)]
mod score;
#[path = "../xtask/src/snapshot.rs"]
#[allow(dead_code)]
mod snapshot;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rasad::extract::Extractor;

/// How far a score may fall below the kept one, in points.
const SLACK: f64 = 1.0;

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn articles() -> Vec<gold::Gold> {
    gold::folder(&home()).expect("tests/golden can be read")
}

#[test]
fn the_files_are_what_the_authoring_files_say() {
    let articles = articles();
    for article in &articles {
        let path = home().join("marked").join(format!("{}.txt", article.name));
        let source = std::fs::read_to_string(&path).expect("an authoring file for each article");
        let marked = marks::read(&article.name, &source).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for (ending, content) in marks::files(&marked) {
            let path = home().join(format!("{}{ending}", article.name));
            let kept = std::fs::read_to_string(&path).unwrap_or_default();
            assert_eq!(kept, content, "{}: run `cargo run -p xtask -- golden --build`", path.display());
        }
    }
    let marked = std::fs::read_dir(home().join("marked")).expect("tests/golden/marked").count();
    assert_eq!(articles.len(), marked, "run `cargo run -p xtask -- golden --build`");
    assert!(articles.len() >= 16);
}

#[test]
fn marks_are_of_known_labels_and_never_take_a_proclitic_article() {
    for article in articles() {
        let mut end = 0;
        for (span, label) in &article.names {
            assert!(!matches!(rasad::Label::from(label.as_str()), rasad::Label::Custom(_)), "{label}");
            let surface = span.slice(&article.text).expect("a span of the text");
            assert_eq!(surface, surface.trim(), "{}: blanks in {surface:?}", article.name);
            assert!(!surface.starts_with("بال") || surface.starts_with("بالي"), "{}: {surface}", article.name);
            assert!(end <= span.start, "{}: marks overlap at {surface}", article.name);
            end = span.end;
        }
    }
}

#[test]
fn spans_slice_stand_in_order_and_do_not_overlap() {
    let extractor = Extractor::default();
    for article in articles() {
        let doc = extractor.extract(&article.text, article.date.as_deref().and_then(score::day));
        let name = &article.name;
        assert_eq!(doc.text, article.text);
        let mut end = 0;
        for (index, entity) in doc.entities.iter().enumerate() {
            let surface = entity.span.slice(&doc.text).unwrap_or_else(|| panic!("{name}: {:?}", entity.span));
            assert!(!surface.trim().is_empty(), "{name}: an empty entity at {:?}", entity.span);
            assert_eq!(surface, surface.trim(), "{name}: blanks in {surface:?}");
            assert!(end <= entity.span.start, "{name}: {surface} overlaps or stands out of order");
            assert!(!entity.name.is_empty(), "{name}: {surface} has no name");
            assert!((0.0..=1.0).contains(&entity.score), "{name}: score {} of {surface}", entity.score);
            end = entity.span.end;
            if let Some(actor) = entity.actor {
                let actor = doc.actors.get(actor).unwrap_or_else(|| panic!("{name}: no actor {actor}"));
                assert!(actor.mentions.contains(&index), "{name}: {surface} is no mention of {}", actor.name);
            }
        }
        for (index, actor) in doc.actors.iter().enumerate() {
            assert!(!actor.mentions.is_empty(), "{name}: {} has no mentions", actor.name);
            assert!(actor.mentions.is_sorted(), "{name}: mentions of {} out of order", actor.name);
            for mention in &actor.mentions {
                let entity = doc.entities.get(*mention).unwrap_or_else(|| panic!("{name}: no entity {mention}"));
                assert_eq!(entity.actor, Some(index), "{name}: {}", actor.name);
            }
        }
        for quote in &doc.quotes {
            let spans = [Some(quote.span), quote.speaker, quote.role, quote.cue, quote.outlet];
            for span in spans.into_iter().flatten() {
                assert!(span.slice(&doc.text).is_some_and(|s| !s.trim().is_empty()), "{name}: {span:?} of a quote");
            }
            assert!(quote.speaker_entity.is_none_or(|index| index < doc.entities.len()), "{name}: speaker_entity");
        }
        for span in doc.sentences.iter().chain(&doc.tokens) {
            assert!(span.slice(&doc.text).is_some(), "{name}: {span:?}");
        }
    }
}

#[test]
fn scores_do_not_fall() {
    let scores = score::score(&Extractor::default(), &articles());
    let kept = std::fs::read_to_string(home().join("scores.json")).unwrap_or_default();
    let kept: BTreeMap<String, f64> = serde_json::from_str(&kept).expect("scores.json: `cargo run -p xtask -- golden`");
    let now: BTreeMap<String, f64> = snapshot::figures(&scores).into_iter().collect();
    let fallen: Vec<_> = kept
        .iter()
        .filter_map(|(name, before)| {
            let now = now.get(name).copied().unwrap_or(0.0);
            (now < before - SLACK).then(|| format!("{name}: {before} before, {now} now"))
        })
        .collect();
    if !fallen.is_empty() {
        for table in [&scores.names, &scores.values, &scores.quotes] {
            table.errors.iter().for_each(|line| println!("{line}"));
        }
        panic!("scores on tests/golden have fallen:\n{}", fallen.join("\n"));
    }
}
