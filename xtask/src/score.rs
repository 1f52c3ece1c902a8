//! Comparing what was found with what should be: strict spans, counted per label.

use std::collections::BTreeMap;
use std::fmt::Write;

use rasad::document::Document;
use rasad::extract::Extractor;
use rasad::{Label, Span};

use crate::gold::{Gold, GoldQuote};

/// Right, spurious and missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Found and right.
    pub right: usize,
    /// Found and wrong.
    pub spurious: usize,
    /// Not found.
    pub missed: usize,
}

impl Counts {
    /// The harmonic mean of precision and recall, in percent; 100 where there was nothing to find and nothing found.
    pub fn f1(self) -> f64 {
        percent(2 * self.right, 2 * self.right + self.spurious + self.missed)
    }

    /// Share of what was found that is right; 0 where nothing was found though there was something.
    pub fn precision(self) -> f64 {
        if self.right + self.spurious == 0 && self.missed > 0 {
            0.0
        } else {
            percent(self.right, self.right + self.spurious)
        }
    }

    /// Share of what should be found that was.
    pub fn recall(self) -> f64 {
        percent(self.right, self.right + self.missed)
    }

    fn add(&mut self, other: Counts) {
        self.right += other.right;
        self.spurious += other.spurious;
        self.missed += other.missed;
    }
}

/// A share of `of` in percent.
pub fn percent(part: usize, of: usize) -> f64 {
    if of == 0 { 100.0 } else { 100.0 * part as f64 / of as f64 }
}

/// Counts by label, and what went wrong in words.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Counts of each label.
    pub rows: BTreeMap<String, Counts>,
    /// One line for each error, with the article's name and the words around it.
    pub errors: Vec<String>,
}

impl Table {
    /// All rows together.
    pub fn total(&self) -> Counts {
        let mut total = Counts::default();
        self.rows.values().for_each(|row| total.add(*row));
        total
    }

    /// Compares two lists of `(span, label, value)`; the value counts where both have one.
    fn compare(&mut self, name: &str, text: &str, gold: &[Item], found: &[Item]) {
        for item in found {
            let right = gold.contains(item);
            let row = self.rows.entry(item.1.clone()).or_default();
            if right {
                row.right += 1;
            } else {
                row.spurious += 1;
                self.errors.push(format!("+ {name}\t{}", shown(text, item)));
            }
        }
        for item in gold.iter().filter(|item| !found.contains(item)) {
            self.rows.entry(item.1.clone()).or_default().missed += 1;
            self.errors.push(format!("- {name}\t{}", shown(text, item)));
        }
    }

    /// The table as lines of text.
    pub fn print(&self, title: &str) -> String {
        let mut out = format!("{title}\n{:<10}{:>7}{:>7}{:>7}{:>7}\n", "", "P", "R", "F1", "gold");
        let rows = self.rows.iter().map(|(label, row)| (label.as_str(), *row));
        for (label, row) in rows.chain([("all", self.total())]) {
            let gold = row.right + row.missed;
            let (p, r, f) = (row.precision(), row.recall(), row.f1());
            let _ = writeln!(out, "{label:<10}{p:>7.1}{r:>7.1}{f:>7.1}{gold:>7}");
        }
        out
    }
}

type Item = (Span, String, Option<String>);

fn shown(text: &str, (span, label, value): &Item) -> String {
    let before: String = text[..span.start].chars().rev().take(25).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = text[span.end..].chars().take(25).collect();
    let value = value.as_ref().map_or(String::new(), |v| format!("={v}"));
    format!("{label}{value}\t{before}[{}]{after}", &text[span.range()]).replace('\n', " ")
}

/// The labels of names; the others are values.
pub fn is_name(label: &Label) -> bool {
    matches!(
        label,
        Label::Per
            | Label::Org
            | Label::Gpe
            | Label::Loc
            | Label::Fac
            | Label::Norp
            | Label::Event
            | Label::Misc
            | Label::Custom(_)
    )
}

/// Everything measured on a set of articles.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    /// Names: span and label.
    pub names: Table,
    /// Values: span, label and value.
    pub values: Table,
    /// Values found at an overlapping place with the right label and value.
    pub value_right: (usize, usize),
    /// Quotations whose span overlaps by 70 percent, per `direct` and `indirect`.
    pub quotes: Table,
    /// Quotations found with the right speaker, of those found.
    pub speakers: (usize, usize),
    /// Quotations found with the right cue, of those found.
    pub cues: (usize, usize),
}

/// Extracts every article and compares.
pub fn score(extractor: &Extractor, articles: &[Gold]) -> Scores {
    let mut scores = Scores::default();
    for gold in articles {
        let day = gold.date.as_deref().and_then(day);
        let doc = extractor.extract(&gold.text, day);
        let (names, values): (Vec<_>, Vec<_>) = doc.entities.iter().partition(|e| is_name(&e.label));
        let item = |e: &&rasad::Entity, value: bool| {
            (e.span, e.label.as_str().to_owned(), if value { e.value.clone() } else { None })
        };
        let found: Vec<_> = names.iter().map(|e| item(e, false)).collect();
        let wanted: Vec<_> = gold.names.iter().map(|(span, label)| (*span, label.clone(), None)).collect();
        scores.names.compare(&gold.name, &gold.text, &wanted, &found);
        if !gold.values.is_empty() {
            let found: Vec<_> = values.iter().map(|e| item(e, true)).collect();
            let wanted: Vec<Item> =
                gold.values.iter().map(|v| (v.span, v.label.clone(), Some(v.value.clone()))).collect();
            scores.values.compare(&gold.name, &gold.text, &wanted, &found);
            scores.value_right.1 += wanted.len();
            scores.value_right.0 +=
                wanted.iter().filter(|w| found.iter().any(|f| f.0.overlaps(w.0) && f.1 == w.1 && f.2 == w.2)).count();
        }
        if !gold.quotes.is_empty() {
            quotes(&mut scores, gold, &doc);
        }
    }
    scores
}

/// A day written `YYYY-MM-DD`.
pub fn day(text: &str) -> Option<rasad::values::Day> {
    let mut parts = text.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    Some(rasad::values::Day { year, month, day })
}

fn quotes(scores: &mut Scores, gold: &Gold, doc: &Document) {
    let text = |span: Option<Span>| span.and_then(|s| s.slice(&doc.text)).map(str::to_owned);
    let mut open: Vec<&GoldQuote> = gold.quotes.iter().collect();
    for quote in &doc.quotes {
        let kind = quote.kind.as_str();
        let row = scores.quotes.rows.entry(kind.to_owned()).or_default();
        let best = open.iter().enumerate().max_by_key(|(_, g)| shared(g.span, quote.span));
        let hit = best.filter(|(_, g)| close(g.span, quote.span)).map(|(i, _)| i);
        let line = |sign: &str, what: &str| {
            format!("{sign} {}\t{}", gold.name, shown(&gold.text, &(quote.span, what.to_owned(), text(quote.speaker))))
        };
        let Some(hit) = hit else {
            row.spurious += 1;
            scores.quotes.errors.push(line("+", kind));
            continue;
        };
        let wanted = open.swap_remove(hit);
        if wanted.kind == kind {
            row.right += 1;
        } else {
            row.spurious += 1;
            scores.quotes.rows.entry(wanted.kind.clone()).or_default().missed += 1;
            scores.quotes.errors.push(line("~", &format!("{kind}, not {}", wanted.kind)));
        }
        scores.speakers.1 += 1;
        scores.cues.1 += 1;
        let speaker = text(quote.speaker);
        if speaker == wanted.speaker {
            scores.speakers.0 += 1;
        } else {
            let wanted = wanted.speaker.as_deref().unwrap_or("nobody");
            scores.quotes.errors.push(line("s", &format!("not {wanted} but")));
        }
        let cue = text(quote.cue);
        if cue == wanted.cue {
            scores.cues.0 += 1;
        } else {
            let (cue, wanted) = (cue.unwrap_or_default(), wanted.cue.as_deref().unwrap_or("nothing"));
            scores.quotes.errors.push(line("c", &format!("cue not {wanted} but {cue}")));
        }
    }
    for wanted in open {
        scores.quotes.rows.entry(wanted.kind.clone()).or_default().missed += 1;
        let item = (wanted.span, format!("{} {}", wanted.kind, wanted.form), wanted.speaker.clone());
        scores.quotes.errors.push(format!("- {}\t{}", gold.name, shown(&gold.text, &item)));
    }
}

fn shared(a: Span, b: Span) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Whether the two share 70 percent of the longer one.
fn close(a: Span, b: Span) -> bool {
    shared(a, b) * 10 >= a.len().max(b.len()) * 7
}
