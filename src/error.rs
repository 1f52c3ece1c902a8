//! What can go wrong, in a few kinds. Every message is one sentence that says what is wrong and what to do.

use std::fmt;

/// The result of anything in this crate that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// What sort of mistake an [`Error`] reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An option, label, profile or argument that does not exist or is out of range.
    Argument,
    /// A compiled file (lexicon, model) that is short, foreign, corrupted or newer than this build.
    Blob,
    /// Data that cannot be read as what it should be (a table, a CoNLL file, a configuration).
    Data,
    /// Bytes that are not UTF-8.
    Encoding,
    /// The operating system's refusal.
    Io,
}

/// An error: its kind, a sentence, and where known the place (file, row of a batch, line of a file, byte of a text).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    file: Option<String>,
    row: Option<usize>,
    word: Option<usize>,
    line: Option<usize>,
    offset: Option<usize>,
}

impl Error {
    /// A new error. `message` is one sentence without a final stop.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), file: None, row: None, word: None, line: None, offset: None }
    }

    /// A wrong argument.
    pub fn argument(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Argument, message)
    }

    /// A compiled file that cannot be used.
    pub fn blob(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Blob, message)
    }

    /// Data of the wrong form.
    pub fn data(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Data, message)
    }

    /// The same error, said of a file.
    #[must_use]
    pub fn in_file(mut self, path: &std::path::Path) -> Self {
        self.file = Some(path.display().to_string());
        self
    }

    /// The same error, said of row `row` (from 0) of a batch.
    #[must_use]
    pub fn at_row(mut self, row: usize) -> Self {
        self.row = Some(row);
        self
    }

    /// The same error, said of word `word` (from 0) of a row.
    #[must_use]
    pub fn at_word(mut self, word: usize) -> Self {
        self.word = Some(word);
        self
    }

    /// The same error, said of line `line` (from 1) of a file.
    #[must_use]
    pub fn at_line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    /// The same error, said of byte `offset` of a text or file.
    #[must_use]
    pub fn at_offset(mut self, offset: usize) -> Self {
        self.offset = Some(offset);
        self
    }

    /// What sort of mistake it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The row of the batch (from 0), if known.
    #[must_use]
    pub fn row(&self) -> Option<usize> {
        self.row
    }

    /// The line of the file (from 1), if known.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// The byte of the text or file, if known.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        self.offset
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}: ")?;
        }
        if let Some(row) = self.row {
            write!(f, "row {row}: ")?;
        }
        if let Some(word) = self.word {
            write!(f, "word {word}: ")?;
        }
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        f.write_str(&self.message)?;
        if let Some(offset) = self.offset {
            write!(f, " (at byte {offset})")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::new(ErrorKind::Io, error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_part_of_the_sentence() {
        let error = Error::data("a tag must be O, B-X or I-X").at_line(7);
        assert_eq!(error.to_string(), "line 7: a tag must be O, B-X or I-X");
        let error = error.in_file(std::path::Path::new("news.conll"));
        assert_eq!(error.to_string(), "news.conll: line 7: a tag must be O, B-X or I-X");
        assert_eq!(error.line(), Some(7));
    }
}
