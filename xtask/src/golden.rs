//! `golden`: writes the files of `tests/golden` from `tests/golden/marked`, and the scores on them.
//!
//! * `golden --build` writes `.ann`, `.values.jsonl`, `.quotes.jsonl` and `.meta.json` from the authoring files.
//! * `golden` scores the pipeline and writes `scores.json`, which a test compares with; read it before committing.
//! * `golden --errors` prints what is missed (`-`), spurious (`+`) or attributed wrongly, and writes nothing.

use std::path::{Path, PathBuf};

use rasad::extract::Extractor;

use crate::{gold, marks, score, snapshot};

/// The folder of the golden articles.
pub fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden")
}

/// Runs the command.
pub fn run(args: &[String]) -> Result<(), String> {
    if args.iter().any(|a| a == "--build") {
        return build();
    }
    let articles = gold::folder(&home())?;
    let scores = score::score(&Extractor::default(), &articles);
    if args.iter().any(|a| a == "--errors") {
        for table in [&scores.names, &scores.values, &scores.quotes] {
            table.errors.iter().for_each(|line| println!("{line}"));
        }
        return Ok(());
    }
    print!("{}", print(&scores));
    let file = home().join("scores.json");
    std::fs::write(&file, snapshot::json(&scores)).map_err(|e| format!("{}: {e}", file.display()))
}

/// The tables and shares as lines of text.
pub fn print(scores: &score::Scores) -> String {
    let share = |what: &str, (part, of): (usize, usize)| {
        format!("{what}: {part} of {of} ({:.1} %)\n", score::percent(part, of))
    };
    let mut out = scores.names.print("names (strict span and label)");
    if scores.value_right.1 > 0 {
        out += &scores.values.print("\nvalues (strict span, label and value)");
        out += &share("value right at an overlapping span", scores.value_right);
    }
    if scores.quotes.total() != score::Counts::default() {
        out += &scores.quotes.print("\nquotations (70 percent of the longer span shared)");
        out += &share("speaker right, of quotations found", scores.speakers);
        out += &share("reporting word right, of quotations found", scores.cues);
    }
    out
}

fn build() -> Result<(), String> {
    let marked = home().join("marked");
    let entries = std::fs::read_dir(&marked).map_err(|e| format!("{}: {e}", marked.display()))?;
    for entry in entries {
        let path = entry.map_err(|e| e.to_string())?.path();
        let at = |e: String| format!("{}: {e}", path.display());
        let source = std::fs::read_to_string(&path).map_err(|e| at(e.to_string()))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let gold = marks::read(&name, &source).map_err(at)?;
        for (ending, content) in marks::files(&gold) {
            std::fs::write(home().join(format!("{name}{ending}")), content).map_err(|e| at(e.to_string()))?;
        }
    }
    Ok(())
}
