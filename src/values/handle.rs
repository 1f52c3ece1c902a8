//! *Finds*: account names (`@name`) and hashtags in any script (`#غزة`, `#عيد_الفطر`).
//!
//! *Does not find*: an `@` within an e-mail address; `#` before a number alone.
//!
//! *Value*: the handle as it stands; the words of a hashtag, with blanks for `_`.
//!
//! *Examples*: `#كأس_العالم` → `كأس العالم` (in the form that rules see: `كاس العالم`).

use super::Hit;
use super::context::Context;
use crate::entity::Label;
use crate::segment::TokenKind;

const LONGEST: usize = 140;

/// The handle or hashtag that begins at token `index`.
pub(super) fn at(cx: &Context<'_>, index: usize) -> Option<Hit> {
    let sign = cx.text(index);
    if !matches!(sign, "@" | "#" | "＃" | "＠") || !cx.glued(index + 1) {
        return None;
    }
    let before = cx.text.get(..cx.token_start(index))?.chars().next_back();
    let handle = matches!(sign, "@" | "＠");
    if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || (handle && matches!(c, '@' | '.' | '/'))) {
        return None;
    }
    let start = cx.token_start(index);
    let name = start + sign.len();
    let rest = cx.text.get(name..)?;
    let allowed =
        |c: char| if handle { c.is_ascii_alphanumeric() || c == '_' } else { c.is_alphanumeric() || c == '_' };
    let length =
        rest.char_indices().take(LONGEST).take_while(|(_, c)| allowed(*c)).last().map(|(i, c)| i + c.len_utf8())?;
    let words = rest.get(..length)?;
    if !words.chars().any(char::is_alphabetic) && !handle {
        return None;
    }
    let end = name + length;
    let next = cx.token_after(end, index);
    let _ = TokenKind::Mark;
    if handle {
        return Some(Hit::new(Label::Handle, start, end, cx.text.get(start..end)?.to_owned(), next));
    }
    let words = words.split('_').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
    Some(Hit::new(Label::Hashtag, start, end, words, next))
}
