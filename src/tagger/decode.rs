//! From a text to its names: sums of what words say, the best path, a second pass with document memory.
//!
//! Most words of a text are outside names beyond doubt. Where words, lists and memory together favour O by more than
//! [`SETTLED`], the features that join neighbours are not looked up and the path is O; runs of the others are decoded by
//! themselves. What this changes is measured in training/README.md.

use std::ops::Range;

use super::cache::{EDGES, Words};
use super::corpus::tagged_range;
use super::crf::{Beside, Lattice, Tags};
use super::evidence::{Evidence, Gazetteer};
use super::features::{self, Sentence};
use super::joint::Joint;
use super::memo::{Memo, key};
use super::memory::{self, Memory, Seen};
use super::model::{Found, Model};
use super::rows::add;
use super::train::seen_in;
use super::weights::UNIT;
use super::word::{AFTER, BEFORE, WordInfo};
use crate::segment::View;

/// By how much O must lead for a token to be settled, in units of weights: six nats.
const SETTLED: i32 = (6.0 / UNIT) as i32;
/// By how much it must lead, with all that is known, for a token to be passed over where a score is computed: what a
/// doubt so small would change of the score is not seen in two digits.
const QUIET: i32 = (4.0 / UNIT) as i32;

/// How far a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Its path is to be found.
    Open,
    /// It is O, without what neighbours say together.
    Settled,
    /// It is O, with it.
    SettledByPairs,
}

/// Working memory of one thread for one model.
pub(crate) struct Scratch {
    words: Words,
    named: Memo,
    remembered: Memo,
    joint: Joint,
    ids: Vec<u32>,
    names: Gazetteer,
    quotes: Vec<u64>,
    sparse: Vec<(u32, u64)>,
    open: Vec<u32>,
    lattice: Lattice,
    emissions: Vec<f32>,
    best: Vec<u8>,
    // Of the whole text, one a token:
    infos: Vec<WordInfo>,
    joined: Vec<u64>,
    sums: Vec<i16>,
    states: Vec<State>,
    paths: Vec<u8>,
    seen: Vec<Seen>,
    memory: Vec<Memory>,
}

impl Scratch {
    pub fn new(model: &Model) -> Self {
        let width = model.width();
        Self {
            words: Words::new(width, &model.weights),
            named: Memo::new(13, width, 3),
            remembered: Memo::new(10, width, 3),
            joint: Joint::new(width),
            ids: Vec::new(),
            names: Gazetteer::default(),
            quotes: Vec::new(),
            sparse: Vec::new(),
            open: Vec::new(),
            lattice: Lattice::default(),
            emissions: Vec::new(),
            best: Vec::new(),
            infos: Vec::new(),
            joined: Vec::new(),
            sums: Vec::new(),
            states: Vec::new(),
            paths: Vec::new(),
            seen: Vec::new(),
            memory: Vec::new(),
        }
    }

    fn clear(&mut self) {
        self.infos.clear();
        self.joined.clear();
        self.sums.clear();
        self.states.clear();
        self.paths.clear();
        self.seen.clear();
    }
}

/// Adds three rows to the token after, the token itself, and the token before.
fn add_around(sums: &mut [i16], width: usize, token: usize, block: &[i16]) {
    for (k, row) in block.chunks_exact(width).enumerate() {
        let Some(to) = (token + 1).checked_sub(k) else { continue };
        if let Some(sums) = sums.get_mut(to * width..(to + 1) * width) {
            add(sums, row);
        }
    }
}

impl Model {
    /// Sums of a sentence, appended to those of the text. Tokens that O leads by far are left at that, unless `all` are asked
    /// for.
    fn sum(&self, view: &View<'_>, range: Range<usize>, evidence: &Evidence, all: bool, scratch: &mut Scratch) {
        let width = self.width();
        let weights = &self.weights;
        scratch.words.bound();
        let Scratch { words, named, ids, names, quotes, infos, joined, sums, states, joint, sparse, open, .. } =
            scratch;
        words.ids(range.clone(), |t| view.word(t), (weights, &self.book, &self.phrases), ids);
        let first = infos.len();
        infos.extend(ids.iter().map(|&id| words.info(id)));
        let infos = &infos[first..];
        evidence.fill(range, names);
        self.phrases.fill(infos, names);
        names.finish();
        features::quotes(infos, quotes);
        joined.extend_from_slice(&names.joined);
        sums.resize((first + ids.len()) * width, 0);
        let sums = &mut sums[first * width..];

        let [before, after] = EDGES;
        let word = |at: usize| ids.get(at).copied().unwrap_or(after);
        let back = |at: usize, n: usize| at.checked_sub(n).map_or(before, word);
        for (at, row) in sums.chunks_exact_mut(width).enumerate() {
            words.add([back(at, 2), back(at, 1), word(at), word(at + 1), word(at + 2)], row);
        }
        let mut block = |value: u64, sums: &mut [i16], token: usize| {
            let features = |out: &mut Vec<(u32, u64)>| {
                out.extend((0..).zip(features::NAME_TEMPLATES.map(|template| features::of_name(template, value))));
            };
            add_around(sums, width, token, named.of(key(value, 0), weights, features));
        };
        for at in 0..ids.len() {
            names.values(at).for_each(|value| block(value, sums, at));
        }
        let last = ids.len().saturating_sub(1) as u32;
        sparse.clear();
        sparse.push((0, features::of_name(features::NAME_TEMPLATES[0], BEFORE)));
        sparse.push((last, features::of_name(features::NAME_TEMPLATES[2], AFTER)));
        for (at, &quote) in quotes.iter().enumerate().filter(|(_, q)| **q != 0) {
            sparse.extend(features::of_quote(quote).map(|f| (at as u32, f)));
        }
        weights.add(sparse, sums, width);

        open.clear();
        for at in 0..ids.len() {
            let settled = !all && self.leads(&sums[at * width..(at + 1) * width], SETTLED);
            states.push(if settled { State::Settled } else { State::Open });
            if !settled {
                open.push(at as u32);
            }
        }
        let sentence = Sentence { words: infos, joined: &names.joined };
        joint.add(weights, &sentence, open, sums, width);
        for &at in open.iter() {
            let at = at as usize;
            if !all && self.leads(&sums[at * width..(at + 1) * width], SETTLED) {
                states[first + at] = State::SettledByPairs;
            }
        }
    }

    /// Whether O leads by `least`.
    #[inline]
    fn leads(&self, row: &[i16], least: i32) -> bool {
        let Some((&outside, others)) = row.split_first() else { return false };
        let others = others.get(..self.chain.tags - 1).unwrap_or(&[]);
        let best = others.iter().fold(i16::MIN, |best, &o| best.max(o));
        i32::from(outside) - i32::from(best) >= least
    }

    /// The best path of a sentence that begins at token `first` of the text.
    fn decode(&self, tokens: Range<usize>, scratch: &mut Scratch) {
        let width = self.width();
        let Scratch { sums, states, paths, emissions, lattice, best, .. } = scratch;
        paths.resize(tokens.end.max(paths.len()), 0);
        paths[tokens.clone()].fill(0);
        for run in runs(&states[tokens.clone()]) {
            let beside = Beside { outside_before: run.start > 0, outside_after: run.end < tokens.len() };
            let run = tokens.start + run.start..tokens.start + run.end;
            emissions.clear();
            emissions.extend(sums[run.start * width..run.end * width].iter().map(|&s| f32::from(s) * UNIT));
            self.chain.viterbi(self.spread, emissions, beside, lattice, best);
            paths[run].copy_from_slice(best);
        }
    }

    /// Adds what memory says to a sentence's sums; whether there was anything to say.
    fn recall(&self, tokens: Range<usize>, scratch: &mut Scratch) -> bool {
        let width = self.width();
        let Scratch { infos, joined, sums, states, memory, remembered, joint, open, .. } = scratch;
        let sums = &mut sums[tokens.start * width..tokens.end * width];
        let mut changed = false;
        for (at, values) in memory[tokens.clone()].iter().enumerate() {
            for &value in values.iter().filter(|&&v| v != 0) {
                let features = |out: &mut Vec<(u32, u64)>| {
                    out.extend((0..).zip(memory::TEMPLATES.map(|template| memory::feature(template, value))));
                };
                add_around(sums, width, at, remembered.of(key(value, 0), &self.weights, features));
                changed = true;
            }
        }
        if changed {
            let states = &mut states[tokens.clone()];
            open.clear();
            for (at, (state, row)) in states.iter_mut().zip(sums.chunks_exact(width)).enumerate() {
                if *state != State::Open && !self.leads(row, SETTLED) {
                    if *state == State::Settled {
                        open.push(at as u32);
                    }
                    *state = State::Open;
                }
            }
            let sentence = Sentence { words: &infos[tokens.clone()], joined: &joined[tokens] };
            joint.add(&self.weights, &sentence, open, sums, width);
            for &at in open.iter() {
                let at = at as usize;
                if self.leads(&sums[at * width..(at + 1) * width], SETTLED) {
                    states[at] = State::SettledByPairs;
                }
            }
        }
        changed
    }

    /// The names of a text.
    pub(crate) fn tag(&self, view: &View<'_>, evidence: &Evidence, scratch: &mut Scratch) -> Vec<Found> {
        scratch.clear();
        let ranges = view.sentences.iter().map(|r| tagged_range(view, r)).filter(|r| !r.is_empty());
        let mut sentences: Vec<(Range<usize>, usize)> = Vec::with_capacity(view.sentences.len());
        for range in ranges {
            let first = scratch.infos.len();
            self.sum(view, range.clone(), evidence, false, scratch);
            let tokens = first..first + range.len();
            self.decode(tokens.clone(), scratch);
            if self.memory {
                seen_in(&scratch.paths[tokens], sentences.len(), &mut scratch.seen);
            }
            sentences.push((range, first));
        }
        if self.memory {
            memory::remember(&scratch.infos, &scratch.seen, &self.tag_hashes, &mut scratch.memory);
        }
        let mut out = Vec::new();
        for (range, first) in sentences {
            let tokens = first..first + range.len();
            if self.memory && self.recall(tokens.clone(), scratch) {
                self.decode(tokens.clone(), scratch);
            }
            self.names_of(view, evidence, range.start, tokens, scratch, &mut out);
        }
        out
    }

    /// The names on a sentence's path, with their scores.
    fn names_of(
        &self,
        view: &View<'_>,
        evidence: &Evidence,
        start: usize,
        tokens: Range<usize>,
        scratch: &mut Scratch,
        out: &mut Vec<Found>,
    ) {
        let width = self.width();
        let Scratch { sums, states, paths, emissions, lattice, .. } = scratch;
        if paths[tokens.clone()].iter().all(|&tag| tag == 0) {
            return;
        }
        for (at, state) in tokens.clone().zip(&mut states[tokens.clone()]) {
            let row = &sums[at * width..(at + 1) * width];
            if *state == State::Open && paths[at] == 0 && self.leads(row, QUIET) {
                *state = State::SettledByPairs;
            }
        }
        for run in runs(&states[tokens.clone()]) {
            let at = tokens.start + run.start..tokens.start + run.end;
            let spans = Tags::spans(&paths[at.clone()]);
            if spans.is_empty() {
                continue;
            }
            let beside = Beside { outside_before: run.start > 0, outside_after: run.end < tokens.len() };
            emissions.clear();
            emissions.extend(sums[at.start * width..at.end * width].iter().map(|&s| f32::from(s) * UNIT));
            self.chain.posteriors(&self.factors, emissions, beside, lattice);
            for (a, b, label) in spans {
                let score = (a..b)
                    .map(|t| {
                        let row = &lattice.posterior[t * width..];
                        row[1 + 2 * label] + row[2 + 2 * label]
                    })
                    .fold(1.0, f32::min);
                let first = start + run.start;
                out.push(self.found(view, evidence, first + a, first + b, label, score));
            }
        }
    }

    /// Posteriors of every token in a first pass, nothing left out.
    pub(crate) fn first_posteriors(
        &self,
        view: &View<'_>,
        evidence: &Evidence,
        scratch: &mut Scratch,
        each: &mut dyn FnMut(usize, &[f32]),
    ) {
        let width = self.width();
        for range in view.sentences {
            let range = tagged_range(view, range);
            scratch.clear();
            self.sum(view, range.clone(), evidence, true, scratch);
            let Scratch { sums, emissions, lattice, .. } = &mut *scratch;
            emissions.clear();
            emissions.extend(sums.iter().map(|&s| f32::from(s) * UNIT));
            self.chain.posteriors(&self.factors, emissions, Beside::default(), lattice);
            for (at, row) in lattice.posterior.chunks_exact(width).enumerate() {
                each(range.start + at, &row[..self.chain.tags]);
            }
        }
    }
}

/// Runs of open tokens.
fn runs(states: &[State]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + states.get(at..)?.iter().position(|s| *s == State::Open)?;
        let length = states[start..].iter().position(|s| *s != State::Open).unwrap_or(states.len() - start);
        at = start + length;
        Some(start..at)
    })
}

#[cfg(all(test, feature = "embedded-data"))]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::normalize::{Normalizer, Profile};
    use crate::segment;
    use crate::tagger::Tagger;
    use crate::tagger::train::Encoder;

    const TEXTS: [&str; 3] = [
        "قال وزير الخارجية التونسي خالد بن سالم، في تصريح لقناة «الجزيرة»، إن وفد البنك الدولي سيصل إلى صفاقس يوم الخميس. \
         وأضاف الوزير أن الهيئة العليا المستقلة للانتخابات رفضت طلب حزب النداء.وكانت وزارة الداخلية أعلنت ذلك.",
        "تعادل نادي الوحدة مع الهلال 1-1 في ملعب \"المدينة\" أمام 12,500 متفرج؛ وسجل للهلال سالم الحسني وللوحدة N. Kouassi.",
        "سالم سالم بن سالم قال قال للقاهرة فبالقاهرة",
    ];

    #[test]
    fn sums_put_together_from_kept_rows_are_those_of_all_features() {
        let tagger = Tagger::builtin().unwrap();
        let model = &*tagger.inner;
        let lexicon = Lexicon::builtin(true).unwrap();
        let mut scratch = Scratch::new(model);
        let width = model.width();
        let normalizer = Normalizer::profile(Profile::Match);
        // Twice: what is new at first is kept the second time.
        for text in TEXTS.iter().chain(&TEXTS) {
            let aligned = normalizer.align(text);
            let tokens = segment::tokens(aligned.text());
            let sentences = segment::sentences(aligned.text(), &tokens);
            let view = View { text: aligned.text(), tokens: &tokens, sentences: &sentences };
            let evidence = crate::extract::evidence(&lexicon, &view);
            let mut encoder = Encoder::new(&model.book, &model.phrases);
            for range in view.sentences {
                let range = tagged_range(&view, range);
                let mut expected = vec![0; range.len() * width];
                let mut list = Vec::new();
                encoder.sentence(&view, range.clone(), &evidence, &mut Vec::new(), |at, f| list.push((at as u32, f)));
                model.weights.add(&list, &mut expected, width);
                scratch.clear();
                model.sum(&view, range, &evidence, true, &mut scratch);
                assert_eq!(scratch.sums, expected, "{text}");
            }
        }
    }
}
