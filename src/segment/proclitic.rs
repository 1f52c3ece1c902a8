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
pub fn proclitics(word: &str) -> impl Iterator<Item = Proclitic> + use<> {
    let mut out = [Proclitic { len: 0, restore: "" }; 6];
    let mut n = 1;
    let bytes = word.as_bytes();
    let at = |i: usize| bytes.get(i * 2..i * 2 + 2).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or("");
    let letters = bytes.len() / 2;
    let mut i = 0;
    if matches!(at(0), "و" | "ف") && letters >= 3 {
        i = 1;
        out[n] = Proclitic { len: 2, restore: "" };
        n += 1;
    }
    if matches!(at(i), "ب" | "ك" | "ل" | "س") && letters >= i + 3 {
        out[n] = Proclitic { len: (i + 1) * 2, restore: "" };
        n += 1;
        if at(i) == "ل" && at(i + 1) == "ل" {
            out[n] = Proclitic { len: (i + 1) * 2, restore: "ا" };
            out[n + 1] = Proclitic { len: (i + 1) * 2, restore: "ال" };
            n += 2;
        }
    }
    out.into_iter().take(n)
}
