//! What lets an ambiguous name of the lexicon stand: the word before it, quotation marks, or a neighbour of its kind.
//!
//! *Finds* مدينة + place, صحيفة + outlet, تنظيم + armed group, a title + person, `"الخليج"` in quotation marks, القاعدة
//! beside و + داعش. *Does not find* the same words alone: القاعدة العسكرية, المدينة الجديدة.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::entity::Label;
use crate::normalize::{Normalizer, Profile};
use crate::segment::{self, TokenKind, View};
use crate::tsv;

/// What a head noun announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Head {
    /// A place: مدينة, محافظة, بلدة.
    Place,
    /// A man-made place: مطار, جسر.
    Facility,
    /// A body: وزارة, صحيفة, تنظيم.
    Body,
    /// A person: الرئيس, الخبير.
    Title,
}

/// Head nouns by their match form. A word may announce several things.
fn heads() -> &'static HashMap<String, Vec<Head>> {
    static HEADS: OnceLock<HashMap<String, Vec<Head>>> = OnceLock::new();
    HEADS.get_or_init(|| {
        let normalizer = Normalizer::profile(Profile::Match);
        let mut heads: HashMap<String, Vec<Head>> = HashMap::new();
        let mut add = |form: &str, head: Head| {
            if form.is_empty() || form.contains(' ') {
                return;
            }
            let form = normalizer.align(form).text().to_owned();
            let articled = (!form.starts_with("ال")).then(|| format!("ال{form}"));
            for form in std::iter::once(form).chain(articled) {
                let known = heads.entry(form).or_default();
                if !known.contains(&head) {
                    known.push(head);
                }
            }
        };
        for row in tsv::rows(include_str!("../../data/lexicon/loc_heads.tsv")) {
            match tsv::cell(&row, 1) {
                "direction" => {}
                "facility" | "street" => add(tsv::cell(&row, 0), Head::Facility),
                _ => add(tsv::cell(&row, 0), Head::Place),
            }
        }
        for row in tsv::rows(include_str!("../../data/lexicon/org_heads.tsv")) {
            add(tsv::cell(&row, 0), Head::Body);
        }
        for row in tsv::rows(include_str!("../../data/lexicon/titles.tsv")) {
            if tsv::cell(&row, 2) != "source" {
                add(tsv::cell(&row, 0), Head::Title);
            }
        }
        heads
    })
}

/// What `word` announces, read whole or behind its proclitics.
pub(crate) fn announces(word: &str, head: Head) -> bool {
    let heads = heads();
    segment::proclitics(word).any(|p| {
        let rest = word.get(p.len..).unwrap_or("");
        let found = |form: &str| heads.get(form).is_some_and(|known| known.contains(&head));
        if p.restore.is_empty() { found(rest) } else { found(&format!("{}{rest}", p.restore)) }
    })
}

/// Whether a name of `label` at tokens `first..last` is announced by what stands directly before it, or stands alone
/// between quotation marks as outlets do.
pub(crate) fn announced(view: &View<'_>, first: usize, last: usize, label: &Label) -> bool {
    let mark = |i: usize| view.kind(i) == Some(TokenKind::Mark);
    let mut before = first.checked_sub(1);
    let quoted = before.is_some_and(|b| mark(b) && matches!(view.word(b), "\"" | "«" | "“" | "”"))
        && matches!(view.word(last), "\"" | "»" | "”" | "“");
    if quoted {
        if *label == Label::Org {
            return true;
        }
        before = first.checked_sub(2);
    }
    let Some(word) = before.map(|b| view.word(b)) else { return false };
    match label {
        Label::Gpe | Label::Loc => announces(word, Head::Place),
        Label::Fac => announces(word, Head::Facility) || announces(word, Head::Place),
        Label::Org => announces(word, Head::Body),
        Label::Per => announces(word, Head::Title),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::{sentences, tokens};

    fn is_announced(text: &str, name: &str, label: Label) -> bool {
        let tokens = tokens(text);
        let sentences = sentences(text, &tokens);
        let view = View { text, tokens: &tokens, sentences: &sentences };
        let start = text.find(name).unwrap();
        let end = start + name.len();
        let first = tokens.iter().position(|t| t.span.end > start).unwrap();
        let last = tokens.iter().position(|t| t.span.start >= end).unwrap_or(tokens.len());
        announced(&view, first, last, &label)
    }

    #[test]
    fn a_head_before_the_name_announces_it() {
        assert!(is_announced("في مدينة البيضاء", "البيضاء", Label::Gpe));
        assert!(is_announced("وبمدينة البيضاء", "البيضاء", Label::Gpe));
        assert!(is_announced("ذكرت صحيفة الحياة", "الحياة", Label::Org));
        assert!(is_announced("وعلمت \"الخليج\" ان", "الخليج", Label::Org));
        assert!(is_announced("للرئيس الاسد", "الاسد", Label::Per));
    }

    #[test]
    fn other_words_do_not() {
        assert!(!is_announced("الجدران البيضاء", "البيضاء", Label::Gpe));
        assert!(!is_announced("في الحياة", "الحياة", Label::Org));
        assert!(!is_announced("مدينة الاسد", "الاسد", Label::Per));
    }
}
