//! `score-quotes DIR [--errors]`: quotations found against `DIR/*.quotes.jsonl`, with the gold names of `DIR/*.ann`.
//!
//! A found statement is right where it has the same kind as a gold one and their overlap is at least 70 % of the longer.
//! Direct, clauses and verbal nouns are scored apart; speakers among the right ones, strictly and by overlap.

use std::fmt::Write as _;
use std::path::Path;

use rasad::normalize::{Normalizer, Profile};
use rasad::quotes::{Named, Statement, find};
use rasad::segment::{View, sentences, tokens};
use rasad::{Label, Span};
use serde_json::Value;

/// Text and names of an `.ann` file.
pub fn read_ann(ann: &str) -> (String, Vec<(Span, Label)>) {
    let mut text = String::with_capacity(ann.len());
    let mut names = Vec::new();
    let mut rest = ann;
    while let Some(at) = rest.find("[[") {
        text.push_str(&rest[..at]);
        let inner = &rest[at + 2..];
        let (Some(colon), Some(close)) = (inner.find(':'), inner.find("]]")) else { break };
        let start = text.len();
        text.push_str(&inner[colon + 1..close]);
        names.push((Span::new(start, text.len()), Label::from(&inner[..colon])));
        rest = &inner[close + 2..];
    }
    text.push_str(rest);
    (text, names)
}

#[derive(Default, Clone, Copy)]
struct Count {
    gold: usize,
    found: usize,
    right: usize,
}

impl Count {
    fn f1(self) -> String {
        let p = self.right as f64 / self.found.max(1) as f64 * 100.0;
        let r = self.right as f64 / self.gold.max(1) as f64 * 100.0;
        let f = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        format!("P {p:5.1}  R {r:5.1}  F1 {f:5.1}   (gold {}, found {}, right {})", self.gold, self.found, self.right)
    }
}

struct Gold {
    span: Span,
    form: String,
    speaker: String,
    speaker_span: Vec<Span>,
    line: Value,
}

pub fn run(args: &[String]) -> Result<(), String> {
    let dir = args.first().ok_or("usage: score-quotes DIR [--errors]")?;
    let show = args.iter().any(|a| a == "--errors");
    let mut files: Vec<_> = std::fs::read_dir(dir)
        .map_err(|e| format!("{dir}: {e}"))?
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.to_string_lossy().ends_with(".quotes.jsonl"))
        .collect();
    files.sort();
    if files.is_empty() {
        return Err(format!("{dir}: no *.quotes.jsonl"));
    }
    let mut counts: [(&str, Count); 4] = [
        ("direct", Count::default()),
        ("clause", Count::default()),
        ("masdar", Count::default()),
        ("all", Count::default()),
    ];
    let (mut hits, mut exact, mut near, mut outlets, mut outlets_right, mut pronouns) = (0, 0, 0, 0, 0, 0);
    let mut log = String::new();
    for file in &files {
        let base = file.to_string_lossy().replace(".quotes.jsonl", "");
        let ann = std::fs::read_to_string(format!("{base}.ann")).map_err(|e| format!("{base}.ann: {e}"))?;
        let lines = std::fs::read_to_string(file).map_err(|e| e.to_string())?;
        let (text, names) = read_ann(&ann);
        let aligned = Normalizer::profile(Profile::Match).align(&text);
        let gold = gold(&text, &lines, file)?;
        let found = run_find(&aligned, &names);
        let source = |s: Span| aligned.to_source(s);
        let mut taken = vec![false; gold.len()];
        let _ = writeln!(log, "== {}", Path::new(&base).file_name().unwrap_or_default().to_string_lossy());
        for g in &gold {
            for (name, count) in &mut counts {
                count.gold += usize::from(class(&g.form) == *name || *name == "all");
            }
        }
        for s in &found {
            let span = source(s.span);
            let best = (0..gold.len())
                .filter(|&i| !taken[i] && class(&gold[i].form) == class(s.form))
                .map(|i| (overlap(gold[i].span, span), i))
                .filter(|(o, _)| *o >= 0.7)
                .max_by(|a, b| a.0.total_cmp(&b.0));
            for (name, count) in &mut counts {
                if class(s.form) == *name || *name == "all" {
                    count.found += 1;
                    count.right += usize::from(best.is_some());
                }
            }
            let said = |s: Option<Span>| s.map_or("-", |s| &text[source(s).range()]);
            let Some((_, i)) = best else {
                let _ = writeln!(
                    log,
                    "  extra {}: [{}] {} :: {}",
                    s.form,
                    said(s.cue),
                    said(s.speaker),
                    &text[span.range()]
                );
                continue;
            };
            taken[i] = true;
            hits += 1;
            let g = &gold[i];
            let same = said(s.speaker) == g.speaker;
            let close = same || s.speaker.is_some_and(|s| g.speaker_span.iter().any(|g| g.overlaps(source(s))));
            exact += usize::from(same);
            near += usize::from(close);
            if !same {
                let _ = writeln!(
                    log,
                    "  speaker{}: {} for {} [{}]",
                    if close { " (part)" } else { "" },
                    said(s.speaker),
                    g.speaker,
                    said(s.cue)
                );
            }
            let wanted = g.line["pronoun"].as_bool().unwrap_or(false);
            pronouns += usize::from(wanted == s.pronoun);
            if said(s.cue) != g.line["cue"].as_str().unwrap_or("-") {
                let _ = writeln!(log, "  cue: {} for {}", said(s.cue), g.line["cue"]);
            }
            let outlet = g.line["outlet"].as_str().unwrap_or("-");
            if outlet != "-" || s.outlet.is_some() {
                outlets += 1;
                outlets_right += usize::from(said(s.outlet) == outlet);
                if said(s.outlet) != outlet {
                    let _ = writeln!(log, "  outlet: {} for {outlet}", said(s.outlet));
                }
            }
        }
        for (g, _) in gold.iter().zip(&taken).filter(|(_, t)| !**t) {
            let _ = writeln!(
                log,
                "  missed {}: [{}] {} :: {}",
                g.form,
                g.line["cue"].as_str().unwrap_or("-"),
                g.speaker,
                &text[g.span.range()]
            );
        }
    }
    if show {
        println!("{log}");
    }
    for (name, count) in counts {
        println!("{name:8} {}", count.f1());
    }
    let percent = |n: usize, of: usize| n as f64 / of.max(1) as f64 * 100.0;
    println!("speaker  exact {:.1} %, overlapping {:.1} % of {hits} hits", percent(exact, hits), percent(near, hits));
    println!(
        "pronoun  {:.1} %   outlet {:.1} % of {outlets}",
        percent(pronouns, hits),
        percent(outlets_right, outlets)
    );
    Ok(())
}

/// The statements of a text whose names are known.
pub fn run_find(aligned: &rasad::Aligned, names: &[(Span, Label)]) -> Vec<Statement> {
    // Gold names are spans of the original: the match form of each lies where its bytes went.
    let words = tokens(aligned.text());
    let sentences = sentences(aligned.text(), &words);
    let view = View { text: aligned.text(), tokens: &words, sentences: &sentences };
    let named: Vec<Named> = names
        .iter()
        .map(|(span, label)| Named { span: aligned.to_normalized(*span), label: label.clone(), role: None })
        .filter(|name| !name.span.is_empty())
        .collect();
    find(&view, &named)
}

fn class(form: &str) -> &'static str {
    match form {
        "quoted" | "colon" => "direct",
        "clause" => "clause",
        _ => "masdar",
    }
}

fn overlap(a: Span, b: Span) -> f64 {
    let common = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    common as f64 / a.len().max(b.len()).max(1) as f64
}

fn gold(text: &str, lines: &str, file: &Path) -> Result<Vec<Gold>, String> {
    let mut out = Vec::new();
    let mut from = 0;
    for line in lines.lines().filter(|l| !l.trim().is_empty()) {
        let line: Value = serde_json::from_str(line).map_err(|e| format!("{}: {e}", file.display()))?;
        let quote = line["quote"].as_str().unwrap_or("");
        // Nested ones lie inside an earlier one.
        let at = if line["nested"].as_bool() == Some(true) {
            text.find(quote)
        } else {
            text[from..].find(quote).map(|i| i + from).or_else(|| text.find(quote))
        };
        let Some(at) = at else { return Err(format!("{}: not in the text: {quote}", file.display())) };
        if line["nested"].as_bool() != Some(true) {
            from = at;
        }
        let speaker = line["speaker"].as_str().unwrap_or("").to_owned();
        let speaker_span = text.match_indices(&speaker).map(|(i, s)| Span::new(i, i + s.len())).collect();
        let form = line["form"]
            .as_str()
            .or(line["type"].as_str().map(|t| if t == "direct" { "quoted" } else { "clause" }))
            .unwrap_or("clause")
            .to_owned();
        out.push(Gold { span: Span::new(at, at + quote.len()), form, speaker, speaker_span, line });
    }
    Ok(out)
}
