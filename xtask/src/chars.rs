//! `cargo run -p xtask -- chars`: writes `src/chars/tables.rs` from the Unicode Character Database, as the crates
//! `unicode-normalization` and `unicode-properties` carry it.

use std::fmt::Write as _;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_properties::{EmojiStatus, UnicodeEmoji};

/// Spellings where the database has none, or one that an Arabic reader would not write (U+FDFC has a Farsi yeh).
const OURS: [(u32, &str); 22] = [
    (0xFD40, "رحمه الله"),
    (0xFD41, "رضي الله عنه"),
    (0xFD42, "رضي الله عنها"),
    (0xFD43, "رضي الله عنهم"),
    (0xFD44, "رضي الله عنهما"),
    (0xFD45, "رضي الله عنهن"),
    (0xFD46, "صلى الله عليه وآله"),
    (0xFD47, "عليه السلام"),
    (0xFD48, "عليهم السلام"),
    (0xFD49, "عليهما السلام"),
    (0xFD4A, "عليه الصلاة والسلام"),
    (0xFD4B, "قدس سره"),
    (0xFD4C, "صلى الله عليه وآله وسلم"),
    (0xFD4D, "عليها السلام"),
    (0xFD4E, "تبارك وتعالى"),
    (0xFD4F, "رحمهم الله"),
    (0xFDCF, "سلامه علينا"),
    (0xFDFC, "ريال"),
    (0xFDFD, "بسم الله الرحمن الرحيم"),
    (0xFDFE, "سبحانه وتعالى"),
    (0xFDFF, "عز وجل"),
    (0xFEFF, ""),
];

pub fn run() -> std::io::Result<()> {
    let (major, minor, update) = unicode_normalization::UNICODE_VERSION;
    let mut out = format!(
        "// Made by `cargo run -p xtask -- chars`; do not edit.\n\
         // Inputs: the Unicode Character Database {major}.{minor}.{update} as the crates unicode-normalization 0.1.26 and\n\
         // unicode-properties 0.1.5 carry it; spellings which it lacks stand in xtask/src/chars.rs.\n\n"
    );
    spelled(&mut out);
    ranges(
        &mut out,
        "COMPOSING",
        "Characters that NFC may change, move or join: class above 0, or not plainly allowed.",
        |c| canonical_combining_class(c) != 0 || is_nfc_quick(std::iter::once(c)) != IsNormalized::Yes,
    );
    ranges(&mut out, "COMPATIBILITY", "Characters that NFKC changes and NFC does not.", |c| {
        let nfc: String = std::iter::once(c).nfc().collect();
        let nfkc: String = std::iter::once(c).nfkc().collect();
        nfc != nfkc && !(0xFB50..=0xFDFF).contains(&(c as u32)) && !(0xFE70..=0xFEFF).contains(&(c as u32))
    });
    ranges(
        &mut out,
        "PICTOGRAPHS",
        "Characters with a picture as default, and the older symbols that often get one.",
        |c| {
            let picture = matches!(
                c.emoji_status(),
                EmojiStatus::EmojiPresentation
                    | EmojiStatus::EmojiPresentationAndModifierBase
                    | EmojiStatus::EmojiPresentationAndModifierAndEmojiComponent
            );
            picture || (c.is_emoji_char() && c as u32 >= 0x2600)
        },
    );
    ranges(&mut out, "SYMBOLS", "Older symbols that are pictures only before U+FE0F.", |c| {
        c.is_emoji_char() && (0xA9..0x2600).contains(&(c as u32))
    });
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../src/chars/tables.rs");
    std::fs::write(path, out)
}

fn spelled(out: &mut String) {
    out.push_str("/// Presentation forms and ligatures of Arabic with the letters they stand for.\n");
    out.push_str("#[rustfmt::skip]\npub(super) static SPELLED: &[(u16, &str)] = &[\n");
    for code in (0xFB50..=0xFDFF_u32).chain(0xFE70..=0xFEFE) {
        let Some(c) = char::from_u32(code) else { continue };
        let letters = match OURS.iter().find(|(ours, _)| *ours == code) {
            Some((_, letters)) => (*letters).to_owned(),
            None => {
                let letters: String = std::iter::once(c).nfkc().collect();
                if letters.chars().eq(std::iter::once(c)) {
                    continue;
                }
                // A mark shown alone is given a blank to stand on; inside running text that would split the word.
                letters.strip_prefix(' ').map_or(letters.clone(), str::to_owned)
            }
        };
        let escaped: String = letters
            .chars()
            .map(|c| {
                if canonical_combining_class(c) != 0 || c == '\u{640}' {
                    c.escape_unicode().to_string()
                } else {
                    c.to_string()
                }
            })
            .collect();
        let _ = writeln!(out, "    (0x{code:04X}, \"{escaped}\"),");
    }
    out.push_str("];\n\n");
}

fn ranges(out: &mut String, name: &str, what: &str, holds: impl Fn(char) -> bool) {
    let mut found: Vec<(u32, u32)> = Vec::new();
    for c in '\u{80}'..=char::MAX {
        if !holds(c) {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.1 + 1 == c as u32 => last.1 = c as u32,
            _ => found.push((c as u32, c as u32)),
        }
    }
    let _ = writeln!(out, "/// {what}\n#[rustfmt::skip]\npub(super) static {name}: &[(u32, u32)] = &[");
    for line in found.chunks(6) {
        let cells: Vec<String> = line.iter().map(|(from, to)| format!("(0x{from:04X}, 0x{to:04X})")).collect();
        let _ = writeln!(out, "    {},", cells.join(", "));
    }
    out.push_str("];\n\n");
}
