//! Strict scores: a name counts where its first word, its last word and its label are right.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::corpus::Labelled;
use super::scheme::{Reader, Reading, bio_names};
use crate::error::{Error, Result};

/// Counts of one label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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

/// Scores averaged over labels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Averages {
    /// Mean precision.
    pub precision: f64,
    /// Mean recall.
    pub recall: f64,
    /// Mean F1.
    pub f1: f64,
}

/// What kind of mistake it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MistakeKind {
    /// The right place with another label.
    Label,
    /// The right label at a place that is partly right.
    Boundary,
    /// Another label at a place that is partly right.
    LabelAndBoundary,
    /// Nothing was found where a name is.
    Missed,
    /// A name was found where none is.
    Spurious,
}

impl MistakeKind {
    /// The kind in a word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            MistakeKind::Label => "label",
            MistakeKind::Boundary => "boundary",
            MistakeKind::LabelAndBoundary => "label and boundary",
            MistakeKind::Missed => "missed",
            MistakeKind::Spurious => "spurious",
        }
    }
}

/// A name with its place: label, start, end.
pub type Name = (String, (usize, usize));

/// One mistake: what should have been found and what was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    /// Which text it is in, in the order they were added.
    pub row: usize,
    /// What kind it is.
    pub kind: MistakeKind,
    /// The name that is there; places count as they were given (bytes or words), the end is not part of it.
    pub gold: Option<Name>,
    /// The name that was found.
    pub found: Option<Name>,
    /// The words of both, where the text is known.
    pub text: Option<String>,
}

/// Scores per label, and over all, with the mistakes.
///
/// ```
/// use rasad::tagger::Report;
/// let gold = [["B-PER", "I-PER", "O", "B-LOC"]];
/// let found = [["B-PER", "I-PER", "O", "B-ORG"]];
/// let report = Report::of_tags(&gold, &found).unwrap();
/// assert_eq!(report.total().right, 1);
/// assert_eq!(report.total().f1(), 0.5);
/// assert_eq!(report.mistakes()[0].kind.name(), "label");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    labels: BTreeMap<String, Counts>,
    mistakes: Vec<Mistake>,
    rows: usize,
}

impl Report {
    /// Adds the names of one text.
    pub fn add(&mut self, gold: &[Name], predicted: &[Name]) {
        self.add_of(gold, predicted, |_, _| None);
    }

    /// The same, with a function that gives the text between two places.
    pub fn add_of(&mut self, gold: &[Name], predicted: &[Name], text: impl Fn(usize, usize) -> Option<String>) {
        let sorted = |names: &[Name]| {
            let mut names: Vec<Name> = names.to_vec();
            names.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
            names.dedup();
            names
        };
        let (gold, predicted) = (sorted(gold), sorted(predicted));
        for name in &gold {
            self.labels.entry(name.0.clone()).or_default().gold += 1;
        }
        let row = self.rows;
        self.rows += 1;
        let order = |a: &Name, b: &Name| (a.1, &a.0).cmp(&(b.1, &b.0));
        let mut right = vec![false; gold.len()];
        let mut wrong: Vec<&Name> = Vec::new();
        for name in &predicted {
            let counts = self.labels.entry(name.0.clone()).or_default();
            counts.predicted += 1;
            match gold.binary_search_by(|g| order(g, name)) {
                Ok(at) => {
                    counts.right += 1;
                    right[at] = true;
                }
                Err(_) => wrong.push(name),
            }
        }
        // Each gold name that was not found takes the nearest of the wrong ones that touch it.
        let mut taken = vec![false; wrong.len()];
        let mut from = 0;
        let mut push = |kind: MistakeKind, gold: Option<&Name>, found: Option<&Name>| {
            let start = gold.iter().chain(&found).map(|n| n.1.0).min().unwrap_or(0);
            let end = gold.iter().chain(&found).map(|n| n.1.1).max().unwrap_or(0);
            let (gold, found, text) = (gold.cloned(), found.cloned(), text(start, end));
            self.mistakes.push(Mistake { row, kind, gold, found, text });
        };
        for name in gold.iter().zip(&right).filter(|(_, right)| !**right).map(|(name, _)| name) {
            while wrong.get(from).is_some_and(|w| w.1.1 <= name.1.0) {
                from += 1;
            }
            let touching = (from..wrong.len()).take_while(|&w| wrong[w].1.0 < name.1.1);
            let best = touching
                .filter(|&w| wrong[w].1.1 > name.1.0)
                .min_by_key(|&w| (taken[w], wrong[w].1 != name.1, wrong[w].0 != name.0));
            let Some(at) = best else {
                push(MistakeKind::Missed, Some(name), None);
                continue;
            };
            taken[at] = true;
            let kind = match (wrong[at].1 == name.1, wrong[at].0 == name.0) {
                (true, _) => MistakeKind::Label,
                (false, true) => MistakeKind::Boundary,
                (false, false) => MistakeKind::LabelAndBoundary,
            };
            push(kind, Some(name), Some(wrong[at]));
        }
        for (name, _) in wrong.iter().zip(&taken).filter(|(_, taken)| !**taken) {
            push(MistakeKind::Spurious, None, Some(name));
        }
    }

    /// Scores of predicted tags against gold tags, sentence by sentence, as seqeval and conlleval read them.
    pub fn of_tags<A: AsRef<[S]>, B: AsRef<[T]>, S: AsRef<str>, T: AsRef<str>>(
        gold: &[A],
        predicted: &[B],
    ) -> Result<Self> {
        Self::of_tags_read(gold, predicted, Reading::Lenient)
    }

    /// The same with another reading of the tags.
    pub fn of_tags_read<A: AsRef<[S]>, B: AsRef<[T]>, S: AsRef<str>, T: AsRef<str>>(
        gold: &[A],
        predicted: &[B],
        reading: Reading,
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
            let gold = names_of(gold.iter().map(|t| t.as_ref().to_owned()).collect(), reading, row)?;
            let predicted = names_of(predicted.iter().map(|t| t.as_ref().to_owned()).collect(), reading, row)?;
            report.add(&gold, &predicted);
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
                report.add_of(&gold.names_by_character(), &predicted.names_by_character(), |a, b| gold.between(a, b));
                continue;
            }
            if gold.tags.len() != predicted.tags.len() || gold.sentences != predicted.sentences {
                let (g, p) = (gold.tags.len(), predicted.tags.len());
                let message = format!("the gold data has {g} words and the predicted {p}, or their sentences differ");
                return Err(Error::argument(message).at_row(row));
            }
            report.add_of(&gold.names_by_token(), &predicted.names_by_token(), |a, b| gold.words_between(a, b));
        }
        Ok(report)
    }

    /// Counts per label, by name.
    pub fn labels(&self) -> impl Iterator<Item = (&str, Counts)> {
        self.labels.iter().map(|(l, c)| (l.as_str(), *c))
    }

    /// Counts over all labels; their shares are what is called the micro average.
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

    /// The mean over the labels.
    #[must_use]
    pub fn macro_average(&self) -> Averages {
        self.averages(|_| 1)
    }

    /// The mean over the labels, each as heavy as it has gold names.
    #[must_use]
    pub fn weighted_average(&self) -> Averages {
        self.averages(|c| c.gold)
    }

    fn averages(&self, weight: impl Fn(&Counts) -> usize) -> Averages {
        let sum: usize = self.labels.values().map(&weight).sum();
        let mean = |share: fn(&Counts) -> f64| {
            let total: f64 = self.labels.values().map(|c| weight(c) as f64 * share(c)).sum();
            if sum == 0 { 0.0 } else { total / sum as f64 }
        };
        Averages { precision: mean(Counts::precision), recall: mean(Counts::recall), f1: mean(Counts::f1) }
    }

    /// The mistakes, in the order of the texts.
    #[must_use]
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }

    /// How often each kind of mistake was made with each pair of labels (gold, found), the most frequent first.
    #[must_use]
    pub fn confusion(&self) -> Vec<(MistakeKind, Option<&str>, Option<&str>, usize)> {
        let mut counts = BTreeMap::new();
        for m in &self.mistakes {
            let label = |name: &'_ Option<Name>| -> Option<usize> {
                name.as_ref().and_then(|n| self.labels.keys().position(|l| *l == n.0))
            };
            *counts.entry((m.kind, label(&m.gold), label(&m.found))).or_insert(0usize) += 1;
        }
        let names: Vec<&str> = self.labels.keys().map(String::as_str).collect();
        let name = |at: Option<usize>| at.and_then(|at| names.get(at).copied());
        let mut out: Vec<_> = counts.into_iter().map(|((kind, g, f), n)| (kind, name(g), name(f), n)).collect();
        out.sort_by_key(|row| std::cmp::Reverse(row.3));
        out
    }
}

fn names_of(mut tags: Vec<String>, reading: Reading, row: usize) -> Result<Vec<Name>> {
    Reader::new(reading).sentence(&mut tags, |at, e| e.at_row(row).at_word(at))?;
    Ok(bio_names(&tags).into_iter().map(|(l, a, b)| (l.to_owned(), (a, b + 1))).collect())
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.labels.keys().map(|l| l.chars().count()).max().unwrap_or(0).max(8);
        writeln!(f, "{:width$}  precision  recall     F1   gold  found  right", "label")?;
        let mut line = |label: &str, c: Counts| {
            let (p, r, f1) = (c.precision() * 100.0, c.recall() * 100.0, c.f1() * 100.0);
            writeln!(f, "{label:width$}  {p:9.2}  {r:6.2}  {f1:5.2}  {:5}  {:5}  {:5}", c.gold, c.predicted, c.right)
        };
        for (label, counts) in &self.labels {
            line(label, *counts)?;
        }
        line("total", self.total())?;
        for (label, mean) in [("macro", self.macro_average()), ("weighted", self.weighted_average())] {
            let (p, r, f1) = (mean.precision * 100.0, mean.recall * 100.0, mean.f1 * 100.0);
            writeln!(f, "{label:width$}  {p:9.2}  {r:6.2}  {f1:5.2}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::scheme::Scheme;

    fn f1(gold: &[&[&str]], predicted: &[&[&str]]) -> f64 {
        Report::of_tags(gold, predicted).unwrap().total().f1()
    }

    #[test]
    fn scores_equal_those_of_seqeval() {
        let gold: &[&[&str]] = &[&["O", "O", "O", "B-MISC", "I-MISC", "I-MISC", "O"], &["B-PER", "I-PER", "O"]];
        let found: &[&[&str]] = &[&["O", "O", "B-MISC", "I-MISC", "I-MISC", "I-MISC", "O"], &["B-PER", "I-PER", "O"]];
        assert!((f1(gold, found) - 0.5).abs() < 1e-12);
        assert_eq!(f1(&[&["O"]], &[&["O"]]), 0.0);
        assert!(Report::of_tags(&[&["O"][..]], &[&["O", "O"][..]]).is_err());
        let (gold, found): (&[&[&str]], &[&[&str]]) = (&[&["B-ORG", "I-ORG"]], &[&["I-ORG", "I-ORG"]]);
        assert_eq!(f1(gold, found), 1.0);
        let strict = Report::of_tags_read(gold, found, Reading::Strict(Scheme::Iob2)).unwrap();
        assert_eq!(strict.total().f1(), 0.0);
        let report = Report::of_tags(&[["B-A", "B-B", "O", "B-A"]], &[["O", "B-B", "B-C", "B-A"]]).unwrap();
        let close = |a: Averages, p: f64, r: f64, f: f64| {
            assert!(
                (a.precision - p).abs() < 1e-12 && (a.recall - r).abs() < 1e-12 && (a.f1 - f).abs() < 1e-12,
                "{a:?}"
            );
        };
        close(report.macro_average(), 2.0 / 3.0, 0.5, 5.0 / 9.0);
        close(report.weighted_average(), 1.0, 2.0 / 3.0, 7.0 / 9.0);
    }

    #[test]
    fn mistakes_are_told_apart() {
        let gold = [["B-PER", "I-PER", "O", "B-LOC", "O", "B-ORG", "I-ORG", "B-LOC", "O"]];
        let found = [["B-PER", "O", "O", "B-GPE", "B-GPE", "B-LOC", "O", "O", "O"]];
        let report = Report::of_tags(&gold, &found).unwrap();
        let kinds: Vec<_> = report.mistakes().iter().map(|m| m.kind).collect();
        use MistakeKind::{Boundary, Label, LabelAndBoundary, Missed, Spurious};
        assert_eq!(kinds, [Boundary, Label, LabelAndBoundary, Missed, Spurious]);
        assert!(report.confusion().contains(&(Label, Some("LOC"), Some("GPE"), 1)));
        assert!(report.confusion().contains(&(Spurious, None, Some("GPE"), 1)));
    }

    #[test]
    fn tags_of_no_scheme_are_refused_at_their_place() {
        let error = Report::of_tags(&[["O", "B-PER"]], &[["O", "PER"]]).unwrap_err();
        assert!(error.to_string().starts_with("row 0: word 1: the tag \"PER\""), "{error}");
    }
}
