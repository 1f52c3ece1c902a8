//! Text that was read in the wrong encoding, or taken from a page in the order of its shapes, becomes readable again.
//!
//! Three accidents are known: UTF-8 read as Windows-1252 or Windows-1256 (`Ø§Ù„`, `ط§ظ„`), Windows-1256 read as Latin-1
//! (`ÇáÚÑÈíÉ`), and shaped letters in visual order (`ﺔﻴﺑﺮﻌﻟﺍ`). Each is undone only where the evidence is plain: the bytes
//! form whole UTF-8 characters of Arabic, the accented letters stand in words of their own, the shapes join backwards.

use std::borrow::Cow;

use crate::chars::{is_arabic_letter, mark_class, spelled};

/// Windows-1252, bytes 0x80 to 0x9F; bytes without a character stand for themselves.
const WESTERN: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// Windows-1256, bytes 0x80 to 0xFF.
const ARABIC: [char; 128] = [
    '€', 'پ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'ٹ', '‹', 'Œ', 'چ', 'ژ', 'ڈ', 'گ', '‘', '’', '“', '”', '•', '–',
    '—', 'ک', '™', 'ڑ', '›', 'œ', '\u{200C}', '\u{200D}', 'ں', '\u{A0}', '،', '¢', '£', '¤', '¥', '¦', '§', '¨', '©',
    'ھ', '«', '¬', '\u{AD}', '®', '¯', '°', '±', '²', '³', '´', 'µ', '¶', '·', '¸', '¹', '؛', '»', '¼', '½', '¾', '؟',
    'ہ', 'ء', 'آ', 'أ', 'ؤ', 'إ', 'ئ', 'ا', 'ب', 'ة', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض',
    '×', 'ط', 'ظ', 'ع', 'غ', '\u{640}', 'ف', 'ق', 'ك', 'à', 'ل', 'â', 'م', 'ن', 'ه', 'و', 'ç', 'è', 'é', 'ê', 'ë', 'ى',
    'ي', 'î', 'ï', '\u{64B}', '\u{64C}', '\u{64D}', '\u{64E}', 'ô', '\u{64F}', '\u{650}', '÷', '\u{651}', 'ù',
    '\u{652}', 'û', 'ü', '\u{200E}', '\u{200F}', 'ے',
];

/// The text with these accidents undone; borrowed where it is sound.
///
/// ```
/// use rasad::repair;
/// assert_eq!(repair("Ø§Ù„Ø¹Ø±Ø¨ÙŠØ© now"), "العربية now");
/// assert_eq!(repair("café à Tunis، نص سليم"), "café à Tunis، نص سليم");
/// ```
#[must_use]
pub fn repair(text: &str) -> Cow<'_, str> {
    let mut now = Cow::Borrowed(text);
    // Text that went through two accidents needs two rounds.
    for _ in 0..3 {
        let steps = [misread_utf8(&now, western), misread_utf8(&now, arabic), misread_latin(&now), visual(&now)];
        match steps.into_iter().flatten().next() {
            Some(next) => now = Cow::Owned(next),
            None => break,
        }
    }
    now
}

fn western(c: char) -> Option<u8> {
    match c {
        '\u{A0}'..='\u{FF}' => u8::try_from(c as u32).ok(),
        _ => WESTERN.iter().position(|known| *known == c).and_then(|at| u8::try_from(at + 0x80).ok()),
    }
}

fn arabic(c: char) -> Option<u8> {
    ARABIC.iter().position(|known| *known == c).and_then(|at| u8::try_from(at + 0x80).ok())
}

fn is_arabic(c: char) -> bool {
    is_arabic_letter(c) || mark_class(c).is_some() || matches!(c, '،' | '؛' | '؟' | '\u{640}' | '\u{660}'..='\u{66C}')
}

/// Undoes UTF-8 that was read by `byte`'s table: runs of other than ASCII whose bytes are whole characters. At least
/// two must be Arabic.
fn misread_utf8(text: &str, byte: fn(char) -> Option<u8>) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut found = 0;
    let mut bytes = Vec::new();
    for run in runs(text, |c| c.is_ascii()) {
        bytes.clear();
        let whole = run.chars().all(|c| byte(c).map(|b| bytes.push(b)).is_some());
        match std::str::from_utf8(&bytes) {
            Ok(read) if whole && !run.is_ascii() => {
                found += read.chars().filter(|c| is_arabic(*c)).count();
                out.push_str(read);
            }
            _ => out.push_str(run),
        }
    }
    (found >= 2).then_some(out)
}

/// Stretches of characters that all satisfy `is`, or all do not.
fn runs(text: &str, is: impl Fn(char) -> bool) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = is(rest.chars().next()?);
        let end = rest.find(|c| is(c) != first).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(run)
    })
}

/// Undoes Windows-1256 that was read as Latin-1: words all of accented letters, which no language writes. There must be
/// a long one, and more of such letters than of others.
fn misread_latin(text: &str) -> Option<String> {
    let high = |c: char| ('\u{A1}'..='\u{FF}').contains(&c);
    let read = |c: char| ARABIC.get((c as usize).wrapping_sub(0x80)).copied().unwrap_or(c);
    let fits = |c: char| high(c) && is_arabic(read(c));
    let (mut inside, mut beside, mut longest) = (0, 0, 0);
    for word in runs(text, |c| c.is_alphabetic() || high(c)).filter(|w| w.chars().any(char::is_alphabetic)) {
        let length = word.chars().count();
        if word.chars().all(fits) {
            inside += length;
            longest = longest.max(length);
        } else if word.chars().any(|c| high(c) || is_arabic(c)) {
            beside += length;
        }
    }
    if longest < 3 || inside < 4 || inside < 2 * beside {
        return None;
    }
    let mut out = String::with_capacity(text.len() * 2);
    for word in runs(text, |c| c.is_alphabetic() || high(c)) {
        match word.chars().all(|c| fits(c) || !c.is_alphabetic()) {
            true => out.extend(word.chars().map(|c| if fits(c) { read(c) } else { c })),
            false => out.push_str(word),
        }
    }
    Some(out)
}

/// Whether a shaped letter joins the one before it, and the one after it.
fn joins(c: char) -> Option<(bool, bool)> {
    let letter = spelled(c)?;
    let code = c as u32;
    // The forms of a letter follow one another: isolated, final, initial, medial.
    let place = (1..4).take_while(|back| char::from_u32(code - back).and_then(spelled) == Some(letter)).count();
    match place {
        0 => Some((false, false)),
        1 => Some((true, false)),
        2 => Some((false, true)),
        _ => Some((true, true)),
    }
}

/// Undoes visual order, line by line, where the shapes join backwards; what is turned round is spelled out.
fn visual(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut turned = false;
    for line in text.split_inclusive('\n') {
        let forms: Vec<Option<(bool, bool)>> = line.chars().map(joins).collect();
        let pairs = || forms.windows(2).filter_map(|pair| Some((pair.first()?.as_ref()?, pair.get(1)?.as_ref()?)));
        let forwards = pairs().filter(|(a, b)| a.1 && b.0).count();
        let backwards = pairs().filter(|(a, b)| a.0 && b.1).count();
        if backwards > forwards && backwards > 0 {
            turn(line, &mut out);
            turned = true;
        } else {
            out.push_str(line);
        }
    }
    turned.then_some(out)
}

fn turn(line: &str, out: &mut String) {
    let body = line.trim_end_matches(['\n', '\r']);
    let chars: Vec<char> = body.chars().rev().collect();
    // Latin words and numbers ran from left to right all the time.
    let ltr = |c: char| {
        c.is_ascii_alphanumeric() || crate::chars::digit_value(c).is_some() || (c.is_alphabetic() && !is_arabic(c))
    };
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        if !ltr(c) {
            let mirrored = match c {
                '(' => ')',
                ')' => '(',
                '[' => ']',
                ']' => '[',
                '«' => '»',
                '»' => '«',
                '{' => '}',
                '}' => '{',
                '<' => '>',
                '>' => '<',
                c => c,
            };
            match spelled(mirrored) {
                Some(letters) => out.push_str(letters),
                None => out.push(mirrored),
            }
            at += 1;
            continue;
        }
        let mut end = at;
        let mut ahead = at;
        while let Some(&c) = chars.get(ahead) {
            if ltr(c) {
                end = ahead + 1;
            } else if !matches!(c, '.' | ',' | ':' | '/' | '-' | '_' | '@' | '٫' | '٬') {
                break;
            }
            ahead += 1;
        }
        out.extend(chars.get(at..end).unwrap_or(&[]).iter().rev());
        at = end;
    }
    out.push_str(line.get(body.len()..).unwrap_or(""));
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "قال الوزير: «نعم»، في 15 مارس 2025.";

    #[test]
    fn utf8_read_as_windows_comes_back() {
        let as_table =
            |byte: &u8, table: &dyn Fn(u8) -> char| if byte.is_ascii() { char::from(*byte) } else { table(*byte) };
        let western = |b: u8| WESTERN.get(b as usize - 0x80).copied().unwrap_or(char::from(b));
        let arabic = |b: u8| ARABIC[b as usize - 0x80];
        let bad: String = TEXT.bytes().map(|b| as_table(&b, &western)).collect();
        assert!(bad.starts_with("Ù‚Ø§Ù„"));
        assert_eq!(repair(&bad), TEXT);
        let bad: String = TEXT.bytes().map(|b| as_table(&b, &arabic)).collect();
        assert!(bad.starts_with("ظ‚ط§ظ„"));
        assert_eq!(repair(&bad), TEXT);
    }

    #[test]
    fn windows_1256_read_as_latin_comes_back() {
        assert_eq!(repair("ÞÇá ÇáæÒíÑ Ýí ÈÛÏÇÏ ÚÇã 2025¡ æÃÖÇÝ"), "قال الوزير في بغداد عام 2025، وأضاف");
    }

    #[test]
    fn shapes_in_visual_order_are_turned() {
        assert_eq!(repair("ﺔﻴﺑﺮﻌﻟﺍ"), "العربية");
        assert_eq!(repair("2025 ﻡﺎﻋ ﻲﻓ"), "في عام 2025");
    }

    #[test]
    fn sound_text_stays() {
        for text in [
            TEXT,
            "ﺍﻟﻌﺮﺑﻴﺔ",
            "Ça va à Orléans, élève où l'été naît; œuvre",
            "Ångström, Øresund, ÆØÅ, naïve, ¿Qué?",
            "ÉCOLE ÉTÉ",
            "ط ظ § «نص» مطبعة العظم",
            "",
            "price £5 – 10°C © 2025",
        ] {
            assert_eq!(repair(text), text);
        }
    }
}
