//! Step 4: what a first tagger makes of each word in unlabelled text, and the phrases it takes for names.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use rasad::normalize::{Normalizer, Profile};
use rasad::segment::{self, View};
use rasad::tagger::{Evidence, Tagger};

/// Sums of posteriors and a count for each folded word; counts of confident phrases by label.
#[derive(Default)]
pub struct Counts {
    pub words: HashMap<String, (u32, Vec<f32>)>,
    pub phrases: HashMap<String, HashMap<usize, u32>>,
    pub tokens: u64,
}

pub fn fold(word: &str) -> String {
    word.replace('ة', "ه").replace('ؤ', "و").replace('ئ', "ي")
}

/// Text of a raw file, unpacked if need be.
pub fn raw(path: &Path) -> Result<String, String> {
    let mut text = String::new();
    if path.extension().is_some_and(|e| e == "xz") {
        let mut child = std::process::Command::new("xz")
            .args(["-dc"])
            .arg(path)
            .stdout(std::process::Stdio::piped())
            .spawn()
            .map_err(|e| format!("xz: {e}"))?;
        child
            .stdout
            .take()
            .ok_or("xz gave no output")?
            .read_to_string(&mut text)
            .map_err(|e| format!("{}: {e}", path.display()))?;
        child.wait().map_err(|e| e.to_string())?;
    } else {
        text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(text)
}

/// Tags every `every`-th paragraph of the files.
pub fn count(
    tagger: &Tagger,
    files: &[PathBuf],
    every: usize,
    evidence: &(dyn Fn(&View<'_>) -> Evidence + Sync),
) -> Result<Counts, String> {
    let total = Mutex::new(Counts::default());
    for file in files {
        let text = raw(file)?;
        let lines: Vec<&str> = text.lines().filter(|l| l.len() > 40).step_by(every.max(1)).collect();
        let next = AtomicUsize::new(0);
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    let mut own = Counts::default();
                    loop {
                        let at = next.fetch_add(200, Ordering::Relaxed);
                        if at >= lines.len() {
                            break;
                        }
                        for line in &lines[at..(at + 200).min(lines.len())] {
                            paragraph(tagger, line, evidence, &mut own);
                        }
                    }
                    if let Ok(mut total) = total.lock() {
                        total.add(own);
                    }
                });
            }
        });
    }
    total.into_inner().map_err(|e| e.to_string())
}

fn paragraph(tagger: &Tagger, line: &str, evidence: &(dyn Fn(&View<'_>) -> Evidence + Sync), counts: &mut Counts) {
    let normalizer = Normalizer::profile(Profile::Match);
    let aligned = normalizer.align(line);
    let tokens = segment::tokens(aligned.text());
    let sentences = segment::sentences(aligned.text(), &tokens);
    let view = View { text: aligned.text(), tokens: &tokens, sentences: &sentences };
    let hits = evidence(&view);
    tagger.posteriors(&view, &hits, |token, row| {
        counts.tokens += 1;
        let word = fold(&rasad::tagger::canonical_word(view.word(token)));
        let entry = counts.words.entry(word).or_insert_with(|| (0, vec![0.0; row.len()]));
        entry.0 += 1;
        for (sum, p) in entry.1.iter_mut().zip(row) {
            *sum += p;
        }
    });
    for found in tagger.tag(&view, &hits) {
        if found.score >= 0.8 && found.tokens.1 - found.tokens.0 >= 2 {
            let phrase =
                fold(found.span.slice(view.text).unwrap_or("")).split_whitespace().collect::<Vec<_>>().join(" ");
            *counts.phrases.entry(phrase).or_default().entry(found.label).or_default() += 1;
        }
    }
}

impl Counts {
    fn add(&mut self, other: Self) {
        self.tokens += other.tokens;
        for (word, (n, sums)) in other.words {
            let entry = self.words.entry(word).or_insert_with(|| (0, vec![0.0; sums.len()]));
            entry.0 += n;
            entry.1.iter_mut().zip(&sums).for_each(|(a, b)| *a += b);
        }
        for (phrase, labels) in other.phrases {
            let entry = self.phrases.entry(phrase).or_default();
            for (label, n) in labels {
                *entry.entry(label).or_default() += n;
            }
        }
    }
}

/// `lab histogram`: counts and writes both tables.
pub fn write(tagger: &Tagger, counts: &Counts, words_out: &Path, phrases_out: &Path) -> Result<(), String> {
    let tags = 1 + 2 * tagger.labels().len();
    let mut out = String::from("word\tcount");
    for tag in 0..tags {
        let _ = write!(out, "\t{}", tagger.tag_name(tag as u8));
    }
    out.push('\n');
    let mut words: Vec<_> = counts.words.iter().filter(|(_, (n, _))| *n >= 3).collect();
    words.sort_by(|a, b| a.0.cmp(b.0));
    for (word, (n, sums)) in words.iter().map(|(w, c)| (w, (c.0, &c.1))) {
        let _ = write!(out, "{word}\t{n}");
        for sum in sums {
            let _ = write!(out, "\t{:.3}", sum / n as f32);
        }
        out.push('\n');
    }
    fs::write(words_out, out).map_err(|e| e.to_string())?;
    let mut out = String::from("phrase\tlabel\tcount\tshare\n");
    let mut phrases: Vec<_> = counts.phrases.iter().collect();
    phrases.sort_by(|a, b| a.0.cmp(b.0));
    for (phrase, labels) in phrases {
        let total: u32 = labels.values().sum();
        let Some((label, n)) = labels.iter().max_by_key(|(l, n)| (**n, std::cmp::Reverse(**l))) else { continue };
        if total >= 3 && phrase.contains(' ') {
            let _ = writeln!(
                out,
                "{phrase}\t{}\t{total}\t{:.2}",
                tagger.labels()[*label],
                f64::from(*n) / f64::from(total)
            );
        }
    }
    fs::write(phrases_out, out).map_err(|e| e.to_string())
}
