//! A document in the column format of the CoNLL shared tasks.

use crate::document::Document;

/// One token and its BIO tag a line, an empty line after each sentence. A word carries the tag of the name in it,
/// proclitics included; where two names share a word, the first one counts.
#[must_use]
pub fn write(doc: &Document) -> String {
    let mut out = String::with_capacity(doc.text.len() * 2);
    let mut entities = doc.entities.iter().peekable();
    let mut sentences = doc.sentences.iter().peekable();
    let mut inside = false;
    for token in &doc.tokens {
        while sentences.next_if(|s| s.end <= token.start).is_some() {
            if !out.is_empty() && !out.ends_with("\n\n") {
                out.push('\n');
            }
        }
        while entities.next_if(|e| e.span.end <= token.start).is_some() {
            inside = false;
        }
        // A line break is a token of its own; it has no place on a line.
        let Some(word) = token.slice(&doc.text).filter(|w| !w.trim().is_empty()) else { continue };
        out.extend(word.chars().map(|c| if c.is_whitespace() { '_' } else { c }));
        match entities.peek() {
            Some(entity) if entity.span.overlaps(*token) => {
                out.push_str(if inside { " I-" } else { " B-" });
                out.push_str(entity.label.as_str());
                inside = true;
            }
            _ => out.push_str(" O"),
        }
        out.push('\n');
    }
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::document::Document;
    use crate::entity::{Entity, Label, Source};
    use crate::span::Span;

    #[test]
    fn a_word_carries_the_tag_of_the_name_in_it() {
        let text = "زار لأمم المتحدة.\nانتهى".to_owned();
        let at = |what: &str| text.find(what).map(|s| Span::new(s, s + what.len())).unwrap_or_default();
        let entity = Entity {
            span: at("أمم المتحدة"),
            label: Label::Org,
            name: String::new(),
            prefix: String::new(),
            role: None,
            id: None,
            canonical: None,
            english: None,
            country: None,
            coordinates: None,
            value: None,
            score: 1.0,
            source: Source::Lexicon,
            actor: None,
        };
        let doc = Document {
            entities: vec![entity],
            tokens: ["زار", "لأمم", "المتحدة", ".", "\n", "انتهى"].map(at).to_vec(),
            sentences: vec![at("زار لأمم المتحدة."), at("انتهى")],
            text,
            ..Document::default()
        };
        assert_eq!(super::write(&doc), "زار O\nلأمم B-ORG\nالمتحدة I-ORG\n. O\n\nانتهى O\n\n");
    }
}
