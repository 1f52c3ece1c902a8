//! Quotation marks of every kind, paired: `«»` `“”` `""` `''`, nested, reversed, unclosed.

use super::words::{Tag, class};
use crate::segment::View;

/// What stands between two quotation marks, in tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    /// The opening mark.
    pub open: usize,
    /// First token inside.
    pub start: usize,
    /// One past the last token inside.
    pub end: usize,
    /// One past the closing mark, or `end` where there is none.
    pub after: usize,
}

impl Pair {
    /// Tokens inside.
    pub fn len(&self) -> usize {
        self.end.saturating_sub(self.start)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Angle,
    Curly,
    Plain,
    Single,
}

struct Open {
    token: usize,
    start: usize,
    style: Style,
    breaks: u8,
}

/// Open marks that are remembered at once; the oldest is given up as unclosed.
const DEPTH: usize = 6;

/// Pairs all quotation marks and writes each pair's number to the tags of its marks. Linear: a mark is pushed and popped
/// once.
pub(crate) fn pair(view: &View<'_>, tags: &mut [Tag]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    let mut stack: Vec<Open> = Vec::with_capacity(DEPTH + 1);
    let mut at = 0;
    while at < tags.len() {
        let tag = tags[at];
        if tag.is(class::BREAK) {
            stack.iter_mut().for_each(|o| o.breaks += 1);
            // A quotation may run over one line break, not over more.
            while let Some(i) = stack.iter().position(|o| o.breaks > 1) {
                let open = stack.remove(i);
                unclosed(view, tags, &mut pairs, &open);
            }
        }
        if !tag.is(class::QUOTE) {
            at += 1;
            continue;
        }
        let (style, side, len) = read(view, at);
        let open_here = stack.iter().rposition(|o| o.style == style);
        let shape = shape(view, at, len);
        let opens = match (side, open_here) {
            (Side::Left, None) => true,
            // `“ … “`: the same mark at both ends.
            (Side::Left, Some(_)) => style != Style::Curly || shape != Shape::Closing,
            (Side::Right, None) => shape == Shape::Opening,
            (Side::Right, Some(_)) => false,
            (Side::Both, None) => style == Style::Plain || shape == Shape::Opening,
            (Side::Both, Some(i)) => shape == Shape::Opening && stack.len() - i < 2 && style == Style::Plain,
        };
        if opens {
            // A mark of the same kind in a later paragraph: the earlier one was never closed.
            if let Some(i) = open_here.filter(|&i| stack[i].breaks > 0) {
                let open = stack.remove(i);
                unclosed(view, tags, &mut pairs, &open);
            }
            stack.push(Open { token: at, start: at + len, style, breaks: 0 });
            if stack.len() > DEPTH {
                let open = stack.remove(0);
                unclosed(view, tags, &mut pairs, &open);
            }
        } else if let Some(i) = open_here {
            for open in stack.drain(i + 1..).collect::<Vec<_>>() {
                unclosed(view, tags, &mut pairs, &open);
            }
            if let Some(open) = stack.pop() {
                push(tags, &mut pairs, Pair { open: open.token, start: open.start, end: at, after: at + len });
            }
        }
        at += len;
    }
    for open in stack {
        unclosed(view, tags, &mut pairs, &open);
    }
    pairs
}

fn push(tags: &mut [Tag], pairs: &mut Vec<Pair>, pair: Pair) {
    if pair.len() == 0 {
        return;
    }
    pairs.push(pair);
    let number = pairs.len() as u32;
    tags[pair.open].pair = number;
    if let Some(last) = pair.after.checked_sub(1).filter(|_| pair.after > pair.end) {
        tags[last].pair = number;
    }
}

/// An opening mark without its partner holds the rest of its sentence.
fn unclosed(view: &View<'_>, tags: &mut [Tag], pairs: &mut Vec<Pair>, open: &Open) {
    let sentence = view.sentences.partition_point(|s| s.end <= open.token);
    let Some(mut end) = view.sentences.get(sentence).map(|s| s.end) else { return };
    // A few stops only: a line of a million of them must not be walked again for every mark.
    let floor = end.saturating_sub(4).max(open.start);
    while end > floor && tags[end - 1].is(class::BREAK | class::STOP) {
        end -= 1;
    }
    push(tags, pairs, Pair { open: open.token, start: open.start, end, after: end });
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    Both,
}

fn read(view: &View<'_>, at: usize) -> (Style, Side, usize) {
    match view.word(at) {
        "«" | "‹" => (Style::Angle, Side::Left, 1),
        "»" | "›" => (Style::Angle, Side::Right, 1),
        "“" | "„" | "‟" => (Style::Curly, Side::Left, 1),
        "”" => (Style::Curly, Side::Right, 1),
        "'" | "‘" | "’" => {
            let doubled = view.word(at) == view.word(at + 1) && glued(view, at);
            if doubled { (Style::Plain, Side::Both, 2) } else { (Style::Single, Side::Both, 1) }
        }
        _ => (Style::Plain, Side::Both, 1),
    }
}

fn glued(view: &View<'_>, at: usize) -> bool {
    matches!((view.tokens.get(at), view.tokens.get(at + 1)), (Some(a), Some(b)) if a.span.end == b.span.start)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Opening,
    Closing,
    Unclear,
}

/// Which way a mark faces by the blanks around it.
fn shape(view: &View<'_>, at: usize, len: usize) -> Shape {
    let before = at.checked_sub(1).filter(|&i| glued(view, i)).map_or("", |i| view.word(i));
    let after = if glued(view, at + len - 1) { view.word(at + len) } else { "" };
    // A proclitic or an opening bracket before the mark counts as a blank, and so does a colon.
    let before_blank = matches!(before, "" | "و" | "ف" | "ل" | "ب" | "ك" | "(" | "[" | ":" | "-" | "\n" | "لل" | "/");
    let after_blank = matches!(after, "" | "." | "،" | "," | "؛" | ":" | ")" | "]" | "!" | "؟" | "?" | "»" | "/" | "…");
    match (before_blank, after_blank) {
        (true, false) => Shape::Opening,
        (false, true) => Shape::Closing,
        _ => Shape::Unclear,
    }
}
