//! A text prepared for the rules: every token with what is known of it, names and quotation marks in place.

use super::Named;
use super::marks::{self, Pair};
use super::words::{Cue, Tag, Words, class, clitic};
use crate::entity::Label;
use crate::segment::{TokenKind, View};
use crate::span::Span;

/// The text as the rules see it.
pub(crate) struct Text<'a> {
    pub view: View<'a>,
    pub names: &'a [Named],
    pub tags: Vec<Tag>,
    pub pairs: Vec<Pair>,
    pub words: &'static Words,
}

impl<'a> Text<'a> {
    /// Looks up every token once. `names` are in the order of the text, without overlap.
    pub fn new(view: &View<'a>, names: &'a [Named]) -> Self {
        let words = Words::get();
        let mut tags: Vec<Tag> = Vec::with_capacity(view.tokens.len());
        let mut next = 0;
        for (at, token) in view.tokens.iter().enumerate() {
            let mut tag = match token.kind {
                TokenKind::Arabic => words.tag(view.word(at)),
                TokenKind::Latin => Tag { flags: class::WORD, ..Tag::default() },
                TokenKind::Number => Tag { flags: class::NUMBER, ..Tag::default() },
                TokenKind::Break => Tag { flags: class::BREAK, ..Tag::default() },
                TokenKind::Mark => Tag { flags: mark(view.word(at)), ..Tag::default() },
            };
            while names.get(next).is_some_and(|n| n.span.end <= token.span.start) {
                next += 1;
            }
            if names.get(next).is_some_and(|n| n.span.overlaps(token.span)) {
                tag.name = (next + 1) as u32;
            }
            tags.push(tag);
        }
        for sentence in view.sentences {
            if let Some(tag) = tags.get_mut(sentence.start) {
                tag.flags |= class::FIRST;
            }
        }
        let pairs = marks::pair(view, &mut tags);
        Self { view: *view, names, tags, pairs, words }
    }

    /// What was looked up, to be used again with the same names.
    pub fn into_parts(self) -> (Vec<Tag>, Vec<Pair>) {
        (self.tags, self.pairs)
    }

    /// The counterpart of [`Text::into_parts`].
    pub fn from_parts(view: &View<'a>, names: &'a [Named], parts: (Vec<Tag>, Vec<Pair>)) -> Self {
        Self { view: *view, names, tags: parts.0, pairs: parts.1, words: Words::get() }
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.tags.len()
    }

    /// What is known of a token; nothing past the end.
    #[inline]
    pub fn tag(&self, at: usize) -> Tag {
        self.tags.get(at).copied().unwrap_or_default()
    }

    /// The text of a token.
    #[inline]
    pub fn word(&self, at: usize) -> &'a str {
        self.view.word(at)
    }

    /// The text of a token without its proclitics.
    pub fn bare(&self, at: usize) -> &'a str {
        self.word(at).get(self.tag(at).skip as usize..).unwrap_or("")
    }

    /// The cue that stands at a token.
    #[inline]
    pub fn cue(&self, at: usize) -> Option<&'static Cue> {
        self.words.cue(&self.tag(at))
    }

    /// Whether و or ف is written before the word.
    pub fn joined(&self, at: usize) -> bool {
        self.tag(at).clitics & clitic::AND != 0
    }

    /// The pair that opens at a token.
    pub fn opening(&self, at: usize) -> Option<Pair> {
        let pair = *self.pairs.get((self.tag(at).pair as usize).checked_sub(1)?)?;
        (pair.open == at).then_some(pair)
    }

    /// The pair whose closing mark ends at a token.
    pub fn closing(&self, at: usize) -> Option<(usize, Pair)> {
        let number = (self.tag(at).pair as usize).checked_sub(1)?;
        let pair = *self.pairs.get(number)?;
        (pair.open != at && pair.after == at + 1).then_some((number, pair))
    }

    /// The name that covers a token.
    pub fn name(&self, at: usize) -> Option<(usize, &'a Named)> {
        let number = (self.tag(at).name as usize).checked_sub(1)?;
        Some((number, self.names.get(number)?))
    }

    /// The name whose first token this is.
    pub fn name_start(&self, at: usize) -> Option<(usize, &'a Named)> {
        let (number, name) = self.name(at)?;
        let before = at.checked_sub(1).and_then(|b| self.name(b));
        (before.map(|b| b.0) != Some(number)).then_some((number, name))
    }

    /// One past the last token of the name that covers `at`.
    pub fn name_end(&self, at: usize) -> usize {
        let number = self.tag(at).name;
        let mut end = at + 1;
        while number != 0 && self.tag(end).name == number {
            end += 1;
        }
        end
    }

    /// Whether the name at `at` begins inside its token, after a proclitic (`بعمران`), and which.
    pub fn proclitic(&self, at: usize) -> &'a str {
        let (Some(token), Some((_, name))) = (self.view.tokens.get(at), self.name_start(at)) else { return "" };
        self.view.text.get(token.span.start..name.span.start).unwrap_or("")
    }

    /// The bytes of tokens `start..end`.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let first = self.view.tokens.get(start).map_or(0, |t| t.span.start);
        let last = end.checked_sub(1).and_then(|e| self.view.tokens.get(e)).map_or(first, |t| t.span.end);
        Span::new(first, last)
    }

    /// Whether the words between these marks are a name, a title or a single expression, and not somebody's words.
    pub fn is_title(&self, pair: Pair) -> bool {
        let names = self.name_start(pair.start).is_some_and(|_| self.name_end(pair.start) >= pair.end);
        let before = pair.open.checked_sub(1).map(|b| self.tag(b)).unwrap_or_default();
        let headed = before.is(class::OUTLET | class::TITLED)
            || matches!(pair.open.checked_sub(1).map_or("", |b| self.word(b)), "ل" | "ب" | "لل");
        let words = pair.len();
        names || (headed && words <= 8) || words < 2
    }

    /// Whether the name that begins at `at` is a media body's.
    pub fn is_outlet(&self, at: usize) -> bool {
        let Some((_, name)) = self.name_start(at) else { return false };
        let surface = name.span.slice(self.view.text).unwrap_or("");
        let head = surface.split(' ').next().unwrap_or("");
        self.tag(at).is(class::MEDIA)
            || self.words.is_media(surface)
            || self.words.tag(head).is(class::OUTLET)
            || head.strip_prefix('ل').is_some_and(|bare| self.words.is_media(&format!("ال{bare}")))
    }

    /// Whether a label is a person's.
    pub fn is_person(name: &Named) -> bool {
        name.label == Label::Per
    }
}

fn mark(word: &str) -> u32 {
    match word {
        "،" | "؛" | "," | ";" => class::COMMA,
        ":" => class::COLON,
        "." | "!" | "؟" | "?" | "…" => class::STOP,
        "\"" | "«" | "»" | "“" | "”" | "„" | "‟" | "'" | "‘" | "’" | "‹" | "›" => class::QUOTE,
        "(" | "[" => class::OPEN,
        ")" | "]" => class::CLOSE,
        _ => 0,
    }
}
