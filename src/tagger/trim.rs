//! Where a name begins inside its first word: proclitics stay outside (`ولل`, `ب`, `و`).

use super::word::{canonical, folded};
use super::wordbook::{Wordbook, cue};

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
        let entry = |w: &str| book.get(&folded(&canonical(w)));
        let known = |w: &str| entry(w).is_some_and(|e| e.names >> 9 & 1 == 1);
        // The heads of places and bodies begin with what they begin with: وادي is not و + ادي.
        if entry(current).is_some_and(|e| e.cues & (cue::PLACE | cue::FACILITY | cue::BODY) != 0) {
            break;
        }
        // فراس is a given name and راس hardly one: ف stays.
        let given = |w: &str| entry(w).map_or(0, |e| e.names & 7);
        let name_alone = label == "PER" && known(current) && (!known(rest) || given(current) > given(rest));
        // A word that is a name as it stands needs stronger reasons.
        let needed = match (first, label == "PER" && known(current)) {
            ('و', false) => 6,
            ('و', true) => 18,
            (_, false) => 12,
            (_, true) => 60,
        };
        let strips = if name_alone {
            false
        } else if doubled || (article && first != 'ف') {
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
