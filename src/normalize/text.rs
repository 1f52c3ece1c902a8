//! The forms of text that the machine reads and writes: UTF-8, and code units as Python keeps them.

/// A text to read, by code points. Code points may be lone surrogates, which pass through.
pub(super) trait Source: Copy {
    /// The code point at a position and its length in units; `None` at the end.
    fn decode(self, at: usize) -> Option<(u32, usize)>;
}

impl Source for &str {
    #[inline(always)]
    fn decode(self, at: usize) -> Option<(u32, usize)> {
        let bytes = self.as_bytes();
        let byte = |i: usize| bytes.get(at + i).map_or(0, |b| u32::from(*b));
        let first = u32::from(*bytes.get(at)?);
        Some(match first {
            0..0x80 => (first, 1),
            0x80..0xE0 => ((first & 0x1F) << 6 | byte(1) & 0x3F, 2),
            0xE0..0xF0 => ((first & 0xF) << 12 | (byte(1) & 0x3F) << 6 | byte(2) & 0x3F, 3),
            _ => ((first & 7) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | byte(3) & 0x3F, 4),
        })
    }
}

impl Source for &[u32] {
    #[inline(always)]
    fn decode(self, at: usize) -> Option<(u32, usize)> {
        self.get(at).map(|code| (*code, 1))
    }
}

/// A text to write.
pub(super) trait Sink {
    /// Length in units.
    fn size(&self) -> usize;
    /// Length in units that `code` would take.
    fn units(code: u32) -> usize;
    fn push(&mut self, code: u32);
    /// The code point before `end`, not before `base`, and its length.
    fn before(&self, base: usize, end: usize) -> Option<(u32, usize)>;
    /// Forgets what is after `size`.
    fn cut(&mut self, size: usize);
}

impl Sink for String {
    #[inline(always)]
    fn size(&self) -> usize {
        self.len()
    }

    #[inline(always)]
    fn units(code: u32) -> usize {
        char::from_u32(code).map_or(3, char::len_utf8)
    }

    #[inline(always)]
    fn push(&mut self, code: u32) {
        // A surrogate cannot come from UTF-8.
        self.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
    }

    #[inline(always)]
    fn before(&self, base: usize, end: usize) -> Option<(u32, usize)> {
        let c = self.get(base..end)?.chars().next_back()?;
        Some((c as u32, c.len_utf8()))
    }

    #[inline(always)]
    fn cut(&mut self, size: usize) {
        self.truncate(size);
    }
}

impl Sink for Vec<u32> {
    #[inline(always)]
    fn size(&self) -> usize {
        self.len()
    }

    #[inline(always)]
    fn units(_: u32) -> usize {
        1
    }

    #[inline(always)]
    fn push(&mut self, code: u32) {
        self.push(code);
    }

    #[inline(always)]
    fn before(&self, base: usize, end: usize) -> Option<(u32, usize)> {
        self.get(base..end)?.last().map(|code| (*code, 1))
    }

    #[inline(always)]
    fn cut(&mut self, size: usize) {
        self.truncate(size);
    }
}

/// UTF-16, for texts without surrogates of their own.
impl Sink for Vec<u16> {
    #[inline(always)]
    fn size(&self) -> usize {
        self.len()
    }

    #[inline(always)]
    fn units(code: u32) -> usize {
        1 + usize::from(code > 0xFFFF)
    }

    #[inline(always)]
    fn push(&mut self, code: u32) {
        match u16::try_from(code) {
            Ok(unit) => self.push(unit),
            Err(_) => {
                let rest = code - 0x1_0000;
                self.push(0xD800 | (rest >> 10) as u16);
                self.push(0xDC00 | (rest & 0x3FF) as u16);
            }
        }
    }

    #[inline(always)]
    fn before(&self, base: usize, end: usize) -> Option<(u32, usize)> {
        let units = self.get(base..end)?;
        let (&last, rest) = units.split_last()?;
        match rest.last() {
            Some(&high) if (0xDC00..0xE000).contains(&last) && (0xD800..0xDC00).contains(&high) => {
                Some((0x1_0000 + ((u32::from(high) & 0x3FF) << 10) + (u32::from(last) & 0x3FF), 2))
            }
            _ => Some((u32::from(last), 1)),
        }
    }

    #[inline(always)]
    fn cut(&mut self, size: usize) {
        self.truncate(size);
    }
}
