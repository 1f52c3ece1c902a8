//! Reading labelled text: CoNLL columns, `.ann` marks, and lists of words with tags.

use std::fs;
use std::path::{Path, PathBuf};

use super::scheme::{Reader, Reading, is_tag};
use crate::error::{Error, ErrorKind, Result};
use crate::span::Span;

/// A sentence: words with their tags (`O`, `B-PER`, `I-PER` …).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tagged {
    /// The words.
    pub words: Vec<String>,
    /// A tag for each word.
    pub tags: Vec<String>,
}

/// Sentences of CoNLL columns, with [`Reading`] of the tags: a word and its tag a line, the word in the first column and the
/// tag in the last, separated by blanks or tabs; an empty line ends a sentence; lines that begin with `-DOCSTART-` end a
/// document; a line before a sentence that begins with `#` and ends in no tag is a comment. The tags that come back are BIO.
///
/// ```
/// use rasad::tagger::data::conll;
/// use rasad::tagger::scheme::Reading;
/// let documents = conll("زار O\nالقاهرة B-LOC\n\nوعاد O\n", Reading::Lenient).unwrap();
/// assert_eq!(documents[0].len(), 2);
/// let error = conll("القاهرة\n", Reading::Lenient).unwrap_err();
/// assert_eq!(error.to_string(), "line 1: a word and a tag are needed, and there is one column");
/// ```
pub fn conll(text: &str, reading: Reading) -> Result<Vec<Vec<Tagged>>> {
    conll_noted(text, reading).map(|(documents, _)| documents)
}

/// The same, with a sentence to tell where tags are not quite as they should be.
pub fn conll_noted(text: &str, reading: Reading) -> Result<(Vec<Vec<Tagged>>, Option<String>)> {
    let mut reader = Reader::new(reading);
    let mut documents = vec![Vec::new()];
    let mut sentence = Tagged::default();
    let mut first_line = 1;
    let mut finish = |sentence: &mut Tagged, first_line: usize, documents: &mut Vec<Vec<Tagged>>| -> Result<()> {
        if !sentence.words.is_empty() {
            reader.sentence(&mut sentence.tags, |at, e| e.at_line(first_line + at))?;
            if let Some(last) = documents.last_mut() {
                last.push(std::mem::take(sentence));
            }
        }
        Ok(())
    };
    for (number, line) in text.lines().enumerate() {
        let line = line.trim_end_matches(['\r', ' ', '\t']);
        let line = if number == 0 { line.trim_start_matches('\u{FEFF}') } else { line };
        if line.trim().is_empty() {
            finish(&mut sentence, first_line, &mut documents)?;
            continue;
        }
        if line.starts_with("-DOCSTART-") {
            finish(&mut sentence, first_line, &mut documents)?;
            if documents.last().is_some_and(|d| !d.is_empty()) {
                documents.push(Vec::new());
            }
            continue;
        }
        let separator: &[char] = if line.contains('\t') { &['\t'] } else { &[' '] };
        let mut columns = line.split(separator).map(str::trim).filter(|c| !c.is_empty());
        let (word, tag) = (columns.next(), columns.next_back());
        if sentence.words.is_empty() {
            if line.starts_with('#') && tag.is_none_or(|tag| !is_tag(tag)) {
                continue;
            }
            first_line = number + 1;
        }
        let (Some(word), Some(tag)) = (word, tag) else {
            return Err(Error::data("a word and a tag are needed, and there is one column").at_line(number + 1));
        };
        sentence.words.push(word.to_owned());
        sentence.tags.push(tag.to_owned());
    }
    finish(&mut sentence, first_line, &mut documents)?;
    documents.retain(|d| !d.is_empty());
    if documents.is_empty() {
        return Err(Error::data("there is no sentence in it"));
    }
    Ok((documents, reader.finish()?))
}

/// A text with character-exact marks taken off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// The text without the marks.
    pub text: String,
    /// Bytes of `text` with their label, in order.
    pub names: Vec<(Span, String)>,
}

/// Reads marks of the form `[[LABEL:surface]]`.
///
/// ```
/// use rasad::tagger::data::marked;
/// let m = marked("زار و[[GPE:القاهرة]] اليوم").unwrap();
/// assert_eq!(m.names[0].0.slice(&m.text), Some("القاهرة"));
/// assert!(marked("[[GPE:القاهرة").unwrap_err().to_string().contains("never closed"));
/// ```
pub fn marked(source: &str) -> Result<Marked> {
    let mut out = Marked::default();
    let mut rest = source;
    let line = |rest: &str| 1 + source.get(..source.len() - rest.len()).unwrap_or("").matches('\n').count();
    while let Some(at) = rest.find("[[") {
        let (before, mark) = (rest.get(..at).unwrap_or(""), rest.get(at + 2..).unwrap_or(""));
        out.text.push_str(before);
        let label_end = mark.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        let label = label_end.filter(|&e| e > 0 && mark.get(e..).is_some_and(|m| m.starts_with(':')));
        let Some(label_end) = label else {
            // Square brackets of the text itself.
            out.text.push_str("[[");
            rest = mark;
            continue;
        };
        let Some(close) = mark.find("]]") else {
            return Err(Error::data("a mark [[ is never closed by ]]").at_line(line(mark)));
        };
        let surface = mark.get(label_end + 1..close).unwrap_or("");
        if surface.is_empty() || surface.contains("[[") {
            return Err(Error::data("a mark holds no text, or another mark").at_line(line(mark)));
        }
        let start = out.text.len();
        out.text.push_str(surface);
        out.names.push((Span::new(start, out.text.len()), mark.get(..label_end).unwrap_or("").to_owned()));
        rest = mark.get(close + 2..).unwrap_or("");
    }
    out.text.push_str(rest);
    Ok(out)
}

/// Reads a file as text, naming it in errors.
pub fn read(path: &Path) -> Result<String> {
    let failed = |e: std::io::Error| Error::new(ErrorKind::Io, format!("cannot read {}: {e}", path.display()));
    let bytes = fs::read(path).map_err(failed)?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        Error::new(ErrorKind::Encoding, format!("{} is not UTF-8", path.display())).at_offset(at)
    })
}

/// The `.ann` files of a directory, in the order of their names.
pub fn ann_files(directory: &Path) -> Result<Vec<PathBuf>> {
    let failed = |e: std::io::Error| Error::new(ErrorKind::Io, format!("cannot read {}: {e}", directory.display()));
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|e| e == "ann") {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() {
        return Err(Error::data(format!("{} holds no .ann file", directory.display())));
    }
    Ok(paths)
}

/// Puts the file's name before an error's sentence.
#[must_use]
pub fn in_file(error: Error, path: &Path) -> Error {
    error.in_file(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_line() {
        let bad = "زار O\n\nالقاهرة B-LOC\nوعاد X-LOC\n";
        assert!(conll(bad, Reading::Lenient).unwrap_err().to_string().starts_with("line 4: "));
        let dangling = "# من رحلة\nوصل B-PER\n\nزار O\nالقاهرة I-LOC\n";
        let checked = conll(dangling, Reading::Checked(None));
        assert!(checked.unwrap_err().to_string().starts_with("line 5: I-LOC follows O"));
        assert_eq!(conll(dangling, Reading::Lenient).unwrap()[0][1].tags, ["O", "B-LOC"]);
        assert!(conll("\n \n", Reading::Lenient).is_err());
    }

    #[test]
    fn marks_that_go_wrong_name_their_line() {
        let said = |source: &str| marked(source).unwrap_err().to_string();
        assert_eq!(said("زار\n[[PER:سامر\n"), "line 2: a mark [[ is never closed by ]]");
        assert_eq!(said("[[PER:سامر]]\n\nفي [[GPE:]]"), "line 3: a mark holds no text, or another mark");
    }

    #[test]
    fn brackets_of_the_text_stay() {
        let m = marked("قال [[ثم]] مضى [[PER:علي]]").unwrap();
        assert_eq!(m.text, "قال [[ثم]] مضى علي");
        assert_eq!(m.names.len(), 1);
    }

    #[test]
    fn columns_in_between_are_skipped() {
        let documents = conll("القاهرة NOUN x B-LOC\n-DOCSTART- O\n\nعاد\tV\tO\n", Reading::Lenient).unwrap();
        assert_eq!(documents.len(), 2);
        assert_eq!(documents[0][0].tags, ["B-LOC"]);
    }
}
