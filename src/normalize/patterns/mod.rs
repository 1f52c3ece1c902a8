//! Addresses, mentions, hashtags, emoji and HTML: found by their telling characters before the pass over single
//! characters, only where an option asks for it.

mod email;
mod emoji;
mod hashtag;
mod html;
mod mention;
mod url;

use std::borrow::Cow;

use super::options::{Digits, Options, Pattern, Punctuation, Wrapped};
use crate::aligned::{Alignment, Record};
use crate::error::{Error, Result};
use crate::span::Span;

/// Texts that change again and again are left after so many rounds.
const ROUNDS: usize = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Url,
    Email,
    Mention,
    Hashtag,
    Emoji,
}

/// What the options ask of these rules.
#[derive(Clone)]
pub(super) struct Patterns {
    options: Options,
    /// Whether anything but HTML is changed.
    changes: bool,
}

/// A stretch and what stands for it.
struct Edit {
    span: Span,
    text: Cow<'static, str>,
}

impl Patterns {
    /// The rules that `options` ask for; `None` where there are none. A mask that another round would find again is
    /// refused.
    pub fn new(options: &Options) -> Result<Option<Self>> {
        let keep = |pattern| pattern == Pattern::Keep;
        let changes = !(keep(options.url) && keep(options.email) && keep(options.mention) && keep(options.emoji))
            || options.hashtag != Wrapped::Keep;
        if !changes && options.html == Wrapped::Keep {
            return Ok(None);
        }
        let rules = Self { options: options.clone(), changes };
        for (name, masked) in [
            ("url", options.url == Pattern::Mask),
            ("email", options.email == Pattern::Mask),
            ("mention", options.mention == Pattern::Mask),
            ("hashtag", options.hashtag == Wrapped::Mask),
            ("emoji", options.emoji == Pattern::Mask),
            ("html", options.html == Wrapped::Mask),
        ] {
            let mask = options.mask(name);
            if masked && !(rules.edits(mask).is_empty() && rules.html_edits(mask).is_empty()) {
                return Err(Error::argument(format!(
                    "the mask {mask:?} for {name} would itself be changed by these options; choose another text"
                )));
            }
        }
        Ok(Some(rules))
    }

    /// The text with its addresses and so on dealt with, and the way back; `None` where nothing is found.
    pub fn apply(&self, text: &str) -> Option<(String, Alignment)> {
        let mut done: Option<(String, Alignment)> = None;
        let mut nothing = 0;
        for round in 0..2 * ROUNDS {
            let now = done.as_ref().map_or(text, |(text, _)| text.as_str());
            let edits = if round % 2 == 0 { self.html_edits(now) } else { self.edits(now) };
            if edits.is_empty() {
                nothing += 1;
                // Neither kind of rule finds anything any more.
                if nothing == 2 {
                    break;
                }
                continue;
            }
            nothing = 0;
            let (next, alignment) = rewrite(now, &edits);
            let alignment = done.map_or(alignment.clone(), |(_, before)| before.then(&alignment));
            done = Some((next, alignment));
        }
        done
    }

    fn html_edits(&self, text: &str) -> Vec<Edit> {
        let mask = self.options.mask("html");
        if self.options.html == Wrapped::Keep { Vec::new() } else { html::edits(text, self.options.html, mask) }
    }

    fn edits(&self, text: &str) -> Vec<Edit> {
        let mut out: Vec<Edit> = Vec::new();
        if !self.changes {
            return out;
        }
        let o = &self.options;
        each(text, o.emoji != Pattern::Keep, |found, span| {
            let (what, name) = match found {
                Found::Url => (o.url, "url"),
                Found::Email => (o.email, "email"),
                Found::Mention => (o.mention, "mention"),
                Found::Emoji => (o.emoji, "emoji"),
                Found::Hashtag => {
                    let words = match o.hashtag {
                        Wrapped::Keep => return,
                        Wrapped::Unwrap => hashtag::words(span.slice(text).unwrap_or("")),
                        Wrapped::Mask => o.mask("hashtag").to_owned(),
                        Wrapped::Remove => String::new(),
                    };
                    return out.push(Edit { span, text: words.into() });
                }
            };
            match what {
                Pattern::Keep => {}
                Pattern::Mask => out.push(Edit { span, text: o.mask(name).to_owned().into() }),
                Pattern::Remove => out.push(Edit { span, text: "".into() }),
            }
        });
        separate(text, &mut out);
        out
    }
}

/// Whether a byte may tell of an address, a mention, a hashtag or an emoji. Written without branches, for many at once.
const fn tells(byte: u8, emoji: bool) -> bool {
    let address = (byte == b':') | (byte == b'/') | (byte | 0x20 == b'w') | (byte == b'@') | (byte == b'#');
    let picture = (byte.wrapping_sub(b'0') < 10) | (byte == b'*') | (byte == 0xC2);
    address | emoji & (picture | (byte == 0xE2) | (byte == 0xE3) | (byte == 0xF0))
}

/// The first byte from `at` on that [`tells`]; there is none in most texts, so that many are looked at at once.
#[inline(always)]
fn next_sign(bytes: &[u8], at: usize, emoji: bool) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let among = |bytes: &[u8]| bytes.iter().position(|byte| tells(*byte, emoji));
    let (blocks, tail) = rest.as_chunks::<32>();
    for (i, block) in blocks.iter().enumerate() {
        if block.iter().fold(0, |any, byte| any | u8::from(tells(*byte, emoji))) != 0 {
            return among(block).map(|found| at + 32 * i + found);
        }
    }
    among(tail).map(|found| at + 32 * blocks.len() + found)
}

/// Calls `found` for every address, mention, hashtag and emoji, in order.
fn each(text: &str, emoji: bool, found: impl FnMut(Found, Span)) {
    // Two loops, each for its own signs.
    if emoji { each_of::<true>(text, found) } else { each_of::<false>(text, found) }
}

fn each_of<const EMOJI: bool>(text: &str, mut found: impl FnMut(Found, Span)) {
    let bytes = text.as_bytes();
    let (mut at, mut floor, mut mentioned) = (0, 0, 0);
    while let Some(sign) = next_sign(bytes, at, EMOJI) {
        at = sign;
        let hit = match bytes.get(at).copied().unwrap_or(0) {
            b':' | b'/' | b'w' | b'W' => url::at(text, at, floor).map(|span| (Found::Url, span)),
            b'@' => email::at(text, at, floor)
                .map(|span| (Found::Email, span))
                .or_else(|| mention::at(text, at, mentioned).map(|span| (Found::Mention, span))),
            b'#' => hashtag::at(text, at)
                .map(|span| (Found::Hashtag, span))
                .or_else(|| emoji::at(text, at).filter(|_| EMOJI).map(|span| (Found::Emoji, span))),
            _ => emoji::at(text, at).map(|span| (Found::Emoji, span)),
        };
        match hit {
            Some((what, span)) => {
                found(what, span);
                at = span.end.max(at + 1);
                floor = at;
                if what == Found::Mention {
                    mentioned = at;
                }
            }
            None => at += 1,
        }
    }
}

/// The addresses of a text that is to be normalized with care inside them.
pub(super) fn addresses(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    each(text, false, |found, span| {
        if matches!(found, Found::Url | Found::Email | Found::Mention) {
            out.push(span);
        }
    });
    out
}

/// Whether options change characters in a way that addresses do not survive.
pub(super) fn endanger_addresses(options: &Options) -> bool {
    options.punctuation == Punctuation::Arabic
        || options.repeats.is_some()
        || matches!(options.digits, Digits::ArabicIndic | Digits::Extended)
}

/// What is removed between two words leaves a blank: words and numbers are never joined.
fn separate(text: &str, edits: &mut [Edit]) {
    let mut from = 0;
    while from < edits.len() {
        // Edits without text between them count as one.
        let mut to = from + 1;
        while edits.get(to).zip(edits.get(to - 1)).is_some_and(|(next, last)| next.span.start == last.span.end) {
            to += 1;
        }
        let Some(group) = edits.get_mut(from..to) else { return };
        if let [first, .., last] | [first @ last] = &group.iter().map(|e| e.span).collect::<Vec<_>>()[..] {
            let word = |c: &char| !(crate::chars::is_invisible(*c) || *c == '\u{FE0F}');
            let before = text.get(..first.start).and_then(|t| t.chars().rev().find(word));
            let after = text.get(last.end..).and_then(|t| t.chars().find(word));
            let joins = before.is_some_and(is_word) && after.is_some_and(is_word);
            if joins && group.iter().all(|e| e.text.is_empty()) {
                if let Some(edit) = group.first_mut() {
                    edit.text = " ".into();
                }
            }
        }
        from = to;
    }
}

fn rewrite(text: &str, edits: &[Edit]) -> (String, Alignment) {
    let mut out = String::with_capacity(text.len());
    let mut alignment = Alignment::default();
    let mut at = 0;
    for edit in edits {
        out.push_str(text.get(at..edit.span.start).unwrap_or(""));
        let from = out.len();
        out.push_str(&edit.text);
        if out.len() == from {
            alignment.drop(edit.span, from, false);
        } else {
            alignment.replace(edit.span, Span::new(from, out.len()));
        }
        at = edit.span.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    (out, alignment)
}

/// Whether a character belongs to a word, for the borders of mentions and hashtags.
fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric() || crate::chars::mark_class(c).is_some()
}

/// The character before `at` that a reader sees.
fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at).and_then(|t| t.chars().rev().find(|c| !crate::chars::is_invisible(*c)))
}
