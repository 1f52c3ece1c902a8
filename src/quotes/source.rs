//! Sources given by a phrase: `بحسب مصادر محلية`, `وفقا لتقارير غربية`, `نقلا عن رويترز`, `على حد تعبير فلان`.

use super::phrase::noun_phrase_end;
use super::speaker::{Who, phrase, subject};
use super::text::Text;
use super::words::{class, clitic};

/// A source phrase.
pub(crate) struct Source {
    /// The source; `None` for a pronoun (`بحسب قوله`).
    pub who: Option<Who>,
    /// One past the phrase.
    pub end: usize,
}

/// Reads the source phrase that begins at `at`.
pub(crate) fn according(text: &Text<'_>, at: usize, limit: usize) -> Option<Source> {
    let word = text.bare(at);
    let mut start = at + 1;
    let next = text.tag(start);
    if super::clause::said_so(text, at) {
        return Some(Source { who: None, end: start + 1 });
    }
    match word {
        "نقلا" if text.word(start) == "عن" => start += 1,
        "استنادا" if text.word(start) == "الي" => start += 1,
        "نقلا" | "استنادا" => return None,
        // The noun must carry ل.
        "وفقا" | "طبقا"
            if next.clitics & clitic::LAM == 0 && text.proclitic(start) != "ل" && text.word(start) != "ل" =>
        {
            return None;
        }
        _ => {}
    }
    // `بحسب ما ذكرت وكالة X`, `حسبما أفاد مصدر`
    if matches!(text.word(start), "ما" | "لما") || word == "حسبما" {
        let verb = if word == "حسبما" { start } else { start + 1 };
        let cue = text.cue(verb).filter(|c| c.finite())?;
        let _ = cue;
        let stop = (verb + 1..(verb + 16).min(limit))
            .find(|&i| text.tag(i).is(class::COMMA | class::STOP | class::BREAK | class::FIRST))
            .unwrap_or((verb + 16).min(limit));
        let who = subject(text, verb + 1, stop)?;
        return Some(Source { who: Some(who), end: stop });
    }
    if matches!(text.word(start), "قول" | "تعبير" | "راي" | "وصف" | "رواية" | "تصريحات" | "تصريح")
        && text.tag(start + 1).name != 0
    {
        start += 1;
    }
    let limit = limit.min(start + 16);
    if start >= limit {
        return None;
    }
    if text.word(start) == "ل" {
        // `وفقا ل"رويترز"`
        let pair = text.opening(start + 1)?;
        let who = phrase(text, pair.start, pair.end)?;
        return Some(Source { who: Some(Who { span: text.span(pair.start, pair.end), ..who }), end: pair.after });
    }
    let tag = text.tag(start);
    if let Some((_, name)) = text.name_start(start) {
        let speaks = matches!(name.label, crate::entity::Label::Per | crate::entity::Label::Org);
        let end = noun_phrase_end(text, start, limit);
        return phrase(text, start, limit).filter(|_| speaks).map(|who| Source { who: Some(who), end });
    }
    let speaks =
        tag.is(class::PERSON | class::DOCUMENT | class::OUTLET | class::BODY) && (tag.clitics & !clitic::LAM) == 0;
    if !speaks {
        return None;
    }
    let end = noun_phrase_end(text, start, limit);
    let who = phrase(text, start, limit)
        .or_else(|| Some(Who { span: text.span(start, end), name: None, role: None, token: start, certain: true }))?;
    let mut who = who;
    if who.name.is_none() {
        // Without the ل of `وفقا لمصادر`; after لل the second lam begins the noun.
        who.span.start = text.span(start, end).start + tag.skip as usize;
    }
    Some(Source { who: Some(who), end: end.max(start + 1) })
}
