//! Where a reported clause begins and ends.

use super::speaker::of_his_side;
use super::text::Text;
use super::words::{Cue, Morph, class, clitic};

/// What a verb of speech is followed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// A clause after أن, from this token on.
    Clause(usize),
    /// The pair of quotation marks with this opening mark.
    Quoted(usize),
    /// Words after a colon, from this token on.
    Colon(usize),
}

/// What was found after a verb.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Complement {
    pub said: Said,
    /// One past the tokens that may hold subject and outlet.
    pub zone: usize,
    /// `قوله`, `القول` on the way.
    pub noun: Option<usize>,
}

/// How far a complement may lie from its verb, in tokens.
const WINDOW: usize = 60;
/// Longest clause, in tokens: bounds the work on hostile texts.
const LONGEST: usize = 260;

/// The complement of the cue at `at`, before `limit`.
pub(crate) fn complement(text: &Text<'_>, cue: &Cue, at: usize, limit: usize) -> Option<Complement> {
    let stop = limit.min(at + WINDOW).min(text.len());
    let mut noun = None;
    let mut j = at + 1;
    while j < stop {
        let tag = text.tag(j);
        if tag.is(class::FIRST | class::BREAK | class::STOP) {
            return None;
        }
        if tag.is(class::COLON) {
            let time =
                text.tag(j - 1).is(class::NUMBER) && text.tag(j + 1).is(class::NUMBER) || text.word(j + 1) == "/";
            if time {
                j += 1;
                continue;
            }
            let mut start = j + 1;
            if text.tag(start).is(class::BREAK) {
                start += 1;
            }
            if start >= limit {
                return None;
            }
            let said = if text.opening(start).is_some_and(|p| p.len() >= 2) {
                Said::Quoted(start)
            } else {
                Said::Colon(start)
            };
            return Some(Complement { said, zone: j, noun });
        }
        if tag.is(class::QUOTE) {
            let pair = text.opening(j)?;
            let short = pair.len() < 3 && !ends_clause(text, pair.after);
            let quoted_name = text.is_title(pair) || short;
            if !quoted_name {
                return Some(Complement { said: Said::Quoted(j), zone: j, noun });
            }
            j = pair.after.max(j + 1);
            continue;
        }
        // Another clause: `..., وعرض العلماء`.
        if tag.is(class::COMMA) && new_clause(text, j + 1) {
            return None;
        }
        if tag.is(class::OPEN) {
            let close = (j + 1..stop.min(j + 30)).find(|&i| text.tag(i).is(class::CLOSE));
            j = close.map_or(j + 1, |c| c + 1);
            continue;
        }
        if tag.is(class::AN) && tag.name == 0 {
            if takes_an(text, cue, at, j) {
                let mut start = j + 1;
                if text.tag(start).is(class::COMMA | class::COLON) {
                    start += 1;
                }
                let quoted =
                    text.opening(start).filter(|p| p.len() >= 4 || ends_clause(text, p.after) && !text.is_title(*p));
                let said = if quoted.is_some() { Said::Quoted(start) } else { Said::Clause(start) };
                let zone = if text.tag(j - 1).is(class::PREPOSITION) && j - 1 > at { j - 1 } else { j };
                return (start < limit).then_some(Complement { said, zone, noun });
            }
        } else if tag.is(class::RELATIVE) && text.tag(j - 1).is(class::COMMA) {
            // `المصدر، الذي فضل عدم الكشف عن هويته، أن`
            j = (j + 1..stop.min(j + 30)).find(|&i| text.tag(i).is(class::COMMA)).unwrap_or(j + 1);
            continue;
        } else if tag.is(class::CLAUSE_BREAK) {
            return None;
        } else if tag.name == 0 {
            if let Some(other) = text.cue(j) {
                match other.morph {
                    Morph::Noun => noun = Some(j),
                    Morph::Participle if adjacent(text, other, j) && j > at + 1 => return None,
                    Morph::Perfect | Morph::Imperfect
                        if !tag.is(class::PERSON | class::BODY | class::DOCUMENT | class::EVENT)
                            && (text.joined(j) || !ambiguous(text.word(j))) =>
                    {
                        return None;
                    }
                    _ => {}
                }
            }
        }
        j += 1;
    }
    None
}

/// Whether a word after a comma begins another clause: و before what is no noun known to speak and no name.
fn new_clause(text: &Text<'_>, at: usize) -> bool {
    let tag = text.tag(at);
    let word = text.word(at);
    // `تقول مؤسسته، وعمرها 26 سنة، إن`: a remark between commas.
    let remark = (at + 1..at + 10).find(|&i| text.tag(i).is(class::COMMA | class::STOP)).is_some_and(|i| {
        text.tag(i).is(class::COMMA) && text.tag(i + 1).is(class::AN | class::QUOTE | class::COLON | class::PREPOSITION)
    });
    !remark
        && tag.name == 0
        && word.starts_with('و')
        && !tag.is(class::PERSON
            | class::BODY
            | class::RELATIVE
            | class::DOCUMENT
            | class::OUTLET
            | class::ADVERB
            | class::AN)
        && !word.starts_with("وال")
        && !matches!(word, "وهو" | "وهي" | "وهم" | "وفي" | "وفق" | "وفقا" | "وخلال" | "وعلي" | "ومن" | "وذلك")
        && word.len() > 4
}

/// Words that are forms of reporting verbs but mostly something else.
pub(crate) fn ambiguous(word: &str) -> bool {
    matches!(
        word,
        "بين"
            | "عبر"
            | "علم"
            | "رد"
            | "ردا"
            | "امل"
            | "عقب"
            | "ورد"
            | "حذر"
            | "تعد"
            | "كتب"
            | "امر"
            | "تدين"
            | "جدد"
            | "ذكر"
            | "ختم"
            | "لمح"
            | "علق"
            | "وصف"
            | "تابع"
            | "تجدد"
            | "ترد"
            | "تعلق"
            | "تنبه"
            | "يرد"
            | "زاد"
            | "وعد"
            | "تبلغ"
            | "يبلغ"
            | "يحمل"
            | "نقل"
            | "كشف"
            | "طالب"
            | "حمل"
            | "نشر"
            | "شرح"
            | "كبار"
            | "قول"
            | "شدد"
            | "تكرر"
            | "تفسر"
            | "روت"
            | "حث"
    )
}

/// Whether أن at `an` belongs to the cue at `at`.
fn takes_an(text: &Text<'_>, cue: &Cue, at: usize, an: usize) -> bool {
    if text.tag(an).clitics & (clitic::LAM | clitic::KAF) != 0 {
        return false;
    }
    let before = an - 1;
    if before == at {
        return !matches!(cue.lemma.name, "عبر" | "أعرب");
    }
    let tag = text.tag(before);
    let word = text.word(before);
    if matches!(cue.lemma.name, "عبر" | "أعرب") && word != "عن" {
        return false;
    }
    if tag.is(class::PREPOSITION) && tag.name == 0 {
        return cue.lemma.clause.split(' ').any(|taken| match taken {
            "إلى" => word == "الي",
            "على" => word == "علي",
            other => word == other,
        });
    }
    let own = tag.is(class::OWN) && tag.name == 0 || super::phrase::looks_like_verb(text, before);
    !own && an - at <= 45
}

/// As [`adjacent`], without a verbal noun: `تدابير مشددة على الحدود` reports nothing.
pub(crate) fn speaks_at_once(text: &Text<'_>, cue: &Cue, at: usize) -> bool {
    let an = text.tag(at + 1).is(class::AN | class::COLON | class::QUOTE) || text.tag(at + 2).is(class::AN);
    an && adjacent(text, cue, at)
}

/// Whether a participle's complement follows at once: `مؤكدا أن`, `مشيرا إلى أن`, `مضيفا: «`.
pub(crate) fn adjacent(text: &Text<'_>, cue: &Cue, at: usize) -> bool {
    let next = text.tag(at + 1);
    if next.is(class::AN) && next.clitics & (clitic::LAM | clitic::KAF) == 0 || next.is(class::COLON) {
        return true;
    }
    if next.is(class::QUOTE) {
        return text.opening(at + 1).is_some_and(|p| p.len() >= 2);
    }
    if next.is(class::PREPOSITION) {
        let taken = |list: &str| {
            list.split(' ').any(|t| match t {
                "إلى" => text.word(at + 1) == "الي",
                "على" => text.word(at + 1) == "علي",
                other => text.word(at + 1) == other,
            })
        };
        return text.tag(at + 2).is(class::AN) && taken(cue.lemma.clause) || taken(cue.lemma.masdar);
    }
    false
}

/// Whether a clause is over at `at`: punctuation or nothing follows.
pub(crate) fn ends_clause(text: &Text<'_>, at: usize) -> bool {
    at >= text.len() || text.tag(at).is(class::COMMA | class::STOP | class::BREAK | class::FIRST | class::CLOSE)
}

/// One past the last token of the clause that begins at `start`, before `limit`.
pub(crate) fn clause_end(text: &Text<'_>, start: usize, limit: usize) -> usize {
    let stop = limit.min(start + LONGEST).min(text.len());
    let mut at = start;
    while at < stop {
        let tag = text.tag(at);
        if at > start && tag.is(class::FIRST) {
            break;
        }
        if let Some(pair) = text.opening(at) {
            // Stops inside the marks do not end the clause, if the marks close.
            if pair.after > pair.end && pair.after <= stop {
                at = pair.after;
                continue;
            }
        }
        if tag.is(class::COMMA) {
            if ends_after_comma(text, at + 1, stop) {
                break;
            }
        } else if tag.name == 0 && at > start + 1 {
            if let Some(cue) = text.cue(at) {
                if cue.morph == Morph::Participle && speaks_at_once(text, cue, at) && !text.tag(at).is(class::PERSON) {
                    break;
                }
                if cue.finite() && text.joined(at) && starts_statement(text, cue, at, 12) {
                    break;
                }
            }
            if said_so(text, at) {
                break;
            }
        }
        at += 1;
    }
    trim(text, start, at.min(stop))
}

/// Whether what follows a comma is no longer said by the speaker.
fn ends_after_comma(text: &Text<'_>, at: usize, stop: usize) -> bool {
    if at >= stop {
        return false;
    }
    let tag = text.tag(at);
    if said_so(text, at) || tag.is(class::ACCORDING) && text.cue(at).is_none() {
        return true;
    }
    if let Some(cue) = text.cue(at).filter(|_| tag.name == 0 && !tag.is(class::PERSON | class::BODY)) {
        match cue.morph {
            Morph::Participle => return participle(text, cue, at),
            Morph::Noun => {}
            _ if text.joined(at) && !ambiguous(text.bare(at)) => return true,
            _ if starts_statement(text, cue, at, 6) && !ambiguous(text.bare(at)) => return true,
            _ => {}
        }
    }
    if tag.is(class::CLAUSE_BREAK) || is_but(text.word(at)) {
        return (at + 1..(at + 5).min(stop)).any(|i| {
            text.tag(i).name == 0
                && text.cue(i).is_some_and(|c| c.finite())
                && (i == at + 1 || !ambiguous(text.word(i)))
        });
    }
    of_his_side(text, at)
        && (text.word(at + 1).ends_with('ه')
            || text.word(at + 1).ends_with('ا')
            || text.tag(at + 2).is(class::NISBA)
            || text.word(at + 2) == "اخري")
        || also(text, at)
        || matches!((text.word(at), text.word(at + 1)), ("في" | "وفي", "اشارة") | ("كما", "قال") | ("علي", "حد"))
}

/// `لكنها`: the speaker goes on after the clause.
pub(crate) fn is_but(word: &str) -> bool {
    matches!(word, "لكنه" | "لكنها" | "لكنهم" | "ولكنه" | "ولكنها" | "لكن" | "ولكن")
}

/// `كما` before a verb: the reporter goes on. `كما أن` and `كما هو` belong to the clause.
fn also(text: &Text<'_>, at: usize) -> bool {
    let next = text.tag(at + 1);
    let word = text.word(at + 1);
    text.word(at) == "كما"
        && next.name == 0
        && !next.is(class::AN | class::IN | class::PREPOSITION | class::PERSON | class::BODY)
        && !word.starts_with("ال")
        && !matches!(word, "هو" | "هي" | "لو" | "لا" | "لم" | "كان" | "كانت" | "ينبغي" | "يجب")
}

/// Whether a participle after a comma begins a statement of its own.
fn participle(text: &Text<'_>, cue: &Cue, at: usize) -> bool {
    if adjacent(text, cue, at) {
        return true;
    }
    let limit = (at + 25).min(text.len());
    complement(text, cue, at, limit).is_some() || super::masdar::masdar(text, cue, at, limit).is_some()
}

/// Whether a finite verb at `at` begins a statement: what is said follows within `near` tokens.
fn starts_statement(text: &Text<'_>, cue: &Cue, at: usize, near: usize) -> bool {
    if text.tag(at).is(class::PERSON | class::BODY | class::DOCUMENT) {
        return false;
    }
    complement(text, cue, at, at + near + 2).is_some_and(|c| c.zone <= at + near)
}

/// `على حد قوله`, `وفق تعبيره`, `بحسب وصفها`.
pub(crate) fn said_so(text: &Text<'_>, at: usize) -> bool {
    let own = |i: usize| {
        matches!(
            text.word(i),
            "قوله"
                | "قولها"
                | "قولهم"
                | "تعبيره"
                | "تعبيرها"
                | "تعبيرهم"
                | "وصفه"
                | "وصفها"
                | "وصفهم"
                | "رايه"
                | "رايها"
        )
    };
    text.tag(at).is(class::ACCORDING) && own(at + 1)
        || text.word(at) == "علي"
            && text.word(at + 1) == "حد"
            && (own(at + 2) || matches!(text.word(at + 2), "قول" | "تعبير" | "وصف"))
}

/// Leaves out the punctuation at the end and a closing mark whose partner lies before.
fn trim(text: &Text<'_>, start: usize, mut end: usize) -> usize {
    while end > start {
        let last = end - 1;
        let tag = text.tag(last);
        let stray = tag.is(class::QUOTE) && text.closing(last).is_none_or(|(_, p)| p.open < start);
        let bracket = tag.is(class::OPEN);
        if !(tag.is(class::COMMA | class::STOP | class::BREAK | class::COLON)
            || stray
            || bracket
            || matches!(text.word(last), "-" | "و"))
        {
            break;
        }
        end -= 1;
    }
    end
}
