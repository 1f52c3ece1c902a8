//! The marks written above and below letters, by class.

/// A class of tashkeel (تشكيل), the marks on letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MarkClass {
    /// Short vowels: fatha, damma, kasra and their variants.
    Harakat,
    /// The doubled vowels of indefinite endings.
    Tanween,
    /// U+0651, the sign of a doubled consonant.
    Shadda,
    /// U+0652, the sign of a consonant without vowel.
    Sukun,
    /// U+0670 ARABIC LETTER SUPERSCRIPT ALEF.
    DaggerAlef,
    /// Signs of recitation, small letters and end marks of the Quran.
    Quranic,
    /// Small phrases of respect above a name, U+0610 to U+0614.
    Honorific,
    /// The combining hamza above and below (U+0654, U+0655, U+065F): the option `hamza` decides, not `tashkeel`.
    Hamza,
}

/// The class of a mark of Arabic script; `None` for anything else, tatweel included.
///
/// ```
/// use rasad::chars::{MarkClass, mark_class};
/// assert_eq!(mark_class('\u{064B}'), Some(MarkClass::Tanween));
/// assert_eq!(mark_class('ب'), None);
/// ```
#[inline]
#[must_use]
pub fn mark_class(c: char) -> Option<MarkClass> {
    use MarkClass::*;
    Some(match c {
        '\u{064E}'..='\u{0650}' | '\u{0656}'..='\u{0657}' | '\u{0659}'..='\u{065E}' => Harakat,
        '\u{08E4}'..='\u{08E6}' | '\u{08F4}'..='\u{08F5}' | '\u{08FE}' => Harakat,
        '\u{064B}'..='\u{064D}' | '\u{08E7}'..='\u{08E9}' | '\u{08F0}'..='\u{08F2}' => Tanween,
        '\u{0651}' => Shadda,
        '\u{0652}' => Sukun,
        '\u{0670}' => DaggerAlef,
        '\u{0654}' | '\u{0655}' | '\u{065F}' => Hamza,
        '\u{0610}'..='\u{0614}' => Honorific,
        '\u{0615}'..='\u{061A}' | '\u{0653}' | '\u{0658}' => Quranic,
        '\u{06D6}'..='\u{06ED}' => Quranic,
        '\u{0890}'..='\u{0891}' | '\u{0897}'..='\u{089F}' | '\u{08CA}'..='\u{08E3}' => Quranic,
        '\u{08EA}'..='\u{08EF}' | '\u{08F3}' | '\u{08F6}'..='\u{08FD}' | '\u{08FF}' => Quranic,
        '\u{10EFA}'..='\u{10EFF}' => Quranic,
        _ => return None,
    })
}
