//! *Finds*: e-mail addresses (`name.part+tag@example.co.uk`).
//!
//! *Does not find*: handles (`@name`), addresses without a dot in the domain.
//!
//! *Value*: the address as it stands.
//!
//! *Examples*: `للتواصل: info@example.org.` → `info@example.org`.

use super::Hit;
use super::context::Context;
use crate::entity::Label;
use crate::segment::TokenKind;

/// The address that begins at token `index`.
pub(super) fn at(cx: &Context<'_>, index: usize) -> Option<Hit> {
    if !matches!(cx.kind(index), Some(TokenKind::Latin | TokenKind::Number)) {
        return None;
    }
    if cx.glued(index) && matches!(cx.text_before(index), "." | "_" | "-" | "+" | "@") {
        return None;
    }
    let start = cx.token_start(index);
    let rest = cx.text.get(start..)?.as_bytes();
    let local = rest.iter().take(65).take_while(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(b)).count();
    if local == 0 || local > 64 || rest.get(local) != Some(&b'@') || rest.get(local - 1) == Some(&b'.') {
        return None;
    }
    let domain = rest.get(local + 1..)?;
    let mut length = domain.iter().take(253).take_while(|b| b.is_ascii_alphanumeric() || b".-".contains(b)).count();
    while length > 0 && matches!(domain.get(length - 1), Some(b'.' | b'-')) {
        length -= 1;
    }
    let domain = std::str::from_utf8(domain.get(..length)?).ok()?;
    let (_, ending) = domain.rsplit_once('.')?;
    if ending.len() < 2 || !ending.bytes().all(|b| b.is_ascii_alphabetic()) || domain.split('.').any(str::is_empty) {
        return None;
    }
    let end = start + local + 1 + length;
    let text = cx.text.get(start..end)?;
    Some(Hit::new(Label::Email, start, end, text.to_owned(), cx.token_after(end, index)))
}
