//! Two ways not to wait for memory: a small set of bits that says what a large table does not hold, and asking for what
//! will be read soon.

use std::sync::Arc;

/// Bits at most: 256 kB for the weights of the built-in model, which a core's own cache holds, against tables of many
/// megabytes, which it does not.
const MOST_BITS: u32 = 22;

/// A bit for each value of the fingerprints' low bits. Clones share it; an empty one holds nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    bits: Arc<[u64]>,
    mask: u32,
}

impl Filter {
    /// The filter of all fingerprints in use; 0 marks a free place. About three milliseconds for a million.
    pub fn of(fingerprints: impl ExactSizeIterator<Item = u32>) -> Self {
        // Six bits a place of the table, or a little more, let through one in ten that is not there.
        let size = (fingerprints.len() * 6).next_power_of_two().clamp(64, 1 << MOST_BITS);
        let mut filter = vec![0u64; size / 64];
        let mask = size as u32 - 1;
        for fingerprint in fingerprints.filter(|&f| f != 0) {
            let low = fingerprint & mask;
            if let Some(word) = filter.get_mut((low / 64) as usize) {
                *word |= 1 << (low % 64);
            }
        }
        Self { bits: filter.into(), mask }
    }

    /// Whether the table may hold a fingerprint.
    #[inline]
    pub fn may_hold(&self, fingerprint: u32) -> bool {
        let low = fingerprint & self.mask;
        self.bits.get((low / 64) as usize).is_some_and(|bits| bits >> (low % 64) & 1 == 1)
    }
}

/// Asks the processor to fetch what will be read soon. Memory is what tagging waits for.
#[inline]
pub(crate) fn prefetch<T>(list: &[T], at: usize) {
    #[cfg(target_arch = "x86_64")]
    if let Some(item) = list.get(at) {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: the address is that of an item of the list, and fetching changes nothing.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(item).cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (list, at);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_passes_and_most_of_the_rest_does_not() {
        let mix = |i: u32| i.wrapping_mul(0x9E37_79B9) ^ i >> 3;
        let held: Vec<u32> = (1..5000).map(mix).collect();
        let filter = Filter::of(held.iter().copied());
        assert!(held.iter().all(|&f| filter.may_hold(f)));
        let others = (10_000..20_000).map(mix).filter(|f| !held.contains(f)).filter(|&f| filter.may_hold(f)).count();
        assert!(others < 2_000, "{others} of 10,000");
        assert!(!Filter::default().may_hold(7));
    }
}
