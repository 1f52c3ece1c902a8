//! Verbal nouns that give the sense of a statement: `وأكد ضرورة …`, `ودعا إلى …`, `وأشاد بـ…`.

use super::phrase::noun_phrase_end;
use super::speaker::{Who, subject};
use super::text::Text;
use super::words::{Cue, Morph, class, clitic};

/// What follows a verb whose statement is a verbal noun.
pub(crate) struct Masdar {
    /// The subject, if it stands after the verb.
    pub who: Option<Who>,
    /// First token of the statement.
    pub start: usize,
    /// Bytes of a preposition written onto it.
    pub skip: usize,
    /// Where the zone between verb and statement ends.
    pub zone: usize,
}

/// Whether an unlisted word has the shape of a verbal noun: تفعيل, إفعال, افتعال, استفعال, مفاعلة.
pub(crate) fn is_verbal(word: &str) -> bool {
    let word = word.strip_prefix("ال").unwrap_or(word);
    let letters: Vec<char> = word.chars().collect();
    // A possessive suffix hides the pattern: تقديره, دعمها.
    let stem = match letters.as_slice() {
        [stem @ .., 'ه' | 'ي'] if stem.len() >= 4 => stem,
        [stem @ .., 'ه', 'ا' | 'م'] if stem.len() >= 4 => stem,
        all => all,
    };
    match stem {
        // تعزيز, تحقيق; تفاهم, تعاون are with the listed words.
        ['ت', _, _, 'ي', _] => true,
        ['ت', _, 'ا', _, _] => true,
        ['ت', _, _, 'ي', _, 'ة'] => true,
        // إجراء, إنهاء, إصلاح
        ['ا', _, _, 'ا', _] | ['ا', _, 'ا', _, 'ة'] => true,
        // استعداد, ارتفاع, انخفاض
        ['ا', _, _, _, 'ا', _] | ['ا', 'س', 'ت', _, _, 'ا', _] | ['ا', 'س', 'ت', _, 'ا', _, 'ة'] => true,
        // مواصلة, مشاركة
        ['م', _, 'ا', _, _, 'ة'] | ['م', _, 'ا', _, _, 'ت'] => true,
        _ => false,
    }
}

/// Reads a verbal-noun statement after the cue at `at`, if its lemma takes one.
pub(crate) fn masdar(text: &Text<'_>, cue: &Cue, at: usize, limit: usize) -> Option<Masdar> {
    if cue.lemma.masdar == "-" {
        return None;
    }
    let limit = limit.min(at + 40).min(text.len());
    let mut end = at + 1;
    while end < limit && !text.tag(end).is(class::STOP | class::BREAK | class::AN | class::COLON | class::FIRST) {
        let next = text.cue(end).filter(|c| c.finite() && text.tag(end).name == 0);
        if next.is_some() && !text.tag(end).is(class::PERSON | class::BODY | class::VERBAL) && text.joined(end) {
            break;
        }
        end += 1;
    }
    // Of several that fit the nearest is taken.
    cue.lemma
        .masdar
        .split(' ')
        .filter_map(|taken| match taken {
            "∅" => object(text, cue, at, end),
            "ب" => attached(text, at, end),
            "ل" => None,
            preposition => after_preposition(text, at, end, preposition),
        })
        .min_by_key(|found| found.start)
}

/// `إلى`, `على`, `عن`, `من` and then the noun.
fn after_preposition(text: &Text<'_>, at: usize, end: usize, preposition: &str) -> Option<Masdar> {
    let folded = match preposition {
        "إلى" => "الي",
        "على" => "علي",
        other => other,
    };
    let found = (at + 1..end.min(at + 24)).find(|&i| {
        let tag = text.tag(i);
        tag.name == 0 && text.word(i) == folded && !text.tag(i + 1).is(class::AN | class::ADVERB)
    })?;
    // Nothing but the subject, a hearer and adverbs may stand between.
    let clear = (at + 1..found).all(|i| !text.tag(i).is(class::OPEN));
    let start = found + 1;
    if !clear || start >= end || !(text.tag(start).is(class::WORD | class::QUOTE) || text.tag(start).name != 0) {
        return None;
    }
    let who = subject(text, at + 1, found).filter(|w| w.certain);
    // A word between that is no subject is the verb's own object: `دعا المجتمعين إلى`.
    Some(Masdar { who, start, skip: 0, zone: found })
}

/// ب written onto the noun: `أشاد بالدور`, `طالب بوقف`.
fn attached(text: &Text<'_>, at: usize, end: usize) -> Option<Masdar> {
    let mut i = at + 1;
    let stop = end.min(at + 24);
    while i < stop {
        let tag = text.tag(i);
        if let Some((_, name)) = text.name_start(i) {
            let ours = text.proclitic(i) == "ب";
            if ours {
                return Some(Masdar {
                    who: subject(text, at + 1, i).filter(|w| w.certain),
                    start: i,
                    skip: 2,
                    zone: i,
                });
            }
            let _ = name;
            i = text.name_end(i);
            continue;
        }
        let word = text.word(i);
        let noun = word.strip_prefix('ب').filter(|rest| rest.len() >= 4);
        let fixed = tag.is(class::WORD) && (tag.clitics == 0 && tag.flags & !class::WORD != 0);
        let adverb = tag.is(class::ADVERB | class::ADJUNCT | class::AN)
            || matches!(word, "باسم" | "بين" | "بعد" | "بعض" | "بن" | "بحضور" | "بمناسبة" | "بشان" | "بدوره" | "بشدة");
        if noun.is_some() && !fixed && !adverb {
            // `رئيس الوزراء بالإنابة` is rare; the first ب after the subject is taken.
            return Some(Masdar { who: subject(text, at + 1, i).filter(|w| w.certain), start: i, skip: 2, zone: i });
        }
        if word == "ب" && text.opening(i + 1).is_some() {
            return Some(Masdar {
                who: subject(text, at + 1, i).filter(|w| w.certain),
                start: i + 1,
                skip: 0,
                zone: i,
            });
        }
        i += 1;
    }
    None
}

/// The object itself: `أكد ضرورة`, `أدانت الحكومة الغارات`.
fn object(text: &Text<'_>, cue: &Cue, at: usize, end: usize) -> Option<Masdar> {
    let condemn = matches!(cue.lemma.name, "أدان" | "استنكر" | "شجب" | "انتقد" | "ثمن");
    let verbal = |i: usize| {
        let tag = text.tag(i);
        let word = text.word(i);
        let listed = word.strip_prefix("ال").is_some_and(|bare| text.words.tag(bare).is(class::VERBAL));
        tag.is(class::WORD) && tag.name == 0 && tag.clitics == 0 && (tag.is(class::VERBAL) || listed || is_verbal(word))
            || tag.is(class::VERBAL) && tag.clitics == 0
    };
    let mut i = at + 1;
    // Straight after the verb: a pronoun subject.
    while i < end && text.tag(i).is(class::ADVERB) {
        i += 1;
    }
    if i >= end {
        return None;
    }
    let tag = text.tag(i);
    let speaks = tag.is(class::PERSON | class::BODY | class::DOCUMENT | class::OUTLET) || tag.name != 0;
    if verbal(i) && !speaks {
        return Some(Masdar { who: None, start: i, skip: 0, zone: i });
    }
    if cue.morph == Morph::Participle {
        let noun = tag.is(class::WORD) && text.word(i).starts_with("ال") && condemn;
        return noun.then_some(Masdar { who: None, start: i, skip: 0, zone: i });
    }
    // After the subject, and after a phrase between commas: `وأبرز الحفيان، في تصريح لكذا، الإضافة`.
    let who = subject(text, at + 1, end).filter(|w| w.certain)?;
    let mut next = match who.name {
        Some(_) => text.name_end(who.token),
        None => noun_phrase_end(text, who.token, end),
    };
    if who.name.is_some() && text.tag(next).is(class::QUOTE) {
        next += 1;
    }
    let mut commas = false;
    while next < end {
        let tag = text.tag(next);
        if tag.is(class::COMMA) {
            commas = true;
            next += 1;
        } else if tag.is(class::ADVERB | class::NISBA) && !text.joined(next) {
            next += 1;
        } else if tag.is(class::OPEN) {
            next = (next..end).find(|&j| text.tag(j).is(class::CLOSE))? + 1;
        } else if commas && matches!(text.word(next), "وهو" | "وهي" | "الذي" | "التي") {
            next = (next..end).find(|&j| text.tag(j).is(class::COMMA))?;
        } else if tag.is(class::IN | class::ADJUNCT) || tag.clitics & clitic::LAM != 0 {
            // A phrase of occasion, up to its comma.
            next = (next..end).find(|&j| text.tag(j).is(class::COMMA))?;
        } else {
            break;
        }
    }
    if next >= end {
        return None;
    }
    let definite = text.word(next).starts_with("ال") && text.tag(next).is(class::WORD);
    let construct =
        condemn && text.tag(next).is(class::WORD) && text.word(next + 1).starts_with("ال") && !text.joined(next);
    let takes = verbal(next) || construct || (condemn || commas && cue.lemma.name == "أبرز") && definite;
    (takes && text.tag(next).name == 0).then_some(Masdar { who: Some(who), start: next, skip: 0, zone: next })
}
