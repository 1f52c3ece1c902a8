//! `evaluate`: the figures that the README quotes, and those on texts of other kinds. `score DIR [--errors]`: the same on one folder of `.ann` files.

use std::path::Path;

use rasad::extract::{Extractor, Options};
use rasad::tagger::Tagger;

use crate::golden::{home, print};
use crate::{gold, outofdomain, score};

/// Names, values and quotations on `tests/golden`, and with `RASAD_DATA` set also on `ner/news/dev`.
pub fn run() -> Result<(), String> {
    println!("rasad {}, {}", rasad::VERSION, today());
    set("tests/golden", &home())?;
    match std::env::var_os("RASAD_DATA").filter(|data| !data.is_empty()) {
        Some(data) => {
            set("ner/news/dev", &Path::new(&data).join("ner/news/dev"))?;
            outofdomain::print(Path::new(&data), false, None)
        }
        None => {
            println!("\nRASAD_DATA is not set: ner/news/dev, aqmar and idrisi are left out");
            Ok(())
        }
    }
}

fn set(name: &str, folder: &Path) -> Result<(), String> {
    let articles = gold::folder(folder)?;
    let words: usize = articles.iter().map(|a| a.text.split_whitespace().count()).sum();
    println!("\n# {name}: {} articles, {words} words\n", articles.len());
    print!("{}", print(&score::score(&Extractor::default(), &articles)));
    Ok(())
}

/// Scores one folder.
pub fn folder(args: &[String]) -> Result<(), String> {
    let (flags, folders): (Vec<_>, Vec<_>) = args.iter().partition(|a| a.starts_with("--"));
    let [folder] = folders[..] else {
        return Err("score DIR [--errors] [--model=FILE]: one folder is needed".to_owned());
    };
    let mut options = Options::default();
    if let Some(model) = flags.iter().find_map(|f| f.strip_prefix("--model=")) {
        options.tagger = Some(Tagger::load(model).map_err(|e| e.to_string())?);
    }
    let scores = score::score(&Extractor::new(options), &gold::folder(Path::new(folder))?);
    if flags.iter().any(|f| *f == "--errors") {
        for table in [&scores.names, &scores.values, &scores.quotes] {
            table.errors.iter().for_each(|line| println!("{line}"));
        }
    }
    print!("{}", print(&scores));
    Ok(())
}

/// The day in UTC, `YYYY-MM-DD`.
fn today() -> String {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_secs());
    // Days since 0000-03-01 in a calendar of 400-year eras, so that the leap day is the last of the year.
    let days = seconds / 86_400 + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, month) = (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    format!("{:04}-{month:02}-{day:02}", era * 400 + year + u64::from(month <= 2))
}
