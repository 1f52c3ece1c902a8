//! The authoring form of the golden articles: one text with all marks, from which the files beside it are made.
//!
//! ```text
//! # date: 2025-07-22
//! # register: agency report
//!
//! قال [[PER:سالم]] إن <q1>{{NUMBER=3|ثلاثة}} جنود وصلوا إلى [[GPE:جيبو]]</q1>.
//! ---
//! 1 | indirect clause | سالم | قال | outlet | pronoun
//! ```
//!
//! What cannot be seen is written `\u{200F}`. Deleting the marks gives the text.

use rasad::Span;
use serde_json::json;

use crate::gold::{Gold, GoldQuote, GoldValue};

/// Reads one authoring file.
pub fn read(name: &str, source: &str) -> Result<Gold, String> {
    let mut head = source;
    let mut gold = Gold { name: name.to_owned(), ..Gold::default() };
    while let Some(line) = head.strip_prefix("# ") {
        let (line, rest) = line.split_once('\n').ok_or("a header and nothing else")?;
        match line.split_once(": ") {
            Some(("date", date)) => gold.date = Some(date.trim().to_owned()),
            Some(("register", register)) => gold.register = register.trim().to_owned(),
            _ => return Err(format!("unknown header {line:?}")),
        }
        head = rest;
    }
    let (body, notes) = head.rsplit_once("\n---\n").ok_or("no --- line before the quotations")?;
    let spans = Marks::take_off(body.trim(), &mut gold)?;
    for line in notes.lines().filter(|line| !line.trim().is_empty()) {
        gold.quotes.push(quote(line, &spans, &gold.text)?);
    }
    gold.quotes.sort_by_key(|quote| quote.span);
    if gold.quotes.len() != spans.len() {
        return Err(format!("{} quotations are marked and {} described", spans.len(), gold.quotes.len()));
    }
    Ok(gold)
}

/// The spans of the quotations by number, while the marks are taken off.
struct Marks;

impl Marks {
    fn take_off(body: &str, gold: &mut Gold) -> Result<Vec<(usize, Span)>, String> {
        let mut open: Option<(usize, Open)> = None;
        let mut open_quotes: Vec<(usize, usize)> = Vec::new();
        let mut quotes = Vec::new();
        let mut rest = body;
        while !rest.is_empty() {
            let here = gold.text.len();
            let near = || rest.chars().take(40).collect::<String>();
            if let Some(after) = rest.strip_prefix("[[") {
                let (label, after) = after.split_once(':').ok_or("[[ without a label")?;
                if open.replace((here, Open::Name(label.to_owned()))).is_some() {
                    return Err(format!("a mark within a mark at {:?}", near()));
                }
                rest = after;
            } else if let Some(after) = rest.strip_prefix("{{") {
                let (value, after) = after.split_once('|').ok_or("{{ without |")?;
                let (label, value) = value.split_once('=').ok_or_else(|| format!("no = in {value:?}"))?;
                if open.replace((here, Open::Value(label.to_owned(), value.to_owned()))).is_some() {
                    return Err(format!("a mark within a mark at {:?}", near()));
                }
                rest = after;
            } else if let Some(after) = rest.strip_prefix("]]").or_else(|| rest.strip_prefix("}}")) {
                let (start, what) = open.take().ok_or_else(|| format!("nothing is open at {:?}", near()))?;
                let span = Span::new(start, here);
                match what {
                    Open::Name(label) => gold.names.push((span, label)),
                    Open::Value(label, value) => gold.values.push(GoldValue { span, label, value }),
                }
                rest = after;
            } else if let Some(after) = rest.strip_prefix("<q") {
                let (number, after) = after.split_once('>').ok_or("<q without >")?;
                open_quotes.push((number.parse().map_err(|_| format!("<q{number}> is no number"))?, here));
                rest = after;
            } else if let Some(after) = rest.strip_prefix("</q") {
                let (number, after) = after.split_once('>').ok_or("</q without >")?;
                let (opened, start) = open_quotes.pop().ok_or("</q without <q")?;
                if number.parse() != Ok(opened) {
                    return Err(format!("<q{opened}> is closed by </q{number}>"));
                }
                quotes.push((opened, Span::new(start, here)));
                rest = after;
            } else if let Some(after) = rest.strip_prefix("\\u{") {
                let (code, after) = after.split_once('}').ok_or("\\u{ without }")?;
                let c = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
                gold.text.push(c.ok_or_else(|| format!("\\u{{{code}}} is no character"))?);
                rest = after;
            } else {
                let mut chars = rest.chars();
                gold.text.extend(chars.next());
                rest = chars.as_str();
            }
        }
        match (open, open_quotes.first()) {
            (None, None) => Ok(quotes),
            _ => Err("a mark is left open".to_owned()),
        }
    }
}

enum Open {
    Name(String),
    Value(String, String),
}

fn quote(line: &str, spans: &[(usize, Span)], text: &str) -> Result<GoldQuote, String> {
    let fields: Vec<&str> = line.split('|').map(str::trim).collect();
    let field = |i: usize| fields.get(i).copied().filter(|f| !f.is_empty());
    let number: usize = field(0).and_then(|f| f.parse().ok()).ok_or_else(|| format!("no number in {line:?}"))?;
    let span = spans.iter().find(|(n, _)| *n == number).ok_or_else(|| format!("<q{number}> is not in the text"))?.1;
    let (kind, form) = field(1).and_then(|f| f.split_once(' ')).ok_or_else(|| format!("no kind in {line:?}"))?;
    if !matches!((kind, form), ("direct", "quoted" | "colon") | ("indirect", "clause" | "masdar")) {
        return Err(format!("unknown kind in {line:?}"));
    }
    for part in [2, 3, 4].into_iter().filter_map(field) {
        if !text.contains(part) {
            return Err(format!("not in the text: {part:?} of {line:?}"));
        }
    }
    Ok(GoldQuote {
        span,
        kind: kind.to_owned(),
        form: form.to_owned(),
        speaker: field(2).map(str::to_owned),
        cue: field(3).map(str::to_owned),
        outlet: field(4).map(str::to_owned),
        pronoun: field(5) == Some("pronoun"),
    })
}

/// The four files made from an article: their endings and contents.
pub fn files(gold: &Gold) -> [(&'static str, String); 4] {
    let mut ann = String::new();
    let mut at = 0;
    for (span, label) in &gold.names {
        ann += &format!("{}[[{label}:{}]]", &gold.text[at..span.start], &gold.text[span.range()]);
        at = span.end;
    }
    ann += &gold.text[at..];
    let code_points = |byte: usize| gold.text[..byte].chars().count();
    let values = gold.values.iter().map(|v| {
        let text = &gold.text[v.span.range()];
        json!({"text": text, "start": code_points(v.span.start), "label": v.label, "value": v.value})
    });
    let quotes = gold.quotes.iter().map(|q| {
        let mut line = json!({"quote": &gold.text[q.span.range()], "speaker": q.speaker, "cue": q.cue,
            "outlet": q.outlet, "type": q.kind, "form": q.form});
        if q.pronoun {
            line["pronoun"] = true.into();
        }
        line
    });
    let meta = json!({"date": gold.date, "register": gold.register});
    [
        (".ann", ann),
        (".values.jsonl", lines(values)),
        (".quotes.jsonl", lines(quotes)),
        (".meta.json", format!("{meta}\n")),
    ]
}

fn lines(values: impl Iterator<Item = serde_json::Value>) -> String {
    values.map(|value| format!("{value}\n")).collect()
}
