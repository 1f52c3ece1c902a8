//! `read FILE…`: texts with what was found in them, for a person to read.
//!
//! Names and values stand in the text as `[[LABEL:surface]]` and `{{LABEL=value|surface}}`; the quotations follow, one a
//! line. Blank lines part the articles of a file that begins with `#many`; every other file is one article.

use rasad::extract::Extractor;
use rasad::{Document, Span};

use crate::score::is_name;

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    let extractor = Extractor::default();
    for file in args {
        let text = std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))?;
        let articles = match text.strip_prefix("#many\n") {
            Some(many) => many.split("\n\n").collect(),
            None => vec![text.as_str()],
        };
        for (index, article) in articles.into_iter().enumerate() {
            println!("=== {file} {index}\n{}", marked(&extractor.extract(article, None)));
        }
    }
    Ok(())
}

fn marked(doc: &Document) -> String {
    let mut out = String::with_capacity(doc.text.len() * 2);
    let mut at = 0;
    for entity in &doc.entities {
        let Some(surface) = entity.span.slice(&doc.text) else { continue };
        out += doc.text.get(at..entity.span.start).unwrap_or_default();
        out += &match (is_name(&entity.label), entity.role.and_then(|r| r.slice(&doc.text))) {
            (true, None) => format!("[[{}:{surface}]]", entity.label),
            (true, Some(role)) => format!("[[{}:{surface}|{role}]]", entity.label),
            (false, _) => format!("{{{{{}={}|{surface}}}}}", entity.label, entity.value.as_deref().unwrap_or("")),
        };
        at = entity.span.end;
    }
    out += doc.text.get(at..).unwrap_or_default();
    let part = |span: Option<Span>| span.and_then(|s| s.slice(&doc.text)).unwrap_or("-").replace('\n', " ");
    for q in &doc.quotes {
        let (kind, pronoun) = (q.kind.as_str(), if q.pronoun { " (pronoun)" } else { "" });
        let said = part(Some(q.span));
        out += &format!(
            "\n  > {kind} {} | {}{pronoun} | role {} | {} | outlet {} | {said}",
            q.form,
            part(q.speaker),
            part(q.role),
            part(q.cue),
            part(q.outlet)
        );
    }
    for actor in doc.actors.iter().filter(|actor| actor.mentions.len() > 1) {
        out += &format!("\n  * {} {} x{}", actor.label, actor.name, actor.mentions.len());
    }
    out + "\n"
}
