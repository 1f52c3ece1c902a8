//! Triggers: a name that is an ordinary word too (الجزيرة, القاعدة, سعيد) is trusted where its surroundings speak for it.
//!
//! Speaking for it: a head noun or title before it (قناة الجزيرة, تنظيم القاعدة, الرئيس التونسي سعيد), quotation marks
//! around it (`لـ"الخليج"`), or a sure name of the same label joined to it (القاعدة وداعش).

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::fold;
use super::scan::BLANK;
use super::{Lexicon, Mention, nisba};
use crate::segment::{TokenKind, View, proclitics};
use crate::span::Span;
use crate::tsv::{cell, rows};

struct Triggers {
    /// Hash of a word → which classes it speaks for, as bits of `classes`.
    words: HashMap<u64, u32>,
    classes: Vec<&'static str>,
    /// Hashes of titles of one to four words, with the article and without.
    titles: HashSet<u64>,
    /// Hashes of nationality adjectives, which may stand between title and name.
    nationalities: HashSet<u64>,
}

fn triggers() -> &'static Triggers {
    static TRIGGERS: OnceLock<Triggers> = OnceLock::new();
    TRIGGERS.get_or_init(|| {
        let mut classes: Vec<&'static str> = Vec::new();
        let mut words: HashMap<u64, u32> = HashMap::new();
        for row in rows(include_str!("../../data/lexicon/triggers.tsv")) {
            let class = cell(&row, 1);
            let at = classes.iter().position(|known| *known == class).unwrap_or_else(|| {
                classes.push(class);
                classes.len() - 1
            });
            *words.entry(fold::hash(cell(&row, 0))).or_default() |= 1 << at.min(31);
        }
        let mut titles = HashSet::new();
        for row in rows(include_str!("../../data/lexicon/titles.tsv")) {
            if cell(&row, 2) == "source" {
                continue;
            }
            let title = cell(&row, 0);
            titles.insert(sequence(title.split(' ').map(fold::hash)));
            if !title.starts_with("ال") && !title.contains(' ') {
                titles.insert(sequence([fold::hash(&format!("ال{title}"))].into_iter()));
            }
        }
        let mut nationalities = HashSet::new();
        for row in rows(include_str!("../../data/lexicon/nisba.tsv")) {
            let form = cell(&row, 0);
            if !form.contains(' ') {
                nationalities.insert(fold::hash(form));
                nationalities.insert(fold::hash(&format!("ال{form}")));
            }
        }
        Triggers { words, classes, titles, nationalities }
    })
}

fn sequence(words: impl Iterator<Item = u64>) -> u64 {
    words.fold(0, fold::step)
}

/// Raises the trust of mentions that something speaks for; where it speaks for another entry with the same name, that
/// one is taken.
pub(super) fn raise(lexicon: &Lexicon, view: &View<'_>, parts: &[u64], mentions: &mut [Mention]) {
    for mention in mentions.iter_mut() {
        if mention.trust == 0 || !lexicon.is_open(mention) {
            continue;
        }
        let first = mention.tokens.0 as usize;
        let quoted = quoted(view, mention);
        let before = if quoted { first.saturating_sub(1) } else { first };
        let spoken = spoken_for(view, parts, before);
        let fits = |class: &str, label: &str| {
            let named = |at: usize| triggers().classes.get(at).copied().unwrap_or("");
            let place = matches!(label, "GPE" | "LOC" | "FAC");
            (spoken.title && label == "PER")
                || (0..triggers().classes.len())
                    .filter(|at| spoken.classes & (1 << at) != 0)
                    .any(|at| if named(at) == "LOC" { place } else { class == named(at) })
        };
        let same_name = || lexicon.alternatives(mention.entry).take(8);
        // Of a paper and a place with one name, quotation marks mean the paper (لـ"الخليج").
        let chosen = same_name().find(|&id| {
            let (label, class) = lexicon.label(id);
            fits(class, label)
        });
        let chosen = chosen.or_else(|| same_name().find(|&id| quoted && lexicon.label(id).1 == "ORG.media"));
        if let Some(entry) = chosen {
            (mention.entry, mention.trust) = (entry, 3);
        } else if quoted && lexicon.label(mention.entry).0 == "ORG" {
            mention.trust = mention.trust.max(2);
        }
    }
    joined(lexicon, view, mentions);
    financial(lexicon, view, mentions);
}

/// Classes of bodies whose name goes on with the nationality of their country: وزارة الخارجية + الروسية.
const NATIONAL: &[&str] = &["ORG.government", "ORG.court", "ORG.military"];

/// Names that go on in the text: a longer mention before the shorter one.
pub(super) fn longer(lexicon: &Lexicon, view: &View<'_>, mentions: &mut Vec<Mention>) {
    let open = |m: &Mention| m.trust >= 2 && matches!(lexicon.label(m.entry).0, "ORG" | "EVENT");
    if !mentions.iter().any(open) {
        return;
    }
    let mut out = Vec::with_capacity(mentions.len() + 4);
    for mention in mentions.drain(..) {
        let (label, class) = lexicon.label(mention.entry);
        let next = mention.tokens.1 as usize;
        let end = match label {
            _ if mention.trust < 2 => next,
            "ORG" if NATIONAL.contains(&class) => after_nationality(lexicon, view, &mention, next),
            "EVENT" => after_edition(view, next),
            _ => next,
        };
        let last = end.checked_sub(1).and_then(|last| view.tokens.get(last)).filter(|_| end > next);
        if let Some(last) = last {
            let span = Span::new(mention.span.start, last.span.end);
            out.push(Mention { tokens: (mention.tokens.0, end as u32), span, ..mention });
        }
        out.push(mention);
    }
    *mentions = out;
}

/// Bodies that every state has, with the nationality that follows.
fn after_nationality(lexicon: &Lexicon, view: &View<'_>, mention: &Mention, next: usize) -> usize {
    let word = view.word(next);
    let national = word.starts_with("ال")
        && lexicon.entry(mention.entry).is_some_and(|entry| entry.country.is_empty())
        && nisba(word).is_some_and(|known| !known.country.is_empty());
    next + usize::from(national)
}

/// Competitions, fairs and festivals with their sport and year: كأس العالم لكرة القدم 2022.
fn after_edition(view: &View<'_>, mut next: usize) -> usize {
    let sport = matches!(view.word(next), "لكرة" | "لكره")
        && matches!(view.word(next + 1), "القدم" | "السلة" | "السله" | "اليد" | "الطائرة" | "الطائره");
    if sport {
        next += 2;
    }
    let year = view.word(next);
    let edition = view.kind(next) == Some(TokenKind::Number)
        && year.len() == 4
        && year.parse::<u16>().is_ok_and(|year| (1900..=2100).contains(&year));
    next + usize::from(edition)
}

/// مالي is a country and means "financial". After an ordinary noun (دعم مالي) it is the adjective, unless Mali stands
/// elsewhere in the document; after a preposition, a title, a head noun or a mark it is the country.
fn financial(lexicon: &Lexicon, view: &View<'_>, mentions: &mut [Mention]) {
    let bare = |m: &Mention| view.word(m.tokens.0 as usize) == "مالي" && m.tokens.1 == m.tokens.0 + 1;
    let mali = |m: &Mention| lexicon.entry(m.entry).is_some_and(|entry| entry.country == "ML");
    if !mentions.iter().any(bare) || mentions.iter().any(|m| !bare(m) && m.trust >= 2 && mali(m)) {
        return;
    }
    const BEFORE: &[&str] = &[
        "في",
        "من",
        "الي",
        "عن",
        "علي",
        "بين",
        "داخل",
        "نحو",
        "عبر",
        "تجاه",
        "ان",
        "بان",
        "لان",
        "ضد",
        "مع",
        "حول",
        "قبل",
        "بعد",
        "خارج",
        "وفي",
        "ومن",
        "شهدت",
        "تشهد",
        "غادر",
        "زار",
        "امام",
        "منتخب",
        "كما",
        "حيث",
    ];
    for mention in mentions.iter_mut().filter(|m| bare(m)) {
        let first = mention.tokens.0 as usize;
        let Some(before) = first.checked_sub(1) else { continue };
        let arabic = view.kind(before) == Some(TokenKind::Arabic);
        let speaks = BEFORE.contains(&view.word(before)) || {
            let word = fold::hash(view.word(before));
            let known = triggers();
            known.words.contains_key(&word) || known.titles.contains(&sequence([word].into_iter()))
        };
        if arabic && !speaks {
            mention.trust = mention.trust.min(1);
        }
    }
}

/// القاعدة وداعش: a sure name of the same label, joined by و.
fn joined(lexicon: &Lexicon, view: &View<'_>, mentions: &mut [Mention]) {
    let weak = |m: &Mention| m.trust == 1 && lexicon.label(m.entry).0 == "ORG";
    if !mentions.iter().any(weak) {
        return;
    }
    // Where a sure body begins or ends, and of which class it is.
    let sure: HashSet<(u32, &str)> = mentions
        .iter()
        .filter(|m| m.trust >= 2)
        .map(|m| (m, lexicon.label(m.entry)))
        .filter(|(_, (label, _))| *label == "ORG")
        .flat_map(|(m, (_, class))| [(m.tokens.0, ""), (m.tokens.1, ""), (m.tokens.0, class), (m.tokens.1, class)])
        .collect();
    let with_waw = |token: u32| view.word(token as usize).starts_with('و');
    for mention in mentions.iter_mut().filter(|m| weak(m)) {
        let beside = |class| {
            let (first, end) = mention.tokens;
            (sure.contains(&(end, class)) && with_waw(end)) || (sure.contains(&(first, class)) && with_waw(first))
        };
        // A body of the same class (القاعدة وداعش) proves more than any body.
        if beside(lexicon.label(mention.entry).1) {
            mention.trust = 3;
        } else if beside("") {
            mention.trust = 2;
        }
    }
}

/// Whether the mention fills a pair of quotation marks.
fn quoted(view: &View<'_>, mention: &Mention) -> bool {
    let opens = |at: usize| matches!(view.word(at), "\"" | "«" | "“" | "'" | "‘" | "”");
    let closes = |at: usize| matches!(view.word(at), "\"" | "»" | "”" | "'" | "’" | "“");
    let first = mention.tokens.0 as usize;
    first > 0 && opens(first - 1) && closes(mention.tokens.1 as usize)
}

#[derive(Default)]
struct Spoken {
    classes: u32,
    title: bool,
}

/// What the words before a token speak for.
fn spoken_for(view: &View<'_>, parts: &[u64], end: usize) -> Spoken {
    let known = triggers();
    let mut spoken = Spoken::default();
    let part = |back: usize| end.checked_sub(back).and_then(|at| parts.get(at)).copied().filter(|&h| h > BLANK);
    let Some(last) = part(1) else { return spoken };
    for word in readings(view, end - 1, last) {
        spoken.classes |= known.words.get(&word).copied().unwrap_or(0);
    }
    // One nationality may stand between: الرئيس الفرنسي ماكرون.
    let skip = usize::from(known.nationalities.contains(&last));
    for length in 1..=4 {
        let Some(first) = part(skip + length) else { break };
        let at = end - skip - length;
        let rest = (1..length).rev().filter_map(|back| part(skip + back));
        let rest: Vec<u64> = rest.collect();
        for word in readings(view, at, first) {
            let title = sequence([word].into_iter().chain(rest.iter().copied()));
            spoken.title |= known.titles.contains(&title);
        }
    }
    spoken
}

/// The hashes of a word, whole and without its proclitics.
fn readings(view: &View<'_>, at: usize, whole: u64) -> impl Iterator<Item = u64> {
    let word = view.word(at);
    let rest = proclitics(word)
        .skip(1)
        .filter_map(move |reading| Some(fold::hash_from(fold::hash(reading.restore), word.get(reading.len..)?)));
    [whole].into_iter().chain(rest)
}
