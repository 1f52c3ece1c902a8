//! A document as JSON and back, without loss.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::document::{Actor, Document, Quote, QuoteKind};
use crate::entity::{Entity, Label, Source};
use crate::error::{Error, Result};
use crate::span::Span;
use crate::units::{Positions, Unit};

/// Both ends of a span, in the unit that the document names.
type Ends = (usize, usize);

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonDocument<'a> {
    offsets: Cow<'a, str>,
    text: Cow<'a, str>,
    date: Option<Cow<'a, str>>,
    header: Option<Ends>,
    entities: Vec<JsonEntity<'a>>,
    actors: Vec<JsonActor<'a>>,
    quotes: Vec<JsonQuote<'a>>,
    sentences: Vec<Ends>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tokens: Option<Vec<Ends>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonEntity<'a> {
    text: Cow<'a, str>,
    start: usize,
    end: usize,
    label: Cow<'a, str>,
    name: Cow<'a, str>,
    prefix: Cow<'a, str>,
    role: Option<Cow<'a, str>>,
    role_span: Option<Ends>,
    id: Option<Cow<'a, str>>,
    canonical: Option<Cow<'a, str>>,
    english: Option<Cow<'a, str>>,
    country: Option<Cow<'a, str>>,
    lat: Option<f64>,
    lon: Option<f64>,
    value: Option<Cow<'a, str>>,
    score: f32,
    source: Cow<'a, str>,
    actor: Option<usize>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonActor<'a> {
    name: Cow<'a, str>,
    label: Cow<'a, str>,
    id: Option<Cow<'a, str>>,
    mentions: Cow<'a, [usize]>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonQuote<'a> {
    text: Cow<'a, str>,
    start: usize,
    end: usize,
    kind: Cow<'a, str>,
    form: Cow<'a, str>,
    speaker: Option<Cow<'a, str>>,
    speaker_span: Option<Ends>,
    speaker_entity: Option<usize>,
    pronoun: bool,
    role: Option<Cow<'a, str>>,
    role_span: Option<Ends>,
    cue: Option<Cow<'a, str>>,
    cue_span: Option<Ends>,
    outlet: Option<Cow<'a, str>>,
    outlet_span: Option<Ends>,
}

/// Whether tokens, which make up most of the length, are written too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tokens {
    /// Write them.
    Keep,
    /// Leave them out.
    Omit,
}

/// The document on one line of JSON, positions in `unit`.
#[must_use]
pub fn write(doc: &Document, unit: Unit, tokens: Tokens) -> String {
    let positions = Positions::new(&doc.text, unit);
    let ends = |span: Span| {
        let span = positions.span(&doc.text, span);
        (span.start, span.end)
    };
    let text = |span: Span| Cow::Borrowed(span.slice(&doc.text).unwrap_or(""));
    let all = |spans: &[Span]| spans.iter().map(|&s| ends(s)).collect();
    let json = JsonDocument {
        offsets: name_of(unit).into(),
        text: Cow::Borrowed(&doc.text),
        date: doc.date.as_deref().map(Cow::from),
        header: doc.header.map(ends),
        entities: doc
            .entities
            .iter()
            .map(|e| JsonEntity {
                text: text(e.span),
                start: ends(e.span).0,
                end: ends(e.span).1,
                label: e.label.as_str().into(),
                name: (&e.name).into(),
                prefix: (&e.prefix).into(),
                role: e.role.map(text),
                role_span: e.role.map(ends),
                id: e.id.as_deref().map(Cow::from),
                canonical: e.canonical.as_deref().map(Cow::from),
                english: e.english.as_deref().map(Cow::from),
                country: e.country.as_deref().map(Cow::from),
                lat: e.coordinates.map(|c| c.0),
                lon: e.coordinates.map(|c| c.1),
                value: e.value.as_deref().map(Cow::from),
                score: e.score,
                source: e.source.as_str().into(),
                actor: e.actor,
            })
            .collect(),
        actors: doc
            .actors
            .iter()
            .map(|a| JsonActor {
                name: (&a.name).into(),
                label: a.label.as_str().into(),
                id: a.id.as_deref().map(Cow::from),
                mentions: (&a.mentions).into(),
            })
            .collect(),
        quotes: doc
            .quotes
            .iter()
            .map(|q| JsonQuote {
                text: text(q.span),
                start: ends(q.span).0,
                end: ends(q.span).1,
                kind: q.kind.as_str().into(),
                form: q.form.into(),
                speaker: q.speaker.map(text),
                speaker_span: q.speaker.map(ends),
                speaker_entity: q.speaker_entity,
                pronoun: q.pronoun,
                role: q.role.map(text),
                role_span: q.role.map(ends),
                cue: q.cue.map(text),
                cue_span: q.cue.map(ends),
                outlet: q.outlet.map(text),
                outlet_span: q.outlet.map(ends),
            })
            .collect(),
        sentences: all(&doc.sentences),
        tokens: (tokens == Tokens::Keep).then(|| all(&doc.tokens)),
    };
    // Writing to memory cannot fail, and every map key is a string.
    serde_json::to_string(&json).unwrap_or_default()
}

/// The document that [`write`] wrote. Without tokens in the JSON the document has none.
///
/// # Errors
/// A data error where it is not such JSON, or where a span does not lie in the text.
pub fn read(json: &str) -> Result<Document> {
    let json: JsonDocument<'_> =
        serde_json::from_str(json).map_err(|e| Error::data(format!("this is not a document of rasad: {e}")))?;
    let text = json.text.into_owned();
    let positions = Positions::new(&text, json.offsets.parse()?);
    let span = |(start, end): Ends| {
        let span = Span { start: positions.byte(&text, start), end: positions.byte(&text, end) };
        if start <= end && end <= positions.len() && span.slice(&text).is_some() {
            Ok(span)
        } else {
            Err(Error::data(format!("the span {start}..{end} does not lie in the text")))
        }
    };
    let maybe = |ends: Option<Ends>| ends.map(span).transpose();
    let all = |ends: Vec<Ends>| ends.into_iter().map(span).collect::<Result<Vec<_>>>();
    let shared = |text: Option<Cow<'_, str>>| text.map(|t| Arc::from(&*t));

    let entities = json.entities.into_iter().map(|e| {
        Ok(Entity {
            span: span((e.start, e.end))?,
            label: Label::from(&*e.label),
            name: e.name.into_owned(),
            prefix: e.prefix.into_owned(),
            role: maybe(e.role_span)?,
            id: shared(e.id),
            canonical: shared(e.canonical),
            english: shared(e.english),
            country: shared(e.country),
            coordinates: e.lat.zip(e.lon),
            value: e.value.map(Cow::into_owned),
            score: e.score,
            source: source(&e.source)?,
            actor: e.actor,
        })
    });
    let entities = entities.collect::<Result<Vec<_>>>()?;
    let known = |index: Option<usize>, len: usize, what: &str| match index {
        Some(i) if i >= len => Err(Error::data(format!("there is no {what} number {i} in the document"))),
        other => Ok(other),
    };
    let actors = json.actors.into_iter().map(|a| {
        for &mention in a.mentions.iter() {
            known(Some(mention), entities.len(), "entity")?;
        }
        Ok(Actor {
            name: a.name.into_owned(),
            label: Label::from(&*a.label),
            id: shared(a.id),
            mentions: a.mentions.into_owned(),
        })
    });
    let actors = actors.collect::<Result<Vec<_>>>()?;
    for entity in &entities {
        known(entity.actor, actors.len(), "actor")?;
    }
    let quotes = json.quotes.into_iter().map(|q| {
        Ok(Quote {
            span: span((q.start, q.end))?,
            kind: match &*q.kind {
                "direct" => QuoteKind::Direct,
                "indirect" => QuoteKind::Indirect,
                other => return Err(Error::data(format!("the kind of a quotation is not {other:?}"))),
            },
            form: ["quoted", "colon", "clause", "masdar"].into_iter().find(|f| *f == q.form).unwrap_or(""),
            speaker: maybe(q.speaker_span)?,
            speaker_entity: known(q.speaker_entity, entities.len(), "entity")?,
            pronoun: q.pronoun,
            role: maybe(q.role_span)?,
            cue: maybe(q.cue_span)?,
            outlet: maybe(q.outlet_span)?,
        })
    });
    let quotes = quotes.collect::<Result<Vec<_>>>()?;
    Ok(Document {
        date: json.date.map(Cow::into_owned),
        header: maybe(json.header)?,
        actors,
        quotes,
        sentences: all(json.sentences)?,
        tokens: all(json.tokens.unwrap_or_default())?,
        entities,
        text,
    })
}

fn source(name: &str) -> Result<Source> {
    [Source::Lexicon, Source::Tagger, Source::Rule, Source::Memory]
        .into_iter()
        .find(|s| s.as_str() == name)
        .ok_or_else(|| Error::data(format!("the source of an entity is not {name:?}")))
}

const fn name_of(unit: Unit) -> &'static str {
    match unit {
        Unit::Byte => "byte",
        Unit::Char => "char",
        Unit::Utf16 => "utf16",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Document {
        let text = "😀 قال عمر من باماكو: \"لا\"".to_owned();
        let at = |what: &str| text.find(what).map(|start| Span::new(start, start + what.len())).unwrap_or_default();
        let entity = |what: &str, label: Label| Entity {
            span: at(what),
            label,
            name: what.to_owned(),
            prefix: String::new(),
            role: None,
            id: Some(Arc::from("x:1")),
            canonical: None,
            english: None,
            country: None,
            coordinates: Some((12.65, -8.0)),
            value: None,
            score: 0.75,
            source: Source::Lexicon,
            actor: Some(0),
        };
        Document {
            date: Some("2025-09-05".to_owned()),
            header: None,
            entities: vec![entity("عمر", Label::Per), entity("باماكو", Label::from("TOWN"))],
            actors: vec![Actor { name: "عمر".to_owned(), label: Label::Per, id: None, mentions: vec![0] }],
            quotes: vec![Quote {
                span: at("لا"),
                kind: QuoteKind::Direct,
                form: "quoted",
                speaker: Some(at("عمر")),
                speaker_entity: Some(0),
                pronoun: false,
                role: None,
                cue: Some(at("قال")),
                outlet: None,
            }],
            sentences: vec![Span::new(0, text.len())],
            tokens: vec![at("قال"), at("عمر")],
            text,
        }
    }

    #[test]
    fn a_document_goes_there_and_back_in_every_unit() {
        for unit in [Unit::Byte, Unit::Char, Unit::Utf16] {
            assert_eq!(read(&write(&document(), unit, Tokens::Keep)), Ok(document()));
        }
    }

    #[test]
    fn a_span_past_the_end_is_refused() {
        let json = write(&document(), Unit::Char, Tokens::Omit).replace("\"end\":9", "\"end\":900");
        assert!(read(&json).is_err_and(|e| e.to_string().contains("does not lie in the text")));
        assert!(read("{}").is_err());
    }
}
