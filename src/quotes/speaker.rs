//! Who speaks: the subject after the verb, before it, or the name a source is given by.

use super::phrase::noun_phrase_end;
use super::text::Text;
use super::words::{class, clitic};
use crate::entity::Label;
use crate::span::Span;

/// A speaker as the text has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Who {
    /// The name where one stands, else the description.
    pub span: Span,
    /// Index into the known names.
    pub name: Option<usize>,
    /// The title or description of a name.
    pub role: Option<Span>,
    /// The first token, to tell how far back it lies.
    pub token: usize,
    /// Whether the phrase can be nobody's object by mistake: a name, or a noun known to speak.
    pub certain: bool,
}

impl Who {
    fn named(text: &Text<'_>, number: usize, token: usize) -> Option<Who> {
        let name = text.names.get(number)?;
        Some(Who { span: name.span, name: Some(number), role: name.role, token, certain: true })
    }
}

/// The subject between `from` and `to` (the tokens between a verb and what was said), or `None` for a pronoun.
pub(crate) fn subject(text: &Text<'_>, from: usize, to: usize) -> Option<Who> {
    let mut at = from;
    while at < to {
        let tag = text.tag(at);
        if text.name_start(at).is_some() && matches!(text.proclitic(at), "" | "و") {
            return phrase(text, at, to);
        }
        if tag.is(class::COMMA) || tag.is(class::ADVERB) && tag.name == 0 {
            at += 1;
        } else if tag.is(class::OPEN) {
            at = after_bracket(text, at, to);
        } else if of_his_side(text, at) {
            at += 2;
        } else if let Some(pair) = text.opening(at) {
            // A name in quotation marks, with its head before it or alone: «الأناضول».
            if text.name_start(pair.start).is_some() && pair.after <= to {
                return phrase(text, pair.start, to);
            }
            at = pair.after.max(at + 1);
        } else if tag.is(class::ADJUNCT | class::PREPOSITION | class::IN | class::RELATIVE) || to_outlet(text, at) {
            at = next_comma(text, at + 1, to)?;
        } else if tag.is(class::WORD) {
            return phrase(text, at, to);
        } else {
            return None;
        }
    }
    None
}

/// The subject that stands before a verb at `verb`, in its clause: `المصدر أكد أن`, `X، الذي قال إن`.
pub(crate) fn before(text: &Text<'_>, verb: usize) -> Option<Who> {
    let mut end = verb;
    while end > 0
        && matches!(text.word(end - 1), "قد" | "لقد" | "كان" | "كانت" | "وكان" | "وكانت" | "ايضا" | "نفسه" | "ذاته")
    {
        end -= 1;
    }
    let last = end.checked_sub(1)?;
    if text.tag(last).is(class::RELATIVE) {
        let mut at = last.checked_sub(1)?;
        if text.tag(at).is(class::COMMA) {
            at = at.checked_sub(1)?;
        }
        let (number, _) = text.name(at)?;
        return Who::named(text, number, at);
    }
    let floor = end.saturating_sub(30);
    let mut start = end;
    while start > floor {
        let before = text.tag(start - 1);
        if before.is(class::STOP | class::COLON | class::BREAK | class::AN) {
            break;
        }
        if before.is(class::CLOSE) {
            let mut open = start - 1;
            while open > floor && !text.tag(open).is(class::OPEN) {
                open -= 1;
            }
            if open == floor {
                return None;
            }
            start = open;
            continue;
        }
        if before.is(class::COMMA) {
            break;
        }
        if let Some((_, pair)) = text.closing(start - 1) {
            if pair.open < floor {
                return None;
            }
            start = pair.open;
            continue;
        }
        if before.is(class::QUOTE) {
            break;
        }
        start -= 1;
        if text.tag(start).is(class::FIRST) {
            break;
        }
    }
    while start < end
        && (text.tag(start).is(class::ADVERB | class::CLAUSE_BREAK)
            || of_his_side(text, start)
            || matches!(
                text.word(start),
                "لكن"
                    | "ولكن"
                    | "كما"
                    | "حيث"
                    | "اذ"
                    | "وكان"
                    | "وكانت"
                    | "كان"
                    | "كانت"
                    | "ان"
                    | "جهته"
                    | "جهتها"
            ))
    {
        start += 1;
    }
    let tag = text.tag(start);
    let named = text.name_start(start).is_some() && matches!(text.proclitic(start), "" | "و");
    if !(named
        || tag.is(class::PERSON | class::BODY | class::DOCUMENT | class::OUTLET) && tag.clitics & !clitic::AND == 0)
    {
        return None;
    }
    // No other verb may come between.
    if (start..end).any(|i| {
        text.tag(i).name == 0 && text.cue(i).is_some_and(|c| c.finite()) && !text.tag(i).is(class::PERSON | class::BODY)
    }) {
        return None;
    }
    let who = phrase(text, start, end)?;
    // What stands between the subject and the verb is its description, a bracket or a place.
    let reach = noun_phrase_end(text, start, end);
    let near = named && end - start <= 16 || reach >= end || text.tag(reach).is(class::OPEN | class::COMMA);
    near.then_some(who)
}

/// The noun phrase at `at` as a speaker: the person it describes, the body it names, or itself.
pub(crate) fn phrase(text: &Text<'_>, at: usize, to: usize) -> Option<Who> {
    if let Some((number, _)) = text.name_start(at) {
        return Who::named(text, number, at);
    }
    let tag = text.tag(at);
    let end = noun_phrase_end(text, at, to);
    let mut i = at + 1;
    while i < end {
        if let Some((number, name)) = text.name_start(i) {
            if name.label == Label::Per && !is_object(text, at, i) {
                return Who::named(text, number, i);
            }
            i = text.name_end(i);
        } else {
            i += 1;
        }
    }
    // `الخبير …، عمرو ديالو`
    if text.tag(end).is(class::COMMA) && end + 1 < to {
        if let Some((number, name)) = text.name_start(end + 1) {
            if name.label == Label::Per && text.proclitic(end + 1).is_empty() {
                return Who::named(text, number, end + 1);
            }
        }
    }
    // `صحيفة الخليج`, `وكالة «الأناضول»`, `تنظيم داعش`: the name alone.
    if tag.is(class::OUTLET | class::BODY) {
        let next = text.opening(at + 1).map_or(at + 1, |pair| pair.start);
        if next < to {
            if let Some((number, name)) = text.name_start(next) {
                if matches!(name.label, Label::Org | Label::Misc) && text.proclitic(next).is_empty() {
                    return Who::named(text, number, next);
                }
            }
        }
    }
    let known =
        tag.is(class::PERSON | class::BODY | class::DOCUMENT | class::OUTLET) && tag.clitics & !clitic::AND == 0;
    let word = text.bare(at);
    if !known && (!could_be_noun(word) || tag.is(class::VERBAL | class::OWN | class::EVENT)) {
        return None;
    }
    let certain =
        known || word.starts_with("ال") && (word.ends_with("ون") || word.ends_with("ين")) || tag.is(class::NISBA);
    let mut span = text.span(at, end);
    span.start += text.tag(at).skip as usize * usize::from(text.joined(at));
    Some(Who { span, name: None, role: None, token: at, certain })
}

/// Whether an unlisted word after a verb may be a noun that speaks: not an adverb in -ا, not a phrase with ب or ل.
fn could_be_noun(word: &str) -> bool {
    word.chars().count() >= 4
        && !word.ends_with('ا')
        && !word.starts_with("بال")
        && !word.starts_with("لل")
        && !super::masdar::is_verbal(word)
}

/// Whether the person at `at` is only mentioned in the description that begins at `start`: `متحدث باسم الرئيس X`,
/// `مستشار X`.
fn is_object(text: &Text<'_>, start: usize, at: usize) -> bool {
    if !text.proclitic(at).is_empty() {
        return true;
    }
    let mut before = at - 1;
    let titled = is_title(text, before);
    while before > start && is_title(text, before) {
        before -= 1;
    }
    let tag = text.tag(before);
    let word = text.word(before);
    if tag.is(class::PREPOSITION | class::ADJUNCT | class::IN) || matches!(word, "باسم" | "لدي") {
        return true;
    }
    // A construct noun before the title or the name: `مستشار الرئيس X`, `محامي X`.
    let construct = !["ال", "لل", "بال"].iter().any(|article| word.starts_with(article))
        && !word.ends_with('ه')
        && !word.ends_with("ها")
        && tag.name == 0
        && !tag.is(class::NISBA | class::HONORIFIC)
        && !matches!(word, "نائب" | "نائبة" | "مساعد" | "سمو" | "صاحب" | "معالي")
        && tag.is(class::WORD);
    if titled {
        return before != at - 1 && construct && tag.is(class::PERSON | class::BODY | class::OUTLET);
    }
    construct && (tag.is(class::PERSON | class::BODY) || before > start) && !ends_adjective(word)
}

/// `كبير`, `سابق`, `عام` and nisbas may stand between a description and its name.
fn ends_adjective(word: &str) -> bool {
    word.ends_with('ي')
        || word.ends_with("ية")
        || matches!(word, "عام" | "ركن" | "متقاعد" | "سابق" | "كبير" | "اول" | "اعلي" | "الله" | "حالي")
}

fn is_title(text: &Text<'_>, at: usize) -> bool {
    let tag = text.tag(at);
    tag.name == 0
        && (tag.is(class::HONORIFIC)
            || matches!(
                text.word(at),
                "الرئيس"
                    | "الملك"
                    | "الامير"
                    | "الوزير"
                    | "السلطان"
                    | "الزعيم"
                    | "النائب"
                    | "القائد"
                    | "الجنرال"
            ))
}

/// `من جهته`, `من جانبها`.
pub(crate) fn of_his_side(text: &Text<'_>, at: usize) -> bool {
    matches!(text.bare(at), "من")
        && matches!(
            text.word(at + 1),
            "جهته"
                | "جهتها"
                | "جهتهم"
                | "جانبه"
                | "جانبها"
                | "جانبهم"
                | "ناحيته"
                | "ناحيتها"
                | "ناحيتهم"
                | "جهة"
                | "ناحية"
        )
}

/// Whether a phrase to a hearer begins here: `لصحيفة`, `ل"الخليج"`, `لرويترز`.
fn to_outlet(text: &Text<'_>, at: usize) -> bool {
    let tag = text.tag(at);
    let to = tag.clitics & clitic::LAM != 0 && tag.is(class::OUTLET | class::MEDIA);
    to || matches!(text.word(at), "ل" | "لل")
        || matches!(text.proclitic(at), "ل")
        || tag.is(class::VERB) && tag.name == 0
}

fn after_bracket(text: &Text<'_>, at: usize, to: usize) -> usize {
    (at + 1..to).find(|&i| text.tag(i).is(class::CLOSE)).map_or(to, |i| i + 1)
}

fn next_comma(text: &Text<'_>, at: usize, to: usize) -> Option<usize> {
    (at..to).find(|&i| text.tag(i).is(class::COMMA))
}
