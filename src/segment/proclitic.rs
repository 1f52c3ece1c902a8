//! Proclitics: the particles و ف ب ك ل س and the article, written onto the next word.

/// One way to read the beginning of a word as proclitics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proclitic {
    /// Bytes of the word that belong to the proclitics.
    pub len: usize,
    /// What must be put before the rest to have the citation form: nothing, `ا` (للجنة → اللجنة) or `ال`.
    pub restore: &'static str,
}

/// Every way to read the beginning of `word`, the whole word first, then ever longer proclitics.
///
/// Two letters at least must remain. `ل` + `ال` is written `لل`: the rest then begins with the second lam, and
/// `restore` gives back the alef (or the whole article where the noun itself begins with lam: للجنة).
///
/// ```
/// use rasad::segment::proclitics;
/// let rests: Vec<_> = proclitics("وللامم").map(|p| format!("{}{}", p.restore, &"وللامم"[p.len..])).collect();
/// assert_eq!(rests, ["وللامم", "للامم", "لامم", "الامم", "اللامم"]);
/// ```
#[inline]
pub fn proclitics(word: &str) -> impl Iterator<Item = Proclitic> + use<> {
    const NONE: Proclitic = Proclitic { len: 0, restore: "" };
    // The two bytes of a letter, as they stand in UTF-8.
    const WAW: u16 = letter('و');
    const FEH: u16 = letter('ف');
    const BEH: u16 = letter('ب');
    const KAF: u16 = letter('ك');
    const LAM: u16 = letter('ل');
    const SEEN: u16 = letter('س');
    let bytes = word.as_bytes();
    let at = |i: usize| match bytes.get(i * 2..i * 2 + 2) {
        Some(&[a, b]) => u16::from_be_bytes([a, b]),
        _ => 0,
    };
    // All letters in question have two bytes, so half the length bounds what remains.
    let letters = bytes.len() / 2;
    let mut out = [NONE; 5];
    let mut n = 1;
    let mut i = 0;
    if matches!(at(0), WAW | FEH) && letters >= 3 {
        i = 1;
        out[n] = Proclitic { len: 2, restore: "" };
        n += 1;
    }
    if matches!(at(i), BEH | KAF | LAM | SEEN) && letters >= i + 3 {
        let len = (i + 1) * 2;
        out[n] = Proclitic { len, restore: "" };
        n += 1;
        if at(i) == LAM && at(i + 1) == LAM {
            out[n] = Proclitic { len, restore: "ا" };
            out[n + 1] = Proclitic { len, restore: "ال" };
            n += 2;
        }
    }
    out.into_iter().take(n)
}

const fn letter(c: char) -> u16 {
    let mut buffer = [0; 2];
    c.encode_utf8(&mut buffer);
    u16::from_be_bytes(buffer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rests(word: &str) -> Vec<String> {
        proclitics(word).map(|p| format!("{}{}", p.restore, &word[p.len..])).collect()
    }

    #[test]
    fn two_letters_remain() {
        assert_eq!(rests("ول"), ["ول"]);
        assert_eq!(rests("وله"), ["وله", "له"]);
        assert_eq!(rests("بدبي"), ["بدبي", "دبي"]);
    }

    #[test]
    fn a_conjunction_may_precede_a_preposition() {
        assert_eq!(rests("وبالقاهرة"), ["وبالقاهرة", "بالقاهرة", "القاهرة"]);
        assert_eq!(rests("ووزارة"), ["ووزارة", "وزارة"]);
    }

    #[test]
    fn words_of_other_scripts_have_none() {
        assert_eq!(rests("London"), ["London"]);
        assert_eq!(rests("€و"), ["€و"]);
    }
}
