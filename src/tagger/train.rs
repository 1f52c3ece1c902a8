//! The trainer: stochastic gradient with one step size a weight (AdaGrad), sparse by soft thresholds, features dropped
//! at random, weights averaged over epochs; auxiliary sets through shared and own copies of every feature.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::atomic::{AtomicBool, Ordering};

use super::corpus::{Labelled, tagged_range};
use super::crf::{Beside, Chain, Factors, Lattice, Tags, stride};
use super::evidence::{Evidence, Gazetteer};
use super::features::{self, REACH, Sentence};
use super::hash::Plain;
use super::memory::{self, Memory, Seen};
use super::phrases::Phrases;
use super::word::{AFTER, BEFORE, WordFeatures, WordInfo, describe};
use super::wordbook::Wordbook;

type Dictionary = HashMap<u64, u32, BuildHasherDefault<Plain>>;

/// How to train.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TrainOptions {
    /// Passes over the data.
    pub epochs: usize,
    /// The first pass whose weights enter the average.
    pub average_from: usize,
    /// Step size.
    pub rate: f32,
    /// Pull towards zero that makes weights exactly zero, spread over a feature's occurrences.
    pub l1: f32,
    /// Pull towards zero in proportion to the weight.
    pub l2: f32,
    /// Share of features left out at random at each step.
    pub dropout: f32,
    /// Weight of the auxiliary sets.
    pub auxiliary_weight: f32,
    /// Features seen less often are left out.
    pub least: u32,
    /// Folds for the tags that document memory is trained on; below 2 there is no memory.
    pub folds: usize,
    /// Share of sentences that are trained without memory, as in a first pass.
    pub forget: f32,
    /// Models trained with different seeds, whose weights are averaged.
    pub models: usize,
    /// Where randomness starts. The same data and seed give the same bytes.
    pub seed: u64,
    /// Passes without improvement on the development set before training stops, 0 = never.
    pub patience: usize,
    /// Tokens whose tag is this near to certain teach nothing: passing over them makes training several times faster.
    pub settled: f32,
    /// What is taken from the score of O, so that more names are found; `None` = chosen on the folds.
    pub lean: Option<f32>,
}

impl Default for TrainOptions {
    fn default() -> Self {
        Self {
            epochs: 10,
            average_from: 4,
            rate: 0.05,
            l1: 0.1,
            l2: 0.1,
            dropout: 0.2,
            auxiliary_weight: 0.5,
            least: 1,
            folds: 5,
            forget: 0.4,
            models: 1,
            seed: 1,
            patience: 0,
            settled: 2.0e-4,
            lean: None,
        }
    }
}

/// A small fast generator of random numbers, the same everywhere.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(super::hash::scatter(seed.wrapping_add(0x5EED)))
    }

    pub fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let x = self.0;
        (((x >> 18) ^ x) >> 27) as u32 ^ (x >> 59) as u32
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            let j = ((u64::from(self.next()) * (i as u64 + 1)) >> 32) as usize;
            items.swap(i, j);
        }
    }
}

/// Documents turned into feature numbers.
pub(crate) struct Encoded {
    /// For each token the end of its features in `ids`.
    ends: Vec<usize>,
    /// Rows of weights shared by all sets.
    ids: Vec<u32>,
    /// Rows of weights of the token's own set, `NONE` where the feature is too rare.
    own: Vec<u32>,
    /// Tags.
    pub tags: Vec<u8>,
    pub infos: Vec<WordInfo>,
    pub sentences: Vec<SentenceRef>,
    /// Ranges of sentences.
    pub documents: Vec<std::ops::Range<usize>>,
    /// The features of the rows shared by all sets, in the order of their numbers.
    pub features: Vec<u64>,
    /// Rows in all.
    pub rows: usize,
    /// Rows of the first set's own copies, by feature number.
    own_rows: Vec<Vec<u32>>,
}

const NONE: u32 = u32::MAX;

/// How long the first pass may go on when training is stopped in it.
const LATE: std::time::Duration = std::time::Duration::from_secs(3);

#[derive(Clone, Debug)]
pub(crate) struct SentenceRef {
    pub tokens: std::ops::Range<usize>,
    pub set: usize,
    /// Document, for folds.
    pub document: usize,
}

/// One set of documents: tags are numbers already.
pub(crate) struct Set<'a> {
    pub documents: &'a [Labelled],
    pub evidence: &'a [Evidence],
    pub tags: Vec<Vec<u8>>,
}

/// Turns words into feature numbers, remembering each word.
pub(crate) struct Encoder<'a> {
    book: &'a Wordbook,
    phrases: &'a Phrases,
    words: HashMap<String, usize>,
    features: Vec<WordFeatures>,
    edges: [WordFeatures; 2],
    names: Gazetteer,
    quotes: Vec<u64>,
}

impl<'a> Encoder<'a> {
    pub fn new(book: &'a Wordbook, phrases: &'a Phrases) -> Self {
        Self {
            book,
            phrases,
            words: HashMap::new(),
            features: Vec::new(),
            edges: [WordFeatures::edge(BEFORE), WordFeatures::edge(AFTER)],
            names: Gazetteer::default(),
            quotes: Vec::new(),
        }
    }

    fn word(&mut self, word: &str) -> usize {
        if let Some(&at) = self.words.get(word) {
            return at;
        }
        let at = self.features.len();
        self.features.push(describe(word, self.book));
        self.words.insert(word.to_owned(), at);
        at
    }

    /// Features of every token of a sentence; `emit(token, feature)`.
    pub fn sentence(
        &mut self,
        view: &crate::segment::View<'_>,
        range: std::ops::Range<usize>,
        evidence: &Evidence,
        infos: &mut Vec<WordInfo>,
        mut emit: impl FnMut(usize, u64),
    ) {
        let words: Vec<usize> = range.clone().map(|t| self.word(view.word(t))).collect();
        let first = infos.len();
        infos.extend(words.iter().filter_map(|&w| self.features.get(w)).map(|f| f.info));
        let infos = infos.get(first..).unwrap_or(&[]);
        evidence.fill(range, &mut self.names);
        self.phrases.fill(infos, &mut self.names);
        self.names.finish();
        features::quotes(infos, &mut self.quotes);
        let sentence = Sentence { words: infos, joined: &self.names.joined };
        for at in 0..words.len() {
            for offset in -REACH..=REACH {
                let features = match usize::try_from(at as isize + offset) {
                    Err(_) => &self.edges[0],
                    Ok(i) => words.get(i).and_then(|&w| self.features.get(w)).unwrap_or(&self.edges[1]),
                };
                features::of_word(features, offset, |f| emit(at, f));
            }
            features::of_place(&sentence, &self.names, &self.quotes, at, |f| emit(at, f));
        }
    }
}

/// Encodes sets; the first is the one that counts, the others are auxiliary.
pub(crate) fn encode(sets: &[Set<'_>], book: &Wordbook, phrases: &Phrases, least: u32) -> Encoded {
    let mut encoder = Encoder::new(book, phrases);
    let mut raw: Vec<u64> = Vec::new();
    let mut ends = Vec::new();
    let mut infos = Vec::new();
    let mut tags = Vec::new();
    let mut sentences = Vec::new();
    let mut documents = Vec::new();
    for (set_at, set) in sets.iter().enumerate() {
        for ((document, evidence), document_tags) in set.documents.iter().zip(set.evidence).zip(&set.tags) {
            let view = document.view();
            let first_sentence = sentences.len();
            for range in view.sentences {
                let range = tagged_range(&view, range);
                if range.is_empty() {
                    continue;
                }
                let first = ends.len();
                let mut last = usize::MAX;
                encoder.sentence(&view, range.clone(), evidence, &mut infos, |at, feature| {
                    if at != last {
                        if last != usize::MAX {
                            ends.push(raw.len());
                        }
                        last = at;
                    }
                    raw.push(feature);
                });
                ends.push(raw.len());
                tags.extend(range.clone().map(|t| document_tags.get(t).copied().unwrap_or(0)));
                sentences.push(SentenceRef { tokens: first..ends.len(), set: set_at, document: documents.len() });
            }
            documents.push(first_sentence..sentences.len());
        }
    }
    // Numbers for features: shared ones first, then each set's own.
    let mut dictionary = Dictionary::default();
    let mut counts: Vec<u32> = Vec::new();
    let mut in_main: Vec<bool> = Vec::new();
    let main_end = sentences.iter().filter(|s| s.set == 0).map(|s| s.tokens.end).max().unwrap_or(0);
    let main_raw = main_end.checked_sub(1).and_then(|t| ends.get(t)).copied().unwrap_or(0);
    for (at, &feature) in raw.iter().enumerate() {
        let next = dictionary.len() as u32;
        let id = *dictionary.entry(feature).or_insert(next) as usize;
        if id == counts.len() {
            counts.push(0);
            in_main.push(false);
        }
        counts[id] += 1;
        in_main[id] |= at < main_raw;
    }
    // Rare features count where the set that counts has them; in auxiliary sets alone they must come twice.
    let mut renumber = vec![NONE; counts.len()];
    let mut rows = 0u32;
    for (id, new) in renumber.iter_mut().enumerate() {
        let enough = if in_main[id] { counts[id] >= least } else { counts[id] >= least.max(2) };
        if enough {
            *new = rows;
            rows += 1;
        }
    }
    let mut features = vec![0u64; rows as usize];
    dictionary.retain(|&feature, id| {
        *id = renumber[*id as usize];
        if let Some(slot) = features.get_mut(*id as usize) {
            *slot = feature;
        }
        *id != NONE
    });
    let mut ids = Vec::with_capacity(raw.len());
    let mut new_ends = Vec::with_capacity(ends.len());
    let mut start = 0;
    for &end in &ends {
        ids.extend(raw[start..end].iter().filter_map(|f| dictionary.get(f)));
        new_ends.push(ids.len());
        start = end;
    }
    drop(raw);
    let mut out = Encoded {
        ends: new_ends,
        ids,
        own: Vec::new(),
        tags,
        infos,
        sentences,
        documents,
        features,
        rows: rows as usize,
        own_rows: Vec::new(),
    };
    if sets.len() > 1 {
        out.add_own_rows(sets.len());
    }
    out
}

impl Encoded {
    fn add_own_rows(&mut self, sets: usize) {
        let mut counts = vec![vec![0u32; self.features.len()]; sets];
        let range =
            |tokens: &std::ops::Range<usize>, ends: &[usize]| start_of(ends, tokens.start)..start_of(ends, tokens.end);
        for s in &self.sentences {
            for &id in &self.ids[range(&s.tokens, &self.ends)] {
                counts[s.set][id as usize] += 1;
            }
        }
        let mut rows = self.features.len();
        for set in &mut counts {
            for count in set.iter_mut() {
                *count = if *count >= 2 {
                    rows += 1;
                    rows as u32 - 1
                } else {
                    NONE
                };
            }
        }
        self.own = vec![NONE; self.ids.len()];
        for s in &self.sentences {
            for k in range(&s.tokens, &self.ends) {
                self.own[k] = counts[s.set][self.ids[k] as usize];
            }
        }
        self.rows = rows;
        self.own_rows = counts;
    }

    fn features_of(&self, token: usize) -> std::ops::Range<usize> {
        start_of(&self.ends, token)..start_of(&self.ends, token + 1)
    }
}

fn start_of(ends: &[usize], token: usize) -> usize {
    token.checked_sub(1).and_then(|t| ends.get(t)).copied().unwrap_or(0)
}

/// Dense weights after training.
#[derive(Clone)]
pub(crate) struct Dense {
    pub weights: Vec<f32>,
    pub chain: Chain,
    pub memory: MemoryRows,
}

/// Weights of memory features, which are few and depend on an earlier pass.
#[derive(Clone, Default)]
pub(crate) struct MemoryRows {
    pub rows: HashMap<u64, usize, BuildHasherDefault<Plain>>,
    pub features: Vec<u64>,
}

/// What a training run is told besides the data.
pub(crate) struct Run<'a> {
    pub options: &'a TrainOptions,
    pub seed: u64,
    /// Sentences to train on.
    pub sentences: Vec<usize>,
    /// For each token its memory, or empty.
    pub memory: &'a [Memory],
    pub stop: &'a AtomicBool,
    /// Whether being stopped in the first pass still gives a model: that pass goes on over the set that counts, for
    /// [`LATE`] at most.
    pub finish: bool,
    /// Called after each epoch with the average so far; `false` ends training.
    pub after: &'a mut dyn FnMut(usize, &dyn Fn() -> Dense) -> bool,
}

/// Trains one model.
pub(crate) fn run(data: &Encoded, tag_count: usize, run: Run<'_>) -> Dense {
    let options = run.options;
    let width = stride(tag_count);
    // Rows of memory features follow the others.
    let mut memory_rows = MemoryRows::default();
    for at in 0..run.memory.len() {
        memory::features(run.memory, at, |f| {
            let next = memory_rows.features.len();
            if let std::collections::hash_map::Entry::Vacant(e) = memory_rows.rows.entry(f) {
                e.insert(next);
                memory_rows.features.push(f);
            }
        });
    }
    let first_memory = data.rows;
    let rows = data.rows + memory_rows.features.len();
    let mut weights = vec![0f32; rows * width];
    let mut squares = vec![0.01f32; rows * width];
    let mut average = vec![0f32; rows * width];
    let mut averaged = 0usize;
    let mut chain = Chain::new(tag_count);
    let mut chain_squares = Chain { tags: tag_count, moves: vec![1.0; width * width], start: vec![1.0; width] };
    let mut chain_average = Chain { tags: tag_count, moves: vec![0.0; width * width], start: vec![0.0; width] };
    let mut inverse = vec![0f32; rows];
    let mut add = |row: usize| inverse[row] += 1.0;
    for &s in &run.sentences {
        let sentence = &data.sentences[s];
        for k in start_of(&data.ends, sentence.tokens.start)..start_of(&data.ends, sentence.tokens.end) {
            add(data.ids[k] as usize);
            if data.own.get(k).is_some_and(|&o| o != NONE) {
                add(data.own[k] as usize);
            }
        }
    }
    for i in &mut inverse {
        *i = if *i > 0.0 { 1.0 / *i } else { 0.0 };
    }
    for i in &mut inverse[first_memory..] {
        *i = 0.01;
    }
    let mut random = Random::new(run.seed);
    let mut order = run.sentences.clone();
    let threshold = (f64::from(options.dropout) * 4_294_967_296.0) as u32;
    let factor = 1.0 / (1.0 - options.dropout);
    let (mut lattice, mut factors) = (Lattice::default(), Factors::default());
    let (mut emissions, mut kept, mut kept_ends) = (Vec::new(), Vec::<u32>::new(), Vec::new());
    let mut expected = vec![0f32; width * width];
    let mut gradient = vec![0f32; width];
    let mut local_memory: Vec<Memory> = Vec::new();
    let averaging = |average: &[f32], chain_average: &Chain, n: usize, rows: &MemoryRows| {
        let f = 1.0 / n.max(1) as f32;
        let mut chain = Chain {
            tags: tag_count,
            moves: chain_average.moves.iter().map(|m| m * f).collect(),
            start: chain_average.start.iter().map(|m| m * f).collect(),
        };
        chain.forbid();
        Dense { weights: average.iter().map(|w| w * f).collect(), chain, memory: rows.clone() }
    };
    let mut late: Option<std::time::Instant> = None;
    for epoch in 0..options.epochs {
        random.shuffle(&mut order);
        let mut ended = false;
        for (n, &s) in order.iter().enumerate() {
            let sentence = &data.sentences[s];
            if n % 16 == 0 && run.stop.load(Ordering::Relaxed) {
                ended = epoch > 0 || !run.finish || late.get_or_insert_with(std::time::Instant::now).elapsed() > LATE;
                if ended {
                    break;
                }
            }
            if late.is_some() && sentence.set != 0 {
                continue;
            }
            let tokens = sentence.tokens.clone();
            let weight = if sentence.set == 0 { 1.0 } else { options.auxiliary_weight };
            kept.clear();
            kept_ends.clear();
            let with_memory =
                !run.memory.is_empty() && (f64::from(random.next()) / 4_294_967_296.0) >= f64::from(options.forget);
            local_memory.clear();
            if with_memory {
                local_memory.extend_from_slice(&run.memory[tokens.clone()]);
            }
            for t in tokens.clone() {
                for k in data.features_of(t) {
                    if random.next() >= threshold {
                        kept.push(data.ids[k]);
                        if let Some(&own) = data.own.get(k).filter(|&&o| o != NONE) {
                            kept.push(own);
                        }
                    }
                }
                if with_memory {
                    memory::features(&local_memory, t - tokens.start, |f| {
                        if random.next() >= threshold
                            && let Some(&row) = memory_rows.rows.get(&f)
                        {
                            kept.push((first_memory + row) as u32);
                        }
                    });
                }
                kept_ends.push(kept.len());
            }
            emissions.clear();
            emissions.resize(tokens.len() * width, 0f32);
            for (t, row) in emissions.chunks_exact_mut(width).enumerate() {
                for &id in &kept[start_of(&kept_ends, t)..kept_ends[t]] {
                    let at = id as usize * width;
                    for (e, w) in row.iter_mut().zip(&weights[at..at + width]) {
                        *e += w;
                    }
                }
                for e in row {
                    *e *= factor;
                }
            }
            chain.factors(&mut factors);
            chain.posteriors(&factors, &mut emissions, Beside::default(), &mut lattice);
            expected.fill(0.0);
            lattice.pair_expectations(&factors, &emissions, &mut expected);
            let gold = &data.tags[tokens.clone()];
            for pair in gold.windows(2) {
                expected[usize::from(pair[0]) * width + usize::from(pair[1])] -= 1.0;
            }
            step(&mut chain.moves, &mut chain_squares.moves, &expected, weight, options.rate);
            for (k, g) in gradient.iter_mut().enumerate() {
                *g = lattice.posterior[k] - if usize::from(gold[0]) == k { 1.0 } else { 0.0 };
            }
            step(&mut chain.start, &mut chain_squares.start, &gradient, weight, options.rate);
            for (t, &tag) in gold.iter().enumerate() {
                let mut largest = 0f32;
                for (k, g) in gradient.iter_mut().enumerate() {
                    *g = weight
                        * factor
                        * (lattice.posterior[t * width + k] - if usize::from(tag) == k { 1.0 } else { 0.0 });
                    largest = largest.max(g.abs());
                }
                if largest < options.settled {
                    continue;
                }
                for &id in &kept[start_of(&kept_ends, t)..kept_ends[t]] {
                    let at = id as usize * width;
                    let pull = inverse[id as usize];
                    let (l1, l2) = (options.l1 * pull, options.l2 * pull);
                    let (w, q) = (&mut weights[at..at + width], &mut squares[at..at + width]);
                    for ((w, q), g) in w.iter_mut().zip(q).zip(&gradient) {
                        let d = g + l2 * *w;
                        *q += d * d;
                        let rate = options.rate / q.sqrt();
                        let moved = *w - rate * d;
                        *w = (moved.abs() - rate * l1).max(0.0).copysign(moved);
                    }
                }
            }
        }
        if !ended && epoch >= options.average_from.min(options.epochs.saturating_sub(1)) {
            averaged += 1;
            let sum = |to: &mut [f32], from: &[f32]| to.iter_mut().zip(from).for_each(|(t, f)| *t += f);
            sum(&mut average, &weights);
            let finite = |c: &Chain| Chain {
                tags: c.tags,
                moves: c.moves.iter().map(|m| m.max(-1.0e3)).collect(),
                start: c.start.iter().map(|m| m.max(-1.0e3)).collect(),
            };
            let now = finite(&chain);
            sum(&mut chain_average.moves, &now.moves);
            sum(&mut chain_average.start, &now.start);
        }
        let current = || {
            if averaged == 0 {
                Dense { weights: weights.clone(), chain: chain.clone(), memory: memory_rows.clone() }
            } else {
                averaging(&average, &chain_average, averaged, &memory_rows)
            }
        };
        if ended || !(run.after)(epoch, &current) || run.stop.load(Ordering::Relaxed) {
            return current();
        }
    }
    averaging(&average, &chain_average, averaged, &memory_rows)
}

fn step(weights: &mut [f32], squares: &mut [f32], gradient: &[f32], weight: f32, rate: f32) {
    for ((w, q), g) in weights.iter_mut().zip(squares).zip(gradient) {
        // Forbidden moves stay where they are.
        if *w > -1.0e20 {
            let d = weight * g + 1.0e-4 * *w;
            *q += d * d;
            *w -= rate * d / q.sqrt();
        }
    }
}

/// Scores of every tag for the tokens of a sentence.
pub(crate) fn score(data: &Encoded, dense: &Dense, sentence: usize, memory: &[Memory], out: &mut Vec<f32>) {
    let width = stride(dense.chain.tags);
    let tokens = data.sentences[sentence].tokens.clone();
    out.clear();
    out.resize(tokens.len() * width, 0.0);
    let mut add = |t: usize, id: usize| {
        for (e, w) in out[t * width..(t + 1) * width].iter_mut().zip(&dense.weights[id * width..]) {
            *e += w;
        }
    };
    for t in tokens.clone() {
        for k in data.features_of(t) {
            add(t - tokens.start, data.ids[k] as usize);
            if let Some(&own) = data.own.get(k).filter(|&&o| o != NONE) {
                add(t - tokens.start, own as usize);
            }
        }
        if let Some(memory) = memory.get(tokens.clone()) {
            memory::features(memory, t - tokens.start, |f| {
                if let Some(&row) = dense.memory.rows.get(&f) {
                    add(t - tokens.start, data.rows + row);
                }
            });
        }
    }
}

/// The memory of a document's tokens, from tags of an earlier pass.
pub(crate) fn memory_of(data: &Encoded, document: usize, tags: &[u8], labels: &[u64], out: &mut Vec<Memory>) {
    let sentences = data.documents[document].clone();
    let Some(first) = data.sentences.get(sentences.start).map(|s| s.tokens.start) else { return out.clear() };
    let end = data.sentences[sentences.end - 1].tokens.end;
    let mut seen = Vec::with_capacity(end - first);
    for (number, s) in data.sentences[sentences].iter().enumerate() {
        seen_in(&tags[s.tokens.clone()], number, &mut seen);
    }
    memory::remember(&data.infos[first..end], &seen, labels, out);
}

/// What the tags of a sentence say of its tokens.
pub(crate) fn seen_in(tags: &[u8], sentence: usize, out: &mut Vec<Seen>) {
    let first = out.len();
    for _ in tags {
        out.push(Seen { sentence: sentence as u32, label: 0, last: false, first: false });
    }
    for (start, end, label) in Tags::spans(tags) {
        for at in start..end {
            if let Some(seen) = out.get_mut(first + at) {
                seen.label = label as u16 + 1;
                seen.first = end - start > 1 && at == start;
                seen.last = end - start > 1 && at + 1 == end;
            }
        }
    }
}

/// Tags of every document of the first set by models that have not seen it, for the memory that the last model is
/// trained on, and the lean that finds most on what they have not seen. With `last`, the memory so made, only one fold is
/// left out, of a model that is otherwise trained as the last one is: auxiliary sets make models hold back, so that the lean is
/// another. `tick` is called after every pass of every fold, [`fold_passes`] times in all.
pub(crate) fn jackknife(
    data: &Encoded,
    tag_count: usize,
    options: &TrainOptions,
    stop: &AtomicBool,
    last: Option<&[Memory]>,
    tick: &(dyn Fn() + Sync),
) -> (Vec<u8>, f32) {
    let mut documents: Vec<usize> =
        (0..data.documents.len()).filter(|&d| data.documents[d].clone().any(|s| data.sentences[s].set == 0)).collect();
    let mut tags = vec![0u8; data.tags.len()];
    // A single long document is cut into folds of sentences.
    let by_sentence = documents.len() < options.folds;
    let main: Vec<usize> = (0..data.sentences.len()).filter(|&s| data.sentences[s].set == 0).collect();
    documents.sort_unstable();
    let rank = |s: usize| {
        if by_sentence {
            main.partition_point(|&m| m < s) * options.folds / main.len().max(1)
        } else {
            documents.partition_point(|&d| d < data.sentences[s].document) % options.folds
        }
    };
    let short =
        TrainOptions { epochs: fold_epochs(options), average_from: options.average_from.min(4), ..options.clone() };
    let folds = if last.is_some() { 1 } else { options.folds };
    let fold = |fold: usize| {
        // Without the auxiliary sets: several times faster, and the tags are nearly the same.
        let all = if last.is_some() { 0..data.sentences.len() } else { 0..main.len() };
        let sentences = all.map(|at| if last.is_some() { at } else { main[at] });
        let sentences = sentences.filter(|&s| data.sentences[s].set != 0 || rank(s) != fold).collect();
        let dense = run(
            data,
            tag_count,
            Run {
                options: &short,
                seed: options.seed.wrapping_add(fold as u64 + 101),
                sentences,
                memory: last.unwrap_or(&[]),
                stop,
                finish: false,
                after: &mut |_, _| {
                    tick();
                    true
                },
            },
        );
        let mut lattice = Lattice::default();
        let mut emissions = Vec::new();
        let mut out: Vec<(usize, Vec<Vec<u8>>)> = Vec::new();
        let chains: Vec<Chain> = LEANS.iter().map(|&l| dense.chain.leaning(l)).collect();
        for &s in main.iter().filter(|&&s| rank(s) == fold) {
            score(data, &dense, s, last.unwrap_or(&[]), &mut emissions);
            let paths = chains.iter().map(|chain| {
                let mut best = Vec::new();
                chain.viterbi(chain.spread(), &emissions, Beside::default(), &mut lattice, &mut best);
                best
            });
            out.push((s, paths.collect()));
        }
        out
    };
    let results: Vec<(usize, Vec<Vec<u8>>)> = in_parallel(folds, &fold).into_iter().flatten().collect();
    let f1 = |at: usize| {
        let (mut right, mut both) = (0usize, 0usize);
        for (s, paths) in &results {
            let gold = Tags::spans(&data.tags[data.sentences[*s].tokens.clone()]);
            let found = Tags::spans(&paths[at]);
            right += found.iter().filter(|f| gold.contains(f)).count();
            both += gold.len() + found.len();
        }
        right as f64 * 2.0 / both.max(1) as f64
    };
    let mut best = (0usize, -1.0f64);
    for at in 0..LEANS.len() {
        let f1 = f1(at);
        if f1 > best.1 + 1.0e-9 {
            best = (at, f1);
        }
    }
    for (s, paths) in &results {
        tags[data.sentences[*s].tokens.clone()].copy_from_slice(&paths[best.0]);
    }
    (tags, LEANS[best.0])
}

fn fold_epochs(options: &TrainOptions) -> usize {
    options.epochs.min(10)
}

/// How many passes [`jackknife`] makes in all.
pub(crate) fn fold_passes(options: &TrainOptions) -> usize {
    options.folds * fold_epochs(options)
}

/// What is tried for [`TrainOptions::lean`].
const LEANS: [f32; 8] = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.3, 1.6];

/// Runs jobs on as many threads as this process may use; results in the order of the jobs, whatever the threads.
pub(crate) fn in_parallel<T: Send>(jobs: usize, job: &(dyn Fn(usize) -> T + Sync)) -> Vec<T> {
    let threads = crate::batch::threads().min(jobs).max(1);
    let next = std::sync::atomic::AtomicUsize::new(0);
    let done: std::sync::Mutex<Vec<(usize, T)>> = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= jobs {
                        break;
                    }
                    let result = job(at);
                    if let Ok(mut done) = done.lock() {
                        done.push((at, result));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// The weights that score text like the first set: shared plus own, by feature.
pub(crate) fn merged(data: &Encoded, dense: &Dense) -> Vec<(u64, Vec<f32>)> {
    let width = stride(dense.chain.tags);
    let mut out = Vec::new();
    for (id, &feature) in data.features.iter().enumerate() {
        let mut row = dense.weights[id * width..(id + 1) * width].to_vec();
        if let Some(&own) = data.own_rows.first().and_then(|r| r.get(id)).filter(|&&o| o != NONE) {
            let at = own as usize * width;
            for (w, o) in row.iter_mut().zip(&dense.weights[at..at + width]) {
                *w += o;
            }
        }
        out.push((feature, row));
    }
    for (k, &feature) in dense.memory.features.iter().enumerate() {
        let at = (data.rows + k) * width;
        out.push((feature, dense.weights[at..at + width].to_vec()));
    }
    out
}
