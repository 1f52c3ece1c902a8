//! Where a name begins inside its first word: proclitics stay outside (`ولل`, `ب`, `و`).

use super::word::{canonical, folded};
use super::wordbook::Wordbook;

/// Bytes of the word that are proclitics of a name that begins in it.
pub(crate) fn proclitics(word: &str, book: &Wordbook, label: &str) -> usize {
    let mut at = 0;
    for group in [&['و', 'ف'][..], &['ب', 'ل', 'ك'][..]] {
        let current = word.get(at..).unwrap_or("");
        let Some(first) = current.chars().next().filter(|c| group.contains(c)) else { continue };
        let rest = current.get(first.len_utf8()..).unwrap_or("");
        if rest.chars().count() < 2 {
            break;
        }
        let count = |w: &str| {
            let word = canonical(w);
            book.count(&word).max(book.count(&folded(&word)))
        };
        let article = rest.starts_with("ال") && rest.chars().count() >= 4;
        let doubled = first == 'ل' && rest.starts_with('ل') && rest.chars().count() >= 3;
        let (less, more) =
            (count(current), if doubled { count(&format!("ا{rest}")).max(count(rest)) } else { count(rest) });
        let known = |w: &str| book.get(&folded(&canonical(w))).is_some_and(|e| e.names >> 9 & 1 == 1);
        // A word that is a name as it stands needs stronger reasons.
        let needed = match (first, label == "PER" && known(current)) {
            ('و', false) => 6,
            ('و', true) => 18,
            (_, false) => 12,
            (_, true) => 60,
        };
        let strips = if doubled || (article && first != 'ف') {
            // و + ال and ب + ال are never the beginning of a name that is written as often without.
            more > 0 || less == 0
        } else if less == 0 {
            more > 0 && (first == 'و' || label != "PER")
        } else {
            more > less.saturating_add(needed)
        };
        if strips {
            at += first.len_utf8();
        }
    }
    at
}
