//! Arabic letters in Latin ones and back, one for one: Buckwalter's scheme, its safe and XML forms, and that of Habash,
//! Soudi and Buckwalter.

use crate::error::{Error, Result};

/// A scheme of transliteration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Scheme {
    /// Buckwalter's, all in ASCII.
    Buckwalter,
    /// Buckwalter's with letters in place of its signs: fit for file names and regular expressions.
    SafeBuckwalter,
    /// Buckwalter's without `<`, `>` and `&`.
    XmlBuckwalter,
    /// Habash, Soudi and Buckwalter's, near to the sounds.
    Hsb,
}

/// Which way to transliterate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum To {
    /// From Arabic letters to Latin ones.
    Latin,
    /// From Latin letters to Arabic ones.
    Arabic,
}

/// Letter, Buckwalter, safe, XML, Habash–Soudi–Buckwalter.
const LETTERS: [(char, [char; 4]); 52] = [
    ('ء', ['\'', 'C', '\'', '\'']),
    ('آ', ['|', 'M', '|', 'Ā']),
    ('أ', ['>', 'O', 'O', 'Â']),
    ('ؤ', ['&', 'W', 'W', 'ŵ']),
    ('إ', ['<', 'I', 'I', 'Ă']),
    ('ئ', ['}', 'Q', '}', 'ŷ']),
    ('ا', ['A', 'A', 'A', 'A']),
    ('ب', ['b', 'b', 'b', 'b']),
    ('ة', ['p', 'p', 'p', 'ħ']),
    ('ت', ['t', 't', 't', 't']),
    ('ث', ['v', 'v', 'v', 'θ']),
    ('ج', ['j', 'j', 'j', 'j']),
    ('ح', ['H', 'H', 'H', 'H']),
    ('خ', ['x', 'x', 'x', 'x']),
    ('د', ['d', 'd', 'd', 'd']),
    ('ذ', ['*', 'V', '*', 'ð']),
    ('ر', ['r', 'r', 'r', 'r']),
    ('ز', ['z', 'z', 'z', 'z']),
    ('س', ['s', 's', 's', 's']),
    ('ش', ['$', 'c', '$', 'š']),
    ('ص', ['S', 'S', 'S', 'S']),
    ('ض', ['D', 'D', 'D', 'D']),
    ('ط', ['T', 'T', 'T', 'T']),
    ('ظ', ['Z', 'Z', 'Z', 'Ď']),
    ('ع', ['E', 'E', 'E', 'ς']),
    ('غ', ['g', 'g', 'g', 'γ']),
    ('\u{0640}', ['_', '_', '_', '_']),
    ('ف', ['f', 'f', 'f', 'f']),
    ('ق', ['q', 'q', 'q', 'q']),
    ('ك', ['k', 'k', 'k', 'k']),
    ('ل', ['l', 'l', 'l', 'l']),
    ('م', ['m', 'm', 'm', 'm']),
    ('ن', ['n', 'n', 'n', 'n']),
    ('ه', ['h', 'h', 'h', 'h']),
    ('و', ['w', 'w', 'w', 'w']),
    ('ى', ['Y', 'Y', 'Y', 'ý']),
    ('ي', ['y', 'y', 'y', 'y']),
    ('\u{064B}', ['F', 'F', 'F', 'ã']),
    ('\u{064C}', ['N', 'N', 'N', 'ũ']),
    ('\u{064D}', ['K', 'K', 'K', 'ĩ']),
    ('\u{064E}', ['a', 'a', 'a', 'a']),
    ('\u{064F}', ['u', 'u', 'u', 'u']),
    ('\u{0650}', ['i', 'i', 'i', 'i']),
    ('\u{0651}', ['~', '~', '~', '~']),
    ('\u{0652}', ['o', 'o', 'o', '.']),
    ('\u{0670}', ['`', 'e', '`', 'á']),
    ('\u{0671}', ['{', 'L', '{', 'Ä']),
    ('پ', ['P', 'P', 'P', 'p']),
    ('چ', ['J', 'J', 'J', 'c']),
    ('ڤ', ['V', 'B', 'V', 'v']),
    ('گ', ['G', 'G', 'G', 'g']),
    // The caron is seen as often as the breve; read only.
    ('إ', ['\0', '\0', '\0', 'Ǎ']),
];

impl Scheme {
    /// All schemes.
    pub const ALL: &'static [Self] = &[Self::Buckwalter, Self::SafeBuckwalter, Self::XmlBuckwalter, Self::Hsb];

    /// The scheme's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Buckwalter => "buckwalter",
            Self::SafeBuckwalter => "safe_buckwalter",
            Self::XmlBuckwalter => "xml_buckwalter",
            Self::Hsb => "hsb",
        }
    }

    /// The scheme of that name.
    pub fn named(name: &str) -> Result<Self> {
        Self::ALL.iter().copied().find(|scheme| scheme.name() == name).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|scheme| format!("\"{}\"", scheme.name())).collect();
            Error::argument(format!("there is no scheme {name:?}; there are {}", names.join(", ")))
        })
    }

    const fn column(self) -> usize {
        match self {
            Self::Buckwalter => 0,
            Self::SafeBuckwalter => 1,
            Self::XmlBuckwalter => 2,
            Self::Hsb => 3,
        }
    }
}

impl To {
    /// The direction of that name, `latin` or `arabic`.
    pub fn named(name: &str) -> Result<Self> {
        match name {
            "latin" => Ok(Self::Latin),
            "arabic" => Ok(Self::Arabic),
            _ => Err(Error::argument(format!("to cannot be {name:?}; it can be \"latin\", \"arabic\""))),
        }
    }
}

/// The text with its Arabic letters and marks in Latin ones, or back. Everything else stays, so that only text without
/// Latin letters of its own comes back the same.
///
/// ```
/// use rasad::{Scheme, To, transliterate};
/// assert_eq!(transliterate("الرحمٰن", Scheme::Buckwalter, To::Latin), "AlrHm`n");
/// assert_eq!(transliterate(">Hmd $wqy", Scheme::Buckwalter, To::Arabic), "أحمد شوقي");
/// ```
#[must_use]
pub fn transliterate(text: &str, scheme: Scheme, to: To) -> String {
    let column = scheme.column();
    let latin = |entry: &(char, [char; 4])| entry.1.get(column).copied().unwrap_or('\0');
    let change = |c: char| match to {
        To::Latin => LETTERS.iter().find(|entry| entry.0 == c).map_or(c, latin),
        To::Arabic if c == '\0' => c,
        To::Arabic => LETTERS.iter().find(|entry| latin(entry) == c).map_or(c, |entry| entry.0),
    };
    text.chars().map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_comes_back() {
        let all: String = LETTERS.iter().map(|entry| entry.0).collect();
        for &scheme in Scheme::ALL {
            let latin = transliterate(&all, scheme, To::Latin);
            assert_eq!(transliterate(&latin, scheme, To::Arabic), all, "{}: {latin}", scheme.name());
            assert!(!latin.contains('\0'));
        }
    }

    #[test]
    fn the_schemes_are_those_of_the_literature() {
        let word = "وَٱلْمُؤَذِّنُ إِلَى شَيْءٍ آخَرَ";
        let expect = |scheme, latin: &str| assert_eq!(transliterate(word, scheme, To::Latin), latin);
        expect(Scheme::Buckwalter, "wa{lomu&a*i~nu <ilaY $ayo'K |xara");
        expect(Scheme::SafeBuckwalter, "waLlomuWaVi~nu IilaY cayoCK Mxara");
        expect(Scheme::XmlBuckwalter, "wa{lomuWa*i~nu IilaY $ayo'K |xara");
        expect(Scheme::Hsb, "waÄl.muŵaði~nu Ăilaý šay.'ĩ Āxara");
    }

    #[test]
    fn the_error_lists_the_schemes() {
        let error = Scheme::named("iso233").unwrap_err().to_string();
        assert!(error.contains("iso233") && error.contains("\"hsb\""), "{error}");
    }
}
