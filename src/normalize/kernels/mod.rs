//! The fast part of the pass: characters that need no look around. A kernel goes on until it meets one that does, and
//! gives its position back.

#[cfg(target_arch = "x86_64")]
mod avx2;
mod scalar;

use std::sync::OnceLock;

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

/// Whether the vector kernels run: the processor has them and the environment variable `RASAD_KERNEL` is not `scalar`.
fn vectors() -> bool {
    static VECTORS: OnceLock<bool> = OnceLock::new();
    *VECTORS.get_or_init(|| {
        let wanted = std::env::var_os("RASAD_KERNEL").is_none_or(|name| name != "scalar");
        #[cfg(target_arch = "x86_64")]
        return wanted && avx2::available();
        #[cfg(not(target_arch = "x86_64"))]
        return wanted && false;
    })
}

/// A vector kernel and the plain one in turn: where the first stops, the second goes on for a while, since much that
/// vectors do not know (shaped letters, direction marks) is simple; until neither gets on.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn in_turn(mut at: usize, stop: usize, mut kernel: impl FnMut(usize, usize, bool) -> usize) -> usize {
    // A single odd character is passed quickly; where they are dense, the plain kernel stays on longer and longer.
    const SHORT: usize = 8;
    const LONG: usize = 256;
    let mut length = SHORT;
    loop {
        let next = kernel(at, stop, true);
        if next >= stop {
            return next;
        }
        length = if next - at < 32 { (length * 2).min(LONG) } else { SHORT };
        let limit = stop.min(next + length);
        at = kernel(next, limit, false);
        if at < limit {
            return at;
        }
    }
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
        #[cfg(target_arch = "x86_64")]
        if rules.lanes.usable && vectors() {
            return in_turn(at, stop, |at, limit, vector| {
                if vector {
                    // SAFETY: `vectors` has asked the processor.
                    unsafe { avx2::utf8(rules, self, at, limit, out, base, record) }
                } else {
                    scalar::utf8(rules, self, at, limit, out, base, record)
                }
            });
        }
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
        #[cfg(target_arch = "x86_64")]
        if rules.lanes.usable && vectors() {
            return in_turn(at, stop, |at, limit, vector| {
                if vector {
                    // SAFETY: `vectors` has asked the processor.
                    unsafe { avx2::units(rules, self, at, limit, out, base) }
                } else {
                    scalar::units(rules, self, at, limit, out, base)
                }
            });
        }
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

/// A text that goes through the plain kernels on any processor: what the others are compared with.
#[cfg(test)]
#[derive(Clone, Copy)]
pub(super) struct Plain<S>(pub S);

#[cfg(test)]
impl<S: Source> Source for Plain<S> {
    fn decode(self, at: usize) -> Option<(u32, usize)> {
        self.0.decode(at)
    }
}

#[cfg(test)]
impl Advance<String> for Plain<&str> {
    fn advance<R: Record>(
        self,
        rules: &Rules,
        at: usize,
        stop: usize,
        out: &mut String,
        base: usize,
        record: &mut R,
    ) -> usize {
        scalar::utf8(rules, self.0, at, stop, out, base, record)
    }
}

/// A text that goes through the machine alone, which decides about every character.
#[cfg(test)]
#[derive(Clone, Copy)]
pub(super) struct Bare<S>(pub S);

#[cfg(test)]
impl<S: Source> Source for Bare<S> {
    fn decode(self, at: usize) -> Option<(u32, usize)> {
        self.0.decode(at)
    }
}

#[cfg(test)]
impl<S: Source, K: Sink> Advance<K> for Bare<S> {
    fn advance<R: Record>(self, _: &Rules, at: usize, _: usize, _: &mut K, _: usize, _: &mut R) -> usize {
        at
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU8;

    use proptest::prelude::*;

    use super::super::machine::Machine;
    use super::super::{Options, Profile};
    use super::*;
    use crate::aligned::Alignment;

    fn pass<S: Advance<K>, K: Sink, R: Record>(rules: &Rules, source: S, size: usize, out: &mut K, record: &mut R) {
        let mut machine = Machine::new(rules, source, out, record);
        machine.run(size);
        machine.finish();
    }

    /// Long texts of letters, marks, digits and blanks in the proportions of writing, with trouble strewn in.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            20 => proptest::char::range('\u{0620}', '\u{064A}').prop_map(String::from),
            6 => proptest::char::range('\u{064B}', '\u{0655}').prop_map(String::from),
            6 => Just(" ".to_owned()),
            3 => proptest::char::range('0', '9').prop_map(String::from),
            3 => proptest::char::range('\u{0660}', '\u{0670}').prop_map(String::from),
            3 => proptest::char::range(' ', '~').prop_map(String::from),
            2 => proptest::char::range('\u{0600}', '\u{06FF}').prop_map(String::from),
            2 => prop::sample::select(vec!["\n", "ـ", "ــ", "ـ\u{654}", "ااا", "لل", "aaa", "oo", "ههههههه", "ههـهه", "\r\n", "\n\n", "ﷺ", "ﻻ", "😀", "«", "”", "é", "e\u{301}", "\u{200F}", "٬٠٠", "…", "क", "  "])
                .prop_map(str::to_owned),
            1 => any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..160).prop_map(|pieces| pieces.concat())
    }

    fn options() -> impl Strategy<Value = Options> {
        let changed = |name: &str, value: &str| {
            let mut options = Options::default();
            options.set(name, &value.into()).unwrap();
            options
        };
        let repeats = |profile: Profile, count| Options { repeats: NonZeroU8::new(count), ..profile.options() };
        let mut all: Vec<Options> = Profile::ALL.iter().map(|profile| profile.options()).collect();
        all.extend([
            changed("tashkeel", "remove"),
            changed("digits", "ascii"),
            changed("whitespace", "keep"),
            changed("unicode", "none"),
            changed("hamza", "fold"),
            changed("invisible", "keep"),
            changed("tatweel", "keep"),
            repeats(Profile::Clean, 1),
            repeats(Profile::Search, 1),
            repeats(Profile::Match, 3),
        ]);
        prop::sample::select(all)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) })]

        #[test]
        fn every_kernel_equals_the_plain_one(options in options(), text in text()) {
            let rules = Rules::compile(&options);
            let mut plain = String::from("base");
            let mut fast = plain.clone();
            pass(&rules, Plain(text.as_str()), text.len(), &mut plain, &mut ());
            pass(&rules, text.as_str(), text.len(), &mut fast, &mut ());
            prop_assert_eq!(&fast, &plain);
            prop_assert!(std::str::from_utf8(fast.as_bytes()).is_ok());
            let mut slow = String::from("base");
            pass(&rules, Bare(text.as_str()), text.len(), &mut slow, &mut ());
            prop_assert_eq!(&slow, &plain);

            let (mut plain, mut plain_way) = (String::new(), Alignment::default());
            let (mut fast, mut fast_way) = (String::new(), Alignment::default());
            pass(&rules, Plain(text.as_str()), text.len(), &mut plain, &mut plain_way);
            pass(&rules, text.as_str(), text.len(), &mut fast, &mut fast_way);
            prop_assert_eq!(&fast, &plain);
            prop_assert_eq!(fast_way, plain_way);

            let codes: Vec<u32> = text.chars().map(u32::from).collect();
            let (mut units, mut wide) = (Vec::<u16>::new(), Vec::<u32>::new());
            pass(&rules, codes.as_slice(), codes.len(), &mut units, &mut ());
            pass(&rules, codes.as_slice(), codes.len(), &mut wide, &mut ());
            prop_assert_eq!(String::from_utf16(&units).unwrap(), plain.clone());
            prop_assert!(wide.iter().copied().eq(plain.chars().map(u32::from)));
        }
    }
}
