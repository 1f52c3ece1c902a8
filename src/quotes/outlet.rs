//! The media body a statement was made to: `لـ"الخليج"`, `لوكالة رويترز`, `في مقابلة مع قناة كذا`.

use super::text::Text;
use super::words::{class, clitic};
use crate::entity::Label;
use crate::span::Span;

/// The outlet named between `from` and `to`.
pub(crate) fn outlet(text: &Text<'_>, from: usize, to: usize) -> Option<Span> {
    let mut event = false;
    let mut at = from;
    while at < to {
        let tag = text.tag(at);
        event |= tag.is(class::EVENT);
        let before = at.checked_sub(1).map_or("", |b| text.word(b));
        let toward = tag.clitics & clitic::LAM != 0
            || matches!(before, "مع" | "عبر" | "الي" | "علي" | "في" | "ل" | "لدي") && at > from
            || tag.clitics & clitic::BEH != 0
            || event && at > from
            || at > from && text.tag(at - 1).is(class::ACCORDING);
        if tag.is(class::OUTLET) && tag.name == 0 && toward {
            return name_after(text, at + 1, to);
        }
        if matches!(text.word(at), "ل" | "لل") {
            if let Some(pair) = text.opening(at + 1).filter(|p| p.after <= to && p.len() <= 6) {
                return Some(inside(text, pair.start, pair.end));
            }
        }
        if let Some((_, name)) = text.name_start(at) {
            let end = text.name_end(at);
            let to_it = text.proclitic(at) == "ل" || matches!(before, "مع" | "عبر" | "ل" | "الي");
            let body = matches!(name.label, Label::Org | Label::Misc);
            let event = (from..at).rev().take(3).any(|i| is_interview(text.bare(i)));
            if to_it && (body && event || text.is_outlet(at)) {
                return Some(name.span);
            }
            at = end;
            continue;
        }
        // `لرويترز`, not listed as a name here.
        if tag.is(class::MEDIA) && tag.clitics & clitic::LAM != 0 {
            let mut span = text.span(at, at + 1);
            span.start += tag.skip as usize;
            return Some(span);
        }
        at += 1;
    }
    None
}

/// Occasions at which one speaks to a media body.
fn is_interview(word: &str) -> bool {
    const STEMS: [&str; 7] = ["تصريح", "حديث", "مقابل", "حوار", "لقاء", "مداخل", "اتصال"];
    STEMS.iter().any(|stem| word.starts_with(stem))
}

/// The name after a head noun such as صحيفة.
fn name_after(text: &Text<'_>, at: usize, to: usize) -> Option<Span> {
    if let Some(pair) = text.opening(at).filter(|p| p.after <= to && p.len() <= 6) {
        return Some(inside(text, pair.start, pair.end));
    }
    if let Some((_, name)) = text.name_start(at).filter(|_| at < to) {
        return matches!(name.label, Label::Org | Label::Misc | Label::Gpe | Label::Loc).then_some(name.span);
    }
    // An unknown name: the definite words that follow.
    let mut end = at;
    while end < to && end < at + 3 {
        let tag = text.tag(end);
        let goes_on = tag.is(class::WORD)
            && !tag.is(class::BORDER | class::NISBA | class::IN | class::PREPOSITION)
            && text.word(end).starts_with("ال");
        if !goes_on {
            break;
        }
        end += 1;
    }
    (end > at).then(|| text.span(at, end))
}

fn inside(text: &Text<'_>, start: usize, end: usize) -> Span {
    match text.name_start(start) {
        Some((_, name)) if text.name_end(start) <= end => name.span,
        _ => text.span(start, end),
    }
}
