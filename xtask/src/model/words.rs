//! Step 2: the wordbook, from clusters, name words, cue lists and label histograms.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use rasad::normalize::{Normalizer, Profile};
use rasad::tagger::wordbook::{self, Entry, Histogram, cue};

/// Lines of a table without comments and header, split at tabs.
pub fn rows(path: &Path) -> Result<Vec<Vec<String>>, String> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(text
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
        .map(|l| l.split('\t').map(str::to_owned).collect())
        .collect())
}

pub struct Inputs<'a> {
    /// word, class, path, count
    pub clusters: &'a Path,
    /// word, count, then one mean posterior a tag; the first line names the tags.
    pub histogram: Option<&'a Path>,
    /// Words of personal names: word, given, surname, unknown.
    pub names: &'a Path,
    /// data/lexicon of the repository.
    pub lists: &'a Path,
    /// training/cues.tsv
    pub cues: &'a Path,
}

fn fold(word: &str) -> String {
    word.replace('ة', "ه").replace('ؤ', "و").replace('ئ', "ي")
}

fn bucket(n: u32) -> u16 {
    match n {
        0 => 0,
        1..=2 => 1,
        3..=9 => 2,
        10..=49 => 3,
        _ => 4,
    }
}

/// The entries, the paths of classes and the names of histogram tags.
pub fn collect(inputs: &Inputs<'_>) -> Result<(Vec<(String, Entry)>, Vec<(u32, u32)>, String), String> {
    let normalizer = Normalizer::profile(Profile::Match);
    let norm = |w: &str| normalizer.align(w).text().to_lowercase();
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    let mut paths: Vec<(u32, u32)> = vec![(0, 0)];
    let class_of = |row: &[String]| -> Option<(u16, (u32, u32), u64)> {
        let class: u16 = row.get(1)?.parse().ok()?;
        let way = row.get(2)?;
        let bits = way.bytes().take(24).enumerate().fold(0u32, |b, (i, c)| b | u32::from(c == b'1') << i);
        Some((class + 1, (bits, way.len().min(24) as u32), row.get(3)?.parse().ok()?))
    };
    for row in rows(inputs.clusters)? {
        let Some((class, path, count)) = class_of(&row) else { continue };
        if paths.len() <= usize::from(class) {
            paths.resize(usize::from(class) + 1, (0, 0));
        }
        paths[usize::from(class)] = path;
        let entry = entries.entry(row[0].clone()).or_default();
        entry.class = class;
        entry.count = wordbook::count_step(count);
    }
    // Cues by folded word.
    let mut cues: HashMap<String, u16> = HashMap::new();
    for row in rows(inputs.cues)? {
        let bit = row.first().and_then(|c| c.chars().next()).map_or(0, cue::from_letter);
        for word in row.get(1).map_or("", String::as_str).split(' ') {
            *cues.entry(fold(&norm(word))).or_default() |= bit;
        }
    }
    let lists: [(&str, usize, u16); 11] = [
        ("titles", 0, cue::TITLE),
        ("org_heads", 0, cue::BODY),
        ("loc_heads", 0, cue::PLACE),
        ("attribution_verbs", 0, cue::VERB),
        ("name_particles", 0, cue::PARTICLE),
        ("occupations", 0, cue::JOB),
        ("stopwords", 0, cue::FUNCTION),
        ("time_words", 0, cue::TIME),
        ("months", 2, cue::TIME),
        ("weekdays", 1, cue::TIME),
        ("nisba", 0, cue::NISBA),
    ];
    for (name, column, bit) in lists {
        for row in rows(&inputs.lists.join(format!("{name}.tsv")))? {
            let Some(word) = row.get(column).filter(|w| !w.contains(' ')) else { continue };
            let facility = name == "loc_heads" && row.get(1).is_some_and(|c| c == "facility" || c == "street");
            let bit = if facility { cue::FACILITY } else { bit };
            *cues.entry(fold(&norm(word))).or_default() |= bit;
        }
    }
    // Name words by folded word: given, surname, unknown.
    let mut names: HashMap<String, u16> = HashMap::new();
    for row in rows(inputs.names)? {
        let n = |i: usize| row.get(i).and_then(|v| v.parse::<u32>().ok()).unwrap_or(0);
        if row[0].contains(' ') || row[0] == "key_normalized" {
            continue;
        }
        let (g, s, u) = (n(1), n(2), n(3));
        let packed = bucket(g) | bucket(s) << 3 | bucket(u) << 6 | 1 << 9 | u16::from(g > s) << 10;
        names.insert(row[0].clone(), packed);
    }
    // Label histograms by folded word.
    let mut histograms: HashMap<String, u32> = HashMap::new();
    let mut tags = "O".to_owned();
    if let Some(path) = inputs.histogram {
        let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        for (number, line) in text.lines().enumerate() {
            let cells: Vec<&str> = line.split('\t').collect();
            if number == 0 {
                tags = cells[2..].join(" ");
                continue;
            }
            let count: f64 = cells[1].parse().unwrap_or(0.0);
            if count < 3.0 {
                continue;
            }
            let sums: Vec<f64> = cells[2..].iter().map(|v| v.parse::<f64>().unwrap_or(0.0) * count).collect();
            histograms.insert(cells[0].to_owned(), Histogram::from_sums(&sums, count).pack());
        }
    }
    for word in cues.keys().chain(names.keys()).chain(histograms.keys()) {
        entries.entry(word.clone()).or_default();
    }
    for (word, entry) in &mut entries {
        let key = fold(word);
        entry.cues = cues.get(&key).copied().unwrap_or(0);
        entry.names = names.get(&key).copied().unwrap_or(0);
        entry.histogram = histograms.get(&key).copied().unwrap_or(0);
    }
    Ok((entries.into_iter().collect(), paths, tags))
}
