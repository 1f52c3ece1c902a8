//! Articles with what should be found in them, read from the files of `tests/golden` or of another folder in the
//! same form (`.ann`, and beside it where they are there `.values.jsonl`, `.quotes.jsonl`, `.meta.json`).

use std::path::Path;

use rasad::Span;
use serde_json::Value as Json;

/// One article. Spans are bytes of `text`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gold {
    /// The file's name without its ending.
    pub name: String,
    /// What kind of text it is.
    pub register: String,
    /// The day that relative dates are told from.
    pub date: Option<String>,
    /// The text.
    pub text: String,
    /// Names with their labels.
    pub names: Vec<(Span, String)>,
    /// Values.
    pub values: Vec<GoldValue>,
    /// Quotations.
    pub quotes: Vec<GoldQuote>,
}

/// A date, number, amount or address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldValue {
    /// Where it stands.
    pub span: Span,
    /// `DATE`, `NUMBER`, ….
    pub label: String,
    /// Its value.
    pub value: String,
}

/// An attributed statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldQuote {
    /// The words said.
    pub span: Span,
    /// `direct` or `indirect`.
    pub kind: String,
    /// `quoted`, `colon`, `clause` or `masdar`.
    pub form: String,
    /// The source's mention.
    pub speaker: Option<String>,
    /// The reporting word.
    pub cue: Option<String>,
    /// The media body that received it.
    pub outlet: Option<String>,
    /// Whether the verb has only a pronoun subject.
    pub pronoun: bool,
}

/// Takes the marks `[[LABEL:surface]]` off a text.
pub fn ann(marked: &str) -> Result<(String, Vec<(Span, String)>), String> {
    let mut text = String::with_capacity(marked.len());
    let mut names = Vec::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once("[[") {
        text += before;
        let (label, after) = after.split_once(':').ok_or("[[ without a label")?;
        let (surface, after) = after.split_once("]]").ok_or_else(|| format!("[[{label}: without ]]"))?;
        let start = text.len();
        text += surface;
        names.push((Span::new(start, text.len()), label.to_owned()));
        rest = after;
    }
    text += rest;
    Ok((text, names))
}

/// All articles of a folder, in the order of their names.
pub fn folder(path: &Path) -> Result<Vec<Gold>, String> {
    let entries = std::fs::read_dir(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut files: Vec<_> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == "ann"));
    files.sort();
    if files.is_empty() {
        return Err(format!("{}: no .ann files", path.display()));
    }
    files.iter().map(|file| article(file).map_err(|e| format!("{}: {e}", file.display()))).collect()
}

fn article(file: &Path) -> Result<Gold, String> {
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let marked = std::fs::read_to_string(file).map_err(|e| e.to_string())?;
    let (text, names) = ann(&marked)?;
    let beside = |ending: &str| std::fs::read_to_string(file.with_extension(ending)).unwrap_or_default();
    let meta: Json = serde_json::from_str(&beside("meta.json")).unwrap_or_default();
    let mut gold = Gold { name, text, names, ..Gold::default() };
    gold.date = string(&meta, "date");
    gold.register = string(&meta, "register").unwrap_or_default();
    for line in json_lines(&beside("values.jsonl"))? {
        gold.values.push(value(&line, &gold.text).ok_or_else(|| format!("not in the text: {line}"))?);
    }
    let mut from = 0;
    for line in json_lines(&beside("quotes.jsonl"))? {
        let quote = quote(&line, &gold.text, from).ok_or_else(|| format!("not in the text: {line}"))?;
        from = quote.span.start;
        gold.quotes.push(quote);
    }
    Ok(gold)
}

fn json_lines(text: &str) -> Result<Vec<Json>, String> {
    text.lines().map(|line| serde_json::from_str(line).map_err(|e| e.to_string())).collect()
}

fn string(json: &Json, key: &str) -> Option<String> {
    json.get(key).and_then(Json::as_str).map(str::to_owned)
}

fn value(line: &Json, text: &str) -> Option<GoldValue> {
    let start = line.get("start")?.as_u64()?;
    let start = text.char_indices().map(|(at, _)| at).nth(usize::try_from(start).ok()?)?;
    let surface = string(line, "text")?;
    let span = Span::new(start, start + surface.len());
    (span.slice(text)? == surface).then_some(())?;
    Some(GoldValue { span, label: string(line, "label")?, value: string(line, "value")? })
}

fn quote(line: &Json, text: &str, from: usize) -> Option<GoldQuote> {
    let said = string(line, "quote")?;
    let start = text.get(from..).and_then(|t| t.find(&said)).map(|at| at + from).or_else(|| text.find(&said))?;
    Some(GoldQuote {
        span: Span::new(start, start + said.len()),
        kind: string(line, "type")?,
        form: string(line, "form")?,
        speaker: string(line, "speaker"),
        cue: string(line, "cue"),
        outlet: string(line, "outlet"),
        pronoun: line.get("pronoun").and_then(Json::as_bool).unwrap_or(false),
    })
}
