//! What neighbours say together, for many tokens at once: it depends on few numbers of each neighbour, and rows are kept
//! by those.

use super::features::{self, Sentence};
use super::memo::{Memo, key};
use super::rows::add;
use super::weights::Weights;

/// The rows kept by one thread for one model.
#[derive(Debug)]
pub(crate) struct Joint {
    /// Two rows: to the second, to the first.
    histograms: Memo,
    cues: Memo,
    kinds: Memo,
    heads: Memo,
    /// Keys of `histograms` a token: with the word before, and with the one after.
    keys: Vec<[u64; 2]>,
}

impl Joint {
    pub fn new(width: usize) -> Self {
        Self {
            // Sizes by how many different keys a million words bring.
            histograms: Memo::new(14, width, 2),
            cues: Memo::new(12, width, 1),
            kinds: Memo::new(12, width, 1),
            heads: Memo::new(12, width, 1),
            keys: Vec::new(),
        }
    }

    /// Adds the weights of [`features::of_pairs`] to the sums of some tokens of a sentence, given by their places.
    pub fn add(&mut self, weights: &Weights, sentence: &Sentence<'_>, tokens: &[u32], sums: &mut [i16], width: usize) {
        // First everything that will be needed is announced, so that memory is waited for once a sentence.
        self.keys.clear();
        for &token in tokens {
            let [before, here, after] = sentence.around(token as usize);
            let keys = [key(before.histogram, here.histogram), key(here.histogram, after.histogram)];
            keys.iter().for_each(|&k| self.histograms.announce(k));
            self.keys.push(keys);
        }
        for (&token, keys) in tokens.iter().zip(&self.keys) {
            let at = token as usize;
            let Some(sums) = sums.get_mut(at * width..(at + 1) * width) else { continue };
            let [before, here, after] = sentence.around(at);
            for (row, (key, first, second)) in [(keys[0], before, here), (keys[1], here, after)].into_iter().enumerate()
            {
                let features = |out: &mut Vec<(u32, u64)>| {
                    out.extend((0..).zip(features::of_histograms(first, second)));
                };
                let rows = self.histograms.of(key, weights, features);
                add(sums, rows.get(row * width..(row + 1) * width).unwrap_or(&[]));
            }
            let cues = u64::from(before.cues);
            let of_cues = |out: &mut Vec<(u32, u64)>| out.push((0, features::of_cues(before, here)));
            add(sums, self.cues.of(key(here.name, cues), weights, of_cues));
            if let Some(kinds) = sentence.kinds(at) {
                let of_kinds =
                    |out: &mut Vec<(u32, u64)>| out.extend(features::of_kinds(kinds, before).map(|f| (0, f)));
                add(sums, self.kinds.of(key(key(kinds[0], kinds[1]), cues), weights, of_kinds));
            }
            if let Some(head) = sentence.head(at) {
                let of_head = |out: &mut Vec<(u32, u64)>| out.extend(head.features().map(|f| (0, f)));
                add(sums, self.heads.of(key(head.number(), 0), weights, of_head));
            }
        }
    }
}
