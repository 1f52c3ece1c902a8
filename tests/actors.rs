//! Actors and document memory: the cases of `tests/cases/actors.json`.

use rasad::extract::{actors, memory};
use rasad::{Entity, Source};
use serde_json::Value;

mod common;

fn cases(group: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("cases/actors.json")).expect("actors.json is JSON");
    all[group].as_array().expect("a list of cases").clone()
}

#[test]
fn mentions_are_grouped_as_the_cases_say() {
    for case in cases("actors") {
        let marked = common::Marked::read(case["text"].as_str().expect("text"));
        let entities: Vec<Entity> = marked
            .names
            .iter()
            .map(|name| {
                let span = marked.aligned.to_source(name.span);
                let surface = marked.source(name.span);
                Entity {
                    span,
                    label: name.label.clone(),
                    name: surface.to_owned(),
                    prefix: String::new(),
                    role: None,
                    id: case["ids"][surface].as_str().map(Into::into),
                    canonical: None,
                    english: None,
                    country: None,
                    coordinates: None,
                    value: None,
                    score: 1.0,
                    source: Source::Lexicon,
                    actor: None,
                }
            })
            .collect();
        let found: Vec<(String, usize)> =
            actors::group(&marked.text, &entities).into_iter().map(|a| (a.name, a.mentions.len())).collect();
        let wanted: Vec<(String, usize)> = case["actors"]
            .as_array()
            .expect("actors")
            .iter()
            .map(|a| (a[0].as_str().expect("name").to_owned(), a[1].as_u64().expect("count") as usize))
            .collect();
        assert_eq!(found, wanted, "{}\ntext: {}", case["why"], marked.text);
    }
}

#[test]
fn second_mentions_are_recalled_as_the_cases_say() {
    for case in cases("memory") {
        let marked = common::Marked::read(case["text"].as_str().expect("text"));
        let common_words: Vec<&str> =
            case["ambiguous"].as_array().map(|a| a.iter().filter_map(Value::as_str).collect()).unwrap_or_default();
        let recalled = marked.with(|view, names| memory::find(view, names, &|word| common_words.contains(&word)));
        let found: Vec<&str> = recalled.iter().map(|r| marked.source(r.span)).collect();
        let wanted: Vec<&str> = case["found"].as_array().expect("found").iter().filter_map(Value::as_str).collect();
        assert_eq!(found, wanted, "{}\ntext: {}", case["why"], marked.text);
    }
}
