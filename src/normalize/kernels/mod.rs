//! The fast part of the pass: characters that need no look around. A kernel goes on until it meets one that does, and
//! gives its position back.

pub(super) mod scalar;

use super::table::Rules;
use super::text::{Sink, Source};
use crate::aligned::Record;

/// A pair of text forms between which a kernel exists.
pub(super) trait Advance<K: Sink>: Source {
    /// Normalizes `at..stop` of the text into `out`, whose text begins at `base`, up to the first character that the
    /// machine must decide about; gives its position, or `stop`.
    fn advance<R: Record>(
        self,
        rules: &Rules,
        at: usize,
        stop: usize,
        out: &mut K,
        base: usize,
        record: &mut R,
    ) -> usize;
}

impl Advance<String> for &str {
    #[inline]
    fn advance<R: Record>(
        self,
        rules: &Rules,
        at: usize,
        stop: usize,
        out: &mut String,
        base: usize,
        record: &mut R,
    ) -> usize {
        scalar::utf8(rules, self, at, stop, out, base, record)
    }
}

impl Advance<Vec<u16>> for &[u32] {
    #[inline]
    fn advance<R: Record>(
        self,
        rules: &Rules,
        at: usize,
        stop: usize,
        out: &mut Vec<u16>,
        base: usize,
        _: &mut R,
    ) -> usize {
        scalar::units(rules, self, at, stop, out, base)
    }
}

impl Advance<Vec<u32>> for &[u32] {
    #[inline]
    fn advance<R: Record>(
        self,
        rules: &Rules,
        at: usize,
        stop: usize,
        out: &mut Vec<u32>,
        base: usize,
        _: &mut R,
    ) -> usize {
        scalar::units(rules, self, at, stop, out, base)
    }
}
