//! How far a noun phrase goes: the subject of a verb, the description of a person.

use super::text::Text;
use super::words::{Morph, class, clitic};
use crate::entity::Label;

/// Longest phrase, in tokens.
const LONGEST: usize = 24;

/// Whether an unlisted word looks like an imperfect verb: nouns that begin with ي are few.
pub(crate) fn looks_like_verb(text: &Text<'_>, at: usize) -> bool {
    let tag = text.tag(at);
    let known = class::PERSON | class::BODY | class::DOCUMENT | class::PLACE | class::NISBA | class::OUTLET;
    if tag.name != 0 || tag.is(known) {
        return false;
    }
    let word = text.word(at);
    let word = word.strip_prefix('و').filter(|w| w.starts_with('ي')).unwrap_or(word);
    word.starts_with('ي')
        && word.len() >= 8
        && !matches!(word, "يوميا" | "يهودي" | "يهودية" | "ياباني" | "يابانية" | "يونانية" | "يوناني")
}

/// Whether a cue word at `at` is used as a noun here (`متابعة`, `رد`, `بين`) and does not end a phrase.
fn cue_ends_phrase(text: &Text<'_>, at: usize) -> bool {
    let Some(cue) = text.cue(at) else { return false };
    let tag = text.tag(at);
    if tag.is(class::PERSON | class::BODY | class::DOCUMENT | class::NISBA) && !text.joined(at) {
        return false;
    }
    match cue.morph {
        Morph::Participle => {
            let next = text.tag(at + 1);
            next.is(class::AN | class::COLON | class::QUOTE | class::PREPOSITION) || cue.lemma.name == "قال"
        }
        Morph::Noun => true,
        // Short words that are mostly something else.
        _ => !matches!(text.bare(at), "بين" | "عبر" | "علم" | "رد" | "امل" | "عقب" | "ورد") || text.joined(at),
    }
}

/// One past the last token of the noun phrase that begins at `start`, before `limit`.
///
/// It goes on over adjectives, construct nouns, names, `في` and `من` with a place or body, `باسم` and `ل` inside a
/// description; it ends at punctuation, relative pronouns, verbs of speech, occasions (`في بيان`) and outlets (`لصحيفة`).
pub(crate) fn noun_phrase_end(text: &Text<'_>, start: usize, limit: usize) -> usize {
    let limit = limit.min(start + LONGEST).min(text.len());
    let mut at = if text.name_start(start).is_some() { text.name_end(start) } else { start + 1 };
    let definite_head = text.bare(start).starts_with("ال") && text.tag(start).name == 0;
    while at < limit {
        let tag = text.tag(at);
        if let Some((_, name)) = text.name_start(at) {
            let outlet = name.label == Label::Org && text.is_outlet(at);
            match text.proclitic(at) {
                "" => {
                    // A person right after the description is who is described; nothing follows in the phrase.
                    if name.label == Label::Per {
                        at = text.name_end(at);
                        break;
                    }
                }
                "ب" => {}
                "ل" if !outlet && (name.label != Label::Per || !text.tag(start).is(class::PERSON)) => {}
                "و" if name.label != Label::Per => {}
                _ => break,
            }
            at = text.name_end(at);
            continue;
        }
        if matches!(text.word(at), "ذاته" | "نفسه" | "ذاتها" | "نفسها") {
            at += 1;
            break;
        }
        // `النائب عن المدينة`
        if text.word(at) == "عن" && text.tag(start).is(class::PERSON) && at <= start + 2 && at + 1 < limit {
            at += 1 + name_len(text, at + 1);
            continue;
        }
        if tag.is(class::BORDER | class::OPEN | class::CLOSE | class::NUMBER) || cue_ends_phrase(text, at) {
            break;
        }
        // After a definite head and its adjectives another definite body is a new phrase: `طالب الرئيس اليمني اللجنة`.
        if definite_head
            && tag.clitics == 0
            && tag.is(class::BODY)
            && !tag.is(class::NISBA | class::PERSON)
            && !text.joined(at)
            && !governed(text, at)
        {
            break;
        }
        if tag.is(class::QUOTE) {
            // A short name in quotation marks: شركة «النور», but not ل"الخليج".
            match text.opening(at) {
                Some(pair) if pair.len() <= 3 && pair.after <= limit && headed(text, at) => at = pair.after,
                _ => break,
            }
            continue;
        }
        if ends_here(text, at) {
            break;
        }
        if tag.is(class::IN) {
            let next = text.tag(at + 1);
            if next.is(class::OPEN)
                || next.is(class::EVENT | class::ADVERB | class::NUMBER | class::QUOTE | class::AN | class::ADJUNCT)
                || at + 1 >= limit
                || occasion(text, at + 1)
            {
                break;
            }
            at += 2.min(name_len(text, at + 1) + 1);
            continue;
        }
        let dated = matches!(text.bare(at), "عام" | "سنة" | "يوم" | "شهر") && text.tag(at + 1).is(class::NUMBER);
        let hearers =
            definite_head && text.tag(start).is(class::BODY) && text.word(at).ends_with("ين") && at == start + 1;
        if dated || hearers {
            break;
        }
        if tag.is(class::PREPOSITION) {
            let next = text.word(at + 1);
            if text.bare(at) != "من"
                || text.joined(at)
                || matches!(
                    next,
                    "جهته"
                        | "جهتها"
                        | "جانبه"
                        | "جانبها"
                        | "ناحيته"
                        | "ناحيتها"
                        | "جهة"
                        | "ناحية"
                        | "خلال"
                        | "قبل"
                        | "اجل"
                        | "دون"
                )
            {
                break;
            }
            at += 1;
            continue;
        }
        if tag.is(class::OUTLET) && tag.clitics & clitic::LAM != 0 || text.word(at) == "ل" || text.word(at) == "لل" {
            break;
        }
        if text.joined(at)
            || (text.word(at).starts_with('و')
                && text.word(at).len() > 4
                && !tag.is(class::PERSON | class::BODY | class::NISBA))
        {
            let rest = text.word(at).strip_prefix('و').unwrap_or("");
            let noun = tag.is(class::PERSON | class::BODY | class::NISBA | class::DOCUMENT) || rest.starts_with("ال");
            let listed = tag.is(class::PERSON) && !text.joined(at);
            if !noun && !listed && !known_waw(text, at) {
                break;
            }
        }
        if looks_like_verb(text, at) || !tag.is(class::WORD) && !matches!(text.word(at), "-" | "/" | "–") {
            break;
        }
        at += 1;
    }
    trim(text, start, at.min(limit))
}

/// Whether a word of the text cannot go on with the phrase before it.
fn ends_here(text: &Text<'_>, at: usize) -> bool {
    let tag = text.tag(at);
    let word = text.word(at);
    let definite = |word: &str| word.starts_with("ال") || word.starts_with("لل") || word.starts_with("بال");
    let before = text.word(at - 1);
    if matches!(word, "ب" | "ما" | "هذا" | "هذه" | "ذلك") {
        return true;
    }
    // `بزيارة المؤتمر`; `الوزير أهمية المشروع`
    if tag.is(class::EVENT) && tag.clitics & clitic::BEH != 0
        || tag.is(class::VERBAL) && tag.clitics == 0 && definite(before)
    {
        return true;
    }
    let known = class::PERSON
        | class::BODY
        | class::DOCUMENT
        | class::PLACE
        | class::NISBA
        | class::OUTLET
        | class::IN
        | class::PREPOSITION;
    if !tag.is(class::WORD) || tag.is(known) || tag.clitics != 0 || definite(word) || text.joined(at) {
        return false;
    }
    // An adverb (`قريبا`), or a verb after a name (`رئيس هيئة دبي افتتح`).
    let adverb = word.ends_with('ا') && !word.ends_with("ها") && word.chars().count() >= 5;
    let plain = !word.starts_with(['ل', 'ب', 'و']) && !matches!(word, "باسم" | "سابق" | "بن" | "ابن" | "عام");
    adverb || text.tag(at - 1).name != 0 && plain
}

/// Whether an indefinite word that nothing follows stands at `at`: an occasion (`في إفصاح إن`), not a place.
fn occasion(text: &Text<'_>, at: usize) -> bool {
    let tag = text.tag(at);
    let next = text.tag(at + 1);
    tag.name == 0
        && !tag.is(class::BODY | class::PLACE | class::DOCUMENT)
        && !text.word(at).starts_with("ال")
        && (next.is(class::AN | class::COMMA | class::COLON | class::QUOTE | class::ADVERB | class::VERB)
            || next.clitics & clitic::LAM != 0 && next.is(class::OUTLET | class::MEDIA))
}

/// Whether a preposition or a construct noun stands before `at`.
fn governed(text: &Text<'_>, at: usize) -> bool {
    let before = at - 1;
    let tag = text.tag(before);
    tag.is(class::IN | class::PREPOSITION) || !text.word(before).starts_with("ال") && !tag.is(class::NISBA)
}

fn name_len(text: &Text<'_>, at: usize) -> usize {
    if text.name_start(at).is_some() { 0 } else { 1 }
}

/// A word whose و belongs to it (وزارة, واسع).
fn known_waw(text: &Text<'_>, at: usize) -> bool {
    let word = text.word(at);
    text.tag(at).is(class::BODY | class::PERSON | class::PLACE)
        || matches!(
            word,
            "واسع"
                | "واسعة"
                | "وطني"
                | "وطنية"
                | "وحيد"
                | "وحيدة"
                | "وسط"
                | "وحدة"
                | "وحدات"
                | "وفد"
                | "وكالة"
        )
}

/// Whether a head noun of names stands before the mark at `at`.
fn headed(text: &Text<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let tag = text.tag(before);
    tag.is(class::WORD) && !tag.is(class::IN | class::PREPOSITION) && !matches!(text.word(before), "ل" | "ب" | "لل")
}

/// Leaves out what cannot end a phrase: a preposition, a loose hyphen.
fn trim(text: &Text<'_>, start: usize, mut end: usize) -> usize {
    while end > start + 1 {
        let last = end - 1;
        let tag = text.tag(last);
        let loose = tag.is(class::IN | class::PREPOSITION) && tag.name == 0
            || matches!(text.word(last), "-" | "/" | "–" | "قد" | "باسم");
        if !loose {
            break;
        }
        end -= 1;
    }
    end
}
