//! The title or description of a person: before the name (`وزير الخارجية الفرنسي X`, `الخبير العسكري، X`) or after it
//! (`X، المدير التنفيذي لشركة …`).

use crate::entity::Label;
use crate::quotes::phrase::{looks_like_verb, noun_phrase_end};
use crate::quotes::text::Text;
use crate::quotes::words::{class, clitic};
use crate::quotes::{self, Named, Statement};
use crate::segment::View;
use crate::span::Span;

/// How far before a name its description may begin, in tokens.
const REACH: usize = 18;

/// For each name the exact span (match form) of the title or description attached to it; `None` for anything but persons.
#[must_use]
pub fn find(view: &View<'_>, names: &[Named]) -> Vec<Option<Span>> {
    roles(&Text::new(view, names))
}

/// Sets the role of each person, then finds the statements: one look-up of the words for both.
pub fn with_statements(view: &View<'_>, names: &mut [Named]) -> Vec<Statement> {
    let text = Text::new(view, names);
    let roles = roles(&text);
    let parts = text.into_parts();
    for (name, role) in names.iter_mut().zip(roles) {
        if name.role.is_none() {
            name.role = role;
        }
    }
    quotes::find_in(&Text::from_parts(view, names, parts))
}

fn roles(text: &Text<'_>) -> Vec<Option<Span>> {
    let mut out = vec![None; text.names.len()];
    for at in 0..text.len() {
        let Some((number, name)) = text.name_start(at) else { continue };
        if name.label != Label::Per {
            continue;
        }
        let before = before(text, at);
        let strong = before.filter(|b| b.strong).map(|b| b.span);
        let role = strong.or_else(|| after(text, text.name_end(at))).or(before.map(|b| b.span));
        if let Some(slot) = out.get_mut(number) {
            *slot = role;
        }
    }
    out
}

#[derive(Clone, Copy)]
struct Before {
    span: Span,
    /// More than an honorific (الدكتور, السيد).
    strong: bool,
}

/// The description that ends where the name at `name` begins.
fn before(text: &Text<'_>, name: usize) -> Option<Before> {
    if !text.proclitic(name).is_empty() {
        return None;
    }
    let mut end = name;
    if end > 0 && text.tag(end - 1).is(class::QUOTE) {
        end -= 1;
    }
    let comma = end > 0 && text.tag(end - 1).is(class::COMMA);
    end -= usize::from(comma);
    // `د. أحمد`: the letter is an honorific; the description may stand before it.
    for _ in 0..2 {
        let letter = end >= 2 && text.word(end - 1) == "." && text.tag(end - 2).is(class::WORD);
        if letter && text.word(end - 2).chars().count() == 1 {
            end -= 2;
        }
    }
    let mut best: Option<usize> = None;
    let floor = end.saturating_sub(REACH);
    let mut at = end;
    while at > floor {
        at -= 1;
        let tag = text.tag(at);
        let stops = tag.is(class::COMMA
            | class::COLON
            | class::STOP
            | class::BREAK
            | class::AN
            | class::RELATIVE
            | class::OPEN
            | class::CLOSE)
            || tag.name == 0 && tag.is(class::ADJUNCT) && text.word(at) != "لدي"
            || text.name(at).is_some_and(|(_, n)| n.label == Label::Per);
        if stops {
            break;
        }
        if tag.is(class::QUOTE) {
            // A short name in quotation marks belongs to the description.
            match text.closing(at) {
                Some((_, pair)) if pair.len() <= 4 && pair.open > floor => {
                    at = pair.open;
                    continue;
                }
                _ => break,
            }
        }
        let head = tag.is(class::PERSON) && tag.name == 0 && !is_kin(text.bare(at));
        if head && reaches(text, at, end) {
            best = Some(at);
        }
        if tag.is(class::FIRST) || text.cue(at).is_some_and(|c| c.finite()) && !head && tag.name == 0 {
            break;
        }
        // `الرئيس ووزير الخارجية X`: the second noun begins the description.
        if head && text.joined(at) && best.is_some() {
            break;
        }
    }
    let start = best?;
    // A comma between description and name: a list of people looks alike, so the description must say more than one word.
    if comma && end - start < 2 {
        return None;
    }
    let strong = (start..end).any(|i| {
        let tag = text.tag(i);
        tag.is(class::WORD) && !tag.is(class::HONORIFIC)
    });
    let mut span = text.span(start, end);
    span.start += text.tag(start).skip as usize;
    Some(Before { span, strong })
}

/// Words for kin are no titles.
fn is_kin(word: &str) -> bool {
    matches!(
        word,
        "والد"
            | "والدة"
            | "اب"
            | "ام"
            | "ابن"
            | "ابنة"
            | "زوج"
            | "زوجة"
            | "شقيق"
            | "شقيقة"
            | "بعض"
            | "احد"
            | "احدي"
            | "عدد"
            | "كثير"
            | "مجموعة"
            | "عائلة"
            | "اسرة"
            | "الوالد"
            | "الزوجة"
    )
}

/// Whether the tokens after the head at `head` up to `end` are one noun phrase.
fn reaches(text: &Text<'_>, head: usize, end: usize) -> bool {
    let definite = |i: usize| {
        let word = text.word(i);
        let word = word.strip_prefix('و').unwrap_or(word);
        word.starts_with("ال") || word.starts_with("لل") || word.starts_with("بال")
    };
    let mut indefinite = !definite(head);
    let mut at = head + 1;
    while at < end {
        let tag = text.tag(at);
        if tag.name != 0 {
            at = text.name_end(at);
            indefinite = false;
            continue;
        }
        if tag.is(class::QUOTE) {
            match text.opening(at) {
                Some(pair) if pair.len() <= 4 && pair.after <= end => at = pair.after,
                _ => return false,
            }
            indefinite = false;
            continue;
        }
        let word = text.word(at);
        if tag.is(class::IN) {
            // `الوزير في مكتبه X`: a place of his is no office.
            let next = text.word(at + 1);
            let his =
                text.tag(at + 1).name == 0 && (next.ends_with('ه') || next.ends_with("ها") || next.ends_with("هم"));
            if text.tag(at + 1).is(class::EVENT | class::ADVERB | class::NUMBER) || his {
                return false;
            }
            indefinite = true;
        } else if word == "من" || word == "باسم" || word == "لدي" || word == "بن" || word == "علي" && indefinite
        {
            indefinite = true;
        } else if tag.is(class::PREPOSITION | class::NUMBER | class::ADVERB) || looks_like_verb(text, at) {
            return false;
        } else if text.cue(at).is_some_and(|c| c.finite()) && !tag.is(class::PERSON | class::BODY | class::NISBA) {
            return false;
        } else if definite(at) || tag.is(class::NISBA) {
            indefinite = false;
        } else if tag.is(class::PERSON) {
            // `الرئيس ووزير`: not one description.
            if text.joined(at) {
                return false;
            }
            indefinite = true;
        } else if tag.clitics & clitic::LAM != 0 || word.starts_with('ل') && word.len() >= 8 {
            // `الوزير لشؤون …`
            indefinite = true;
        } else if indefinite && !text.joined(at) && tag.is(class::WORD) {
            // A construct noun or an adjective after an indefinite one.
        } else if tag.is(class::BODY | class::PLACE) && !text.joined(at) || matches!(word, "-" | "/") {
            indefinite = true;
        } else {
            return false;
        }
        at += 1;
    }
    true
}

/// The description that follows a name ending before `end`.
fn after(text: &Text<'_>, end: usize) -> Option<Span> {
    let mut start = end;
    if text.tag(start).is(class::QUOTE) {
        start += 1;
    }
    if text.tag(start).is(class::COMMA | class::OPEN) || text.word(start) == "-" {
        start += 1;
    }
    let tag = text.tag(start);
    let head = tag.is(class::PERSON)
        && tag.clitics == 0
        && tag.name == 0
        && !is_kin(text.word(start))
        && !tag.is(class::FIRST);
    if !head || text.cue(start).is_some_and(|c| c.finite()) {
        return None;
    }
    let limit = text.len().min(start + 24);
    let end = noun_phrase_end(text, start, limit);
    // It may belong to the next person: `التقى X رئيس الحزب Y`.
    let other = (start..=end).any(|i| {
        let comma = i == end && text.tag(end).is(class::COMMA);
        let i = if comma { end + 1 } else { i };
        (i < end || comma && end - start > 1)
            && text.name_start(i).is_some_and(|(_, n)| n.label == Label::Per && text.proclitic(i).is_empty())
            && (comma || belongs(text, i))
    });
    // A definite single word after the name may be anything: `قال محمد الطبيب`.
    let single = end == start + 1 && text.tag(end).is(class::WORD) && !text.tag(end).is(class::BORDER);
    (!other && !single).then(|| text.span(start, end))
}

/// Whether the person at `at` ends a description and is not an object in it.
fn belongs(text: &Text<'_>, at: usize) -> bool {
    !matches!(text.word(at - 1), "باسم" | "من" | "مع" | "عن" | "بن")
}
