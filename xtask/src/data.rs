//! `cargo run -p xtask -- data`: `data/lexicon/*.tsv` → `data/compiled/lexicon.blob`. The same lists give the same bytes.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use rasad::lexicon::{Lexicon, NameWord, Record, compile, key};
use rasad::tsv::{cell, rows};

/// Raised by one with every change of the lists that a user can notice.
const VERSION: &str = "1";

/// The curated lists: one format, see their header lines.
const CURATED: &[&str] = &[
    "armed_groups",
    "companies_clubs",
    "events",
    "facilities",
    "international",
    "media",
    "norp",
    "persons",
    "places_curated",
    "state_bodies",
    "works",
];

/// Words before a place that do not belong to its name (data/ner guidelines: محافظة [عمران]).
const PLACE_HEADS: &[&str] = &[
    "محافظة",
    "ولاية",
    "مقاطعة",
    "إقليم",
    "اقليم",
    "منطقة",
    "مدينة",
    "بلدية",
    "دائرة",
    "إمارة",
    "بلدة",
    "قرية",
    "حي",
    "دولة",
    "دول",
    "أبرشية",
    "قضاء",
    "كانتون",
    "مديرية",
];

type Failure = Box<dyn std::error::Error>;

pub fn run() -> Result<(), Failure> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../data");
    let lists = root.join("lexicon");
    let read = |name: &str| {
        let path = lists.join(format!("{name}.tsv"));
        fs::read_to_string(&path).map_err(|e| format!("cannot read {}: {e}", path.display()))
    };
    let mut records = Vec::new();
    let capitals: HashMap<String, String> =
        rows(&read("capitals")?).map(|row| (cell(&row, 0).to_owned(), cell(&row, 1).to_owned())).collect();
    places(&read("places")?, &capitals, &mut records);
    let known = coordinates_by_id(&records);
    for row in rows(&read("clubs_brands")?) {
        let mut record = Record::new(cell(&row, 0), "ORG");
        record.class = cell(&row, 1).into();
        record.english = cell(&row, 2).into();
        record.country = cell(&row, 3).into();
        record.id = cell(&row, 4).into();
        record.trust = cell(&row, 5).parse()?;
        record.weight = 10;
        records.push(record);
    }
    for row in rows(&read("persons_full")?) {
        let mut record = Record::new(cell(&row, 0), "PER");
        // The romanised forms are a megabyte and say little more than the name; they stay in the list.
        record.country = cell(&row, 2).into();
        record.trust = cell(&row, 3).parse()?;
        records.push(record);
    }
    for list in CURATED {
        let Ok(text) = read(list) else { continue };
        curated(list, &text, &known, &mut records)?;
    }
    drop_mistaken(&mut records);
    spellings(&mut records);
    trust(&mut records, &read("trust")?, &read("stopwords")?)?;
    let words = name_words(&read("name_words")?)?;

    let blob = compile(&records, &words, &format!("rasad lexicon {VERSION}"))?;
    let out = root.join("compiled");
    fs::create_dir_all(&out)?;
    let out = out.join("lexicon.blob");
    rasad::blob::save(&out, &blob)?;
    report(&out, blob)
}

fn report(path: &Path, blob: Vec<u8>) -> Result<(), Failure> {
    let size = blob.len();
    let lexicon = Lexicon::from_bytes(blob)?;
    let mut labels: HashMap<String, usize> = HashMap::new();
    for entry in lexicon.entries() {
        *labels.entry(entry.label.to_owned()).or_default() += 1;
    }
    let mut labels: Vec<_> = labels.into_iter().collect();
    labels.sort();
    println!("{}: {} names {labels:?}, {size} bytes", path.display(), lexicon.len());
    Ok(())
}

/// The label of entities for a class of the lists.
fn label(class: &str) -> &str {
    match class {
        "LOC.country" | "LOC.city" | "LOC.admin1" | "LOC.admin2" | "LOC.admin3" | "LOC.district" => "GPE",
        other => other.split('.').next().unwrap_or(other),
    }
}

fn places(text: &str, capitals: &HashMap<String, String>, records: &mut Vec<Record>) {
    let first = records.len();
    let mut centres: HashMap<String, (f64, f64)> = HashMap::new();
    for row in rows(text) {
        let class = cell(&row, 1);
        let mut record = Record::new(cell(&row, 0), label(class));
        record.class = class.into();
        record.id = cell(&row, 2).into();
        if record.id.is_empty() && !cell(&row, 8).is_empty() {
            record.id = format!("wikidata:{}", cell(&row, 8));
        }
        record.english = cell(&row, 3).into();
        record.country = cell(&row, 4).into();
        record.population = cell(&row, 5).parse().unwrap_or(0);
        record.coordinates = cell(&row, 6).parse().ok().zip(cell(&row, 7).parse().ok());
        record.trust = cell(&row, 9).parse().unwrap_or(1);
        let capital = class == "LOC.city" && capitals.get(&record.country) == Some(&record.english);
        if let (true, Some(at)) = (capital, record.coordinates) {
            centres.insert(record.country.clone(), at);
        }
        record.weight = match class {
            "LOC.country" => 3_000_000_000,
            "LOC.admin1" => 200_000,
            _ => 1_000,
        } + record.population
            + if capital { 1_000_000_000 } else { 0 };
        strip_head(&mut record);
        records.push(record);
    }
    for record in records.iter_mut().skip(first) {
        if record.class == "LOC.country" {
            record.coordinates = centres.get(&record.country).copied();
            record.approximate = record.coordinates.is_some();
        }
    }
}

/// `محافظة بوشهر` → name `بوشهر`, canonical `محافظة بوشهر`: the head noun stays outside the mention.
fn strip_head(record: &mut Record) {
    let rest = PLACE_HEADS.iter().find_map(|head| record.name.strip_prefix(head)?.strip_prefix(' '));
    let Some(rest) = rest.map(str::to_owned) else { return };
    if rest.chars().count() < 3 || rest.starts_with(['(', '-']) {
        return;
    }
    if !rest.contains(' ') {
        record.trust = record.trust.min(if rest.starts_with("ال") { 1 } else { 2 });
    }
    if record.canonical.is_empty() {
        record.canonical = record.name.clone();
    }
    record.name = rest;
}

/// A place with this identity: English name, country, inhabitants, coordinates.
type Known = HashMap<String, (u64, Option<(f64, f64)>, bool)>;

fn coordinates_by_id(records: &[Record]) -> Known {
    let with_id = records.iter().filter(|record| !record.id.is_empty());
    with_id.map(|r| (r.id.clone(), (r.population, r.coordinates, r.approximate))).collect()
}

fn curated(list: &str, text: &str, known: &Known, records: &mut Vec<Record>) -> Result<(), Failure> {
    for row in rows(text) {
        let [name, class, english, country, aliases, abbreviations, id, at, population] =
            std::array::from_fn(|i| cell(&row, i).trim());
        if row.len() < 3 || name.is_empty() || class.is_empty() {
            return Err(format!("{list}: a row needs name, class and English name: {row:?}").into());
        }
        let mut record = Record::new(name, label(class));
        record.class = class.into();
        record.english = english.into();
        record.country = country.split(',').next().unwrap_or("").into();
        record.id = if id.is_empty() { format!("rasad:{}", slug(class, english)) } else { id.into() };
        record.curated = true;
        if let Some((population, at, approximate)) = known.get(&record.id) {
            (record.population, record.coordinates, record.approximate) = (*population, *at, *approximate);
        }
        if !at.is_empty() {
            record.approximate = at.starts_with('~');
            let (lat, lon) = at.trim_start_matches('~').split_once(',').ok_or(format!("{list}: {name}: {at}"))?;
            record.coordinates = Some((lat.trim().parse()?, lon.trim().parse()?));
        }
        if let Ok(population) = population.parse() {
            record.population = population;
        }
        record.weight = record.population
            + if class == "LOC.country" { 3_500_000_000 } else { 500_000_000 }
            + if record.id.starts_with("rasad:") { 0 } else { 1 };
        if class.starts_with("LOC") {
            strip_head(&mut record);
        }
        record.trust = default_trust(&record.name, class, false);
        let canonical = if record.canonical.is_empty() { record.name.clone() } else { record.canonical.clone() };
        let whole = record.clone();
        records.push(record);
        let also = aliases.split(';').map(|a| (a, false)).chain(abbreviations.split(';').map(|a| (a, true)));
        for (alias, abbreviation) in also.map(|(a, b)| (a.trim(), b)).filter(|(a, _)| !a.is_empty()) {
            let mut record = Record { name: alias.into(), canonical: canonical.clone(), ..whole.clone() };
            if class.starts_with("LOC") {
                strip_head(&mut record);
                record.canonical = canonical.clone();
            }
            record.trust = default_trust(&record.name, class, abbreviation);
            record.weight = whole.weight.saturating_sub(1);
            records.push(record);
        }
    }
    Ok(())
}

/// Lists of places without identities hold bodies too (الأمم المتحدة as a place): a name that was chosen by hand for
/// something else wins.
fn drop_mistaken(records: &mut Vec<Record>) {
    let chosen: HashSet<String> = records
        .iter()
        .filter(|r| r.curated && !matches!(r.label.as_str(), "GPE" | "LOC" | "PER"))
        .map(|r| key(&r.name))
        .collect();
    let body =
        |name: &str| ["تنظيم ", "حركة ", "جبهة ", "حزب ", "جماعة ", "فرقة "].iter().any(|head| name.starts_with(head));
    // CLDR's territories include two that are none.
    let union = |r: &Record| matches!(r.id.as_str(), "iso3166-1:UN" | "iso3166-1:EU" | "iso3166-1:EZ" | "unm49:001");
    records.retain(|r| !union(r) && (r.curated || r.label != "GPE" && r.label != "LOC" || !body(&r.name)));
    records.retain(|r| {
        r.curated || !r.id.is_empty() || !matches!(r.label.as_str(), "GPE" | "LOC") || !chosen.contains(&key(&r.name))
    });
}

/// Without a decision by hand: several words are safe, one word less so where words are common.
fn default_trust(name: &str, class: &str, abbreviation: bool) -> u8 {
    let one = !name.contains([' ', '-']);
    let letters = name.chars().count();
    if abbreviation {
        return if letters <= 2 { 1 } else { 2 };
    }
    match class.split('.').next() {
        Some("PER") if one => 2,
        Some("ORG" | "MISC" | "EVENT" | "FAC") if one && name.starts_with("ال") => 2,
        _ if one && letters <= 3 => 1,
        _ => 3,
    }
}

fn slug(class: &str, english: &str) -> String {
    let floor = class.split('.').next().unwrap_or("").to_lowercase();
    let mut out = format!("{floor}/");
    for c in english.to_lowercase().chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with(['-', '/']) {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

/// Pairs of spellings that news mixes, by word: where a name has one, it is found with the other too.
const WORDS: &[(&str, &str)] = &[
    ("أمريكا", "أميركا"),
    ("الأمريكي", "الأميركي"),
    ("الأمريكية", "الأميركية"),
    ("أمريكي", "أميركي"),
    ("أمريكية", "أميركية"),
    ("سوريا", "سورية"),
    ("الديمقراطي", "الديموقراطي"),
    ("الديمقراطية", "الديموقراطية"),
    ("ديمقراطي", "ديموقراطي"),
    ("الفيدرالي", "الفدرالي"),
    ("الفيدرالية", "الفدرالية"),
    ("المسلمون", "المسلمين"),
    ("الأوروبي", "الأوربي"),
    ("الأوروبية", "الأوربية"),
    ("أوروبا", "أوربا"),
    ("الإسرائيلي", "الاسرائيلي"),
    ("بوركينا", "بركينا"),
    ("النفط", "البترول"),
];

fn spellings(records: &mut Vec<Record>) {
    let mut keys: HashSet<String> = records.iter().map(|record| key(&record.name)).collect();
    let arab = [
        "DZ", "BH", "EG", "IQ", "JO", "KW", "LB", "LY", "MR", "MA", "OM", "PS", "QA", "SA", "SD", "SY", "TN", "AE",
        "YE",
    ];
    let mut more = Vec::new();
    for record in records.iter() {
        let mut forms = Vec::new();
        let words: Vec<&str> = record.name.split(' ').collect();
        for (at, word) in words.iter().enumerate() {
            let other = WORDS.iter().filter(|_| record.curated || record.class == "LOC.country").find_map(|(a, b)| {
                if word == a {
                    Some(*b)
                } else if word == b {
                    Some(*a)
                } else {
                    None
                }
            });
            let plural = word.strip_suffix("يون").filter(|_| record.curated && record.label != "PER");
            let other = other.map(str::to_owned).or_else(|| Some(format!("{}يين", plural?)));
            if let Some(other) = other {
                let mut form: Vec<String> = words.iter().map(ToString::to_string).collect();
                form[at] = other;
                forms.push(form.join(" "));
            }
        }
        // The g of foreign names: غ in the Levant and the Maghreb, ج in Egypt.
        let foreign = !arab.contains(&record.country.as_str()) && record.label != "PER"
            || record.curated && record.label == "PER";
        if foreign
            && !arab.contains(&record.country.as_str())
            && record.name.chars().count() >= 5
            && record.name.contains('غ')
        {
            forms.push(record.name.replace('غ', "ج"));
        }
        for name in forms {
            if keys.insert(key(&name)) {
                let canonical =
                    if record.canonical.is_empty() { record.name.clone() } else { record.canonical.clone() };
                let weight = record.weight.saturating_sub(2);
                more.push(Record { name, canonical, weight, ..record.clone() });
            }
        }
    }
    records.extend(more);
}

/// Decisions by hand win over everything; single function words go.
fn trust(records: &mut Vec<Record>, decisions: &str, stopwords: &str) -> Result<(), Failure> {
    let mut decided: HashMap<(String, String), u8> = HashMap::new();
    for row in rows(decisions) {
        let trust: u8 = cell(&row, 1).parse().map_err(|_| format!("trust: {row:?}"))?;
        decided.insert((cell(&row, 0).to_owned(), key(cell(&row, 2))), trust.min(3));
    }
    let stop: HashSet<String> = rows(stopwords).map(|row| key(cell(&row, 0))).collect();
    records.retain_mut(|record| {
        let group = match record.label.as_str() {
            "GPE" | "FAC" => "LOC",
            other => other,
        };
        let key = key(&record.name);
        if let Some(&trust) = decided.get(&(group.to_owned(), key.clone())) {
            record.trust = trust;
            return true;
        }
        !stop.contains(&key)
    });
    Ok(())
}

fn name_words(text: &str) -> Result<Vec<(String, NameWord)>, Failure> {
    let mut out = Vec::new();
    for row in rows(text) {
        let word = cell(&row, 0);
        if word.contains(' ') {
            continue;
        }
        let count = |i| cell(&row, i).parse::<u32>().map(|n| n.min(u32::from(u16::MAX)) as u16);
        out.push((
            word.to_owned(),
            NameWord {
                given: count(1)?,
                surname: count(2)?,
                either: count(3)?,
                ambiguous: cell(&row, 5) == "1",
                foreign: cell(&row, 6) == "a",
            },
        ));
    }
    Ok(out)
}
