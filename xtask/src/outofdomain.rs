//! The built-in model on texts of other kinds, whose labels are brought to what both schemes have: part of `evaluate`, and
//! alone `outofdomain [--errors] [--model=FILE]`. Needs `RASAD_DATA`; nothing is trained on these files.

use std::path::Path;

use rasad::extract::{NameTagger, read_labelled};
use rasad::tagger::Report;
use rasad::tagger::corpus::Labelled;
use rasad::tagger::scheme::Reading;

/// A file, and what labels are called where it is scored; those not named are left out on both sides.
struct Set {
    name: &'static str,
    file: &'static str,
    labels: &'static [(&'static str, &'static str)],
}

const SETS: [Set; 3] = [
    // News of 2006-2007, whose places take in states and buildings.
    Set {
        name: "anercorp/train, PER LOC ORG",
        file: "ner/anercorp/train.conll",
        labels: &[("PERS", "PER"), ("PER", "PER"), ("ORG", "ORG"), ("LOC", "LOC"), ("GPE", "LOC"), ("FAC", "LOC")],
    },
    // Wikipedia. Its MISC is whatever the article is about (particles, chess openings), which is another scheme. Buildings
    // are places there.
    Set {
        name: "aqmar/dev, PER LOC ORG",
        file: "ner/aqmar/dev.conll",
        labels: &[("PER", "PER"), ("ORG", "ORG"), ("LOC", "LOC"), ("GPE", "LOC"), ("FAC", "LOC")],
    },
    // Tweets of disasters. Only places are marked, down to streets and hospitals; its nine kinds are one here.
    Set {
        name: "idrisi, places of any kind",
        file: "ner/idrisi/train.conll",
        labels: &[
            ("GPE", "LOC"),
            ("LOC", "LOC"),
            ("FAC", "LOC"),
            ("CTRY", "LOC"),
            ("CITY", "LOC"),
            ("PROV", "LOC"),
            ("DIST", "LOC"),
            ("NBHD", "LOC"),
            ("ST", "LOC"),
            ("HPOI", "LOC"),
            ("NPOI", "LOC"),
            ("OTHR", "LOC"),
        ],
    },
];

/// Prints the tables.
pub fn print(data: &Path, errors: bool, model: Option<&str>) -> Result<(), String> {
    let tagger = model.map_or_else(NameTagger::builtin, NameTagger::load).map_err(|e| e.to_string())?;
    for set in &SETS {
        let report = score(&tagger, set, data)?;
        if errors {
            for m in report.mistakes() {
                let label = |n: &Option<rasad::tagger::Name>| n.as_ref().map_or("-", |n| n.0.as_str()).to_owned();
                let (gold, found) = (label(&m.gold), label(&m.found));
                println!("{}\t{gold} -> {found}\t{}", m.kind.name(), m.text.as_deref().unwrap_or(""));
            }
        }
        println!("\n# {}: strict F1 of the built-in model, by words\n\n{report}", set.name);
    }
    Ok(())
}

fn score(tagger: &NameTagger, set: &Set, data: &Path) -> Result<Report, String> {
    let relabel = |label: &str| set.labels.iter().find(|(l, _)| *l == label).map(|(_, to)| (*to).to_owned());
    let (mut documents, _) = read_labelled(&data.join(set.file), Reading::Lenient).map_err(|e| e.to_string())?;
    documents.iter_mut().for_each(|d| rename(d, &relabel));
    Ok(tagger.evaluate(&documents, &relabel))
}

fn rename(document: &mut Labelled, relabel: &dyn Fn(&str) -> Option<String>) {
    for tag in &mut document.tags {
        if let Some((letter, label)) = tag.split_once('-') {
            *tag = relabel(label).map_or_else(|| "O".to_owned(), |label| format!("{letter}-{label}"));
        }
    }
}

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    let data =
        std::env::var_os("RASAD_DATA").filter(|d| !d.is_empty()).ok_or("set RASAD_DATA to the folder with ner/")?;
    let model = args.iter().find_map(|a| a.strip_prefix("--model="));
    print(Path::new(&data), args.iter().any(|a| a == "--errors"), model)
}
