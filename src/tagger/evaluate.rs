//! Strict scores: a name counts where its first word, its last word and its label are right.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use super::corpus::Labelled;
use crate::error::{Error, Result};

/// Counts of one label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Names in the gold data.
    pub gold: usize,
    /// Names predicted.
    pub predicted: usize,
    /// Names that agree.
    pub right: usize,
}

impl Counts {
    /// Share of the predicted names that are right.
    #[must_use]
    pub fn precision(&self) -> f64 {
        ratio(self.right, self.predicted)
    }

    /// Share of the gold names that are found.
    #[must_use]
    pub fn recall(&self) -> f64 {
        ratio(self.right, self.gold)
    }

    /// Harmonic mean of the two.
    #[must_use]
    pub fn f1(&self) -> f64 {
        ratio(2 * self.right, self.gold + self.predicted)
    }
}

fn ratio(a: usize, b: usize) -> f64 {
    if b == 0 { 0.0 } else { a as f64 / b as f64 }
}

/// Scores per label, and over all.
///
/// ```
/// use rasad::tagger::Report;
/// let gold = [["B-PER", "I-PER", "O", "B-LOC"]];
/// let found = [["B-PER", "I-PER", "O", "B-ORG"]];
/// let report = Report::of_tags(&gold, &found).unwrap();
/// assert_eq!(report.total().right, 1);
/// assert_eq!(report.total().f1(), 0.5);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    labels: BTreeMap<String, Counts>,
}

/// The names of a tag sequence as `(label, first, last)`: as seqeval and conlleval read IOB2, an `I-` that follows
/// nothing of its label begins a name.
#[must_use]
pub fn names<S: AsRef<str>>(tags: &[S]) -> Vec<(&str, usize, usize)> {
    let mut out: Vec<(&str, usize, usize)> = Vec::new();
    let mut open: Option<(&str, usize)> = None;
    for (at, tag) in tags.iter().enumerate() {
        let tag = tag.as_ref();
        let (prefix, label) = tag.split_once('-').unwrap_or((tag, ""));
        let goes_on = matches!(prefix, "I" | "E") && open.is_some_and(|(l, _)| l == label);
        if !goes_on {
            if let Some((label, first)) = open.take() {
                out.push((label, first, at - 1));
            }
            if prefix != "O" {
                open = Some((label, at));
            }
        }
        // In IOBES an E or S ends the name.
        if matches!(prefix, "E" | "S")
            && let Some((label, first)) = open.take()
        {
            out.push((label, first, at));
        }
    }
    if let Some((label, first)) = open {
        out.push((label, first, tags.len() - 1));
    }
    out
}

impl Report {
    /// Adds names of one text: sets of anything that says where, with the label.
    pub fn add<K: std::hash::Hash + Eq>(&mut self, gold: &[(String, K)], predicted: &[(String, K)]) {
        let there: HashSet<&(String, K)> = gold.iter().collect();
        for name in gold {
            self.labels.entry(name.0.clone()).or_default().gold += 1;
        }
        for name in predicted {
            let counts = self.labels.entry(name.0.clone()).or_default();
            counts.predicted += 1;
            counts.right += usize::from(there.contains(name));
        }
    }

    /// Scores of predicted tags against gold tags, sentence by sentence.
    pub fn of_tags<A: AsRef<[S]>, B: AsRef<[T]>, S: AsRef<str>, T: AsRef<str>>(
        gold: &[A],
        predicted: &[B],
    ) -> Result<Self> {
        if gold.len() != predicted.len() {
            let (g, p) = (gold.len(), predicted.len());
            return Err(Error::argument(format!("there are {g} gold sentences and {p} predicted ones")));
        }
        let mut report = Self::default();
        for (row, (gold, predicted)) in gold.iter().zip(predicted).enumerate() {
            let (gold, predicted) = (gold.as_ref(), predicted.as_ref());
            if gold.len() != predicted.len() {
                let (g, p) = (gold.len(), predicted.len());
                return Err(
                    Error::argument(format!("the sentence has {g} gold tags and {p} predicted ones")).at_row(row)
                );
            }
            let owned = |list: Vec<(&str, usize, usize)>| {
                list.into_iter().map(|(l, a, b)| (l.to_owned(), (a, b))).collect::<Vec<_>>()
            };
            report.add(&owned(names(gold)), &owned(names(predicted)));
        }
        Ok(report)
    }

    /// Scores of labelled documents against others of the same text: by characters where both mark them so, else by
    /// words.
    pub fn of_documents(gold: &[Labelled], predicted: &[Labelled]) -> Result<Self> {
        if gold.len() != predicted.len() {
            let (g, p) = (gold.len(), predicted.len());
            return Err(Error::argument(format!("there are {g} gold documents and {p} predicted ones")));
        }
        let mut report = Self::default();
        for (row, (gold, predicted)) in gold.iter().zip(predicted).enumerate() {
            if gold.by_character && predicted.by_character {
                if gold.text != predicted.text {
                    return Err(Error::argument("the two documents have different texts").at_row(row));
                }
                let names =
                    |d: &Labelled| d.names.iter().map(|(s, l)| (l.clone(), (s.start, s.end))).collect::<Vec<_>>();
                report.add(&names(gold), &names(predicted));
                continue;
            }
            if gold.tags.len() != predicted.tags.len() || gold.sentences != predicted.sentences {
                let (g, p) = (gold.tags.len(), predicted.tags.len());
                let message = format!("the gold data has {g} words and the predicted {p}, or their sentences differ");
                return Err(Error::argument(message).at_row(row));
            }
            report.add(&gold.names_by_token(), &predicted.names_by_token());
        }
        Ok(report)
    }

    /// Counts per label, by name.
    pub fn labels(&self) -> impl Iterator<Item = (&str, Counts)> {
        self.labels.iter().map(|(l, c)| (l.as_str(), *c))
    }

    /// Counts over all labels.
    #[must_use]
    pub fn total(&self) -> Counts {
        let mut total = Counts::default();
        for c in self.labels.values() {
            total.gold += c.gold;
            total.predicted += c.predicted;
            total.right += c.right;
        }
        total
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.labels.keys().map(|l| l.chars().count()).max().unwrap_or(0).max(5);
        writeln!(f, "{:width$}  precision  recall     F1   gold  found  right", "label")?;
        let mut line = |label: &str, c: Counts| {
            let (p, r, f1) = (c.precision() * 100.0, c.recall() * 100.0, c.f1() * 100.0);
            writeln!(f, "{label:width$}  {p:9.2}  {r:6.2}  {f1:5.2}  {:5}  {:5}  {:5}", c.gold, c.predicted, c.right)
        };
        for (label, counts) in &self.labels {
            line(label, *counts)?;
        }
        line("total", self.total())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn f1(gold: &[&[&str]], predicted: &[&[&str]]) -> f64 {
        Report::of_tags(gold, predicted).unwrap().total().f1()
    }

    #[test]
    fn names_are_read_as_seqeval_reads_them() {
        // Cases in the manner of seqeval's own tests of get_entities.
        assert_eq!(names(&["B-PER", "I-PER", "O", "B-LOC"]), [("PER", 0, 1), ("LOC", 3, 3)]);
        assert_eq!(names(&["I-PER", "I-PER", "O", "I-LOC"]), [("PER", 0, 1), ("LOC", 3, 3)]);
        assert_eq!(names(&["B-PER", "I-LOC"]), [("PER", 0, 0), ("LOC", 1, 1)]);
        assert_eq!(names(&["B-PER", "B-PER"]), [("PER", 0, 0), ("PER", 1, 1)]);
        assert_eq!(names(&["O", "O"]), []);
        assert_eq!(names::<&str>(&[]), []);
        assert_eq!(names(&["S-PER", "B-LOC", "E-LOC"]), [("PER", 0, 0), ("LOC", 1, 2)]);
        assert_eq!(names(&["B-SPECIAL-TAG", "I-SPECIAL-TAG"]), [("SPECIAL-TAG", 0, 1)]);
    }

    #[test]
    fn scores_equal_those_of_seqeval() {
        let gold: &[&[&str]] = &[&["O", "O", "O", "B-MISC", "I-MISC", "I-MISC", "O"], &["B-PER", "I-PER", "O"]];
        let found: &[&[&str]] = &[&["O", "O", "B-MISC", "I-MISC", "I-MISC", "I-MISC", "O"], &["B-PER", "I-PER", "O"]];
        assert!((f1(gold, found) - 0.5).abs() < 1e-12);
        assert_eq!(f1(&[&["O"]], &[&["O"]]), 0.0);
        assert!(Report::of_tags(&[&["O"][..]], &[&["O", "O"][..]]).is_err());
    }
}
