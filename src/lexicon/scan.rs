//! Text → mentions: from every word, as far as the table goes on.
//!
//! A word that no name begins with costs one probe of the table, a word with a possible proclitic a few. Words are
//! hashed once. Time is linear in the text for a given lexicon: a walk is as long as the longest name.

use super::Mention;
use super::fold;
use super::store::{CURATED, ENDS, GOES_ON, INDEX, MORE, Store, TRUST, TRUST_SHIFT, probe};
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

/// `د.ب.أ`, `د .ب .أ`: a stop between a single letter and a word, close to both and touching one at least.
fn between_letters(text: &str, tokens: &[Token], at: usize) -> bool {
    let (Some(before), Some(stop), Some(after)) =
        (at.checked_sub(1).and_then(|i| tokens.get(i)), tokens.get(at), tokens.get(at + 1))
    else {
        return false;
    };
    let single = |token: &Token| token.span.slice(text).is_some_and(|word| word.chars().count() == 1);
    let letters = |token: &Token| matches!(token.kind, TokenKind::Arabic | TokenKind::Latin);
    let (left, right) =
        (stop.span.start.saturating_sub(before.span.end), after.span.start.saturating_sub(stop.span.end));
    let near = left + right == 0 || (left + right == 1 && single(after));
    near && single(before) && letters(before) && letters(after)
}

/// The hashes of all tokens.
pub(super) fn parts(view: &View<'_>) -> Vec<u64> {
    (0..view.tokens.len()).map(|at| part(view.text, view.tokens, at)).collect()
}

/// Adds every mention of the list's names. `base` is added to the entries' numbers.
///
/// Three loops instead of one: each asks memory for many places that do not depend on each other, so that waiting for
/// one overlaps with waiting for the others. The table and the texts of a big list do not fit the nearest cache.
pub(super) fn scan(store: &Store, curated: bool, view: &View<'_>, parts: &[u64], base: u32, out: &mut Vec<Mention>) {
    let walk = Walk { store, slots: store.slots(), view, parts, base };
    let nodes: Vec<u32> = parts.iter().map(|&word| if word <= BLANK { 0 } else { walk.node(0, word) }).collect();
    let begin = out.len();
    for (at, (&word, &node)) in parts.iter().zip(&nodes).enumerate() {
        let found = out.len();
        if node != 0 {
            let Some(token) = view.tokens.get(at) else { continue };
            walk.from(at, word, node, token.span.start, "", out);
        }
        // The whole word first. Where it is a name that can stand alone, only longer names (وام, but وأم القيوين) count
        // behind a proclitic.
        if view.kind(at) == Some(TokenKind::Arabic) {
            let sure = out.get(found..).unwrap_or(&[]).iter().filter(|m| m.trust >= 2).map(|m| m.tokens.1).max();
            walk.after_proclitics(at, sure.unwrap_or(0), out);
        }
        if let Some(new) = out.get_mut(found..).filter(|new| new.len() > 1) {
            new.sort_by_key(|mention| std::cmp::Reverse(mention.span.end));
        }
    }
    verify(store, curated, view, begin, base, out);
}

/// Keeps the mentions whose letters are those of the stored name, and moves each to the likeliest name in use.
fn verify(store: &Store, curated: bool, view: &View<'_>, begin: usize, base: u32, out: &mut Vec<Mention>) {
    let texts: Vec<u32> = out.iter().skip(begin).map(|m| store.text_offset(m.entry - base)).collect();
    let mut texts = texts.into_iter();
    let mut at = 0;
    out.retain_mut(|mention| {
        at += 1;
        if at <= begin {
            return true;
        }
        let Some(text) = mention.span.slice(view.text) else { return false };
        let first = texts.next().is_some_and(|offset| store.spells(offset, mention.restore, text));
        let mut entry = mention.entry - base;
        loop {
            let Some(flags) = store.flags(entry) else { return false };
            let right = if entry + base == mention.entry { first } else { store.matches(entry, mention.restore, text) };
            if right && (curated || flags & CURATED == 0) {
                (mention.entry, mention.trust) = (entry + base, mention.trust.min(flags & TRUST));
                return true;
            }
            if flags & MORE == 0 {
                return false;
            }
            entry += 1;
        }
    });
}

struct Walk<'a> {
    store: &'a Store,
    slots: &'a [u8],
    view: &'a View<'a>,
    parts: &'a [u64],
    base: u32,
}

impl Walk<'_> {
    /// What the table says of a word after others. Most words begin no name: the filter knows nearly all of them.
    #[inline]
    fn node(&self, before: u64, word: u64) -> u32 {
        let free = fold::case_free(word);
        if free == word {
            return self.probe(fold::step(before, word));
        }
        // Written in cases: whether a name ends here is asked of the word as it is, whether one goes on of all three.
        let end = self.probe(fold::step(before, word)) & !GOES_ON;
        let on = self.probe(fold::step(before, free)) & GOES_ON;
        if end & ENDS != 0 { end | on } else { on }
    }

    #[inline]
    fn probe(&self, hash: u64) -> u32 {
        if self.store.may_have(hash) { probe(self.slots, hash) } else { 0 }
    }

    /// Names behind the proclitics of a word, if they end after token `sure`.
    fn after_proclitics(&self, at: usize, sure: u32, out: &mut Vec<Mention>) {
        let Some(token) = self.view.tokens.get(at) else { return };
        let word = self.view.word(at);
        // و ف ب ك ل, as bytes.
        let Some(&[0xD9, 0x88 | 0x81 | 0x83 | 0x84] | &[0xD8, 0xA8]) = word.as_bytes().get(..2) else { return };
        for reading in proclitics(word).skip(1) {
            let Some((before, rest)) = word.split_at_checked(reading.len) else { continue };
            let hash = fold::hash_from(fold::hash(reading.restore), rest).max(BLANK + 1);
            let node = self.node(0, hash);
            // The particle of the future stands before verbs only.
            if node == 0 || before.ends_with('س') {
                continue;
            }
            let found = out.len();
            self.from(at, hash, node, token.span.start + reading.len, reading.restore, out);
            if sure > 0 {
                let mut new = out.split_off(found);
                new.retain(|mention| mention.tokens.1 > sure);
                out.append(&mut new);
            }
            if let Some(new) = out.get_mut(found..) {
                // A short word behind a proclitic is more often part of an ordinary word, and a name (فرانس) more often
                // that name than a proclitic with another (رانس).
                for mention in &mut *new {
                    if mention.trust == 2 && mention.tokens.1 == mention.tokens.0 + 1 {
                        let name = || self.store.words.get(word).is_some_and(|known| !known.ambiguous);
                        mention.trust = if rest.len() <= 6 || name() { 1 } else { 2 };
                    }
                }
                if new.iter().any(|mention| mention.trust >= 2) {
                    return;
                }
            }
        }
    }

    /// All names that begin with the word whose hash is `word` and of which the table says `node`, at byte `start`.
    fn from(&self, first: usize, word: u64, node: u32, start: usize, restore: &'static str, out: &mut Vec<Mention>) {
        let (mut word, mut node, mut at, mut before) = (word, node, first, 0);
        loop {
            if node & ENDS != 0 {
                let Some(end) = self.view.tokens.get(at).map(|token| token.span.end) else { return };
                let entry = node & INDEX;
                // Verified later, all together.
                out.push(Mention {
                    tokens: (first as u32, at as u32 + 1),
                    span: Span::new(start, end),
                    restore,
                    entry: self.base + entry,
                    trust: (node >> TRUST_SHIFT) as u8 & TRUST,
                });
            }
            if node & GOES_ON == 0 {
                return;
            }
            before = fold::step(before, fold::case_free(word));
            at += 1;
            while self.parts.get(at) == Some(&BLANK) {
                at += 1;
            }
            match self.parts.get(at) {
                Some(&next) if next > BLANK => word = next,
                _ => return,
            }
            node = self.node(before, word);
        }
    }
}
