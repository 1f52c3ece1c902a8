//! The pass over the text: at each reporting word, what was said and by whom.

use super::Statement;
use super::clause::{Said, ambiguous, clause_end, complement, ends_clause, speaks_at_once};
use super::masdar::masdar;
use super::outlet::outlet;
use super::pronoun::Memory;
use super::source;
use super::speaker::{Who, before, subject};
use super::text::Text;
use super::words::{Cue, Morph, Use, class};
use crate::document::QuoteKind;
use crate::span::Span;

/// Everything that was said in the text.
pub(crate) fn report(text: &Text<'_>) -> Vec<Statement> {
    let mut pass = Pass {
        text,
        out: Vec::new(),
        memory: Memory::default(),
        used: vec![false; text.pairs.len()],
        outer: 0,
        inside: Vec::new(),
        sentence: 0,
        previous: 0,
    };
    for at in 0..text.len() {
        let tag = text.tag(at);
        if tag.is(class::FIRST) {
            pass.previous = pass.sentence;
            pass.sentence = at;
        }
        if tag.is(class::FIRST) && tag.flags & class::BREAK == 0 {
            pass.headline(at);
        }
        if tag.pair != 0 {
            if let Some(pair) = text.opening(at).filter(|p| p.len() >= 3) {
                pass.inside.push(pair.end);
            }
        }
        if tag.name != 0 || tag.cue == 0 && !tag.is(class::ACCORDING) {
            continue;
        }
        while pass.inside.last().is_some_and(|&end| end <= at) {
            pass.inside.pop();
        }
        if let Some(cue) = text.cue(at) {
            pass.cue(at, cue);
        } else {
            pass.according(at);
        }
    }
    let mut out = pass.out;
    out.sort_by_key(|s| (s.span.start, std::cmp::Reverse(s.span.end)));
    out.dedup_by(|b, a| a.span == b.span);
    out
}

struct Pass<'t, 'a> {
    text: &'t Text<'a>,
    out: Vec<Statement>,
    memory: Memory,
    /// Pairs of quotation marks that are already somebody's words.
    used: Vec<bool>,
    /// End of the latest statement that is not inside another.
    outer: usize,
    /// Ends of the quotation marks around the current token.
    inside: Vec<usize>,
    sentence: usize,
    previous: usize,
}

/// A statement found, before it is written down.
struct Found {
    start: usize,
    end: usize,
    /// Bytes of a preposition written onto the first token.
    skip: usize,
    form: &'static str,
    /// One past the tokens that may name an outlet.
    zone: usize,
    cue: usize,
}

impl Pass<'_, '_> {
    fn limit(&self) -> usize {
        self.inside.last().copied().unwrap_or(self.text.len())
    }

    fn cue(&mut self, at: usize, cue: &Cue) {
        let text = self.text;
        let tag = text.tag(at);
        if tag.is(class::PERSON | class::BODY) && !text.joined(at) && !cue.finite() {
            return;
        }
        match (cue.morph, cue.lemma.usage) {
            (Morph::Noun, _) => self.noun(at, cue),
            (Morph::Participle, _) => self.participle(at, cue),
            (_, Use::Document) => self.document(at, cue),
            _ if cue.lemma.name == "نقل" => self.relay(at, cue),
            _ => self.finite(at, cue),
        }
    }

    /// A verb: `قال مصدر إن`, `وأضاف: «`, `المصدر أكد أن`, `وأكد ضرورة`, `«…»، يقول فلان`.
    fn finite(&mut self, at: usize, cue: &Cue) {
        let text = self.text;
        let prior = at.checked_sub(1).map_or("", |b| text.word(b));
        if !text.tag(at).is(class::FIRST) && at > 0 {
            let before = text.tag(at - 1);
            let negated = matches!(prior, "لم" | "لن" | "لا" | "ولم" | "ولن" | "ولا" | "فلم");
            let subjunctive = prior.ends_with("ان") && before.is(class::AN) && cue.morph == Morph::Imperfect;
            // No verb follows a preposition: `القدرة على تذكر`.
            let noun = before.is(class::PREPOSITION | class::IN) && before.name == 0 && !text.joined(at);
            if negated || subjunctive || noun {
                return;
            }
        }
        let limit = self.limit();
        let as_said = matches!(prior, "ما" | "حسبما" | "مثلما" | "وفقما");
        if let Some(found) = complement(text, cue, at, limit) {
            if self.fits(at, cue, &found.said, found.zone) {
                let mut who = subject(text, at + 1, found.zone);
                if who.is_none() && !text.joined(at) {
                    who = before(text, at);
                }
                if cue.lemma.usage == Use::Learn && !who.is_some_and(|w| is_body(text, w)) {
                    return;
                }
                // `وأعتقد` is the first person far more often; `كتب جديدة` are books.
                let doubtful = cue.lemma.name == "اعتقد" && cue.morph == Morph::Perfect
                    || ambiguous(text.word(at)) && !text.joined(at) && !who.is_some_and(|w| w.certain);
                if who.is_none() && (idiom(text, at, cue) || doubtful) || doubtful && cue.lemma.name == "كتب" {
                    return;
                }
                self.said(at, cue, who, found.said, found.zone);
                return;
            }
        }
        if matches!(cue.lemma.usage, Use::Free | Use::Speech | Use::Mark) && !text.joined(at) && self.trailing(at, cue)
        {
            return;
        }
        if as_said || cue.lemma.usage != Use::Free {
            return;
        }
        self.verbal(at, cue);
    }

    /// Whether the lemma takes this complement here.
    fn fits(&self, at: usize, cue: &Cue, said: &Said, zone: usize) -> bool {
        let text = self.text;
        let near = zone - at <= 30;
        match (cue.lemma.usage, said) {
            (Use::Free | Use::Speech, Said::Clause(_)) => {
                near && (text.joined(at) || !ambiguous(text.word(at)) || zone - at <= 14)
            }
            (Use::Free | Use::Speech, _) => true,
            (Use::Clause, Said::Clause(_)) => near,
            (Use::Clause, Said::Quoted(open)) => text.tag(open.saturating_sub(1)).is(class::AN),
            (Use::Clause, Said::Colon(_)) => false,
            (Use::Mark, Said::Clause(_)) => false,
            (Use::Mark, Said::Quoted(open)) => !text.tag(open.saturating_sub(1)).is(class::AN) && zone - at <= 12,
            (Use::Mark, Said::Colon(_)) => zone - at <= 12,
            (Use::Strict, Said::Clause(_) | Said::Quoted(_)) => {
                let begins =
                    text.joined(at) || text.tag(at).is(class::FIRST) || text.tag(at.saturating_sub(1)).is(class::COMMA);
                begins && zone - at <= 8 && (zone == at + 1 || subject(text, at + 1, zone).is_some_and(|w| w.certain))
            }
            (Use::Strict, Said::Colon(_)) => false,
            (Use::Learn, Said::Clause(_)) => zone - at <= 6,
            (Use::Learn | Use::Document, _) => false,
        }
    }

    /// Writes down a clause, a quotation or the words after a colon.
    fn said(&mut self, at: usize, cue: &Cue, who: Option<Who>, said: Said, zone: usize) {
        let text = self.text;
        let limit = self.limit();
        let (start, end, form) = match said {
            Said::Quoted(open) => {
                let Some(pair) = text.opening(open) else { return };
                let number = text.tag(open).pair as usize - 1;
                if std::mem::replace(&mut self.used[number], true) {
                    return;
                }
                (pair.start, pair.end.min(limit), "quoted")
            }
            Said::Colon(start) => (start, clause_end(text, start, limit), "colon"),
            Said::Clause(start) => (start, clause_end(text, start, limit), "clause"),
        };
        self.write(Found { start, end, skip: 0, form, zone, cue: at }, Some(cue), who);
    }

    /// A verbal-noun statement.
    fn verbal(&mut self, at: usize, cue: &Cue) {
        let text = self.text;
        let limit = self.limit();
        let Some(found) = masdar(text, cue, at, limit) else {
            // A subject without a statement still is the one who speaks next: `وعلق الوزير على الحادث مؤكدا`.
            if at >= self.outer && self.inside.is_empty() {
                if let Some(who) = subject(text, at + 1, (at + 12).min(limit)).filter(|w| w.certain) {
                    self.memory.speak(who, Some(cue), at);
                }
            }
            return;
        };
        let mut who = found.who;
        if who.is_none() && cue.finite() && !text.joined(at) {
            who = before(text, at);
        }
        // Nobody is known to speak: a pronoun only where the verb begins its clause.
        let begins = text.joined(at)
            || text.tag(at).is(class::FIRST)
            || cue.morph == Morph::Participle
            || matches!(text.word(at.saturating_sub(1)), "كما" | "،" | "قد" | "و");
        if who.is_none() && !begins || who.is_none() && idiom(text, at, cue) {
            return;
        }
        // `وشدد على ضرورة «…»`: the words themselves.
        let quoted = (found.start..(found.start + 4).min(limit)).find_map(|i| text.opening(i));
        if let Some(pair) = quoted.filter(|p| p.len() >= 4 && ends_clause(text, p.after)) {
            self.said(at, cue, who, Said::Quoted(pair.open), found.zone);
            return;
        }
        let end = clause_end(text, found.start, limit);
        if end <= found.start + 1 && who.is_none() {
            return;
        }
        self.write(
            Found { start: found.start, end, skip: found.skip, form: "masdar", zone: found.zone, cue: at },
            Some(cue),
            who,
        );
    }

    /// `مشيرا إلى أن`, `مضيفة: «`, `مؤكدا ضرورة`.
    fn participle(&mut self, at: usize, cue: &Cue) {
        let text = self.text;
        let after_comma = at > 0 && text.tag(at - 1).is(class::COMMA);
        let close = speaks_at_once(text, cue, at);
        // Many feminine participles are nouns too (`مطالبة`, `متابعة`): these need their complement at once.
        if cue.feminine && !close && !after_comma || at < self.outer {
            return;
        }
        let limit = self.limit();
        if let Some(found) = complement(text, cue, at, limit.min(at + 30)) {
            if !matches!(cue.lemma.usage, Use::Strict) || zone_is_near(at, found.zone) {
                self.said(at, cue, None, found.said, found.zone);
                return;
            }
        }
        if cue.lemma.usage == Use::Free {
            self.verbal(at, cue);
        }
    }

    /// `قوله إن`, `بالقول: «`.
    fn noun(&mut self, at: usize, cue: &Cue) {
        let text = self.text;
        if at < self.outer || cue.lemma.name != "قال" && !text.tag(at + 1).is(class::AN) {
            return;
        }
        let limit = self.limit();
        let Some(found) = complement(text, cue, at, limit.min(at + 6)) else { return };
        // `عن فلان قوله`: the source stands before.
        let from =
            (at.saturating_sub(24)..at).rev().find(|&i| matches!(text.word(i), "عن" | "الي") && text.tag(i).name == 0);
        let who = from.filter(|&i| i >= self.sentence).and_then(|i| subject(text, i + 1, at)).filter(|w| w.certain);
        self.said(at, cue, who, found.said, found.zone);
    }

    /// `نقلت وكالة X عن Y قوله إن`.
    fn relay(&mut self, at: usize, cue: &Cue) {
        let text = self.text;
        let limit = self.limit();
        let Some(found) = complement(text, cue, at, limit) else { return };
        let Some(from) = (at + 1..found.zone).find(|&i| text.word(i) == "عن" && text.tag(i).name == 0) else {
            return;
        };
        let who = subject(text, from + 1, found.noun.unwrap_or(found.zone));
        let medium = subject(text, at + 1, from);
        let cue_at = found.noun.unwrap_or(at);
        let count = self.out.len();
        // The verb agrees with the medium and says nothing of the source.
        let cue = Cue { morph: Morph::Noun, ..*cue };
        self.said(cue_at, &cue, who, found.said, found.zone);
        if let (Some(medium), Some(statement)) = (medium.filter(|m| m.name.is_some()), self.out.get_mut(count)) {
            statement.outlet = Some(medium.span);
        }
    }

    /// `جاء في البيان أن`; `ورد` may also be و + رد.
    fn document(&mut self, at: usize, cue: &Cue) {
        let text = self.text;
        let limit = self.limit();
        let source = (at + 1..at + 4).find(|&i| text.tag(i).is(class::IN));
        let noun =
            source.map(|i| i + 1).filter(|&i| text.tag(i).is(class::DOCUMENT | class::EVENT) && text.tag(i).name == 0);
        let Some(found) = complement(text, cue, at, limit).filter(|c| c.zone - at <= 16) else { return };
        let who = match noun {
            Some(noun) => {
                let end = super::phrase::noun_phrase_end(text, noun, found.zone);
                Some(Who { span: text.span(noun, end), name: None, role: None, token: noun, certain: true })
            }
            None if text.word(at).starts_with("ورد") && !matches!(found.said, Said::Clause(_)) => {
                subject(text, at + 1, found.zone)
            }
            None => return,
        };
        self.said(at, cue, who, found.said, found.zone);
    }

    /// `شاهد عيان: سمعنا الانفجار`, `النجار: لن نتراجع`: a source, a colon and its words, at the beginning of a sentence.
    ///
    /// A bare name counts on a line of its own only (a headline): elsewhere it may be the writer's.
    fn headline(&mut self, at: usize) {
        let text = self.text;
        let tag = text.tag(at);
        let named = text.name_start(at).is_some_and(|(_, n)| Text::is_person(n)) && text.proclitic(at).is_empty();
        let titled = tag.is(class::PERSON) && tag.name == 0 && tag.cue == 0;
        if !named && !titled {
            return;
        }
        let Some(colon) = (at + 1..(at + 14).min(text.len()))
            .find(|&i| text.tag(i).is(class::COLON | class::STOP | class::BREAK | class::COMMA | class::AN))
        else {
            return;
        };
        let start = colon + 1;
        if !text.tag(colon).is(class::COLON)
            || text.tag(start).is(class::BREAK | class::NUMBER)
            || self.inside.last().is_some_and(|&e| e > at)
        {
            return;
        }
        if (at..colon).any(|i| {
            text.tag(i).name == 0
                && text.cue(i).is_some_and(Cue::finite)
                && !text.tag(i).is(class::PERSON | class::BODY)
        }) {
            return;
        }
        let Some(who) = super::speaker::phrase(text, at, colon) else { return };
        let reach = if named { text.name_end(at) } else { super::phrase::noun_phrase_end(text, at, colon) };
        let end = clause_end(text, start, text.len());
        let line = text.tag(end).is(class::BREAK) || end >= text.len() || text.tag(end + 1).is(class::BREAK);
        let alone = at == 0 || text.tag(at - 1).is(class::BREAK);
        let bare = named && reach == colon;
        if end < start + 3 || bare && !(line && alone && end - start <= 24) || reach + 2 < colon {
            return;
        }
        match text.opening(start).filter(|p| p.len() >= 3) {
            Some(pair) => {
                let number = text.tag(start).pair as usize - 1;
                self.used[number] = true;
                self.write(
                    Found { start: pair.start, end: pair.end, skip: 0, form: "quoted", zone: colon, cue: colon },
                    None,
                    Some(who),
                );
            }
            None => self.write(Found { start, end, skip: 0, form: "colon", zone: colon, cue: colon }, None, Some(who)),
        }
        if let Some(statement) = self.out.last_mut() {
            statement.cue = None;
        }
    }

    /// `«…»، يقول فلان`: the words stand before the verb.
    fn trailing(&mut self, at: usize, cue: &Cue) -> bool {
        let text = self.text;
        let Some((number, start, end)) = self.quoted_before(at) else { return false };
        let limit = self.limit();
        let stop = (at + 1..(at + 30).min(limit))
            .find(|&i| text.tag(i).is(class::STOP | class::BREAK | class::FIRST))
            .unwrap_or((at + 30).min(limit));
        let who = subject(text, at + 1, stop);
        self.used[number] = true;
        self.write(Found { start, end, skip: 0, form: "quoted", zone: stop, cue: at }, Some(cue), who);
        true
    }

    /// The unattributed quotation that ends just before `at`: its number and tokens.
    fn quoted_before(&self, at: usize) -> Option<(usize, usize, usize)> {
        let text = self.text;
        let mut j = at.checked_sub(1)?;
        if matches!(text.word(j), "كما" | "هكذا" | "ما" | "حسبما" | "بهذا" | "بهذه") {
            j = j.checked_sub(1)?;
        }
        while text.tag(j).is(class::COMMA) || text.word(j) == "-" {
            j = j.checked_sub(1)?;
        }
        let (number, pair) = text.closing(j)?;
        let free = !self.used.get(number).copied().unwrap_or(true);
        (free && pair.len() >= 3 && !text.is_title(pair)).then_some((number, pair.start, pair.end))
    }

    /// `بحسب مصادر محلية`, `وفقا لتقارير`, `على حد قوله`.
    fn according(&mut self, at: usize) {
        let text = self.text;
        let Some(source) = source::according(text, at, self.limit()) else { return };
        if let Some((number, start, end)) = self.quoted_before(at) {
            self.used[number] = true;
            self.write(Found { start, end, skip: 0, form: "quoted", zone: source.end, cue: at }, None, source.who);
            return;
        }
        let Some(who) = source.who else { return };
        if at <= self.sentence + 1 && at >= self.outer {
            // At the beginning: what follows is said.
            let mut start = source.end;
            if text.tag(start).is(class::COMMA) {
                start += 1;
            }
            if text.tag(start).is(class::AN) {
                start += 1;
            }
            if let Some(pair) = text.opening(start).filter(|p| p.len() >= 4) {
                let number = text.tag(start).pair as usize - 1;
                if !std::mem::replace(&mut self.used[number], true) {
                    self.write(
                        Found { start: pair.start, end: pair.end, skip: 0, form: "quoted", zone: source.end, cue: at },
                        None,
                        Some(who),
                    );
                }
                return;
            }
            let end = clause_end(text, start, self.limit());
            if end >= start + 2 {
                self.write(Found { start, end, skip: 0, form: "clause", zone: source.end, cue: at }, None, Some(who));
            }
            return;
        }
        // At the end: the clause before it, unless it is somebody's already.
        let Some(last) = at.checked_sub(1) else { return };
        let end = if text.tag(last).is(class::COMMA) { last } else { at };
        let mut start = self.sentence.max(self.outer);
        if self.outer > self.sentence && self.outer + 2 >= end || !self.inside.is_empty() {
            return;
        }
        // Bounded: a very long sentence must not be walked again for each source in it.
        start = start.max(end.saturating_sub(250));
        for i in start..end {
            if text.tag(i).is(class::CLAUSE_BREAK) && i > start && text.tag(i - 1).is(class::COMMA) {
                start = i + 1;
            }
        }
        if self.outer <= self.sentence && end >= start + 4 {
            self.write(Found { start, end, skip: 0, form: "clause", zone: source.end, cue: at }, None, Some(who));
        }
    }

    /// Writes a statement down, with its speaker made explicit.
    fn write(&mut self, found: Found, cue: Option<&Cue>, who: Option<Who>) {
        let text = self.text;
        let mut span = text.span(found.start, found.end);
        span.start += found.skip;
        let span = trim(text, span);
        if span.is_empty() || found.end <= found.start {
            return;
        }
        let nested = found.cue < self.outer || self.inside.last().is_some_and(|&end| end > found.cue);
        let mut speaker = who;
        if nested {
            // Inside another's words a pronoun could be anybody.
            if speaker.is_none() {
                return;
            }
        } else {
            match speaker {
                Some(who) => self.memory.speak(who, cue, found.cue),
                None => speaker = self.memory.resolve(text, cue, found.cue, self.sentence, self.previous),
            }
            self.memory.touch(found.end.max(found.cue));
            self.outer = found.end.max(self.outer);
        }
        let direct = matches!(found.form, "quoted" | "colon");
        let own = speaker
            .and_then(|w| is_media(text, w).then_some(w.span))
            .filter(|_| cue.is_some_and(|c| c.lemma.usage == Use::Learn));
        self.out.push(Statement {
            span,
            kind: if direct { QuoteKind::Direct } else { QuoteKind::Indirect },
            form: found.form,
            speaker: speaker.map(|w| w.span),
            speaker_name: speaker.and_then(|w| w.name),
            pronoun: who.is_none(),
            role: speaker.and_then(|w| w.role),
            cue: Some(text.span(found.cue, found.cue + 1)),
            outlet: own.or_else(|| outlet(text, found.cue + 1, found.zone)),
        });
    }
}

fn zone_is_near(at: usize, zone: usize) -> bool {
    zone - at <= 4
}

fn is_body(text: &Text<'_>, who: Who) -> bool {
    who.name.and_then(|n| text.names.get(n)).is_some_and(|n| !Text::is_person(n))
}

fn is_media(text: &Text<'_>, who: Who) -> bool {
    is_body(text, who)
}

/// Verbs that without a subject are passive or set phrases: `يذكر أن`, `يشار إلى أن`.
fn idiom(text: &Text<'_>, at: usize, cue: &Cue) -> bool {
    cue.morph == Morph::Imperfect
        && !cue.plural
        && !cue.feminine
        && matches!(
            text.bare(at),
            "يذكر"
                | "يشار"
                | "ينوه"
                | "يعتقد"
                | "يقال"
                | "يتوقع"
                | "يرجح"
                | "يعلن"
                | "ينقل"
                | "يقول"
                | "يكشف"
                | "يزعم"
                | "يري"
                | "يستبعد"
                | "يعتبر"
        )
        && !(text.bare(at) == "يقول" && text.joined(at))
}

/// The span without blanks and stray punctuation at its ends.
fn trim(text: &Text<'_>, span: Span) -> Span {
    let Some(inside) = span.slice(text.view.text) else { return Span::new(span.start, span.start) };
    let cut = |c: char| c.is_whitespace();
    let start = span.start + (inside.len() - inside.trim_start_matches(cut).len());
    let end = span.end - (inside.len() - inside.trim_end_matches(cut).len());
    Span::new(start, end)
}
