//! Pronoun subjects: who was it that spoke last.

use super::speaker::Who;
use super::text::Text;
use super::words::{Cue, class};
use crate::entity::Label;

/// How many speakers are remembered.
const DEPTH: usize = 4;

#[derive(Clone, Copy)]
struct Spoken {
    who: Who,
    /// As the verb that introduced the speaker has it; `None` where it could not tell.
    feminine: Option<bool>,
}

/// The speakers so far, the latest last.
#[derive(Default)]
pub(crate) struct Memory {
    spoken: Vec<Spoken>,
    /// The token of the latest cue.
    latest: usize,
}

impl Memory {
    /// Remembers who spoke, as the subject of `cue` at `at`.
    pub fn speak(&mut self, who: Who, cue: Option<&Cue>, at: usize) {
        let feminine = cue.filter(|c| c.finite()).map(|c| c.feminine);
        self.spoken.retain(|s| s.who.span != who.span);
        if self.spoken.len() == DEPTH {
            self.spoken.remove(0);
        }
        self.spoken.push(Spoken { who, feminine });
        self.latest = at;
    }

    /// A cue without a named subject was seen.
    pub fn touch(&mut self, at: usize) {
        self.latest = at;
    }

    /// Who the pronoun in `cue` at `at` stands for. `sentence` is the first token of its sentence, `previous` of the one
    /// before.
    pub fn resolve(
        &mut self,
        text: &Text<'_>,
        cue: Option<&Cue>,
        at: usize,
        sentence: usize,
        previous: usize,
    ) -> Option<Who> {
        // The subject of the sentence so far, unless somebody has spoken in it already.
        if self.spoken.is_empty() || self.latest < sentence {
            if let Some(who) = leading_person(text, sentence, at) {
                self.speak(who, None, at);
                return Some(who);
            }
        }
        if self.spoken.is_empty() || self.latest < previous {
            if let Some(who) = leading_person(text, previous, sentence.min(at)) {
                self.speak(who, None, at);
                return Some(who);
            }
        }
        let wanted = cue.map(|c| c.feminine);
        let agrees = |s: &&Spoken| wanted.is_none() || s.feminine.is_none() || s.feminine == wanted;
        let found = self.spoken.iter().rev().find(agrees).or(self.spoken.last()).map(|s| s.who)?;
        self.latest = at;
        Some(found)
    }
}

/// The first person named between two tokens who is not inside quotation marks or brackets: the likely subject.
fn leading_person(text: &Text<'_>, from: usize, to: usize) -> Option<Who> {
    let mut at = from;
    let to = to.min(from + 40);
    while at < to {
        let tag = text.tag(at);
        if let Some(pair) = text.opening(at) {
            at = pair.after.max(at + 1);
            continue;
        }
        if tag.is(class::OPEN | class::COLON) {
            return None;
        }
        if let Some((number, name)) = text.name_start(at) {
            if name.label == Label::Per && text.proclitic(at).is_empty() {
                let before = at.checked_sub(1).map(|b| text.tag(b)).unwrap_or_default();
                if before.is(class::PREPOSITION | class::IN | class::ADJUNCT) {
                    return None;
                }
                return Some(Who { span: name.span, name: Some(number), role: name.role, token: at, certain: true });
            }
        }
        at += 1;
    }
    None
}
