//! A quick list matcher for experiments.

use std::collections::HashMap;
use std::path::Path;

use rasad::segment::{View, proclitics};
use rasad::tagger::{Evidence, Hit};

use super::words::rows;

#[derive(Default)]
pub struct Gazetteer {
    nodes: HashMap<String, Vec<(u64, u16, u8)>>,
    prefixes: std::collections::HashSet<String>,
}

fn fold(word: &str) -> String {
    word.to_lowercase().replace('ة', "ه").replace('ؤ', "و").replace('ئ', "ي").replace(['أ', 'إ', 'آ', 'ٱ'], "ا").replace(['ى', 'ی'], "ي")
}

/// Class name with size, and its bit.
pub fn class(kind: &str, population: u64) -> (String, u16) {
    let size = if population >= 200_000 { "B" } else if population >= 20_000 { "M" } else { "S" };
    match kind {
        "LOC.city" => (format!("LOC.city{size}"), 1 << 0),
        "LOC.country" => (kind.to_owned(), 1 << 1),
        "LOC.admin1" | "LOC.admin2" | "LOC.admin3" | "LOC.district" => (kind.to_owned(), 1 << 2),
        "FAC" => (kind.to_owned(), 1 << 4),
        "ORG.sports" => (kind.to_owned(), 1 << 5),
        "ORG.media" => (kind.to_owned(), 1 << 6),
        "ORG.armed_group" | "ORG.military" => (kind.to_owned(), 1 << 7),
        "ORG.government" | "ORG.igo" | "ORG.party" => (kind.to_owned(), 1 << 8),
        "PER" => (kind.to_owned(), 1 << 10),
        k if k.starts_with("LOC") => (kind.to_owned(), 1 << 3),
        _ => (kind.to_owned(), 1 << 9),
    }
}

impl Gazetteer {
    pub fn load(folder: &Path, curated: bool) -> Result<Self, String> {
        let mut out = Self::default();
        for name in ["loc", "org", "per_full"] {
            for row in rows(&folder.join(format!("{name}.tsv")))?.into_iter().skip(1) {
                if !curated && row.last().is_some_and(|s| s.contains("curated")) {
                    continue;
                }
                let population = if name == "loc" { row.get(6).and_then(|p| p.parse::<f64>().ok()).unwrap_or(0.0) as u64 } else { 0 };
                let trust = row.get(row.len() - 2).and_then(|t| t.parse().ok()).unwrap_or(2);
                let (class, kind) = class(&row[1], population);
                let text = row[0].split('(').next().unwrap_or("").to_owned();
                let words: Vec<String> = text.split(|c: char| c.is_whitespace() || c == '-').filter(|w| !w.is_empty()).map(fold).collect();
                if words.is_empty() || (words.len() == 1 && words[0].chars().count() < 3) {
                    continue;
                }
                for n in 1..words.len() {
                    out.prefixes.insert(words[..n].join(" "));
                }
                out.nodes.entry(words.join(" ")).or_default().push((Hit::class_of(&class), kind, trust));
            }
        }
        Ok(out)
    }

    pub fn scan(&self, view: &View<'_>) -> Evidence {
        let mut hits = Vec::new();
        for sentence in view.sentences {
            let words: Vec<String> = sentence.clone().map(|t| fold(view.word(t))).collect();
            for at in 0..words.len() {
                for p in proclitics(&words[at]) {
                    let mut key = format!("{}{}", p.restore, &words[at][p.len..]);
                    if p.len > 0 && key.chars().count() < 3 {
                        continue;
                    }
                    let mut end = at + 1;
                    loop {
                        for &(class, kind, trust) in self.nodes.get(&key).into_iter().flatten() {
                            hits.push(Hit { first: (sentence.start + at) as u32, end: (sentence.start + end) as u32, class, kind, trust, proclitics: p.len as u8 });
                        }
                        if !self.prefixes.contains(&key) || end >= words.len() {
                            break;
                        }
                        key.push(' ');
                        key.push_str(&words[end]);
                        end += 1;
                    }
                }
            }
        }
        Evidence::new(hits)
    }
}
