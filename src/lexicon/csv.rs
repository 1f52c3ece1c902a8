//! Lists in comma- or tab-separated files with a header line.

use super::record::Record;
use crate::error::{Error, Result};

/// The records of a table. The header names the columns: `name` and `label` are needed; `class`, `trust`, `canonical`,
/// `id`, `english`, `country`, `population`, `lat` and `lon` are read where they are there; others are an error.
///
/// Cells are separated by tabs if the header has one, else by semicolons or commas, and may stand in double quotes.
///
/// ```
/// let records = rasad::lexicon::read_csv("name,label,lat,lon\n\"تينزاوتين\",GPE,19.95,2.97\n").unwrap();
/// assert_eq!(records[0].coordinates, Some((19.95, 2.97)));
/// assert!(rasad::lexicon::read_csv("name,lable\nمالي,GPE\n").unwrap_err().to_string().contains("lable"));
/// ```
pub fn read_csv(text: &str) -> Result<Vec<Record>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let header = text.lines().next().unwrap_or("");
    let separator = ['\t', ';', ','].into_iter().find(|&c| header.contains(c)).unwrap_or(',');
    let mut rows = Rows { rest: text, separator, line: 1 };
    let (_, header) = rows.next().ok_or_else(|| Error::data("the table is empty: it needs a header line"))??;
    let mut columns = Vec::new();
    for name in &header {
        columns.push(Column::of(name.trim()).map_err(|e| e.at_line(1))?);
    }
    for (needed, name) in [(Column::Name, "name"), (Column::Label, "label")] {
        if !columns.contains(&needed) {
            return Err(Error::data(format!("the header has no column {name:?}")).at_line(1));
        }
    }
    let mut records = Vec::new();
    for row in rows {
        let (line, cells) = row?;
        if cells.len() == 1 && cells.first().is_some_and(|cell| cell.trim().is_empty()) {
            continue;
        }
        if cells.len() != columns.len() {
            let (have, want) = (cells.len(), columns.len());
            return Err(Error::data(format!("the row has {have} cells and the header {want}")).at_line(line));
        }
        records.push(record(&columns, &cells).map_err(|e| e.at_line(line))?);
    }
    Ok(records)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    Label,
    Class,
    Trust,
    Canonical,
    Id,
    English,
    Country,
    Population,
    Lat,
    Lon,
}

impl Column {
    fn of(name: &str) -> Result<Self> {
        Ok(match name.to_ascii_lowercase().as_str() {
            "name" => Self::Name,
            "label" => Self::Label,
            "class" => Self::Class,
            "trust" => Self::Trust,
            "canonical" => Self::Canonical,
            "id" => Self::Id,
            "english" => Self::English,
            "country" => Self::Country,
            "population" => Self::Population,
            "lat" => Self::Lat,
            "lon" => Self::Lon,
            _ => {
                return Err(Error::data(format!(
                    "the column {name:?} is none of name, label, class, trust, canonical, id, english, country, \
                     population, lat, lon"
                )));
            }
        })
    }
}

fn record(columns: &[Column], cells: &[String]) -> Result<Record> {
    let mut record = Record::new("", "");
    let (mut lat, mut lon) = (None, None);
    for (column, cell) in columns.iter().zip(cells) {
        let cell = cell.trim();
        let number = |what: &str| Error::data(format!("{cell:?} is no {what}"));
        match column {
            Column::Name => record.name = cell.into(),
            Column::Label => record.label = cell.into(),
            Column::Class => record.class = cell.into(),
            Column::Canonical => record.canonical = cell.into(),
            Column::Id => record.id = cell.into(),
            Column::English => record.english = cell.into(),
            Column::Country => record.country = cell.into(),
            Column::Trust if cell.is_empty() => {}
            Column::Trust => {
                let trust = cell.parse::<u8>().ok().filter(|&trust| trust <= 3);
                record.trust = trust.ok_or_else(|| number("trust (0, 1, 2 or 3)"))?;
            }
            Column::Population if cell.is_empty() => {}
            Column::Population => record.population = cell.parse().map_err(|_| number("number of inhabitants"))?,
            Column::Lat | Column::Lon if cell.is_empty() => {}
            Column::Lat => lat = Some(cell.parse::<f64>().map_err(|_| number("latitude"))?),
            Column::Lon => lon = Some(cell.parse::<f64>().map_err(|_| number("longitude"))?),
        }
    }
    record.coordinates = lat.zip(lon);
    Ok(record)
}

/// The rows of a table with the line each begins on.
struct Rows<'a> {
    rest: &'a str,
    separator: char,
    line: usize,
}

impl Iterator for Rows<'_> {
    type Item = Result<(usize, Vec<String>)>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let first = self.line;
        let mut cells = vec![String::new()];
        let mut quoted = false;
        let mut chars = self.rest.char_indices().peekable();
        let mut end = self.rest.len();
        while let Some((at, c)) = chars.next() {
            let Some(cell) = cells.last_mut() else { break };
            match c {
                '"' if quoted && chars.peek().is_some_and(|&(_, next)| next == '"') => {
                    cell.push('"');
                    chars.next();
                }
                '"' if quoted => quoted = false,
                // A quotation mark inside a cell that does not begin with one is a letter of the name.
                '"' if cell.is_empty() => quoted = true,
                '\n' if !quoted => {
                    end = at + 1;
                    self.line += 1;
                    break;
                }
                '\r' if !quoted && chars.peek().is_some_and(|&(_, next)| next == '\n') => {}
                c if c == self.separator && !quoted => cells.push(String::new()),
                c => {
                    if c == '\n' {
                        self.line += 1;
                    }
                    cell.push(c);
                }
            }
        }
        self.rest = self.rest.get(end..).unwrap_or("");
        if quoted {
            return Some(Err(Error::data("a quotation mark that opens a cell is never closed").at_line(first)));
        }
        Some(Ok((first, cells)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_blank_lines_and_line_ends_are_read() {
        let text = "\u{FEFF}name;label;trust\r\n\"صحيفة \"\"الخليج\"\"\";ORG;2\r\n\r\nمالي;GPE;\r\n";
        let records = read_csv(text).unwrap();
        assert_eq!(records.len(), 2);
        assert_eq!(records[0].name, "صحيفة \"الخليج\"");
        assert_eq!((records[0].trust, records[1].trust), (2, 3));
    }

    #[test]
    fn faults_name_their_line() {
        for (text, line, says) in [
            ("", None, "empty"),
            ("name\tkind\n", Some(1), "kind"),
            ("name,class\nx,y\n", Some(1), "label"),
            ("name,label\nمالي\n", Some(2), "1 cells"),
            ("name,label\nأ,B\n\"مالي,GPE\n", Some(3), "never closed"),
            ("name,label,trust\nمالي,GPE,7\n", Some(2), "trust"),
            ("name,label,lat\nمالي,GPE,north\n", Some(2), "latitude"),
        ] {
            let error = read_csv(text).unwrap_err();
            assert_eq!(error.line(), line, "{text:?}");
            assert!(error.to_string().contains(says), "{text:?}: {error}");
        }
    }
}
