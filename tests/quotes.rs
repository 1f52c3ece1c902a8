//! Quotations: the cases of `tests/cases/quotes.json`, and what must hold for any text.

use proptest::prelude::*;
use rasad::quotes::{Named, find};
use rasad::segment::{View, sentences, tokens};
use rasad::{Label, QuoteKind, Span};
use serde_json::Value;

mod common;

fn cases(group: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("cases/quotes.json")).expect("quotes.json is JSON");
    all[group].as_array().expect("a list of cases").clone()
}

#[test]
fn statements_are_what_the_cases_say() {
    let mut failures = Vec::new();
    for case in cases("quotes") {
        let marked = common::Marked::read(case["text"].as_str().expect("text"));
        let found = marked.with(find);
        let said = |span: Option<Span>| span.map(|s| marked.source(s));
        let shown: Vec<String> = found
            .iter()
            .map(|s| {
                format!(
                    "{} | {:?} | {:?} | {:?} | {} | {}",
                    s.form,
                    said(s.cue),
                    said(s.speaker),
                    said(s.outlet),
                    s.pronoun,
                    marked.source(s.span)
                )
            })
            .collect();
        let wanted = case["quotes"].as_array().expect("quotes");
        let right = found.len() == wanted.len()
            && found.iter().zip(wanted).all(|(s, w)| {
                let same = |field: &str, actual: Option<&str>| match &w[field] {
                    Value::Null => true,
                    wanted => wanted.as_str() == actual,
                };
                marked.source(s.span) == w["quote"].as_str().unwrap_or("")
                    && same("speaker", said(s.speaker))
                    && same("form", Some(s.form))
                    && same("cue", said(s.cue))
                    && w["outlet"].as_str() == said(s.outlet)
                    && w["pronoun"].as_bool().unwrap_or(w["speaker"].is_null()) == s.pronoun
                    && (s.kind == QuoteKind::Direct) == matches!(s.form, "quoted" | "colon")
            });
        if !right {
            failures.push(format!(
                "text: {}\n  expected: {wanted:?}\n  actual:\n    {}",
                marked.text,
                shown.join("\n    ")
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn what_is_no_statement_is_left_alone() {
    for case in cases("not") {
        let marked = common::Marked::read(case["text"].as_str().expect("text"));
        let found: Vec<String> = marked.with(find).iter().map(|s| marked.source(s.span).to_owned()).collect();
        assert!(found.is_empty(), "{}\ntext: {}\nactual: {found:?}", case["why"], marked.text);
    }
}

fn check(text: &str) {
    let tokens = tokens(text);
    let sentences = sentences(text, &tokens);
    let view = View { text, tokens: &tokens, sentences: &sentences };
    // Every fifth word is a name, of changing kinds.
    let labels = [Label::Per, Label::Org, Label::Gpe];
    let names: Vec<Named> = tokens
        .iter()
        .step_by(5)
        .zip(labels.iter().cycle())
        .map(|(t, label)| Named { span: t.span, label: label.clone(), role: None })
        .collect();
    let inside = |span: Span| assert!(span.slice(text).is_some_and(|s| !s.is_empty()), "{span:?} in {text:?}");
    let mut last = 0;
    for statement in find(&view, &names) {
        assert!(statement.span.start >= last, "out of order");
        last = statement.span.start;
        inside(statement.span);
        [statement.speaker, statement.cue, statement.outlet, statement.role].into_iter().flatten().for_each(inside);
    }
    for role in rasad::extract::roles::find(&view, &names).into_iter().flatten() {
        inside(role);
    }
    for recalled in rasad::extract::memory::find(&view, &names, &|_| false) {
        inside(recalled.span);
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn texts_of_cues_and_marks_are_read_without_panic(pieces in prop::collection::vec(0usize..PIECES.len(), 0..80)) {
        check(&pieces.iter().map(|&i| PIECES[i]).collect::<String>());
    }
}

const PIECES: &[&str] = &[
    "قال ",
    "واكد ",
    "مشيرا ",
    "الي ",
    "ان ",
    "انه ",
    "بان ",
    "نقل ",
    "عن ",
    "قوله ",
    "بحسب ",
    "وفقا ",
    "لمصادر ",
    "«",
    "»",
    "\"",
    "“",
    "”",
    "''",
    "'",
    ":",
    "، ",
    ". ",
    ".",
    "\n",
    "الوزير ",
    "مصدر ",
    "في ",
    "بيان ",
    "ل",
    "لصحيفة ",
    "الذي ",
    "ضرورة ",
    "بالعمل ",
    "(",
    ")",
    "من ",
    "جهته ",
    "جاء ",
    "البيان ",
    "عام ",
    "2015 ",
    "علي ",
    "حد ",
    "كما ",
    "ما ",
    "باسم ",
    "و",
    "😀",
];

/// Much of one thing: the work must stay linear, or this test does not end.
#[test]
fn hostile_texts_end() {
    for piece in [
        "\"",
        "«",
        "«»",
        "قال ",
        "قال ان ",
        "وقال ان ",
        "وقال: ",
        "بحسب ",
        "قال الوزير ",
        "مشيرا الي ان ",
        "(",
        "، ",
        ". ",
        "«قال ",
        "\" قال \"",
        "وزير ",
        "وكالة «",
        "بحسب مصدر ",
        "قال ان مصدر، ",
    ] {
        let text = piece.repeat(300_000 / piece.len());
        let tokens = tokens(&text);
        let sentences = sentences(&text, &tokens);
        let view = View { text: &text, tokens: &tokens, sentences: &sentences };
        let found = find(&view, &[]);
        assert!(found.len() <= tokens.len());
        let names: Vec<Named> =
            tokens.iter().step_by(3).map(|t| Named { span: t.span, label: Label::Per, role: None }).collect();
        assert!(find(&view, &names).len() <= tokens.len());
        assert_eq!(rasad::extract::roles::find(&view, &names).len(), names.len());
    }
}
