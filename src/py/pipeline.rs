//! What an extractor of Python runs: a normalizer of one's own before everything, if there is one, then the core.

use super::extractor::Find;
use crate::aligned::Aligned;
use crate::document::Document;
use crate::extract::Extractor;
use crate::normalize::Normalizer;
use crate::span::Span;
use crate::values::Day;

/// An extractor, and what is done to texts before it reads them.
#[derive(Clone)]
pub(super) struct Pipeline {
    pub extractor: Extractor,
    pub before: Option<Normalizer>,
}

impl Pipeline {
    fn run(&self, text: &str, find: impl Fn(&str) -> Document) -> Document {
        match &self.before {
            None => find(text),
            Some(before) => {
                let aligned = before.align(text);
                to_source(find(aligned.text()), &aligned)
            }
        }
    }
}

impl Find for Pipeline {
    fn full(&self, text: &str, date: Option<Day>) -> Document {
        self.run(text, |text| self.extractor.extract(text, date))
    }

    fn entities(&self, text: &str, date: Option<Day>) -> Document {
        self.run(text, |text| self.extractor.extract_entities(text, date))
    }
}

/// What was found in the normal form, as spans of the original.
fn to_source(mut doc: Document, aligned: &Aligned) -> Document {
    let one = |span: &mut Span| *span = aligned.to_source(*span);
    let maybe = |span: &mut Option<Span>| *span = span.map(|s| aligned.to_source(s));
    for entity in &mut doc.entities {
        one(&mut entity.span);
        maybe(&mut entity.role);
    }
    for quote in &mut doc.quotes {
        one(&mut quote.span);
        [&mut quote.speaker, &mut quote.role, &mut quote.cue, &mut quote.outlet].into_iter().for_each(maybe);
    }
    doc.sentences.iter_mut().chain(&mut doc.tokens).for_each(one);
    maybe(&mut doc.header);
    doc.text = aligned.source().to_owned();
    doc
}
