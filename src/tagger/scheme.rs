//! Schemes in which tags say where names begin and end: BIO and its relatives.
//!
//! Everything behind this file sees BIO (`B-X` begins a name, `I-X` goes on, `O` is outside); what came in another
//! scheme has been rewritten here.

use std::str::FromStr;

use crate::error::{Error, Result};

/// How tags mark names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// `I-X`; `B-X` only where a name of the same label ends right before.
    Iob1,
    /// `B-X` begins every name, `I-X` goes on. Also called BIO.
    Iob2,
    /// `I-X`; `E-X` only where a name of the same label begins right after.
    Ioe1,
    /// `E-X` ends every name, `I-X` before it.
    Ioe2,
    /// `B-X I-X E-X`, and `S-X` for a name of one word. Also called BIOES.
    Iobes,
    /// `B-X I-X L-X`, and `U-X` for a name of one word.
    Bilou,
}

/// Names of the schemes as users write them.
pub const SCHEMES: [(&str, Scheme); 8] = [
    ("bio", Scheme::Iob2),
    ("iob2", Scheme::Iob2),
    ("iob1", Scheme::Iob1),
    ("ioe1", Scheme::Ioe1),
    ("ioe2", Scheme::Ioe2),
    ("bioes", Scheme::Iobes),
    ("iobes", Scheme::Iobes),
    ("bilou", Scheme::Bilou),
];

impl FromStr for Scheme {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        SCHEMES.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, s)| *s).ok_or_else(|| {
            let known: Vec<&str> = SCHEMES.iter().map(|(n, _)| *n).collect();
            Error::argument(format!("there is no scheme {name:?}; there are {}", known.join(", ")))
        })
    }
}

impl Scheme {
    /// The first letters its tags have besides `O`.
    fn letters(self) -> &'static str {
        match self {
            Scheme::Iob1 | Scheme::Iob2 => "BI",
            Scheme::Ioe1 | Scheme::Ioe2 => "IE",
            Scheme::Iobes => "BIES",
            Scheme::Bilou => "BILU",
        }
    }

    /// The letters as one would say them.
    fn tags(self) -> String {
        let tags: Vec<String> = self.letters().chars().map(|c| format!("{c}-label")).collect();
        format!("O, {}", tags.join(", "))
    }

    fn begins(self, before: Tag<'_>, tag: Tag<'_>) -> bool {
        let (p, t, same) = (before.letter, tag.letter, before.label == tag.label);
        match self {
            Scheme::Iob1 => match (p, t) {
                ('O', 'I') | ('B', 'I') => true,
                ('I', 'I') => !same,
                ('I' | 'B', 'B') => same,
                _ => false,
            },
            Scheme::Iob2 => t == 'B',
            Scheme::Ioe1 => match (p, t) {
                ('O' | 'E', 'I') => true,
                ('I', 'I') => !same,
                ('E', 'E') => same,
                _ => false,
            },
            Scheme::Ioe2 => match (p, t) {
                ('O' | 'E', 'I' | 'E') => true,
                ('I', 'I' | 'E') => !same,
                _ => false,
            },
            Scheme::Iobes => matches!(t, 'B' | 'S'),
            Scheme::Bilou => matches!(t, 'B' | 'U'),
        }
    }

    fn goes_on(self, before: Tag<'_>, tag: Tag<'_>) -> bool {
        let pair = match self {
            Scheme::Iob1 | Scheme::Iob2 => matches!((before.letter, tag.letter), ('B' | 'I', 'I')),
            Scheme::Ioe1 | Scheme::Ioe2 => matches!((before.letter, tag.letter), ('I', 'I' | 'E')),
            Scheme::Iobes => matches!((before.letter, tag.letter), ('B' | 'I', 'I' | 'E')),
            Scheme::Bilou => matches!((before.letter, tag.letter), ('B' | 'I', 'I' | 'L')),
        };
        pair && before.label == tag.label
    }

    fn ends(self, last: Tag<'_>, next: Tag<'_>) -> bool {
        let (p, t, same) = (last.letter, next.letter, last.label == next.label);
        match self {
            Scheme::Iob1 => match (p, t) {
                ('I' | 'B', 'I') => !same,
                ('I' | 'B', 'O') | ('I', 'B') => true,
                ('B', 'B') => same,
                _ => false,
            },
            Scheme::Iob2 => match (p, t) {
                ('I' | 'B', 'I') => !same,
                ('I' | 'B', 'O' | 'B') => true,
                _ => false,
            },
            Scheme::Ioe1 => match (p, t) {
                ('I', 'I' | 'E') => !same,
                ('I', 'O') => true,
                ('E', 'I' | 'E') => same,
                _ => false,
            },
            Scheme::Ioe2 => p == 'E',
            Scheme::Iobes => matches!(p, 'S' | 'E'),
            Scheme::Bilou => matches!(p, 'U' | 'L'),
        }
    }
}

/// A tag apart: its first letter and its label, `_` where it has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tag<'a> {
    letter: char,
    label: &'a str,
}

const OUTSIDE: Tag<'static> = Tag { letter: 'O', label: "_" };

/// The parts of a tag, if it is one of any scheme.
fn apart(tag: &str) -> Option<Tag<'_>> {
    if tag == "O" {
        return Some(OUTSIDE);
    }
    let (letter, label) = match tag.split_once('-') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (tag, "_"),
    };
    let mut letters = letter.chars();
    match (letters.next(), letters.next()) {
        (Some(letter @ ('B' | 'I' | 'E' | 'S' | 'L' | 'U')), None) => Some(Tag { letter, label }),
        _ => None,
    }
}

/// Whether it is a tag of some scheme.
pub(crate) fn is_tag(tag: &str) -> bool {
    apart(tag).is_some()
}

fn no_tag(tag: &str) -> Error {
    Error::data(format!("the tag {tag:?} is not O, and not B-label or I-label (or of the schemes bioes and bilou)"))
}

/// The names of a tag sequence as `(label, first, last)`, as seqeval and conlleval read them: an `I-` or `E-` that goes
/// on with nothing of its label begins a name. Tags of no scheme are an error, at their place.
///
/// ```
/// use rasad::tagger::names;
/// assert_eq!(names(&["B-PER", "I-PER", "O", "I-LOC"]).unwrap(), [("PER", 0, 1), ("LOC", 3, 3)]);
/// ```
pub fn names<S: AsRef<str>>(tags: &[S]) -> std::result::Result<Vec<(&str, usize, usize)>, (usize, Error)> {
    match tags.iter().position(|tag| apart(tag.as_ref()).is_none()) {
        Some(at) => Err((at, no_tag(tags.get(at).map_or("", AsRef::as_ref)))),
        None => Ok(bio_names(tags)),
    }
}

/// The same of tags that are known to be of a scheme; any other would be outside.
pub(crate) fn bio_names<S: AsRef<str>>(tags: &[S]) -> Vec<(&str, usize, usize)> {
    let mut out: Vec<(&str, usize, usize)> = Vec::new();
    let mut open: Option<(&str, usize)> = None;
    for (at, tag) in tags.iter().enumerate() {
        let tag = apart(tag.as_ref()).unwrap_or(OUTSIDE);
        let goes_on = matches!(tag.letter, 'I' | 'E' | 'L') && open.is_some_and(|(l, _)| l == tag.label);
        if !goes_on {
            out.extend(open.take().map(|(label, first)| (label, first, at - 1)));
            if tag.letter != 'O' {
                open = Some((tag.label, at));
            }
        }
        if matches!(tag.letter, 'E' | 'S' | 'L' | 'U') {
            out.extend(open.take().map(|(label, first)| (label, first, at)));
        }
    }
    out.extend(open.map(|(label, first)| (label, first, tags.len() - 1)));
    out
}

/// Only the names that follow the scheme to the letter, as seqeval's `mode="strict"`; a tag that the scheme does not
/// have is an error, at its place.
///
/// ```
/// use rasad::tagger::scheme::{Scheme, strict_names};
/// assert_eq!(strict_names(&["B-PER", "I-PER", "O", "I-LOC"], Scheme::Iob2).unwrap(), [("PER", 0, 1)]);
/// ```
pub fn strict_names<S: AsRef<str>>(
    tags: &[S],
    scheme: Scheme,
) -> std::result::Result<Vec<(&str, usize, usize)>, (usize, Error)> {
    let mut read = Vec::with_capacity(tags.len() + 1);
    for (at, tag) in tags.iter().enumerate() {
        let tag = apart(tag.as_ref()).ok_or_else(|| (at, no_tag(tag.as_ref())))?;
        if tag.letter != 'O' && !scheme.letters().contains(tag.letter) {
            let text = format!("the tag \"{}-{}\" is not of this scheme: {}", tag.letter, tag.label, scheme.tags());
            return Err((at, Error::data(text)));
        }
        read.push(tag);
    }
    read.push(OUTSIDE);
    let mut out = Vec::new();
    let mut before = OUTSIDE;
    let mut at = 0;
    while let Some(&tag) = read.get(at) {
        if !scheme.begins(before, tag) {
            before = tag;
            at += 1;
            continue;
        }
        let first = at;
        let mut last = tag;
        at += 1;
        while let Some(&next) = read.get(at).filter(|&&next| scheme.goes_on(last, next)) {
            last = next;
            at += 1;
        }
        if scheme.ends(last, read.get(at).copied().unwrap_or(OUTSIDE)) {
            out.push((tag.label, first, at - 1));
        }
        before = last;
    }
    Ok(out)
}

/// How tags are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// As seqeval and conlleval read by default: whatever does not go on with a name begins one.
    #[default]
    Lenient,
    /// Only names that follow the scheme to the letter; the rest is outside. As seqeval's `mode="strict"`.
    Strict(Scheme),
    /// For training: what breaks the named scheme is an error. Without a name the scheme is found out, a few slips are
    /// read leniently and told, and many are an error.
    Checked(Option<Scheme>),
}

/// One slip in so many names is still read, as annotators make them (ANERcorp: one in 250).
const SLIPS: usize = 20;

/// Reads sentence after sentence of one source into BIO, and judges the whole at the end.
#[derive(Clone, Debug)]
pub struct Reader {
    reading: Reading,
    names: usize,
    slips: usize,
    first_slip: Option<Error>,
    /// First letters seen, and where one was seen first.
    letters: Vec<(char, Error)>,
    /// Whether some `B-X` stands where IOB1 has none: not right after a name of its label.
    opening: bool,
}

impl Reader {
    /// A reader for one source.
    #[must_use]
    pub fn new(reading: Reading) -> Self {
        Self { reading, names: 0, slips: 0, first_slip: None, letters: Vec::new(), opening: false }
    }

    /// Rewrites the tags of a sentence as BIO. `place` says where in the source a word stands.
    pub fn sentence(&mut self, tags: &mut [String], place: impl Fn(usize, Error) -> Error) -> Result<()> {
        let at = |(at, error)| place(at, error);
        let found = match self.reading {
            Reading::Lenient => names(tags).map_err(at)?,
            Reading::Strict(scheme) => strict_names(tags, scheme).map_err(at)?,
            Reading::Checked(Some(scheme)) => {
                let strict = strict_names(tags, scheme).map_err(at)?;
                let lenient = names(tags).map_err(at)?;
                // In IOB1 and IOE1 nearly everything is allowed; what they leave out is read leniently.
                if matches!(scheme, Scheme::Iob2 | Scheme::Ioe2 | Scheme::Iobes | Scheme::Bilou) {
                    if let Some(slip) = lenient.iter().find(|name| !strict.contains(name)) {
                        return Err(place(slip.1, slip_of(tags, *slip)));
                    }
                }
                lenient
            }
            Reading::Checked(None) => {
                let found = names(tags).map_err(at)?;
                self.note(tags, &found, &place);
                found
            }
        };
        let mut out = vec![String::from("O"); tags.len()];
        for (label, first, last) in found {
            for (at, tag) in out.iter_mut().enumerate().take(last + 1).skip(first) {
                *tag = format!("{}-{label}", if at == first { 'B' } else { 'I' });
            }
        }
        tags.iter_mut().zip(out).for_each(|(tag, new)| *tag = new);
        Ok(())
    }

    fn note(&mut self, tags: &[String], found: &[(&str, usize, usize)], place: &impl Fn(usize, Error) -> Error) {
        self.names += found.len();
        let mut before = OUTSIDE;
        for (at, tag) in tags.iter().enumerate() {
            let Some(tag) = apart(tag) else { continue };
            if tag.letter != 'O' && !self.letters.iter().any(|(l, _)| *l == tag.letter) {
                let text =
                    format!("the tag \"{}-{}\" is of another scheme than those before it", tag.letter, tag.label);
                self.letters.push((tag.letter, place(at, Error::data(text))));
            }
            self.opening |= tag.letter == 'B' && (before.letter == 'O' || before.label != tag.label);
            before = tag;
        }
        for &(label, first, last) in found {
            let letter = |at: usize| tags.get(at).and_then(|t| t.chars().next()).unwrap_or('O');
            // Whether the name begins with its own letter; how it ends is known only when the scheme is.
            if !matches!(letter(first), 'B' | 'S' | 'U') {
                self.slips += 1;
                if self.first_slip.is_none() {
                    self.first_slip = Some(place(first, slip_of(tags, (label, first, last))));
                }
            }
        }
    }

    /// Judges the whole: an error where the tags are of no scheme, a sentence to tell where there were slips.
    pub fn finish(self) -> Result<Option<String>> {
        let has = |letters: &str| self.letters.iter().any(|(l, _)| letters.contains(*l));
        if has("ES") && has("LU") {
            let last = self.letters.iter().rfind(|(l, _)| "ESLU".contains(*l));
            return last.map_or(Ok(None), |(_, error)| Err(error.clone()));
        }
        let Some(first) = self.first_slip else { return Ok(None) };
        // Without B-, or with B- only between names of one label, the scheme is one in which I- begins names.
        if !has("B") && !has("SLU") || !self.opening && !has("ESLU") {
            return Ok(None);
        }
        if self.slips * SLIPS > self.names {
            return Err(first);
        }
        Ok(Some(format!("{first}; {} of {} names begin so, and were read all the same", self.slips, self.names)))
    }
}

fn slip_of(tags: &[String], (label, first, last): (&str, usize, usize)) -> Error {
    let tag = |at: usize| tags.get(at).map_or("", String::as_str);
    if matches!(tag(first).chars().next(), Some('B' | 'S' | 'U')) {
        return Error::data(format!("the name that begins with {} is not closed after {}", tag(first), tag(last)));
    }
    let before = first.checked_sub(1).map_or("the beginning of the sentence", tag);
    Error::data(format!("{} follows {before}, and a name begins with B-{label}", tag(first)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lenient<'a>(tags: &'a [&'static str]) -> Vec<(&'a str, usize, usize)> {
        names(tags).unwrap()
    }

    #[test]
    fn names_are_read_as_seqeval_reads_them() {
        // Cases in the manner of seqeval's own tests of get_entities.
        assert_eq!(lenient(&["B-PER", "I-PER", "O", "B-LOC"]), [("PER", 0, 1), ("LOC", 3, 3)]);
        assert_eq!(lenient(&["I-PER", "I-PER", "O", "I-LOC"]), [("PER", 0, 1), ("LOC", 3, 3)]);
        assert_eq!(lenient(&["B-PER", "I-LOC"]), [("PER", 0, 0), ("LOC", 1, 1)]);
        assert_eq!(lenient(&["B-PER", "B-PER"]), [("PER", 0, 0), ("PER", 1, 1)]);
        assert_eq!(lenient(&["O", "O"]), []);
        assert_eq!(lenient(&[]), []);
        assert_eq!(lenient(&["S-PER", "B-LOC", "E-LOC"]), [("PER", 0, 0), ("LOC", 1, 2)]);
        assert_eq!(
            lenient(&["E-PER", "E-PER", "S-PER", "I-PER"]),
            [("PER", 0, 0), ("PER", 1, 1), ("PER", 2, 2), ("PER", 3, 3)]
        );
        assert_eq!(lenient(&["B-SPECIAL-TAG", "I-SPECIAL-TAG"]), [("SPECIAL-TAG", 0, 1)]);
        assert_eq!(lenient(&["O", "B", "I", "O"]), [("_", 1, 2)]);
        assert_eq!(
            lenient(&["U-PER", "B-LOC", "I-LOC", "L-LOC", "L-LOC"]),
            [("PER", 0, 0), ("LOC", 1, 3), ("LOC", 4, 4)]
        );
        assert_eq!(names(&["O", "PER"]).unwrap_err().0, 1);
        assert!(names(&["B-"]).is_err());
    }

    #[test]
    fn strict_reading_drops_what_the_scheme_does_not_allow() {
        fn strict<'a>(tags: &'a [&'static str], scheme: Scheme) -> Vec<(&'a str, usize, usize)> {
            strict_names(tags, scheme).unwrap()
        }
        assert_eq!(strict(&["I-PER", "B-PER", "I-LOC"], Scheme::Iob2), [("PER", 1, 1)]);
        assert_eq!(strict(&["B-PER", "I-PER", "S-PER"], Scheme::Iobes), [("PER", 2, 2)]);
        assert_eq!(strict(&["I-PER", "E-PER", "I-LOC"], Scheme::Ioe2), [("PER", 0, 1)]);
        assert_eq!(strict(&["I-PER", "B-PER", "I-PER"], Scheme::Iob1), [("PER", 0, 0), ("PER", 1, 2)]);
        assert_eq!(strict(&["B-PER", "L-PER", "U-PER"], Scheme::Bilou), [("PER", 0, 1), ("PER", 2, 2)]);
        assert!(strict_names(&["E-PER"], Scheme::Iob2).is_err());
    }

    fn read(reading: Reading, sentences: &[&str]) -> Result<(Vec<String>, Option<String>)> {
        let mut reader = Reader::new(reading);
        let mut out = Vec::new();
        for (row, sentence) in sentences.iter().enumerate() {
            let mut tags: Vec<String> = sentence.split(' ').map(str::to_owned).collect();
            reader.sentence(&mut tags, |_, e| e.at_row(row))?;
            out.push(tags.join(" "));
        }
        reader.finish().map(|note| (out, note))
    }

    #[test]
    fn every_scheme_becomes_bio() {
        for (scheme, tags) in [
            ("bio", "B-PER I-PER O B-LOC B-LOC"),
            ("iob1", "I-PER I-PER O I-LOC B-LOC"),
            ("ioe2", "I-PER E-PER O E-LOC E-LOC"),
            ("bioes", "B-PER E-PER O S-LOC S-LOC"),
            ("BILOU", "B-PER L-PER O U-LOC U-LOC"),
        ] {
            let bio = vec![String::from("B-PER I-PER O B-LOC B-LOC")];
            for reading in [None, Some(scheme.parse().unwrap())] {
                let read = read(Reading::Checked(reading), &[tags]).unwrap();
                assert_eq!(read, (bio.clone(), None), "{scheme}");
            }
        }
        let error = "bmes".parse::<Scheme>().unwrap_err().to_string();
        assert!(error.starts_with("there is no scheme \"bmes\"; there are bio, "), "{error}");
    }

    #[test]
    fn slips_are_told_and_broken_tags_refused() {
        let good = ["O B-PER I-PER O", "B-LOC O"].repeat(20);
        let (tags, note) = read(Reading::Checked(None), &[&good[..], &["O I-LOC"][..]].concat()).unwrap();
        assert_eq!(tags[40], "O B-LOC");
        let note = note.unwrap();
        assert!(note.starts_with("row 40: I-LOC follows O, and a name begins with B-LOC; 1 of 41 names"), "{note}");
        let broken = |reading, tags: &[&str]| read(reading, tags).unwrap_err().to_string();
        let said = "row 1: I-LOC follows O, and a name begins with B-LOC";
        assert_eq!(broken(Reading::Checked(None), &["B-PER O", "O I-LOC"]), said);
        let strictly = Reading::Checked(Some(Scheme::Iob2));
        assert_eq!(broken(strictly, &["O", "O I-LOC"]), said);
        let said = broken(strictly, &["I-LOC"]);
        assert_eq!(said, "row 0: I-LOC follows the beginning of the sentence, and a name begins with B-LOC");
        let said = broken(Reading::Checked(Some(Scheme::Iobes)), &["B-PER I-PER O"]);
        assert_eq!(said, "row 0: the name that begins with B-PER is not closed after I-PER");
        let said = broken(strictly, &["E-PER"]);
        assert_eq!(said, "row 0: the tag \"E-PER\" is not of this scheme: O, B-label, I-label");
        let said = broken(Reading::Checked(None), &["B-PER E-PER", "U-PER"]);
        assert_eq!(said, "row 1: the tag \"U-PER\" is of another scheme than those before it");
        let strict = read(Reading::Strict(Scheme::Iob2), &["B-PER O", "O I-LOC"]).unwrap();
        assert_eq!(strict.0, ["B-PER O", "O O"]);
    }
}
