//! Document memory: what the first pass made of the same word elsewhere in the document.

use super::hash::mix;
use super::word::WordInfo;

/// How many sentences away a word is still remembered.
const WINDOW: usize = 40;
/// More occurrences than this, and the word is a common one.
const MOST: usize = 400;

/// One occurrence of a word: its sentence, its tag's label (0 = outside), and its place in the name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    pub sentence: u32,
    /// Number of the label, 0 outside names.
    pub label: u16,
    /// Whether it ends a name of several words.
    pub last: bool,
    /// Whether it begins a name of several words.
    pub first: bool,
}

/// For each token of a document up to three numbers that say what became of its other occurrences; 0 = nothing.
pub(crate) type Memory = [u64; 3];

/// Remembers a document. `tokens` come in the order of the text; `labels` are numbers that mean the same in every model
/// (hashes of label names).
pub(crate) fn remember(words: &[WordInfo], seen: &[Seen], labels: &[u64], out: &mut Vec<Memory>) {
    out.clear();
    out.resize(words.len(), [0; 3]);
    // Occurrences of one word stand together, in the order of the text.
    let mut places: Vec<(u64, u32)> =
        words.iter().zip(0..).filter(|(w, _)| w.stem != 0).map(|(w, at)| (w.stem, at)).collect();
    places.sort_unstable();
    let mut counts = vec![0u32; labels.len() + 1];
    for list in places.chunk_by(|a, b| a.0 == b.0).filter(|l| (2..=MOST).contains(&l.len())) {
        let tagged = list.iter().any(|&(_, p)| seen.get(p as usize).is_some_and(|s| s.label != 0));
        let mut from = 0;
        let mut to = 0;
        for &(_, place) in list {
            let Some(own) = seen.get(place as usize) else { continue };
            let sentence = |p: &(u64, u32)| seen.get(p.1 as usize).map_or(0, |s| s.sentence as usize);
            let here = own.sentence as usize;
            while list.get(from).is_some_and(|p| sentence(p) + WINDOW < here) {
                from += 1;
            }
            while list.get(to).is_some_and(|p| sentence(p) <= here + WINDOW) {
                to += 1;
            }
            let near = list.get(from..to).unwrap_or(&[]);
            let others = near.len().saturating_sub(1);
            let Some(slot) = out.get_mut(place as usize) else { continue };
            if others == 0 {
                continue;
            }
            if !tagged {
                slot[0] = mix(0x21, others.min(2) as u64);
                continue;
            }
            counts.fill(0);
            let (mut last, mut first) = (false, false);
            for &(_, other) in near.iter().filter(|p| p.1 != place) {
                if let Some(s) = seen.get(other as usize) {
                    if let Some(count) = counts.get_mut(usize::from(s.label)) {
                        *count += 1;
                    }
                    last |= s.last;
                    first |= s.first;
                }
            }
            let best = (1..counts.len()).max_by_key(|&l| (counts[l], std::cmp::Reverse(l))).unwrap_or(0);
            let count = counts.get(best).copied().unwrap_or(0);
            if count == 0 {
                slot[0] = mix(0x21, others.min(2) as u64);
                continue;
            }
            let label = labels.get(best.wrapping_sub(1)).copied().unwrap_or(0);
            let share = u64::from(count) * 4 / others as u64;
            *slot = [
                mix(mix(0x22, label), share.min(4)),
                mix(0x23, label),
                mix(mix(0x24, label), u64::from(last) | u64::from(first) << 1),
            ];
        }
    }
}

/// How a number of memory speaks to the token after it, to its own, and to the one before.
pub(crate) const TEMPLATES: [u64; 3] = [50, 51, 52];

/// A number of memory by one of [`TEMPLATES`].
#[inline]
pub(crate) fn feature(template: u64, value: u64) -> u64 {
    mix(0x10_0000 | template, value)
}

/// The features that memory gives to token `at`.
pub(crate) fn features(memory: &[Memory], at: usize, mut emit: impl FnMut(u64)) {
    for (offset, template) in [-1isize, 0, 1].into_iter().zip(TEMPLATES) {
        let place = at.checked_add_signed(offset);
        for &value in place.and_then(|p| memory.get(p)).into_iter().flatten().filter(|&&v| v != 0) {
            emit(feature(template, value));
        }
    }
}
