//! From labelled documents to a tagger.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::corpus::Labelled;
use super::crf::Tags;
use super::evaluate::Report;
use super::evidence::Evidence;
use super::hash;
use super::model::Tagger;
use super::phrases::Phrases;
use super::train::{self, Dense, Encoded, Run, Set, TrainOptions};
use super::weights::Weights;
use super::wordbook::Wordbook;
use crate::error::{Error, Result};
use crate::segment::View;

/// How far training has come.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Progress {
    /// What is being done: `memory` (models that have not seen a part of the data, for document memory), `weights`, or with
    /// a development set at last `done`.
    pub stage: &'static str,
    /// How many passes of this stage are done.
    pub epoch: usize,
    /// How many there will be at most.
    pub epochs: usize,
    /// F1 on the development set, where there is one.
    pub f1: Option<f64>,
}

/// What a tagger is trained on.
pub struct Training<'a> {
    /// The data in the labels that the tagger will have.
    pub documents: &'a [Labelled],
    /// Other data, by name: another label scheme or domain.
    pub auxiliary: &'a [(String, Vec<Labelled>)],
    /// Data to stop by.
    pub development: Option<&'a [Labelled]>,
    /// What is known of words, and the names of its tags.
    pub wordbook: (&'a Wordbook, &'a str),
    /// Phrases that a first tagger was sure of in unlabelled text.
    pub phrases: &'a Phrases,
    /// The built-in tagger, if what it finds is to be evidence.
    pub base: Option<&'a Tagger>,
    /// What lists know of a text.
    pub evidence: &'a dyn Fn(&View<'_>) -> Evidence,
    /// Set to true from anywhere to stop with the best model so far.
    pub stop: &'a AtomicBool,
    /// Told after every pass.
    pub progress: &'a mut (dyn FnMut(&Progress) + Send),
    /// Notes kept in the model file (JSON).
    pub card: String,
}

/// What labels of another scheme are called in this one, where the names differ. The first that the data has counts.
const ALIASES: &[(&str, &[&str])] = &[
    ("PERS", &["PER", "PERSON"]),
    ("PER", &["PERS", "PERSON"]),
    ("GPE", &["LOC", "LOCATION"]),
    ("FAC", &["LOC"]),
    ("LOC", &["GPE", "LOCATION"]),
    ("PROD", &["MISC", "PRODUCT"]),
    ("VEH", &["MISC", "PRODUCT"]),
    ("WEA", &["MISC", "PRODUCT"]),
    ("MIS", &["MISC"]),
    ("EVENT", &["MISC"]),
];

fn labels_of(documents: &[Labelled]) -> BTreeSet<String> {
    documents.iter().flat_map(|d| &d.tags).filter_map(|t| t.split_once('-')).map(|(_, l)| l.to_owned()).collect()
}

/// A tag number for each token; labels that the tagger does not have are O.
fn numbers(document: &Labelled, tags: &Tags, own: bool) -> Vec<u8> {
    let find = |label: &str| tags.labels().iter().position(|l| l == label);
    let number = |tag: &String| {
        let Some((prefix, label)) = tag.split_once('-') else { return 0 };
        let alias =
            || ALIASES.iter().find(|(l, _)| *l == label).and_then(|(_, names)| names.iter().find_map(|n| find(n)));
        let at = find(label).or_else(|| if own { None } else { alias() });
        at.map_or(0, |at| (1 + 2 * at + usize::from(prefix == "I")) as u8)
    };
    let mut out: Vec<u8> = document.tags.iter().map(number).collect();
    // A sentence never begins in the middle of a name.
    for range in &document.sentences {
        let mut previous = None;
        for at in range.clone() {
            if let Some(tag) = out.get_mut(at) {
                if !Tags::allowed(previous, *tag) {
                    *tag -= 1;
                }
                previous = Some(*tag);
            }
        }
    }
    out
}

/// Trains a tagger.
pub fn train(training: Training<'_>, options: &TrainOptions) -> Result<Tagger> {
    let labels: Vec<String> = labels_of(training.documents).into_iter().collect();
    if labels.is_empty() {
        return Err(Error::data("no word of the training data has a label"));
    }
    if labels.len() > 120 {
        return Err(Error::data(format!("there are {} labels, and a tagger has up to 120", labels.len())));
    }
    let tags = Tags::new(labels);
    let tag_hashes: Vec<u64> = tags.labels().iter().map(|l| hash::text(l)).collect();
    let mut evidence: Vec<Vec<Evidence>> = Vec::new();
    let sets: Vec<&[Labelled]> =
        std::iter::once(training.documents).chain(training.auxiliary.iter().map(|(_, d)| d.as_slice())).collect();
    for (at, set) in sets.iter().enumerate() {
        // The built-in tagger knows the auxiliary sets by heart: what it says there would be trusted too much.
        let base = training.base.filter(|_| at == 0);
        let of = |document: &Labelled| {
            let view = document.view();
            let evidence = (training.evidence)(&view);
            match base {
                Some(base) => {
                    let found = base.tag(&view, &evidence);
                    evidence.told_by(base.labels(), &found)
                }
                None => evidence,
            }
        };
        evidence.push(set.iter().map(of).collect());
    }
    let sets: Vec<Set<'_>> = sets
        .iter()
        .zip(&evidence)
        .enumerate()
        .map(|(at, (documents, evidence))| Set {
            documents,
            evidence,
            tags: documents.iter().map(|d| numbers(d, &tags, at == 0)).collect(),
        })
        .collect();
    let data = train::encode(&sets, training.wordbook.0, training.phrases, options.least);
    let mut with_memory =
        options.folds >= 2 && data.sentences.iter().filter(|s| s.set == 0).count() >= options.folds * 2;
    let mut memory = Vec::new();
    let mut lean = options.lean.unwrap_or(0.0);
    let progress = std::sync::Mutex::new(training.progress);
    let tell = |stage: &'static str, epoch: usize, epochs: usize, f1: Option<f64>| {
        if let Ok(mut progress) = progress.lock() {
            progress(&Progress { stage, epoch, epochs, f1 });
        }
    };
    if with_memory {
        let (passes, done) = (train::fold_passes(options), AtomicUsize::new(0));
        tell("memory", 0, passes, None);
        let tick = || tell("memory", done.fetch_add(1, Ordering::Relaxed) + 1, passes, None);
        let (first, chosen) = train::jackknife(&data, tags.len(), options, training.stop, None, &tick);
        if training.stop.load(Ordering::Relaxed) {
            // Half-trained folds remember nothing that could be learned from.
            with_memory = false;
        } else {
            lean = options.lean.unwrap_or(chosen);
            memory = memories(&data, &first, &tag_hashes);
        }
    }
    let development: Option<(&[Labelled], Vec<Evidence>)> =
        training.development.map(|d| (d, d.iter().map(|d| (training.evidence)(&d.view())).collect()));
    // One model more, trained beside the others, tells how far they hold back for the auxiliary sets.
    let estimated = options.lean.is_none() && with_memory && sets.len() > 1;
    let chosen = std::sync::OnceLock::new();
    let choose = || {
        if estimated {
            let (_, lean) = train::jackknife(&data, tags.len(), options, training.stop, Some(&memory), &|| {});
            if !training.stop.load(Ordering::Relaxed) {
                let _ = chosen.set(lean);
            }
        }
    };
    let assemble = |dense: &[Dense], lean: f32| -> Tagger {
        let mut rows = train::merged(&data, &dense[0]);
        let mut chain = dense[0].chain.clone();
        for other in &dense[1..] {
            for (row, other) in rows.iter_mut().zip(train::merged(&data, other)) {
                row.1.iter_mut().zip(&other.1).for_each(|(a, b)| *a += b);
            }
            chain.moves.iter_mut().zip(&other.chain.moves).for_each(|(a, b)| *a += b);
            chain.start.iter_mut().zip(&other.chain.start).for_each(|(a, b)| *a += b);
        }
        let factor = 1.0 / dense.len() as f32;
        rows.iter_mut().flat_map(|r| &mut r.1).for_each(|w| *w *= factor);
        chain.moves.iter_mut().chain(&mut chain.start).for_each(|w| *w *= factor);
        let mut chain = chain.leaning(lean);
        chain.forbid();
        let weights = Weights::build(&rows, tags.len(), 0.01);
        let (book, book_tags) = training.wordbook;
        Tagger::assemble(
            tags.clone(),
            chain,
            weights,
            book.clone(),
            training.phrases.clone(),
            book_tags.to_owned(),
            training.card.clone(),
            with_memory,
            training.base.cloned(),
        )
    };
    let sentences: Vec<usize> = (0..data.sentences.len()).collect();
    let models_wanted = options.models.max(1);
    let with_development = |documents: &[Labelled], evidence: &[Evidence]| {
        let mut models: Vec<Dense> = Vec::new();
        // With a development set models come one after the other, each stopped at its best.
        for k in 0..models_wanted {
            let mut best: Option<(f64, Dense)> = None;
            let mut since = 0;
            let mut after = |epoch: usize, current: &dyn Fn() -> Dense| {
                let mut go_on = true;
                let mut f1 = None;
                if epoch + 1 > options.average_from {
                    let dense = current();
                    let score = score(&assemble(std::slice::from_ref(&dense), lean), documents, evidence).total().f1();
                    f1 = Some(score);
                    if best.as_ref().is_none_or(|(b, _)| score > *b) {
                        best = Some((score, dense));
                        since = 0;
                    } else {
                        since += 1;
                        go_on = options.patience == 0 || since < options.patience;
                    }
                }
                tell("weights", epoch + 1, options.epochs, f1);
                go_on
            };
            let seed = options.seed.wrapping_add(k as u64 * 7919);
            let last = train::run(
                &data,
                tags.len(),
                Run {
                    options,
                    seed,
                    sentences: sentences.clone(),
                    memory: &memory,
                    stop: training.stop,
                    finish: k == 0,
                    after: &mut after,
                },
            );
            let stopped = training.stop.load(Ordering::Relaxed);
            match best {
                Some((_, dense)) if options.patience > 0 => models.push(dense),
                // A model that was stopped before its best is no gain beside complete ones.
                _ if stopped && k > 0 => {}
                _ => models.push(last),
            }
            if stopped {
                break;
            }
        }
        models
    };
    let stop = training.stop;
    let models: Vec<Dense> = if let Some((documents, evidence)) = &development {
        let jobs = train::in_parallel(1 + usize::from(estimated), &|k| {
            if k == 0 {
                return with_development(documents, evidence);
            }
            choose();
            Vec::new()
        });
        jobs.into_iter().flatten().collect()
    } else {
        let jobs = train::in_parallel(models_wanted + usize::from(estimated), &|k| {
            if k == models_wanted {
                choose();
                return None;
            }
            // Those that have not begun when training is stopped are left out.
            if k > 0 && stop.load(Ordering::Relaxed) {
                return None;
            }
            Some(train::run(
                &data,
                tags.len(),
                Run {
                    options,
                    seed: options.seed.wrapping_add(k as u64 * 7919),
                    sentences: sentences.clone(),
                    memory: &memory,
                    stop,
                    finish: true,
                    after: &mut |epoch, _| {
                        if k == 0 {
                            tell("weights", epoch + 1, options.epochs, None);
                        }
                        true
                    },
                },
            ))
        });
        jobs.into_iter().flatten().collect()
    };
    let tagger = assemble(&models, chosen.get().copied().unwrap_or(lean));
    if let Some((documents, evidence)) = &development {
        tell("done", options.epochs, options.epochs, Some(score(&tagger, documents, evidence).total().f1()));
    }
    Ok(tagger)
}

fn memories(data: &Encoded, first: &[u8], labels: &[u64]) -> Vec<super::memory::Memory> {
    let mut out = vec![[0; 3]; data.tags.len()];
    let mut own = Vec::new();
    for document in 0..data.documents.len() {
        let sentences = data.documents[document].clone();
        let Some(s) = data.sentences.get(sentences.start).filter(|s| s.set == 0) else { continue };
        let start = s.tokens.start;
        train::memory_of(data, document, first, labels, &mut own);
        out[start..start + own.len()].copy_from_slice(&own);
    }
    out
}

/// Strict scores of a tagger on labelled documents, by tokens.
#[must_use]
pub fn score(tagger: &Tagger, documents: &[Labelled], evidence: &[Evidence]) -> Report {
    let mut report = Report::default();
    for (document, evidence) in documents.iter().zip(evidence) {
        let found = tagger.tag(&document.view(), evidence);
        let gold = document.names_by_token();
        let label = |l: usize| tagger.labels().get(l).cloned().unwrap_or_default();
        let found: Vec<_> =
            found.iter().map(|f| (label(f.label), (f.tokens.0 as usize, f.tokens.1 as usize))).collect();
        report.add(&gold, &found);
    }
    report
}
