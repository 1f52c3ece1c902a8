//! Sentences, tokens and proclitics: the cases of `tests/cases/segment.json`, and what must hold for any text.

use proptest::prelude::*;
use rasad::segment::{proclitics, sentences, tokens};
use serde_json::Value;

fn cases(group: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("cases/segment.json")).expect("segment.json is JSON");
    all[group].as_array().expect("a list of cases").clone()
}

fn strings(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|s| s.as_str().expect("a string")).collect()
}

#[test]
fn sentences_end_where_the_cases_say() {
    for case in cases("sentences") {
        let expected = strings(&case["sentences"]);
        let glue = if case["glue"].as_bool() == Some(true) { "" } else { " " };
        let mut text = String::new();
        for sentence in &expected {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push_str(glue);
            }
            text.push_str(sentence);
        }
        let tokens = tokens(&text);
        let actual: Vec<_> = sentences(&text, &tokens)
            .into_iter()
            .map(|s| text[tokens[s.start].span.start..tokens[s.end - 1].span.end].trim())
            .collect();
        let expected: Vec<_> = expected.iter().map(|s| s.trim()).collect();
        assert_eq!(actual, expected, "{}\ntext: {text}", case["why"]);
    }
}

#[test]
fn tokens_are_what_the_cases_say() {
    for case in cases("tokens") {
        let text = case["text"].as_str().expect("text");
        let actual: Vec<_> = tokens(text).iter().map(|t| &text[t.span.range()]).collect();
        assert_eq!(actual, strings(&case["tokens"]), "text: {text}");
    }
}

#[test]
fn proclitics_are_what_the_cases_say() {
    for case in cases("proclitics") {
        let word = case["word"].as_str().expect("word");
        let actual: Vec<_> = proclitics(word).map(|p| format!("{}{}", p.restore, &word[p.len..])).collect();
        assert_eq!(actual, strings(&case["rests"]), "word: {word}");
    }
}

/// Texts that look like trouble: letters, marks, digits, blanks and breaks of several scripts in any order.
pub fn troublesome() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("قال"),
        Just("وأكد"),
        Just("د"),
        Just("م"),
        Just("أ"),
        Just("«"),
        Just("»"),
        Just("\""),
        Just("“"),
        Just("”"),
        Just("."),
        Just(".."),
        Just("؟"),
        Just("!"),
        Just("،"),
        Just(":"),
        Just(" "),
        Just("\n"),
        Just("\r\n"),
        Just("12"),
        Just("3.5"),
        Just("O'Neil"),
        Just("’"),
        Just("F16"),
        Just("😀"),
        Just("\u{0301}"),
        Just("\u{064B}"),
        Just("("),
        Just(")"),
        Just("\u{85}"),
        Just("\u{2028}"),
        Just("ﷺ"),
        Just("語"),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn check(text: &str) {
    let tokens = tokens(text);
    let mut end = 0;
    for token in &tokens {
        assert!(token.span.start >= end && token.span.end > token.span.start);
        assert!(text.get(token.span.range()).is_some(), "a token splits a character");
        assert!(text[end..token.span.start].chars().all(char::is_whitespace), "text was lost between tokens");
        end = token.span.end;
    }
    assert!(text[end..].chars().all(char::is_whitespace));
    let mut at = 0;
    for sentence in sentences(text, &tokens) {
        assert_eq!(sentence.start, at);
        assert!(sentence.end > at);
        at = sentence.end;
    }
    assert_eq!(at, tokens.len());
    for token in &tokens {
        let word = &text[token.span.range()];
        for reading in proclitics(word) {
            assert!(word.is_char_boundary(reading.len) && reading.len < word.len());
        }
    }
}

proptest! {
    #[test]
    fn tokens_and_sentences_tile_any_text(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn tokens_and_sentences_tile_troublesome_text(text in troublesome()) {
        check(&text);
    }
}
