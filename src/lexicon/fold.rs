//! The key under which a name is looked up: letters only, folded further than the `match` form.
//!
//! ة→ه, ؤ→و, ئ→ي, Persian and Urdu letters → the nearest Arabic one, marks and tatweel gone. Lossy, and never shown.

/// For U+0600 to U+06FF: the folded code point, or 0 where the character does not count.
const FOLD: [u16; 256] = table();

const fn table() -> [u16; 256] {
    let mut out = [0; 256];
    let mut i = 0;
    while i < 256 {
        let code = 0x600 + i as u16;
        out[i] = match code {
            // أ إ آ ٱ ٲ ٳ ٵ → ا
            0x622 | 0x623 | 0x625 | 0x671 | 0x672 | 0x673 | 0x675 => 0x627,
            // ؤ → و, and و with other marks
            0x624 | 0x676 | 0x677 | 0x6C4..=0x6CB | 0x6CF => 0x648,
            // ئ ى ی ے → ي
            0x626 | 0x649 | 0x678 | 0x6CC..=0x6CE | 0x6D0..=0x6D3 => 0x64A,
            // ة ھ ہ ە → ه
            0x629 | 0x6BE | 0x6C0..=0x6C3 | 0x6D5 => 0x647,
            // ک گ → ك
            0x6A9..=0x6B4 => 0x643,
            // پ → ب
            0x67E => 0x628,
            // چ → ج
            0x686 => 0x62C,
            // ڤ → ف
            0x6A4 => 0x641,
            // ژ → ز
            0x698 => 0x632,
            // Digits of the other two scripts, as ASCII.
            0x660..=0x669 => code - 0x660 + 0x30,
            0x6F0..=0x6F9 => code - 0x6F0 + 0x30,
            // Marks, tatweel, signs.
            0x610..=0x61A | 0x640 | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6ED => 0,
            // Punctuation.
            0x600..=0x60F | 0x61B..=0x61F | 0x66A..=0x66D | 0x6D4 => 0,
            other => other,
        };
        i += 1;
    }
    out
}

/// The folded letters and digits of a text, white space and everything else left out.
#[derive(Clone)]
pub(super) struct Letters<'a> {
    chars: std::str::Chars<'a>,
}

pub(super) fn letters(text: &str) -> Letters<'_> {
    Letters { chars: text.chars() }
}

impl Iterator for Letters<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        loop {
            let c = self.chars.next()? as u32;
            let folded = match c {
                0x600..=0x6FF => u32::from(FOLD[(c & 0xFF) as usize]),
                _ if char::from_u32(c).is_some_and(char::is_alphanumeric) => c,
                _ => 0,
            };
            if folded != 0 {
                return Some(folded);
            }
        }
    }
}

const K: u64 = 0x9E37_79B9_7F4A_7C15;

#[inline]
const fn mix(h: u64, letter: u32) -> u64 {
    (h.rotate_left(5) ^ letter as u64).wrapping_mul(0x517C_C1B7_2722_0A95)
}

/// The hash of one word after folding; 0 for a word without letters.
#[inline]
pub(super) fn hash(word: &str) -> u64 {
    hash_from(0, word)
}

/// The hash of a word whose first letters have been hashed already (the article, given back after لل).
#[inline]
pub(super) fn hash_from(start: u64, word: &str) -> u64 {
    let mut h = start;
    let bytes = word.as_bytes();
    let mut at = 0;
    // Nearly every word is of two-byte characters with lead D8..DB, the Arabic block.
    while let Some(&[lead, trail]) = bytes.get(at..at + 2) {
        if lead & 0xFC != 0xD8 {
            break;
        }
        let folded = FOLD[usize::from(lead & 3) << 6 | usize::from(trail & 0x3F)];
        if folded != 0 {
            h = mix(h, u32::from(folded));
        }
        at += 2;
    }
    if at < bytes.len() {
        for letter in letters(word.get(at..).unwrap_or("")) {
            h = mix(h, letter);
        }
    }
    h
}

/// The hash of a sequence of words, given that of all but the last, and the last word's.
#[inline]
pub(super) const fn step(words: u64, word: u64) -> u64 {
    let h = (words.rotate_left(29) ^ word).wrapping_mul(K);
    h ^ h >> 32
}

/// Words written in three cases inside names, before another word: أبو أبا أبي, ذو ذا ذي, بنو بني. They share a hash.
#[inline]
pub(super) fn case_free(word: u64) -> u64 {
    if word == ABA || word == ABI {
        ABU
    } else if word == DHA || word == DHI {
        DHU
    } else if word == BANI {
        BANU
    } else {
        word
    }
}

const fn hash_of(letters: &[u32]) -> u64 {
    let mut h = 0;
    let mut i = 0;
    while i < letters.len() {
        h = mix(h, letters[i]);
        i += 1;
    }
    h
}

const ALEF: u32 = 0x627;
const BEH: u32 = 0x628;
const THAL: u32 = 0x630;
const NOON: u32 = 0x646;
const WAW: u32 = 0x648;
const YEH: u32 = 0x64A;
const ABU: u64 = hash_of(&[ALEF, BEH, WAW]);
const ABA: u64 = hash_of(&[ALEF, BEH, ALEF]);
const ABI: u64 = hash_of(&[ALEF, BEH, YEH]);
const DHU: u64 = hash_of(&[THAL, WAW]);
const DHA: u64 = hash_of(&[THAL, ALEF]);
const DHI: u64 = hash_of(&[THAL, YEH]);
const BANU: u64 = hash_of(&[BEH, NOON, WAW]);
const BANI: u64 = hash_of(&[BEH, NOON, YEH]);

/// Whether the text (`restore` and then `text`) and a stored name have the same letters. Spaces do not count (names
/// joined or not have one key), and the long vowel of أبو, ذو and بنو may differ, as [`case_free`] lets it.
pub(super) fn same_letters(restore: &str, text: &str, name: &str) -> bool {
    let mut a = letters(restore).chain(letters(text));
    let mut b = letters(name);
    let mut before = 0;
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(x), Some(y)) if x == y => before = x,
            (Some(x), Some(y))
                if matches!(before, BEH | THAL | NOON)
                    && matches!(x, ALEF | WAW | YEH)
                    && matches!(y, ALEF | WAW | YEH) =>
            {
                before = x;
            }
            _ => return false,
        }
    }
}

/// The key of a word or name as text: folded letters, words separated by one space. For maps of small lists.
///
/// ```
/// assert_eq!(rasad::lexicon::key("الأمم  المتّحدة"), "الامم المتحده");
/// ```
#[must_use]
pub fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/' | '_')) {
        let start = out.len();
        out.extend(letters(word).filter_map(char::from_u32));
        if out.len() > start && start > 0 {
            out.insert(start, ' ');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_share_a_key() {
        for (a, b) in [("فاطمة", "فاطمه"), ("مؤتمر", "موتمر"), ("گازپروم", "كازبروم"), ("مُحَمّد", "محمد")]
        {
            assert_eq!(hash(a), hash(b), "{a} {b}");
        }
        assert_ne!(hash("مالي"), hash("ماليزيا"));
        assert_eq!(hash_from(hash("ال"), "لجنة"), hash("اللجنة"));
    }

    #[test]
    fn kunya_cases_share_a_hash_before_a_word() {
        assert_eq!(case_free(hash("أبي")), hash("أبو"));
        assert_eq!(case_free(hash("بني")), hash("بنو"));
        assert_eq!(case_free(hash("ذي")), hash("ذو"));
        assert!(same_letters("", "ابي بكر", "أبو بكر"));
        assert!(!same_letters("", "ابي بكر", "أبو عمر"));
    }
}
