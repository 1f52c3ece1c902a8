//! Normalization: options compile into one table, one pass over the text.

use crate::aligned::{Aligned, Alignment};

/// A named set of options.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// What lexicon, tagger, values and quotes see.
    Match,
}

/// A compiled set of options.
#[derive(Clone, Debug)]
pub struct Normalizer {}

impl Normalizer {
    /// The normalizer of a profile.
    #[must_use]
    pub fn profile(_profile: Profile) -> Self {
        Self {}
    }

    /// The normalized form with its alignment.
    #[must_use]
    pub fn align(&self, text: &str) -> Aligned {
        let mut out = String::with_capacity(text.len());
        let mut pieces = Vec::new();
        for (at, c) in text.char_indices() {
            let mapped = match c {
                '\u{064B}'..='\u{065F}'
                | '\u{0670}'
                | '\u{0640}'
                | '\u{0610}'..='\u{061A}'
                | '\u{06D6}'..='\u{06ED}' => continue,
                '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2066}'..='\u{2069}'
                | '\u{FEFF}'
                | '\u{00AD}' => continue,
                'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
                'ى' | 'ی' => 'ي',
                'ک' => 'ك',
                '٠'..='٩' => char::from(b'0' + (c as u32 - 0x660) as u8),
                '۰'..='۹' => char::from(b'0' + (c as u32 - 0x6F0) as u8),
                '٫' => '.',
                '٬' => ',',
                '٪' => '%',
                other => other,
            };
            pieces.push((at as u32, out.len() as u32));
            out.push(mapped);
        }
        pieces.push((text.len() as u32, out.len() as u32));
        Aligned::new(text.to_owned(), out, Alignment::from_pieces(pieces))
    }
}
