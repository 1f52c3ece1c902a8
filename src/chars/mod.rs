//! What a character of Arabic script is.

mod marks;
mod tables;

pub use marks::{MarkClass, mark_class};

fn within(ranges: &[(u32, u32)], code: u32) -> bool {
    let after = ranges.partition_point(|range| range.0 <= code);
    after.checked_sub(1).and_then(|at| ranges.get(at)).is_some_and(|range| code <= range.1)
}

/// The letters for which a presentation form or ligature stands (`ﻻ` → `لا`, U+FDFA → the whole phrase).
///
/// ```
/// assert_eq!(rasad::chars::spelled('ﻻ'), Some("لا"));
/// assert_eq!(rasad::chars::spelled('ل'), None);
/// ```
#[must_use]
pub fn spelled(c: char) -> Option<&'static str> {
    let code = u16::try_from(c as u32).ok()?;
    let at = tables::SPELLED.binary_search_by_key(&code, |entry| entry.0).ok()?;
    tables::SPELLED.get(at).map(|entry| entry.1)
}

/// All presentation forms that [`spelled`] knows, with their letters.
pub(crate) fn spellings() -> impl Iterator<Item = (u32, &'static str)> {
    tables::SPELLED.iter().map(|entry| (u32::from(entry.0), entry.1))
}

/// Ranges of the characters that NFC may change, move or join with a neighbour.
pub(crate) fn composing() -> &'static [(u32, u32)] {
    tables::COMPOSING
}

/// Ranges of the characters that NFKC changes and NFC does not, presentation forms of Arabic apart.
pub(crate) fn compatibility() -> &'static [(u32, u32)] {
    tables::COMPATIBILITY
}

/// The value of a decimal digit: ASCII, Arabic-Indic (U+0660) or Extended Arabic-Indic (U+06F0).
///
/// ```
/// assert_eq!(rasad::chars::digit_value('٣'), Some(3));
/// ```
#[inline]
#[must_use]
pub fn digit_value(c: char) -> Option<u8> {
    let value = match c {
        '0'..='9' => c as u32 - 0x30,
        '\u{0660}'..='\u{0669}' => c as u32 - 0x660,
        '\u{06F0}'..='\u{06F9}' => c as u32 - 0x6F0,
        _ => return None,
    };
    u8::try_from(value).ok()
}

/// Whether a reader never sees the character: direction marks and isolates, U+200B ZERO WIDTH SPACE, the joiners,
/// U+2060 WORD JOINER, U+FEFF, U+00AD SOFT HYPHEN.
#[inline]
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}')
}

/// Whether the character is a letter of Arabic script, in any block, presentation forms included; no mark, no digit.
///
/// ```
/// use rasad::chars::is_arabic_letter;
/// assert!(is_arabic_letter('ب') && is_arabic_letter('گ') && !is_arabic_letter('،') && !is_arabic_letter('٣'));
/// ```
#[inline]
#[must_use]
pub fn is_arabic_letter(c: char) -> bool {
    matches!(c,
        '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}' | '\u{066E}'..='\u{066F}' | '\u{0671}'..='\u{06D3}'
        | '\u{06D5}' | '\u{06EE}'..='\u{06EF}' | '\u{06FA}'..='\u{06FC}' | '\u{06FF}' | '\u{0750}'..='\u{077F}'
        | '\u{0870}'..='\u{0887}' | '\u{0889}'..='\u{088E}' | '\u{08A0}'..='\u{08C9}'
        | '\u{FB50}'..='\u{FBB1}' | '\u{FBD3}'..='\u{FD3D}' | '\u{FD50}'..='\u{FDC7}' | '\u{FDF0}'..='\u{FDF9}'
        | '\u{FE80}'..='\u{FEFC}')
}

/// Whether the character is shown as a picture, alone or as the base of an emoji sequence.
#[must_use]
pub fn is_pictograph(c: char) -> bool {
    c as u32 >= 0x231A && within(tables::PICTOGRAPHS, c as u32)
}

/// Whether the character is a symbol that becomes a picture before U+FE0F (`©`, `↔`).
#[must_use]
pub fn is_symbol(c: char) -> bool {
    c as u32 >= 0xA9 && within(tables::SYMBOLS, c as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_of_letters_and_marks() {
        for (code, letters) in spellings() {
            assert!(!letters.is_empty(), "U+{code:04X}");
            for c in letters.chars() {
                let fine = is_arabic_letter(c) || mark_class(c).is_some() || matches!(c, ' ' | '\u{640}');
                assert!(fine, "U+{code:04X} {letters} {c:?}");
                assert_eq!(spelled(c), None);
            }
        }
    }

    #[test]
    fn pictures_are_told_from_text() {
        for c in ['😀', '❤', '✈', '🇲', '👍'] {
            assert!(is_pictograph(c), "{c}");
        }
        for c in ['1', '#', '©', '٣', 'ب', '«', '،', '→', '•', '∞'] {
            assert!(!is_pictograph(c), "{c}");
        }
    }
}
