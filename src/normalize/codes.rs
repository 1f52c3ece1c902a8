//! Texts as code points, the way Python keeps them: no way through UTF-8 where the pass over characters is all there is.

use super::Normalizer;
use super::kernels::Advance;
use super::machine::Machine;
use super::text::Sink;

/// Buffers for one text after the other.
#[derive(Default)]
pub(crate) struct Scratch {
    narrow: Vec<u16>,
    wide: Vec<u32>,
    text: String,
}

/// U+10F800 to U+10FFFF, private and touched by no rule, stand for the surrogates on the way through UTF-8.
const STAND_IN: u32 = 0x10_F800;

impl Normalizer {
    /// The normal form of code points below U+10000 without surrogates, as UTF-16; `None` where nothing changes.
    pub(crate) fn normalize_narrow<'s>(&self, codes: &[u32], scratch: &'s mut Scratch) -> Option<&'s [u16]> {
        scratch.narrow.clear();
        if self.is_plain() {
            self.pass_codes(codes, &mut scratch.narrow);
        } else {
            let text: String = codes.iter().filter_map(|code| char::from_u32(*code)).collect();
            scratch.text.clear();
            self.normalize_into(&text, &mut scratch.text);
            scratch.narrow.extend(scratch.text.encode_utf16());
        }
        let out = &scratch.narrow;
        let same =
            out.len() == codes.len() && out.iter().zip(codes).fold(true, |all, (a, b)| all & (u32::from(*a) == *b));
        (!same).then_some(out)
    }

    /// The normal form of any code points; `None` where nothing changes.
    pub(crate) fn normalize_wide<'s>(&self, codes: &[u32], scratch: &'s mut Scratch) -> Option<&'s [u32]> {
        scratch.wide.clear();
        if self.is_plain() {
            self.pass_codes(codes, &mut scratch.wide);
        } else {
            let surrogates = codes.iter().any(|code| (0xD800..0xE000).contains(code));
            let there =
                |code: &u32| char::from_u32(*code).or_else(|| char::from_u32(code.wrapping_add(STAND_IN - 0xD800)));
            let text: String = codes.iter().filter_map(there).collect();
            scratch.text.clear();
            self.normalize_into(&text, &mut scratch.text);
            let back = |c: char| match c as u32 {
                code if surrogates && code >= STAND_IN => code - STAND_IN + 0xD800,
                code => code,
            };
            scratch.wide.extend(scratch.text.chars().map(back));
        }
        (scratch.wide != codes).then_some(&scratch.wide)
    }

    /// Whether the pass over characters is all there is.
    fn is_plain(&self) -> bool {
        self.compiled.patterns.is_none() && self.compiled.inside.is_none() && !self.compiled.rules.looks_far
    }

    fn pass_codes<'c, K: Sink>(&self, codes: &'c [u32], out: &mut K)
    where
        &'c [u32]: Advance<K>,
    {
        let mut way = ();
        let mut machine = Machine::new(&self.compiled.rules, codes, out, &mut way);
        machine.run(codes.len());
        machine.finish();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::{Options, Profile};

    #[test]
    fn surrogates_survive_side_by_side() {
        let mut scratch = Scratch::default();
        let codes = [0x623, 0xD83D, 0xDE00, 0x640, 0xDC80];
        let mut options = Options::default();
        options.set("url", &"remove".into()).unwrap();
        for normalizer in [Normalizer::profile(Profile::Search), Normalizer::new(options).unwrap()] {
            let out = normalizer.normalize_wide(&codes, &mut scratch).unwrap();
            assert_eq!(out[1..], [0xD83D, 0xDE00, 0xDC80]);
        }
    }

    #[test]
    fn what_does_not_change_gives_none() {
        let mut scratch = Scratch::default();
        let codes: Vec<u32> = "قال الوزير نعم".chars().map(u32::from).collect();
        assert_eq!(Normalizer::profile(Profile::Clean).normalize_narrow(&codes, &mut scratch), None);
        assert_eq!(Normalizer::profile(Profile::Clean).normalize_wide(&codes, &mut scratch), None);
    }
}
