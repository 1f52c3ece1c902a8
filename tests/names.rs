//! Names in short passages: `tests/cases/names.json` through the whole pipeline.

use rasad::{Label, Span, extract::Extractor};

/// A passage without its marks, and what they marked.
fn unmark(marked: &str) -> (String, Vec<(Span, Label)>) {
    let (mut text, mut spans, mut rest) = (String::new(), Vec::new(), marked);
    while let Some(at) = rest.find("[[") {
        text.push_str(&rest[..at]);
        let (label, after) = rest[at + 2..].split_once(':').expect("a mark has a label");
        let (surface, after) = after.split_once("]]").expect("a mark is closed");
        let start = text.len();
        text.push_str(surface);
        spans.push((Span::new(start, text.len()), Label::from(label)));
        rest = after;
    }
    text.push_str(rest);
    (text, spans)
}

fn is_name(label: &Label) -> bool {
    use Label::{Event, Fac, Gpe, Loc, Misc, Norp, Org, Per};
    matches!(label, Per | Org | Gpe | Loc | Fac | Norp | Event | Misc)
}

#[test]
fn names_in_passages() {
    let file: serde_json::Value = serde_json::from_str(include_str!("cases/names.json")).unwrap();
    let extractor = Extractor::default();
    let mut failures = Vec::new();
    let cases = file["cases"].as_array().unwrap();
    for case in cases {
        let (text, expected) = unmark(case["text"].as_str().unwrap());
        let doc = extractor.extract(&text, None);
        let found: Vec<_> = doc.entities.iter().filter(|e| is_name(&e.label)).collect();
        let shown: Vec<_> = found.iter().map(|e| format!("{}:{}", e.label, &text[e.span.range()])).collect();
        let before = failures.len();
        let open = case["open"].as_bool() == Some(true);
        let mut fail = |why: String| failures.push(format!("{why}\n    text:  {text}\n    found: {shown:?}"));
        for (span, label) in &expected {
            match found.iter().find(|e| e.span == *span && e.label == *label) {
                None => fail(format!("missing {label}:{}", &text[span.range()])),
                Some(entity) => {
                    if let Some(name) = case["names"].get(&text[span.range()]).and_then(|n| n.as_str()) {
                        if entity.name != name {
                            fail(format!("name {} instead of {name}", entity.name));
                        }
                    }
                }
            }
        }
        for word in case["not"].as_array().into_iter().flatten().filter_map(|w| w.as_str()) {
            for (at, _) in text.match_indices(word) {
                let span = Span::new(at, at + word.len());
                let marked = expected.iter().any(|(s, _)| s.overlaps(span));
                if !marked && found.iter().any(|e| e.span.overlaps(span)) {
                    fail(format!("{word} is no name here"));
                }
            }
        }
        if case["only"].as_bool() == Some(true) && found.len() > expected.len() {
            fail("names beyond the marked ones".to_owned());
        }
        if open {
            let right = failures.len() == before;
            failures.truncate(before);
            if right {
                failures.push(format!("right now: take \"open\" off\n    text:  {text}"));
            }
        }
    }
    assert!(failures.is_empty(), "{} failures in {} passages:\n{}", failures.len(), cases.len(), failures.join("\n"));
}
