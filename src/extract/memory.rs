//! Second mentions that the first pass missed: a surname after a full name, an acronym after its expansion, a name again.

use std::collections::HashMap;

use crate::entity::Label;
use crate::quotes::Named;
use crate::segment::{TokenKind, View, proclitics};
use crate::span::Span;

/// How far after its full name a bare surname is believed, in tokens.
const SURNAME_REACH: usize = 800;

/// A mention found from an earlier one.
#[derive(Clone, Debug, PartialEq)]
pub struct Recalled {
    /// Bytes of the match form, without proclitics.
    pub span: Span,
    /// What must be put before the span's text to have the citation form (after لل).
    pub restore: &'static str,
    /// The label of the earlier mention.
    pub label: Label,
    /// Index of the earlier mention.
    pub of: usize,
}

struct Known<'a> {
    words: Vec<&'a str>,
    label: Label,
    of: usize,
    /// First token after the earlier mention.
    from: usize,
    surname: bool,
}

/// Mentions of `names` (in the order of the text, without overlap) in places that no name covers.
///
/// `ambiguous` says whether a word is common in other meanings (الأسد, عون, صالح): such a word is no mention by itself.
#[must_use]
pub fn find(view: &View<'_>, names: &[Named], ambiguous: &dyn Fn(&str) -> bool) -> Vec<Recalled> {
    let covered = cover(view, names);
    let known = known(view, names, &covered, ambiguous);
    if known.is_empty() {
        return Vec::new();
    }
    let mut by_word: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, entry) in known.iter().enumerate() {
        if let Some(first) = entry.words.first() {
            by_word.entry(first).or_default().push(number);
        }
    }
    let mut out = Vec::new();
    let mut at = 0;
    while at < view.tokens.len() {
        let found = if covered[at] == 0 && matches!(view.kind(at), Some(TokenKind::Arabic | TokenKind::Latin)) {
            recall(view, &covered, &known, &by_word, at)
        } else {
            None
        };
        match found {
            Some((recalled, end)) => {
                out.push(recalled);
                at = end;
            }
            None => at += 1,
        }
    }
    out
}

/// For each token the number of the name over it plus one, or 0.
fn cover(view: &View<'_>, names: &[Named]) -> Vec<u32> {
    let mut next = 0;
    view.tokens
        .iter()
        .map(|token| {
            while names.get(next).is_some_and(|n| n.span.end <= token.span.start) {
                next += 1;
            }
            if names.get(next).is_some_and(|n| n.span.overlaps(token.span)) { (next + 1) as u32 } else { 0 }
        })
        .collect()
}

/// Parts that belong to the surname after them.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "ال" | "ابو"
            | "بو"
            | "بن"
            | "ابن"
            | "عبد"
            | "ولد"
            | "دي"
            | "ديل"
            | "دل"
            | "دو"
            | "دا"
            | "دوس"
            | "فان"
            | "فون"
            | "لو"
            | "ماك"
            | "سان"
            | "بني"
            | "ام"
            | "ذو"
            | "بنت"
            | "ابا"
            | "ابي"
            | "در"
            | "لا"
    )
}

fn known<'a>(view: &View<'a>, names: &[Named], covered: &[u32], ambiguous: &dyn Fn(&str) -> bool) -> Vec<Known<'a>> {
    let mut out: Vec<Known<'a>> = Vec::new();
    let mut seen: HashMap<(Vec<&'a str>, bool), ()> = HashMap::new();
    let mut at = 0;
    while at < covered.len() {
        let Some(number) = (covered[at] as usize).checked_sub(1) else {
            at += 1;
            continue;
        };
        let mut end = at;
        while end < covered.len() && covered[end] as usize == number + 1 {
            end += 1;
        }
        let Some(name) = names.get(number) else { break };
        // The words of the name; a proclitic before the first is outside its span.
        let words: Vec<&str> = (at..end)
            .filter_map(|i| {
                let token = view.tokens.get(i)?;
                view.text.get(token.span.start.max(name.span.start)..token.span.end.min(name.span.end))
            })
            .collect();
        let mut add = |words: Vec<&'a str>, from: usize, surname: bool| {
            if seen.insert((words.clone(), surname), ()).is_none() {
                out.push(Known { words, label: name.label.clone(), of: number, from, surname });
            }
        };
        let is_name = matches!(
            name.label,
            Label::Per
                | Label::Org
                | Label::Gpe
                | Label::Loc
                | Label::Fac
                | Label::Norp
                | Label::Event
                | Label::Misc
                | Label::Custom(_)
        );
        if is_name {
            let single = words.len() == 1;
            let rare = |word: &str| word.chars().count() >= 4 && !ambiguous(word);
            if !single || words.first().is_some_and(|w| rare(w)) {
                add(words.clone(), end, false);
            }
            if name.label == Label::Per && !single {
                if let Some((last, rest)) = words.split_last() {
                    let compound = rest.last().is_some_and(|w| is_particle(w)) && rest.len() >= 2;
                    let bare = rare(last) && !rest.last().is_some_and(|w| is_particle(w));
                    if compound {
                        let mut both = vec![rest[rest.len() - 1]];
                        both.push(last);
                        add(both, end, true);
                    } else if bare {
                        add(vec![last], end, true);
                    }
                }
            }
            // `الاسم الكامل (المختصر)`
            if name.label == Label::Org && view.word(end) == "(" {
                let close = (end + 1..end + 5).find(|&i| view.word(i) == ")");
                if let Some(close) = close.filter(|&c| c > end + 1) {
                    let inner: Vec<&str> =
                        (end + 1..close).map(|i| view.word(i)).filter(|w| !matches!(*w, "\"" | "«" | "»")).collect();
                    let acronym = inner.iter().all(|w| w.chars().all(|c| c.is_ascii_uppercase()))
                        || inner.len() >= 2
                            && inner.iter().all(|w| w.chars().count() <= 3 && w.chars().all(char::is_alphabetic))
                        || inner.len() == 1
                            && inner.first().is_some_and(|w| rare(w) && w.chars().all(char::is_alphabetic));
                    if acronym && !inner.is_empty() && covered[end + 1] == 0 {
                        add(inner, end, false);
                    }
                }
            }
        }
        at = end;
    }
    out
}

fn recall(
    view: &View<'_>,
    covered: &[u32],
    known: &[Known<'_>],
    by_word: &HashMap<&str, Vec<usize>>,
    at: usize,
) -> Option<(Recalled, usize)> {
    let word = view.word(at);
    let start = view.tokens.get(at)?.span.start;
    let mut best: Option<(Recalled, usize)> = None;
    for reading in proclitics(word) {
        let rest = word.get(reading.len..)?;
        let owned;
        let key = if reading.restore.is_empty() {
            rest
        } else {
            owned = format!("{}{rest}", reading.restore);
            owned.as_str()
        };
        let Some(numbers) = by_word.get(key) else { continue };
        for &number in numbers {
            let Some(entry) = known.get(number) else { continue };
            let end = at + entry.words.len();
            let later = at >= entry.from && (!entry.surname || at - entry.from <= SURNAME_REACH);
            let same =
                entry.words.iter().skip(1).zip(at + 1..).all(|(w, i)| view.word(i) == *w && covered.get(i) == Some(&0));
            if !later || !same || entry.surname && !alone(view, covered, at, end) {
                continue;
            }
            if best.as_ref().is_none_or(|b| end > b.1) {
                let last = view.tokens.get(end - 1)?.span.end;
                let span = Span::new(start + reading.len, last);
                best =
                    Some((Recalled { span, restore: reading.restore, label: entry.label.clone(), of: entry.of }, end));
            }
        }
        if best.is_some() {
            break;
        }
    }
    best
}

/// Whether a surname stands by itself: no other name beside it, no given name that nobody knew before it.
fn alone(view: &View<'_>, covered: &[u32], at: usize, end: usize) -> bool {
    let beside = |i: Option<usize>| {
        i.is_some_and(|i| {
            covered.get(i).is_some_and(|&c| c != 0)
                && matches!(view.kind(i), Some(TokenKind::Arabic | TokenKind::Latin))
        })
    };
    let follows = beside(Some(end)) && !view.word(end).starts_with(['و', 'ل', 'ب', 'ف']);
    !follows
        && !(beside(at.checked_sub(1))
            && view.word(at).len() == view.tokens.get(at).map_or(0, |t| t.span.len())
            && touching_name(view, covered, at))
}

/// Whether the token before is the end of a person's name without a mark between.
fn touching_name(view: &View<'_>, covered: &[u32], at: usize) -> bool {
    at > 0 && covered[at - 1] != 0 && matches!(view.kind(at - 1), Some(TokenKind::Arabic))
}
