//! Texts as code points, the way Python keeps them: no way through UTF-8 where the pass over characters is all there is.

use super::kernels::Advance;
use super::machine::Machine;
use super::text::Sink;
use super::{Compiled, Normalizer, Pattern};

/// Buffers for one text after the other.
#[derive(Default)]
pub(crate) struct Scratch {
    wide: Vec<u32>,
    text: String,
}

/// U+10F800 to U+10FFFF, private and touched by no rule, stand for the surrogates on the way through UTF-8.
const STAND_IN: u32 = 0x10_F800;

impl Normalizer {
    /// Adds the normal form of code points without surrogates to `out`, as UTF-16; nothing, and `false`, where nothing
    /// changes.
    pub(crate) fn normalize_units(&self, codes: &[u32], scratch: &mut Scratch, out: &mut Vec<u16>) -> bool {
        let base = out.len();
        let plain = self.is_plain_for(codes);
        if plain {
            self.pass_codes(codes, out);
        }
        if !plain || !self.is_plain_for(out.get(base..).unwrap_or(&[])) {
            out.truncate(base);
            let text: String = codes.iter().filter_map(|code| char::from_u32(*code)).collect();
            scratch.text.clear();
            self.normalize_into(&text, &mut scratch.text);
            out.extend(scratch.text.encode_utf16());
        }
        let new = out.get(base..).unwrap_or(&[]);
        // All of them are looked at, so that the compiler can look at many at once. What lies beyond U+FFFF is longer.
        let same =
            new.len() == codes.len() && new.iter().zip(codes).fold(true, |all, (a, b)| all & (u32::from(*a) == *b));
        if same
            || new.len() > codes.len()
                && char::decode_utf16(new.iter().copied()).map(|c| c.map_or(0, u32::from)).eq(codes.iter().copied())
        {
            out.truncate(base);
            return false;
        }
        true
    }

    /// The normal form of any code points; `None` where nothing changes.
    pub(crate) fn normalize_wide<'s>(&self, codes: &[u32], scratch: &'s mut Scratch) -> Option<&'s [u32]> {
        scratch.wide.clear();
        let plain = self.is_plain_for(codes);
        if plain {
            self.pass_codes(codes, &mut scratch.wide);
        }
        if !plain || !self.is_plain_for(&scratch.wide) {
            scratch.wide.clear();
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

    /// Whether the pass over characters is all there is: no rule looks for more, or these characters hold no sign of it.
    fn is_plain_for<C: Copy + Into<u32>>(&self, codes: &[C]) -> bool {
        let Compiled { rules, inside, patterns, .. } = self.compiled.as_ref();
        if rules.looks_far {
            return false;
        }
        if patterns.is_none() && inside.is_none() {
            return true;
        }
        self.compiled.options.emoji == Pattern::Keep && !may_hold_pattern(codes)
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

/// Whether characters may hold an address, a mention, a hashtag or HTML. The colon of an address comes before a
/// slash, its `w` before another.
fn may_hold_pattern<C: Copy + Into<u32>>(codes: &[C]) -> bool {
    let sign = |code: u32| {
        let at = |sign: char| code == sign as u32;
        at('/') | at('@') | at('#') | at('<') | at('&')
    };
    let w = |code: u32| code | 0x20 == 'w' as u32;
    let next = codes.get(1..).unwrap_or(&[]);
    codes.iter().fold(false, |any, &code| any | sign(code.into()))
        || codes.iter().zip(next).fold(false, |any, (&a, &b)| any | (w(a.into()) & w(b.into())))
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
        let mention = [0x40, 0x30, 0xD800];
        let masked = Normalizer::profile(Profile::Social).normalize_wide(&mention, &mut scratch).unwrap();
        assert_eq!((masked[0], masked.last()), (0x5B, Some(&0xD800)));
        for normalizer in [Normalizer::profile(Profile::Search), Normalizer::new(options).unwrap()] {
            let out = normalizer.normalize_wide(&codes, &mut scratch).unwrap();
            assert_eq!(out[1..], [0xD83D, 0xDE00, 0xDC80]);
        }
    }

    #[test]
    fn what_does_not_change_gives_none() {
        let mut scratch = Scratch::default();
        let codes: Vec<u32> = "قال الوزير نعم".chars().map(u32::from).collect();
        let mut out = vec![0x627];
        assert!(!Normalizer::profile(Profile::Clean).normalize_units(&codes, &mut scratch, &mut out));
        assert_eq!(out, [0x627]);
        assert_eq!(Normalizer::profile(Profile::Clean).normalize_wide(&codes, &mut scratch), None);
    }

    #[test]
    fn units_equal_text() {
        let mut scratch = Scratch::default();
        for text in ["", "قالَ 😀 نعم", "😀", "انظر www.example.org/x", "#قمة_الرياض ههههه", "هههه", "&lt;ب", "٣٫٥", " "]
        {
            let codes: Vec<u32> = text.chars().map(u32::from).collect();
            for &profile in Profile::ALL {
                let normalizer = Normalizer::profile(profile);
                let mut out = vec![0x627];
                let changed = normalizer.normalize_units(&codes, &mut scratch, &mut out);
                let expected = normalizer.normalize(text);
                assert_eq!(changed, expected != text, "{text}");
                let expected: Vec<u16> = expected.encode_utf16().filter(|_| changed).collect();
                assert_eq!(out[1..], expected, "{text}");
            }
        }
    }
}
