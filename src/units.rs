//! Positions in other units: Rust counts bytes, Python code points, browsers and Java UTF-16.

use crate::error::{Error, Result};
use crate::span::Span;

/// What a position counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Bytes of UTF-8.
    Byte,
    /// Code points, as in Python.
    #[default]
    Char,
    /// Code units of UTF-16, as in browsers and Java.
    Utf16,
}

impl std::str::FromStr for Unit {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "byte" => Ok(Unit::Byte),
            "char" => Ok(Unit::Char),
            "utf16" => Ok(Unit::Utf16),
            _ => Err(Error::argument(format!("offsets must be \"char\", \"byte\" or \"utf16\", not {name:?}"))),
        }
    }
}

/// Bytes between two counts that are kept. A look-up counts at most so many bytes, at memory speed.
const BLOCK: usize = 256;

/// Turns byte positions of one text into another unit and back. Building it reads the text once; it keeps one number
/// for each 256 bytes, and none at all for text in ASCII.
///
/// ```
/// use rasad::units::{Positions, Unit};
/// let text = "لا 😀 نعم";
/// let byte = text.find("نعم").unwrap();
/// assert_eq!(Positions::new(text, Unit::Char).at(text, byte), 5);
/// assert_eq!(Positions::new(text, Unit::Utf16).at(text, byte), 6);
/// assert_eq!(Positions::new(text, Unit::Char).byte(text, 5), byte);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Positions {
    unit: Unit,
    /// Units before each block, or nothing where units are bytes.
    blocks: Vec<usize>,
    total: usize,
}

impl Positions {
    /// The positions of `text` in `unit`.
    #[must_use]
    pub fn new(text: &str, unit: Unit) -> Self {
        if unit == Unit::Byte || text.is_ascii() {
            return Self { unit: Unit::Byte, blocks: Vec::new(), total: text.len() };
        }
        let mut total = 0;
        let blocks = text
            .as_bytes()
            .chunks(BLOCK)
            .map(|block| {
                let before = total;
                total += count(block, unit);
                before
            })
            .collect();
        Self { unit, blocks, total }
    }

    /// The length of the text.
    #[must_use]
    pub fn len(&self) -> usize {
        self.total
    }

    /// Whether the text is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }

    /// The position of byte `byte` of `text`, which must be the text this was made from.
    #[must_use]
    pub fn at(&self, text: &str, byte: usize) -> usize {
        if self.unit == Unit::Byte {
            return byte.min(self.total);
        }
        let block = byte / BLOCK;
        match self.blocks.get(block) {
            Some(&before) => before + count(text.as_bytes().get(block * BLOCK..byte).unwrap_or(&[]), self.unit),
            None => self.total,
        }
    }

    /// A byte span of `text` in this unit.
    #[must_use]
    pub fn span(&self, text: &str, span: Span) -> Span {
        Span::new(self.at(text, span.start), self.at(text, span.end))
    }

    /// The byte of `text` at `position`: the character that begins there or lies around it.
    #[must_use]
    pub fn byte(&self, text: &str, position: usize) -> usize {
        if position >= self.total {
            return text.len();
        }
        if self.unit == Unit::Byte {
            return position;
        }
        let block = self.blocks.partition_point(|&before| before <= position).saturating_sub(1);
        let mut left = position - self.blocks.get(block).copied().unwrap_or(0);
        for (i, &byte) in text.as_bytes().iter().enumerate().skip(block * BLOCK) {
            if is_start(byte) {
                let size = if self.unit == Unit::Utf16 && byte >= 0xF0 { 2 } else { 1 };
                if left < size {
                    return i;
                }
                left -= size;
            }
        }
        text.len()
    }
}

const fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// Units that begin in `bytes`.
fn count(bytes: &[u8], unit: Unit) -> usize {
    // A block is short, so that the sums fit in 16 bits and the loops become vector instructions.
    let starts: u16 = bytes.iter().map(|&b| u16::from(is_start(b))).sum();
    let pairs: u16 = if unit == Unit::Utf16 { bytes.iter().map(|&b| u16::from(b >= 0xF0)).sum() } else { 0 };
    usize::from(starts) + usize::from(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_goes_there_and_back() {
        let text = format!("{} a😀é {} end", "نص".repeat(200), "😀".repeat(100));
        for unit in [Unit::Byte, Unit::Char, Unit::Utf16] {
            let positions = Positions::new(&text, unit);
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let before = &text[..byte];
                let expected = match unit {
                    Unit::Byte => byte,
                    Unit::Char => before.chars().count(),
                    Unit::Utf16 => before.encode_utf16().count(),
                };
                assert_eq!(positions.at(&text, byte), expected);
                assert_eq!(positions.byte(&text, expected), byte);
            }
            assert_eq!(positions.len(), positions.at(&text, text.len()));
        }
    }

    #[test]
    fn ascii_keeps_nothing() {
        assert!(Positions::new(&"a".repeat(10_000), Unit::Utf16).blocks.is_empty());
    }
}
