//! Experiments: trains with options given on the command line and prints scores.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use rasad::lexicon::Lexicon;
use rasad::segment::View;
use rasad::tagger::corpus::Labelled;
use rasad::tagger::data;
use rasad::tagger::scheme::Reading;
use rasad::tagger::wordbook::{self, Wordbook};
use rasad::tagger::{self, Evidence, Phrases, Report, TrainOptions, Training};

use super::words;

/// Unlabelled text under raw/.
const RAW: [&str; 3] = ["sanad_alkhaleej.txt.xz", "ant_jawharafm.txt.xz", "arwiki_comparable.txt.xz"];

pub fn ann(folder: &Path) -> Result<Vec<Labelled>, String> {
    let mut out = Vec::new();
    for path in data::ann_files(folder).map_err(|e| e.to_string())? {
        let text = data::read(&path).map_err(|e| e.to_string())?;
        let marked = data::marked(&text).map_err(|e| data::in_file(e, &path).to_string())?;
        out.push(Labelled::from_marked(&marked));
    }
    Ok(out)
}

pub fn conll(path: &Path) -> Result<Vec<Labelled>, String> {
    let text = data::read(path).map_err(|e| e.to_string())?;
    let documents = data::conll(&text, Reading::Lenient).map_err(|e| data::in_file(e, path).to_string())?;
    Ok(documents.iter().map(|d| Labelled::from_words(d)).collect())
}

/// The names of an `.ann` document as bytes of the match form, against those found.
pub fn exact(tagger: &tagger::Tagger, documents: &[Labelled], evidence: &dyn Fn(&View<'_>) -> Evidence) -> Report {
    let mut report = Report::default();
    for document in documents {
        let view = document.view();
        let found = tagger.tag(&view, &evidence(&view));
        let gold: Vec<_> = document.names.iter().map(|(s, l)| (l.clone(), (s.start, s.end))).collect();
        let found: Vec<_> =
            found.iter().map(|f| (tagger.labels()[f.label].clone(), (f.span.start, f.span.end))).collect();
        report.add(&gold, &found);
    }
    report
}

fn line(name: &str, report: &Report) -> String {
    let t = report.total();
    let mut out =
        format!("{name}: P {:.1} R {:.1} F1 {:.2} |", t.precision() * 100.0, t.recall() * 100.0, t.f1() * 100.0);
    for (label, c) in report.labels() {
        out.push_str(&format!(" {label} {:.1}", c.f1() * 100.0));
    }
    out
}

pub fn run(arguments: &[String]) -> Result<(), String> {
    let get = |name: &str| arguments.iter().find_map(|a| a.strip_prefix(&format!("{name}=")).map(str::to_owned));
    let number = |name: &str, default: f64| get(name).and_then(|v| v.parse().ok()).unwrap_or(default);
    let root = super::data_dir()?;
    let work = PathBuf::from(get("work").unwrap_or_else(|| "training/work".to_owned()));
    if let (Some(model), Some(card), Some(out)) = (get("model"), get("card"), get("out")) {
        let card = std::fs::read_to_string(&card).map_err(|e| format!("{card}: {e}"))?;
        let tagger = tagger::Tagger::load(model).map_err(|e| e.to_string())?;
        return tagger.with_card(card).save(out).map_err(|e| e.to_string());
    }
    if let Some(path) = get("speed") {
        return speed(&tagger::Tagger::builtin().map_err(|e| e.to_string())?, Path::new(&path));
    }
    if let Some(out) = get("make-clusters") {
        let files: Vec<PathBuf> = RAW.iter().map(|f| root.join("raw").join(f)).collect();
        return super::clusters::run(
            &files,
            number("classes", 512.0) as usize,
            number("sweeps", 8.0) as usize,
            Path::new(&out),
        );
    }
    let clusters = get("clusters").map_or_else(|| work.join("clusters.tsv"), PathBuf::from);
    let names = PathBuf::from("data/lexicon/name_words.tsv");
    let make = |histogram: Option<PathBuf>| -> Result<(Wordbook, String), String> {
        let inputs = words::Inputs {
            clusters: &clusters,
            histogram: histogram.as_deref(),
            names: &names,
            lists: Path::new("data/lexicon"),
            cues: Path::new("training/cues.tsv"),
        };
        let (entries, paths, tags) = words::collect(&inputs)?;
        Ok((wordbook::build(&entries, &paths, &tags), tags))
    };
    let histogram = get("hist").map(PathBuf::from);
    let (book, tags) = make(histogram)?;
    let curated = get("curated").is_none_or(|v| v == "1");
    let lexicon = if get("nogaz").is_some() {
        Lexicon::default()
    } else {
        Lexicon::builtin(curated).map_err(|e| e.to_string())?
    };
    let phrases = match get("phrases") {
        Some(path) => phrases(Path::new(&path))?,
        None => Phrases::default(),
    };
    let evidence = |view: &View<'_>| rasad::extract::evidence(&lexicon, view);
    let base = get("base").is_some().then(tagger::Tagger::builtin).transpose().map_err(|e| e.to_string())?;
    let task = get("task").unwrap_or_else(|| "news".to_owned());
    let news_dev = ann(&root.join("ner/news/dev"))?;
    let mut auxiliary: Vec<(String, Vec<Labelled>)> = Vec::new();
    let (mut train_set, held): (Vec<Labelled>, Vec<Labelled>) = if task == "aner" {
        (conll(&root.join("ner/anercorp/train.conll"))?, conll(&root.join("ner/anercorp/dev.conll"))?)
    } else {
        let all = ann(&root.join("ner/news/train"))?;
        if get("full").is_some() {
            (all, Vec::new())
        } else {
            let (mut a, mut b) = (Vec::new(), Vec::new());
            for (i, d) in all.into_iter().enumerate() {
                if i % 5 == 2 { b.push(d) } else { a.push(d) }
            }
            (a, b)
        }
    };
    if let Some(half) = get("half").and_then(|h| h.parse::<usize>().ok()) {
        let mut at = 0;
        train_set.retain(|_| {
            at += 1;
            at % 2 == half
        });
    }
    for name in get("aux").unwrap_or_default().split(',').filter(|n| !n.is_empty()) {
        let set = match name {
            "newsfane" => conll(&root.join("ner/newsfane/train.ace.conll"))?,
            "wikifane" => conll(&root.join("ner/wikifane/train.ace.conll"))?,
            "aner" => conll(&root.join("ner/anercorp/train.conll"))?,
            "news" => ann(&root.join("ner/news/train"))?,
            other => return Err(format!("no such set: {other}")),
        };
        auxiliary.push((name.to_owned(), set));
    }
    let mut options = TrainOptions::default();
    options.epochs = number("epochs", options.epochs as f64) as usize;
    options.average_from = number("from", options.average_from as f64) as usize;
    options.rate = number("rate", f64::from(options.rate)) as f32;
    options.l1 = number("l1", f64::from(options.l1)) as f32;
    options.l2 = number("l2", f64::from(options.l2)) as f32;
    options.dropout = number("drop", f64::from(options.dropout)) as f32;
    options.least = number("least", f64::from(options.least)) as u32;
    options.folds = number("folds", options.folds as f64) as usize;
    options.forget = number("forget", f64::from(options.forget)) as f32;
    options.models = number("models", options.models as f64) as usize;
    options.seed = number("seed", options.seed as f64) as u64;
    options.auxiliary_weight = number("auxw", f64::from(options.auxiliary_weight)) as f32;
    options.settled = number("settled", f64::from(options.settled)) as f32;
    options.lean = get("lean").and_then(|v| v.parse().ok());
    let seeds = number("seeds", 1.0) as u64;
    let label = get("name").unwrap_or_default();
    for seed in 0..seeds {
        options.seed += seed;
        let started = std::time::Instant::now();
        let stop = AtomicBool::new(false);
        let tagger = tagger::train(
            Training {
                documents: &train_set,
                auxiliary: &auxiliary,
                development: None,
                wordbook: (&book, &tags),
                phrases: &phrases,
                base: base.as_ref(),
                evidence: &evidence,
                stop: &stop,
                progress: &mut |_| {},
                card: String::new(),
            },
            &options,
        )
        .map_err(|e| e.to_string())?;
        let took = started.elapsed().as_secs_f32();
        println!("[{label}] {took:.0}s {tagger:?}");
        let hits: Vec<Evidence> = held.iter().map(|d| evidence(&d.view())).collect();
        if !held.is_empty() {
            println!("  {}", line("held", &tagger::score(&tagger, &held, &hits)));
        }
        if task != "aner" {
            println!("  {}", line("held exact", &exact(&tagger, &held, &evidence)));
            println!("  {}", line("dev exact", &exact(&tagger, &news_dev, &evidence)));
        }
        if get("errors").is_some() {
            errors(&tagger, if held.is_empty() { &news_dev } else { &held }, &evidence);
        }
        if let Some(out) = get("count") {
            let files: Vec<PathBuf> = RAW.iter().map(|f| root.join("raw").join(f)).collect();
            let every = number("every", 1.0) as usize;
            let started = std::time::Instant::now();
            let counts = super::histogram::count(&tagger, &files, every, &evidence)?;
            println!("  {} tokens in {:.0}s", counts.tokens, started.elapsed().as_secs_f32());
            super::histogram::write(
                &tagger,
                &counts,
                Path::new(&format!("{out}.words.tsv")),
                Path::new(&format!("{out}.phrases.tsv")),
            )?;
        }
        if let Some(out) = get("out") {
            let card = match get("card") {
                Some(path) => std::fs::read_to_string(&path).map_err(|e| format!("{path}: {e}"))?,
                None => String::new(),
            };
            tagger.with_card(card).save(out).map_err(|e| e.to_string())?;
        }
    }
    Ok(())
}

/// Prints what was missed and what was found wrongly.
pub fn errors(tagger: &tagger::Tagger, documents: &[Labelled], evidence: &dyn Fn(&View<'_>) -> Evidence) {
    for (n, document) in documents.iter().enumerate() {
        let view = document.view();
        let found: Vec<_> = tagger
            .tag(&view, &evidence(&view))
            .into_iter()
            .map(|f| (f.span, tagger.labels()[f.label].clone(), f.score))
            .collect();
        let context = |s: rasad::Span| {
            let mut a = s.start.saturating_sub(40);
            while !view.text.is_char_boundary(a) {
                a -= 1
            }
            let mut b = (s.end + 30).min(view.text.len());
            while !view.text.is_char_boundary(b) {
                b += 1
            }
            view.text[a..b].replace('\n', " ")
        };
        for (s, l) in &document.names {
            if !found.iter().any(|f| f.0 == *s && f.1 == *l) {
                let near: Vec<String> = found
                    .iter()
                    .filter(|f| f.0.overlaps(*s))
                    .map(|f| format!("{} {:?}", f.1, f.0.slice(view.text).unwrap_or("")))
                    .collect();
                println!("  {n} MISS {l} {:?} {near:?} | {}", s.slice(view.text).unwrap_or(""), context(*s));
            }
        }
        for (s, l, score) in &found {
            if !document.names.iter().any(|g| g.0.overlaps(*s)) {
                println!("  {n} FALSE {l} {:?} {score:.2} | {}", s.slice(view.text).unwrap_or(""), context(*s));
            }
        }
    }
}

/// Harvested phrases that are nearly always the same.
fn phrases(path: &Path) -> Result<Phrases, String> {
    let mut out = Vec::new();
    for row in words::rows(path)?.into_iter().skip(1) {
        let (n, share): (u32, f64) = (row[2].parse().unwrap_or(0), row[3].parse().unwrap_or(0.0));
        if share >= 0.7 && n >= 3 {
            out.push((row[0].clone(), row[1].clone(), n));
        }
    }
    Ok(Phrases::build(&out))
}

/// Words a second of the built-in model over paragraphs of a text, one after the other on one core.
fn speed(tagger: &tagger::Tagger, path: &Path) -> Result<(), String> {
    let text = super::histogram::raw(path)?;
    let normalizer = rasad::normalize::Normalizer::profile(rasad::normalize::Profile::Match);
    let lexicon = Lexicon::builtin(true).map_err(|e| e.to_string())?;
    let (mut words, mut names) = (0usize, 0usize);
    let (mut prepared, mut scanned, mut tagged) = (0.0f64, 0.0f64, 0.0f64);
    for line in text.lines().filter(|l| l.len() > 40).take(20_000) {
        let started = std::time::Instant::now();
        let aligned = normalizer.align(line);
        let tokens = rasad::segment::tokens(aligned.text());
        let sentences = rasad::segment::sentences(aligned.text(), &tokens);
        let view = View { text: aligned.text(), tokens: &tokens, sentences: &sentences };
        let ready = std::time::Instant::now();
        let hits = rasad::extract::evidence(&lexicon, &view);
        let known = std::time::Instant::now();
        names += tagger.tag(&view, &hits).len();
        words += tokens.len();
        tagged += known.elapsed().as_secs_f64();
        scanned += (known - ready).as_secs_f64();
        prepared += (ready - started).as_secs_f64();
    }
    let rate = |seconds: f64| words as f64 / seconds / 1.0e6;
    println!(
        "{words} words, {names} names; million words a second: normalize and segment {:.2}, lexicon {:.2}, tagger {:.2}",
        rate(prepared),
        rate(scanned),
        rate(tagged)
    );
    Ok(())
}
