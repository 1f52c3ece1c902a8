//! What the lexicon knows of a text, handed to the tagger as plain data.

use super::hash::{constant, mix, text};
use super::model::Found;

/// One name of a list that stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub end: u32,
    /// The class as a number ([`Hit::class_of`]).
    pub class: u64,
    /// The coarse class as one bit.
    pub kind: u16,
    /// How safe the name is alone, 3 (safe) to 0.
    pub trust: u8,
    /// Bytes of the first token that are proclitics.
    pub proclitics: u8,
}

impl Hit {
    /// The number of a class name.
    #[must_use]
    pub const fn class_of(name: &str) -> u64 {
        constant(name)
    }
}

/// All hits of a text. Token numbers are those of the [`crate::segment::View`], or of the sequence that is tagged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    hits: Vec<Hit>,
    /// Names that another tagger found; `trust` is how sure it was.
    told: Vec<Hit>,
}

impl Evidence {
    /// From hits in any order. Of hits that overlap, the one that begins first and then the longest is kept, with those
    /// of the same extent: a name inside a longer name says nothing of its own.
    #[must_use]
    pub fn new(mut hits: Vec<Hit>) -> Self {
        hits.retain(|h| h.first < h.end);
        hits.sort_by_key(|h| (h.first, std::cmp::Reverse(h.end), h.class, h.trust));
        hits.dedup();
        let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
        for hit in hits {
            match kept.last() {
                Some(last) if hit.first < last.end && (hit.first, hit.end) != (last.first, last.end) => {}
                _ => kept.push(hit),
            }
        }
        Self { hits: kept, told: Vec::new() }
    }

    /// The hits, in the order of the text.
    #[must_use]
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }

    /// The same with the names that another tagger found in the text.
    #[must_use]
    pub(crate) fn told_by(mut self, labels: &[String], found: &[Found]) -> Self {
        let hit = |found: &Found| Hit {
            first: found.tokens.0,
            end: found.tokens.1,
            class: mix(0x701D, labels.get(found.label).map_or(0, |l| text(l))),
            kind: 0,
            trust: [0.6, 0.8, 0.95].iter().filter(|&&least| found.score >= least).count() as u8,
            proclitics: 0,
        };
        self.told = found.iter().map(hit).collect();
        self
    }

    /// Per token of `range`: what the hits say of it.
    pub(crate) fn fill(&self, range: std::ops::Range<usize>, out: &mut Gazetteer) {
        out.clear(range.len());
        let from = self.told.partition_point(|h| (h.first as usize) < range.start);
        for hit in self.told.get(from..).unwrap_or(&[]).iter().take_while(|h| h.end as usize <= range.end) {
            let length = (hit.end - hit.first) as usize;
            for at in 0..length {
                let place = place(length, at) as u64;
                let token = hit.first as usize - range.start + at;
                out.push(token, mix(hit.class, place), hit.kind);
                out.push(token, mix(hit.class, 0x100 | u64::from(hit.trust) << 4 | place), hit.kind);
            }
        }
        let from = self.hits.partition_point(|h| (h.first as usize) < range.start);
        for hit in self.hits.get(from..).unwrap_or(&[]) {
            let (first, end) = (hit.first as usize, hit.end as usize);
            if first >= range.end {
                break;
            }
            if end > range.end {
                continue;
            }
            let length = end - first;
            for at in 0..length {
                let place = place(length, at) as u64;
                let marked = u64::from(at == 0 && hit.proclitics > 0);
                let token = first - range.start + at;
                out.push(token, mix(hit.class, place << 4 | marked), hit.kind);
                out.push(
                    token,
                    mix(u64::from(hit.kind), 0x7000 | place << 4 | u64::from(hit.trust) << 1 | marked),
                    hit.kind,
                );
            }
        }
    }
}

/// Where a token stands in a name.
fn place(length: usize, at: usize) -> u8 {
    match (length, at) {
        (1, _) => 1,
        (2, 0) => 2,
        (_, 0) => 3,
        (2, _) => 5,
        (n, at) if at + 1 == n => 6,
        _ => 4,
    }
}

/// Per token of a sentence: the numbers of its hits, and one number for all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gazetteer {
    pairs: Vec<(u32, u64)>,
    ends: Vec<u32>,
    /// One number for all kinds of names at the token.
    pub joined: Vec<u64>,
}

impl Gazetteer {
    fn clear(&mut self, tokens: usize) {
        self.pairs.clear();
        self.ends.clear();
        self.ends.resize(tokens, 0);
        self.joined.clear();
        self.joined.resize(tokens, 0);
    }

    fn push(&mut self, token: usize, value: u64, kind: u16) {
        self.pairs.push((token as u32, value));
        if let Some(joined) = self.joined.get_mut(token) {
            *joined |= u64::from(kind);
        }
    }

    /// Adds a number to a token.
    pub(crate) fn add(&mut self, token: usize, value: u64, kind: u16) {
        self.push(token, value, kind);
    }

    /// Sorts what was added; to be called once before reading.
    pub(crate) fn finish(&mut self) {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        let mut at = 0;
        for (token, end) in self.ends.iter_mut().enumerate() {
            while self.pairs.get(at).is_some_and(|p| p.0 as usize <= token) {
                at += 1;
            }
            *end = at as u32;
        }
    }

    /// The numbers of a token.
    pub fn values(&self, token: usize) -> impl Iterator<Item = u64> + '_ {
        let start = token.checked_sub(1).and_then(|t| self.ends.get(t)).map_or(0, |&e| e as usize);
        let end = self.ends.get(token).map_or(start, |&e| e as usize);
        self.pairs.get(start..end).unwrap_or(&[]).iter().map(|p| p.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(first: u32, end: u32) -> Hit {
        Hit { first, end, class: 1, kind: 1, trust: 3, proclitics: 0 }
    }

    #[test]
    fn a_name_inside_a_longer_one_is_dropped() {
        let evidence = Evidence::new(vec![hit(1, 2), hit(0, 3), hit(3, 4)]);
        assert_eq!(evidence.hits(), [hit(0, 3), hit(3, 4)]);
    }

    #[test]
    fn a_sentence_sees_its_own_hits_only() {
        let evidence = Evidence::new(vec![hit(0, 1), hit(2, 4)]);
        let mut out = Gazetteer::default();
        evidence.fill(2..5, &mut out);
        out.finish();
        let counts: Vec<_> = (0..3).map(|t| out.values(t).count()).collect();
        assert_eq!(counts, [2, 2, 0]);
    }
}
