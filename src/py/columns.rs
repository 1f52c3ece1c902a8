//! Documents as Arrow columns: entities, quotations, actors. Built by the workers, without Python.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Float32Builder, Float64Builder, Int32Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};

use crate::document::Document;
use crate::span::Span;
use crate::units::{Positions, Unit};
use crate::values::typed;

/// A column: positions are kept in every unit, so that none needs the texts again.
#[derive(Clone)]
pub(super) enum Column {
    Plain(ArrayRef),
    /// In code points, bytes and UTF-16.
    Position([ArrayRef; 3]),
}

/// A name and a column.
pub(super) type Named = (&'static str, Column);

/// What one run of texts gives.
#[derive(Clone)]
pub(super) struct Batch {
    pub entities: Vec<Named>,
    pub quotes: Vec<Named>,
    pub actors: Vec<Named>,
}

/// The columns as a record batch with positions in `unit`.
pub(super) fn record_batch(columns: &[Named], unit: Unit) -> crate::Result<RecordBatch> {
    let pick = |column: &Column| match column {
        Column::Plain(array) => Arc::clone(array),
        Column::Position(arrays) => Arc::clone(match unit {
            Unit::Char => &arrays[0],
            Unit::Byte => &arrays[1],
            Unit::Utf16 => &arrays[2],
        }),
    };
    RecordBatch::try_new(schema(columns), columns.iter().map(|(_, column)| pick(column)).collect())
        .map_err(|e| crate::Error::data(format!("the columns do not fit together: {e}")))
}

/// Columns without nulls.
const ALWAYS: &[&str] = &[
    "row", "start", "end", "text", "label", "name", "prefix", "score", "source", "kind", "form", "pronoun", "mentions",
];

/// The names and types of columns. What is always there is said to be never null.
pub(super) fn schema(columns: &[Named]) -> SchemaRef {
    let field = |(name, column): &Named| {
        let data_type = match column {
            Column::Plain(array) => array.data_type().clone(),
            Column::Position(_) => DataType::Int64,
        };
        Field::new(*name, data_type, !ALWAYS.contains(name))
    };
    Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()))
}

/// Builds the columns of one run of texts.
#[derive(Default)]
pub(super) struct Builder {
    entities: Entities,
    quotes: Quotes,
    actors: Actors,
}

impl Builder {
    /// Adds what was found in the text of row `row`.
    pub(super) fn add(&mut self, row: usize, doc: &Document) {
        let units = Units::new(&doc.text);
        self.entities.add(row, doc, &units);
        self.quotes.add(row, doc, &units);
        self.actors.add(row, doc, &units);
    }

    pub(super) fn finish(self) -> Batch {
        Batch { entities: self.entities.finish(), quotes: self.quotes.finish(), actors: self.actors.finish() }
    }
}

/// The positions of one text in every unit.
struct Units<'a> {
    text: &'a str,
    chars: Positions,
    utf16: Positions,
}

impl<'a> Units<'a> {
    fn new(text: &'a str) -> Self {
        let chars = Positions::new(text, Unit::Char);
        // The two differ only beyond the Basic Multilingual Plane, whose characters begin with such a byte.
        let wide = text.bytes().any(|b| b >= 0xF0);
        let utf16 = if wide { Positions::new(text, Unit::Utf16) } else { chars.clone() };
        Self { text, chars, utf16 }
    }

    fn slice(&self, span: Span) -> &'a str {
        span.slice(self.text).unwrap_or("")
    }
}

/// A pair of position columns.
#[derive(Default)]
struct Ends([[Int64Builder; 3]; 2]);

impl Ends {
    fn add(&mut self, span: Option<Span>, units: &Units<'_>) {
        for (builders, byte) in self.0.iter_mut().zip([span.map(|s| s.start), span.map(|s| s.end)]) {
            let at = byte.map(|b| [units.chars.at(units.text, b), b, units.utf16.at(units.text, b)]);
            for (i, builder) in builders.iter_mut().enumerate() {
                builder.append_option(at.and_then(|at| at.get(i).map(|&p| p as i64)));
            }
        }
    }

    fn finish(self) -> [Column; 2] {
        self.0.map(|unit| Column::Position(unit.map(|mut builder| Arc::new(builder.finish()) as ArrayRef)))
    }
}

macro_rules! plain {
    ($builder:expr) => {
        Column::Plain(Arc::new($builder.finish()))
    };
}

#[derive(Default)]
struct Entities {
    row: Int64Builder,
    ends: Ends,
    text: StringBuilder,
    label: StringBuilder,
    name: StringBuilder,
    prefix: StringBuilder,
    role: StringBuilder,
    id: StringBuilder,
    canonical: StringBuilder,
    english: StringBuilder,
    country: StringBuilder,
    lat: Float64Builder,
    lon: Float64Builder,
    value: StringBuilder,
    number: Float64Builder,
    first_day: StringBuilder,
    last_day: StringBuilder,
    score: Float32Builder,
    source: StringBuilder,
    actor: Int32Builder,
}

impl Entities {
    fn add(&mut self, row: usize, doc: &Document, units: &Units<'_>) {
        for e in &doc.entities {
            self.row.append_value(row as i64);
            self.ends.add(Some(e.span), units);
            self.text.append_value(units.slice(e.span));
            self.label.append_value(e.label.as_str());
            self.name.append_value(&e.name);
            self.prefix.append_value(&e.prefix);
            self.role.append_option(e.role.map(|s| units.slice(s)));
            self.id.append_option(e.id.as_deref());
            self.canonical.append_option(e.canonical.as_deref());
            self.english.append_option(e.english.as_deref());
            self.country.append_option(e.country.as_deref());
            self.lat.append_option(e.coordinates.map(|c| c.0));
            self.lon.append_option(e.coordinates.map(|c| c.1));
            let value = e.value.as_deref();
            self.value.append_option(value);
            let number = value.and_then(|v| typed::as_number(&e.label, v));
            self.number.append_option(number.map(|n| n.as_f64()));
            let (first, last) = value.and_then(|v| typed::as_interval(&e.label, v)).unwrap_or((None, None));
            self.first_day.append_option(first.map(|d| d.to_string()));
            self.last_day.append_option(last.map(|d| d.to_string()));
            self.score.append_value(e.score);
            self.source.append_value(e.source.as_str());
            self.actor.append_option(e.actor.map(|a| a as i32));
        }
    }

    fn finish(mut self) -> Vec<Named> {
        let [start, end] = self.ends.finish();
        vec![
            ("row", plain!(self.row)),
            ("start", start),
            ("end", end),
            ("text", plain!(self.text)),
            ("label", plain!(self.label)),
            ("name", plain!(self.name)),
            ("prefix", plain!(self.prefix)),
            ("role", plain!(self.role)),
            ("id", plain!(self.id)),
            ("canonical", plain!(self.canonical)),
            ("english", plain!(self.english)),
            ("country", plain!(self.country)),
            ("lat", plain!(self.lat)),
            ("lon", plain!(self.lon)),
            ("value", plain!(self.value)),
            ("number", plain!(self.number)),
            ("first_day", plain!(self.first_day)),
            ("last_day", plain!(self.last_day)),
            ("score", plain!(self.score)),
            ("source", plain!(self.source)),
            ("actor", plain!(self.actor)),
        ]
    }
}

#[derive(Default)]
struct Quotes {
    row: Int64Builder,
    ends: Ends,
    text: StringBuilder,
    kind: StringBuilder,
    form: StringBuilder,
    speaker: StringBuilder,
    speaker_ends: Ends,
    speaker_name: StringBuilder,
    speaker_actor: Int32Builder,
    pronoun: BooleanBuilder,
    role: StringBuilder,
    cue: StringBuilder,
    outlet: StringBuilder,
}

impl Quotes {
    fn add(&mut self, row: usize, doc: &Document, units: &Units<'_>) {
        for q in &doc.quotes {
            let entity = q.speaker_entity.and_then(|i| doc.entities.get(i));
            self.row.append_value(row as i64);
            self.ends.add(Some(q.span), units);
            self.text.append_value(units.slice(q.span));
            self.kind.append_value(q.kind.as_str());
            self.form.append_value(q.form);
            self.speaker.append_option(q.speaker.map(|s| units.slice(s)));
            self.speaker_ends.add(q.speaker, units);
            self.speaker_name.append_option(entity.map(|e| &e.name));
            self.speaker_actor.append_option(entity.and_then(|e| e.actor).map(|a| a as i32));
            self.pronoun.append_value(q.pronoun);
            self.role.append_option(q.role.map(|s| units.slice(s)));
            self.cue.append_option(q.cue.map(|s| units.slice(s)));
            self.outlet.append_option(q.outlet.map(|s| units.slice(s)));
        }
    }

    fn finish(mut self) -> Vec<Named> {
        let [start, end] = self.ends.finish();
        let [speaker_start, speaker_end] = self.speaker_ends.finish();
        vec![
            ("row", plain!(self.row)),
            ("start", start),
            ("end", end),
            ("text", plain!(self.text)),
            ("kind", plain!(self.kind)),
            ("form", plain!(self.form)),
            ("speaker", plain!(self.speaker)),
            ("speaker_start", speaker_start),
            ("speaker_end", speaker_end),
            ("speaker_name", plain!(self.speaker_name)),
            ("speaker_actor", plain!(self.speaker_actor)),
            ("pronoun", plain!(self.pronoun)),
            ("role", plain!(self.role)),
            ("cue", plain!(self.cue)),
            ("outlet", plain!(self.outlet)),
        ]
    }
}

#[derive(Default)]
struct Actors {
    row: Int64Builder,
    actor: Int32Builder,
    name: StringBuilder,
    label: StringBuilder,
    mentions: Int64Builder,
    ends: Ends,
    id: StringBuilder,
    canonical: StringBuilder,
    english: StringBuilder,
    country: StringBuilder,
    lat: Float64Builder,
    lon: Float64Builder,
}

impl Actors {
    fn add(&mut self, row: usize, doc: &Document, units: &Units<'_>) {
        for (i, a) in doc.actors.iter().enumerate() {
            let mut mentions = a.mentions.iter().filter_map(|&m| doc.entities.get(m));
            let first = mentions.clone().next();
            let linked = mentions.find(|e| e.canonical.is_some() || e.coordinates.is_some()).or(first);
            self.row.append_value(row as i64);
            self.actor.append_value(i as i32);
            self.name.append_value(&a.name);
            self.label.append_value(a.label.as_str());
            self.mentions.append_value(a.mentions.len() as i64);
            self.ends.add(first.map(|e| e.span), units);
            self.id.append_option(a.id.as_deref());
            self.canonical.append_option(linked.and_then(|e| e.canonical.as_deref()));
            self.english.append_option(linked.and_then(|e| e.english.as_deref()));
            self.country.append_option(linked.and_then(|e| e.country.as_deref()));
            self.lat.append_option(linked.and_then(|e| e.coordinates).map(|c| c.0));
            self.lon.append_option(linked.and_then(|e| e.coordinates).map(|c| c.1));
        }
    }

    fn finish(mut self) -> Vec<Named> {
        let [start, end] = self.ends.finish();
        vec![
            ("row", plain!(self.row)),
            ("actor", plain!(self.actor)),
            ("name", plain!(self.name)),
            ("label", plain!(self.label)),
            ("mentions", plain!(self.mentions)),
            ("start", start),
            ("end", end),
            ("id", plain!(self.id)),
            ("canonical", plain!(self.canonical)),
            ("english", plain!(self.english)),
            ("country", plain!(self.country)),
            ("lat", plain!(self.lat)),
            ("lon", plain!(self.lon)),
        ]
    }
}
