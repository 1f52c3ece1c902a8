//! Roles of persons: the cases of `tests/cases/roles.json`.

use rasad::extract::roles;

mod common;

#[test]
fn roles_are_what_the_cases_say() {
    let all: serde_json::Value = serde_json::from_str(include_str!("cases/roles.json")).expect("roles.json is JSON");
    let mut failures = Vec::new();
    for case in all["roles"].as_array().expect("a list") {
        let marked = common::Marked::read(case["text"].as_str().expect("text"));
        let found = marked.with(roles::find);
        for (name, wanted) in case["roles"].as_object().expect("roles") {
            let index = marked.names.iter().position(|n| marked.source(n.span) == name).expect("the name is marked");
            let role = found[index].map(|span| marked.source(span));
            if role != wanted.as_str() {
                failures.push(format!("text: {}\n  expected: {wanted}\n  actual:   {role:?}", marked.text));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
