//! Text → mentions: from every word, as far as the table goes on.
//!
//! A word that no name begins with costs one probe of the table, a word with a possible proclitic a few. Words are
//! hashed once. Time is linear in the text for a given lexicon: a walk is as long as the longest name.

use super::Mention;
use super::fold;
use super::store::{CURATED, ENDS, GOES_ON, INDEX, MORE, Store, probe};
use crate::segment::{Token, TokenKind, View, proclitics};
use crate::span::Span;

/// A token that no name contains.
pub(super) const WALL: u64 = 0;
/// A token that counts as a space inside names.
pub(super) const BLANK: u64 = 1;

/// The hash of a token, or [`WALL`] or [`BLANK`].
pub(super) fn part(text: &str, tokens: &[Token], at: usize) -> u64 {
    let Some(token) = tokens.get(at) else { return WALL };
    let Some(word) = token.span.slice(text) else { return WALL };
    match token.kind {
        TokenKind::Arabic | TokenKind::Latin | TokenKind::Number => fold::hash(word).max(BLANK + 1),
        TokenKind::Break => WALL,
        TokenKind::Mark => match word {
            "-" | "–" | "—" | "‐" | "‑" | "−" | "/" | "_" => BLANK,
            "." if between_letters(text, tokens, at) => BLANK,
            "&" | "+" | "'" | "’" => word.bytes().fold(BLANK + 1, |h, b| fold::step(h, u64::from(b))),
            _ => WALL,
        },
    }
}

/// `د.ب.أ`: a stop that touches a single letter before it and a word after it.
fn between_letters(text: &str, tokens: &[Token], at: usize) -> bool {
    let (Some(before), Some(stop), Some(after)) =
        (at.checked_sub(1).and_then(|i| tokens.get(i)), tokens.get(at), tokens.get(at + 1))
    else {
        return false;
    };
    let single = before.span.slice(text).is_some_and(|word| word.chars().count() == 1);
    single
        && before.span.end == stop.span.start
        && after.span.start == stop.span.end
        && matches!(before.kind, TokenKind::Arabic | TokenKind::Latin)
        && matches!(after.kind, TokenKind::Arabic | TokenKind::Latin)
}

/// The hashes of all tokens.
pub(super) fn parts(view: &View<'_>) -> Vec<u64> {
    (0..view.tokens.len()).map(|at| part(view.text, view.tokens, at)).collect()
}

/// Adds every mention of the list's names. `base` is added to the entries' numbers.
pub(super) fn scan(store: &Store, curated: bool, view: &View<'_>, parts: &[u64], base: u32, out: &mut Vec<Mention>) {
    let walk = Walk { store, slots: store.slots(), curated, view, parts, base };
    for (at, &word) in parts.iter().enumerate() {
        if word <= BLANK {
            continue;
        }
        let found = out.len();
        let Some(token) = view.tokens.get(at) else { continue };
        walk.from(at, word, token.span.start, "", out);
        // The whole word first. Where it is a name that can stand alone, there is no proclitic to look for.
        if token.kind == TokenKind::Arabic && out.get(found..).is_none_or(|new| new.iter().all(|m| m.trust < 2)) {
            walk.after_proclitics(at, out);
        }
        if let Some(new) = out.get_mut(found..) {
            new.sort_by_key(|mention| std::cmp::Reverse(mention.span.end));
        }
    }
}

struct Walk<'a> {
    store: &'a Store,
    slots: &'a [u8],
    curated: bool,
    view: &'a View<'a>,
    parts: &'a [u64],
    base: u32,
}

impl Walk<'_> {
    fn after_proclitics(&self, at: usize, out: &mut Vec<Mention>) {
        let Some(token) = self.view.tokens.get(at) else { return };
        let word = self.view.word(at);
        // و ف ب ك ل, as bytes.
        let Some(&[0xD9, 0x88 | 0x81 | 0x83 | 0x84] | &[0xD8, 0xA8]) = word.as_bytes().get(..2) else { return };
        for reading in proclitics(word).skip(1) {
            let found = out.len();
            let Some(rest) = word.get(reading.len..) else { continue };
            // The particle of the future stands before verbs only.
            if word.get(..reading.len).is_some_and(|before| before.ends_with('س')) {
                continue;
            }
            let hash = fold::hash_from(fold::hash(reading.restore), rest).max(BLANK + 1);
            self.from(at, hash, token.span.start + reading.len, reading.restore, out);
            if let Some(new) = out.get_mut(found..) {
                // A short word behind a proclitic is more often part of an ordinary word.
                for mention in &mut *new {
                    if mention.trust == 2 && mention.tokens.1 == mention.tokens.0 + 1 && rest.len() <= 6 {
                        mention.trust = 1;
                    }
                }
                if new.iter().any(|mention| mention.trust >= 2) {
                    return;
                }
            }
        }
    }

    /// All names that begin with the word whose hash is `word`, at byte `start`.
    fn from(&self, at: usize, word: u64, start: usize, restore: &'static str, out: &mut Vec<Mention>) {
        let mut before = 0;
        let mut word = word;
        let mut at = at;
        let first = at;
        loop {
            let free = fold::case_free(word);
            let mut node = probe(self.slots, fold::step(before, free));
            if node & ENDS != 0 || free != word {
                let end = if free == word { node } else { probe(self.slots, fold::step(before, word)) };
                if end & ENDS != 0 {
                    self.push(end & INDEX, first, at, start, restore, out);
                }
                // A word that is written in cases only ends a name as it is written.
                node &= GOES_ON;
            }
            if node & GOES_ON == 0 {
                return;
            }
            before = fold::step(before, free);
            at += 1;
            while self.parts.get(at) == Some(&BLANK) {
                at += 1;
            }
            match self.parts.get(at) {
                Some(&next) if next > BLANK => word = next,
                _ => return,
            }
        }
    }

    fn push(&self, index: u32, first: usize, last: usize, start: usize, restore: &'static str, out: &mut Vec<Mention>) {
        let Some(end) = self.view.tokens.get(last).map(|token| token.span.end) else { return };
        let span = Span::new(start, end);
        let Some(text) = span.slice(self.view.text) else { return };
        let mut entry = index;
        loop {
            let Some(flags) = self.store.flags(entry) else { return };
            if (self.curated || flags & CURATED == 0) && self.store.matches(entry, restore, text) {
                let tokens = (first as u32, last as u32 + 1);
                let trust = flags & super::store::TRUST;
                out.push(Mention { tokens, span, restore, entry: self.base + entry, trust });
                return;
            }
            if flags & MORE == 0 {
                return;
            }
            entry += 1;
        }
    }
}
