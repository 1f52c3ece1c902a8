//! Example texts with their names marked as `[[LABEL:surface]]`.
#![allow(dead_code, reason = "each test file uses its part")]

use rasad::normalize::{Normalizer, Profile};
use rasad::quotes::Named;
use rasad::segment::{View, sentences, tokens};
use rasad::{Aligned, Label, Span};

/// A text and its names, as spans of the match form.
pub struct Marked {
    pub text: String,
    pub aligned: Aligned,
    pub names: Vec<Named>,
}

impl Marked {
    /// Takes the marks off.
    pub fn read(marked: &str) -> Self {
        let mut text = String::new();
        let mut spans: Vec<(Span, Label)> = Vec::new();
        let mut rest = marked;
        while let Some(at) = rest.find("[[") {
            text.push_str(&rest[..at]);
            let inner = &rest[at + 2..];
            let (colon, close) = (inner.find(':').expect("a label"), inner.find("]]").expect("a closing mark"));
            let start = text.len();
            text.push_str(&inner[colon + 1..close]);
            spans.push((Span::new(start, text.len()), Label::from(&inner[..colon])));
            rest = &inner[close + 2..];
        }
        text.push_str(rest);
        let aligned = Normalizer::profile(Profile::Match).align(&text);
        let names = spans
            .into_iter()
            .map(|(span, label)| Named { span: aligned.to_normalized(span), label, role: None })
            .collect();
        Self { text, aligned, names }
    }

    /// Runs a finder on the view of the text.
    pub fn with<T>(&self, run: impl FnOnce(&View<'_>, &[Named]) -> T) -> T {
        let text = self.aligned.text();
        let tokens = tokens(text);
        let sentences = sentences(text, &tokens);
        run(&View { text, tokens: &tokens, sentences: &sentences }, &self.names)
    }

    /// The original text of a span of the match form.
    pub fn source(&self, span: Span) -> &str {
        self.aligned.to_source(span).slice(&self.text).expect("a span slices the text")
    }
}
