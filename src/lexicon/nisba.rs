//! Nationality adjectives: المالي, فرنسية, الأمريكيون → the country.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::fold;
use crate::tsv::{cell, rows};

/// What a nationality adjective says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nisba {
    /// ISO 3166 code of the country, or empty for a region or group.
    pub country: &'static str,
    /// The adjective in English.
    pub english: &'static str,
}

fn table() -> &'static HashMap<u64, Nisba> {
    static TABLE: OnceLock<HashMap<u64, Nisba>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = HashMap::new();
        for row in rows(include_str!("../../data/lexicon/nisba.tsv")) {
            let form = cell(&row, 0);
            let form = form.strip_prefix("ال").filter(|_| form.chars().count() > 4).unwrap_or(form);
            // The lists know groups too (`US-group`); only codes of two letters are countries.
            let country = Some(cell(&row, 3)).filter(|code| code.len() == 2).unwrap_or("");
            if !form.contains(' ') {
                let known = Nisba { country, english: cell(&row, 4) };
                let slot = table.entry(fold::hash(form)).or_insert(known);
                if slot.country.is_empty() {
                    *slot = known;
                }
            }
        }
        table
    })
}

/// The nationality that a word names, with the article or without, but without other proclitics.
///
/// The word may mean something else (مالي is also "financial"): its surroundings decide, not this.
///
/// ```
/// assert_eq!(rasad::lexicon::nisba("الفرنسية").unwrap().country, "FR");
/// assert_eq!(rasad::lexicon::nisba("الكبيرة"), None);
/// ```
#[must_use]
pub fn nisba(word: &str) -> Option<Nisba> {
    let bare = word.strip_prefix("ال").filter(|rest| rest.chars().count() >= 3).unwrap_or(word);
    let listed = |form: &str| table().get(&fold::hash(form)).copied();
    // The list has the nominative; التونسيين, تونسيا, تونسيتين are the same word in other cases.
    let other_case = || {
        ["يتين", "يتان", "يين", "يان", "يون", "يات", "يا"]
            .iter()
            .find_map(|ending| listed(&format!("{}ي", bare.strip_suffix(ending)?)))
    };
    listed(bare).or_else(|| listed(word)).or_else(other_case)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_nationality_lead_to_one_country() {
        for word in ["مالي", "المالية", "ماليون", "الماليين"] {
            assert_eq!(nisba(word).map(|n| n.country), Some("ML"), "{word}");
        }
        for word in ["السعودي", "سعودية", "الأمريكيون", "الأميركية", "الإماراتي", "التونسيين"]
        {
            assert!(nisba(word).is_some_and(|n| n.country.len() == 2), "{word}");
        }
        assert_eq!(nisba("العام"), None);
        assert_eq!(nisba(""), None);
    }
}
