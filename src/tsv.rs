//! The reviewed word lists under `data/lexicon`: lines of tab-separated cells, comments after `#`.

/// The rows of a list: comments and empty lines left out, cells split at tabs.
///
/// ```
/// use rasad::tsv::rows;
/// let text = "# Days\n# Columns: day | form\nsun\tالأحد\n";
/// assert_eq!(rows(text).collect::<Vec<_>>(), [vec!["sun", "الأحد"]]);
/// ```
pub fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('\t').collect())
}

/// A cell of a row, or the empty text where the row is shorter.
///
/// ```
/// assert_eq!(rasad::tsv::cell(&["a", "b"], 2), "");
/// ```
#[must_use]
pub fn cell<'a>(row: &[&'a str], index: usize) -> &'a str {
    row.get(index).copied().unwrap_or("")
}
