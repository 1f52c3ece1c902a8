//! `rasad.evaluate` and `rasad.Report`.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::error::guard;
use super::labelled::{Relabel, bare_tags, labelled, scheme_of};
use super::tagger::PyTagger;
use crate::Error;
use crate::tagger::scheme::Reading;
use crate::tagger::{Averages, Counts, Report};

// py: module
// py: def evaluate(gold: _Labelled | Iterable[Iterable[str]], predicted: _Labelled | Iterable[Iterable[str]] | Tagger, /, *, scheme: str | None = None, labels: Mapping[str, str | None] | None = None) -> Report
/// Strict scores: a name counts where its first word, its last word and its label are right.
///
/// Args:
///     gold: as in `train`; or only the tags, sentence by sentence.
///     predicted: the same with predicted tags, or a tagger that is run on the words of `gold`. With `.ann` files names
///         are compared by characters.
///     scheme: `bio`, `iob1`, `ioe1`, `ioe2`, `bioes` or `bilou`: only names that follow it to the letter count, as with
///         seqeval's `mode="strict"`. Without it tags are read as seqeval and conlleval read them by default.
///     labels: labels under other names, on both sides, to compare schemes: `{"GPE": "LOC", "NORP": None}`. `None` leaves
///         a label out.
///
/// Example:
///     >>> import rasad
///     >>> rasad.evaluate([["B-PER", "O"]], [["B-PER", "B-LOC"]]).f1
///     0.6666666666666666
#[pyfunction]
#[pyo3(signature = (gold, predicted, /, *, scheme=None, labels=None))]
fn evaluate(
    py: Python<'_>,
    gold: &Bound<'_, PyAny>,
    predicted: &Bound<'_, PyAny>,
    scheme: Option<&str>,
    labels: Option<&Bound<'_, PyAny>>,
) -> PyResult<PyReport> {
    let reading = scheme_of(scheme)?.map_or(Reading::Lenient, Reading::Strict);
    let relabel = Relabel::of(labels)?;
    if let Ok(tagger) = predicted.cast::<PyTagger>() {
        let mut documents = labelled(gold, reading)?;
        relabel.documents(&mut documents);
        let tagger = Arc::clone(&tagger.get().tagger);
        let report = py.detach(|| guard(|| tagger.evaluate(&documents, &|label| relabel.label(label))))?;
        return Ok(PyReport { report });
    }
    if let (Some(mut tags), Some(mut found)) = (bare_tags(gold, reading)?, bare_tags(predicted, reading)?) {
        tags.iter_mut().chain(&mut found).for_each(|tags| relabel.tags(tags));
        return Ok(PyReport { report: Report::of_tags(&tags, &found)? });
    }
    let (mut gold, mut predicted) = (labelled(gold, reading)?, labelled(predicted, reading)?);
    relabel.documents(&mut gold);
    relabel.documents(&mut predicted);
    Ok(PyReport { report: Report::of_documents(&gold, &predicted)? })
}

// py: class Report:
/// Strict precision, recall and F1, over all and for each label, with the mistakes. It prints as a table.
///
/// Example:
///     >>> import rasad
///     >>> report = rasad.evaluate([["B-PER", "I-PER"]], [["B-PER", "O"]])
///     >>> report.precision, report["PER"]["gold"]
///     (0.0, 1)
#[pyclass(frozen, name = "Report", module = "rasad", eq)]
#[derive(PartialEq)]
pub(super) struct PyReport {
    report: Report,
}

impl PyReport {
    fn row<'py>(py: Python<'py>, label: &str, c: Counts) -> PyResult<Bound<'py, PyDict>> {
        let row = PyDict::new(py);
        row.set_item("label", label)?;
        row.set_item("precision", c.precision())?;
        row.set_item("recall", c.recall())?;
        row.set_item("f1", c.f1())?;
        row.set_item("gold", c.gold)?;
        row.set_item("found", c.predicted)?;
        row.set_item("right", c.right)?;
        Ok(row)
    }

    fn average<'py>(&self, py: Python<'py>, mean: Averages) -> PyResult<Bound<'py, PyDict>> {
        let row = PyDict::new(py);
        row.set_item("precision", mean.precision)?;
        row.set_item("recall", mean.recall)?;
        row.set_item("f1", mean.f1)?;
        row.set_item("support", self.report.total().gold)?;
        Ok(row)
    }
}

#[pymethods]
impl PyReport {
    // py: @property def labels(self) -> list[str]
    /// The labels, sorted.
    #[getter]
    fn labels(&self) -> Vec<&str> {
        self.report.labels().map(|(label, _)| label).collect()
    }

    // py: @property def precision(self) -> float
    /// Share of the found names that are right, over all labels.
    #[getter]
    fn precision(&self) -> f64 {
        self.report.total().precision()
    }

    // py: @property def recall(self) -> float
    /// Share of the gold names that are found, over all labels.
    #[getter]
    fn recall(&self) -> f64 {
        self.report.total().recall()
    }

    // py: @property def f1(self) -> float
    /// Harmonic mean of the two.
    #[getter]
    fn f1(&self) -> f64 {
        self.report.total().f1()
    }

    // py: @property def micro(self) -> dict[str, float]
    /// `precision`, `recall` and `f1` over all names, and `support`, the number of gold names.
    #[getter]
    fn micro<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let t = self.report.total();
        self.average(py, Averages { precision: t.precision(), recall: t.recall(), f1: t.f1() })
    }

    // py: @property def macro(self) -> dict[str, float]
    /// The same as means over the labels.
    #[getter(r#macro)]
    fn macro_average<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.average(py, self.report.macro_average())
    }

    // py: @property def weighted(self) -> dict[str, float]
    /// The same as means over the labels, each as heavy as it has gold names.
    #[getter]
    fn weighted<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.average(py, self.report.weighted_average())
    }

    // py: def errors(self) -> list[dict[str, Any]]
    /// The mistakes, one dict each: `row` (document, or sentence where only tags were given), `kind` (`label`, `boundary`,
    /// `label and boundary`, `missed`, `spurious`), `gold` and `found` (labels or None), `gold_span` and `found_span`
    /// (words from 0 within the row, or with `.ann` files bytes of the text in the profile `match`; or None), and `text`,
    /// what both cover.
    ///
    /// Example:
    ///     >>> import rasad
    ///     >>> rasad.evaluate([["B-PER", "I-PER"]], [["B-PER", "O"]]).errors()[0]["kind"]
    ///     'boundary'
    fn errors<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let rows = self.report.mistakes().iter().map(|m| {
            let row = PyDict::new(py);
            row.set_item("row", m.row)?;
            row.set_item("kind", m.kind.name())?;
            row.set_item("gold", m.gold.as_ref().map(|g| &g.0))?;
            row.set_item("found", m.found.as_ref().map(|f| &f.0))?;
            row.set_item("gold_span", m.gold.as_ref().map(|g| g.1))?;
            row.set_item("found_span", m.found.as_ref().map(|f| f.1))?;
            row.set_item("text", &m.text)?;
            Ok(row)
        });
        rows.collect()
    }

    // py: def confusion(self) -> list[dict[str, Any]]
    /// How often each kind of mistake was made with each pair of labels, the most frequent first: one dict with `kind`,
    /// `gold`, `found` and `count` each.
    fn confusion<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let rows = self.report.confusion().into_iter().map(|(kind, gold, found, count)| {
            let row = PyDict::new(py);
            row.set_item("kind", kind.name())?;
            row.set_item("gold", gold)?;
            row.set_item("found", found)?;
            row.set_item("count", count)?;
            Ok(row)
        });
        rows.collect()
    }

    // py: def to_json(self) -> str
    /// All of it as JSON: `labels`, `total`, `macro`, `weighted`, `confusion`.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        let out = PyDict::new(py);
        let mut rows = self.to_dict(py)?;
        let total = rows.pop();
        out.set_item("labels", rows)?;
        out.set_item("total", total)?;
        out.set_item("macro", self.macro_average(py)?)?;
        out.set_item("weighted", self.weighted(py)?)?;
        out.set_item("confusion", self.confusion(py)?)?;
        let keywords = PyDict::new(py);
        keywords.set_item("ensure_ascii", false)?;
        py.import("json")?.call_method("dumps", (out,), Some(&keywords))?.extract()
    }

    // py: def to_dict(self) -> list[dict[str, Any]]
    /// One dict a label, then one for the total.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let rows: PyResult<Vec<_>> = self.report.labels().map(|(label, c)| Self::row(py, label, c)).collect();
        let mut rows = rows?;
        rows.push(Self::row(py, "total", self.report.total())?);
        Ok(rows)
    }

    // py: def to_pandas(self) -> pandas.DataFrame
    /// The same as a DataFrame.
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("rasad._optional")?
            .call_method1("need", ("pandas", "Report.to_pandas", "pandas"))?
            .call_method1("DataFrame", (self.to_dict(py)?,))
    }

    // py: def to_csv(self) -> str
    /// The same as CSV, with shares as fractions of one.
    fn to_csv(&self) -> String {
        let mut out = String::from("label,precision,recall,f1,gold,found,right\n");
        let total = [("total", self.report.total())];
        for (label, c) in self.report.labels().chain(total) {
            let quoted = if label.contains([',', '"', '\n']) {
                format!("\"{}\"", label.replace('"', "\"\""))
            } else {
                label.to_owned()
            };
            let (p, r, f) = (c.precision(), c.recall(), c.f1());
            out.push_str(&format!("{quoted},{p:.6},{r:.6},{f:.6},{},{},{}\n", c.gold, c.predicted, c.right));
        }
        out
    }

    // py: def __getitem__(self, label: str, /) -> dict[str, Any]
    fn __getitem__<'py>(&self, py: Python<'py>, label: &str) -> PyResult<Bound<'py, PyDict>> {
        match self.report.labels().find(|(l, _)| *l == label) {
            Some((label, counts)) => Self::row(py, label, counts),
            None => Err(pyo3::exceptions::PyKeyError::new_err(label.to_owned())),
        }
    }

    // py: def __reduce__(self) -> tuple[Any, ...]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        let text = serde_json::to_string(&slf.get().report).map_err(|e| Error::data(e.to_string()))?;
        Ok((slf.get_type().getattr("_from_json")?, (text,)))
    }

    // py: @staticmethod def _from_json(text: str) -> Report
    #[staticmethod]
    fn _from_json(text: &str) -> PyResult<Self> {
        Ok(PyReport { report: serde_json::from_str(text).map_err(|e| Error::data(e.to_string()))? })
    }

    fn __repr__(&self) -> String {
        let t = self.report.total();
        format!("<rasad.Report: precision {:.4}, recall {:.4}, F1 {:.4}>", t.precision(), t.recall(), t.f1())
    }

    fn __str__(&self) -> String {
        self.report.to_string().trim_end().to_owned()
    }
}

pub(super) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<PyReport>()?;
    module.add_function(wrap_pyfunction!(evaluate, module)?)
}
