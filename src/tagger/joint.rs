//! What neighbours say together, for many tokens at once: rows kept by the few numbers of each neighbour that count, and
//! the features that depend on a word itself looked up in one batch.

use super::features::{self, Pair, Sentence};
use super::memo::{Memo, key};
use super::rows::add;
use super::weights::Weights;
use super::word::WordInfo;

/// The rows kept by one thread for one model.
#[derive(Debug)]
pub(crate) struct Joint {
    /// Two rows: to the second, to the first.
    pairs: [Memo; 3],
    cues: Memo,
    joins: Memo,
    kinds: Memo,
    heads: Memo,
    /// Keys of `pairs` a token: with the word before, and with the one after.
    keys: Vec<[[u64; 2]; 3]>,
    sparse: Vec<(u32, u64)>,
}

impl Joint {
    pub fn new(width: usize) -> Self {
        Self {
            // Sizes by how many different keys a million words bring.
            pairs: [Memo::new(10, width, 2), Memo::new(14, width, 2), Memo::new(15, width, 2)],
            cues: Memo::new(12, width, 1),
            joins: Memo::new(11, width, 1),
            kinds: Memo::new(12, width, 1),
            heads: Memo::new(12, width, 1),
            keys: Vec::new(),
            sparse: Vec::new(),
        }
    }

    /// Adds the weights of [`features::of_pairs`] to the sums of some tokens of a sentence, given by their places.
    pub fn add(&mut self, weights: &Weights, sentence: &Sentence<'_>, tokens: &[u32], sums: &mut [i32], width: usize) {
        // First everything that will be needed is announced, so that memory is waited for once a sentence.
        self.keys.clear();
        self.sparse.clear();
        for &token in tokens {
            let [before, here, after] = sentence.around(token as usize);
            let mut keys = [[0; 2]; 3];
            for ((kind, memo), keys) in Pair::ALL.into_iter().zip(&self.pairs).zip(&mut keys) {
                let number = kind.of(here);
                *keys = [key(kind.of(before), number), key(number, kind.of(after))];
                if kind != Pair::Names {
                    keys.iter().for_each(|&k| memo.announce(k));
                }
            }
            self.keys.push(keys);
            self.sparse.extend(features::of_sides(before, here, after).map(|f| (token, f)));
        }
        for (&token, keys) in tokens.iter().zip(&self.keys) {
            let at = token as usize;
            let Some(sums) = sums.get_mut(at * width..(at + 1) * width) else { continue };
            let [before, here, after] = sentence.around(at);
            for ((kind, memo), keys) in Pair::ALL.into_iter().zip(&mut self.pairs).zip(keys) {
                let mut both = |key: u64, first: &WordInfo, second: &WordInfo, row: usize| {
                    let rows = memo.of(key, weights, |out| {
                        out.push((0, kind.to_second(first, second)));
                        out.push((1, kind.to_first(first, second)));
                    });
                    add(sums, rows.get(row * width..).unwrap_or(&[]));
                };
                both(keys[0], before, here, 0);
                both(keys[1], here, after, 1);
            }
            let cues = u64::from(before.cues);
            let of_cues = |out: &mut Vec<(u32, u64)>| out.push((0, features::of_cues(before, here)));
            add(sums, self.cues.of(key(here.name, cues), weights, of_cues));
            let joins = u64::from(here.joined) << 1 | u64::from(after.joined);
            let number = before.name.rotate_left(32) ^ here.name << 2 ^ joins;
            let of_joins = |out: &mut Vec<(u32, u64)>| out.push((0, features::of_joins(before, here, after)));
            add(sums, self.joins.of(key(number, 0), weights, of_joins));
            if let Some(kinds) = sentence.kinds(at) {
                let of_kinds =
                    |out: &mut Vec<(u32, u64)>| out.extend(features::of_kinds(kinds, before).map(|f| (0, f)));
                add(sums, self.kinds.of(key(key(kinds[0], kinds[1]), cues), weights, of_kinds));
            }
            if let Some(head) = sentence.head(at) {
                let of_head = |out: &mut Vec<(u32, u64)>| out.extend(head.features().map(|f| (0, f)));
                add(sums, self.heads.of(key(head.number(), 0), weights, of_head));
                self.sparse.push((token, head.with_class(here)));
            }
        }
        weights.add(&self.sparse, sums, width);
    }
}
