//! The only place that maps positions of a normalized text to the original and back.
//!
//! An alignment is a sorted list of *knots*, borders of the normalized text at which something other than a plain
//! one-to-one copy begins or ends. Between two knots positions run in parallel, or the whole stretch stands for the
//! whole source stretch. A border has two source positions: where a span that *ends* here ends, and where one that
//! *starts* here starts. They differ where characters were dropped: a dropped mark belongs to the letter before it,
//! dropped blanks and invisible characters to nobody.

use crate::span::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Knot {
    /// The border in the normalized text.
    out: u32,
    /// Source end of a span that ends here.
    end: u32,
    /// Source start of a span that starts here.
    start: u32,
    /// Where the stretch from here to the next knot stands for its source as a whole: the end of that source; 0 where
    /// positions run in parallel.
    whole: u32,
}

/// Positions beyond 4 GiB are not told apart.
fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Which bytes of a normalized text came from which bytes of its original. The empty list is the identity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    knots: Vec<Knot>,
}

impl Alignment {
    /// Whether every position is its own.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        self.knots.is_empty()
    }

    fn knot(&self, index: usize) -> Option<&Knot> {
        self.knots.get(index)
    }

    /// Source start of a span that starts at `out`.
    fn start(&self, out: usize) -> usize {
        let after = self.knots.partition_point(|k| k.out as usize <= out);
        let Some(knot) = after.checked_sub(1).and_then(|at| self.knot(at)) else { return out };
        knot.start as usize + if knot.whole > 0 { 0 } else { out - knot.out as usize }
    }

    /// Source end of a span that ends at `out`.
    fn end(&self, out: usize) -> usize {
        let at = self.knots.partition_point(|k| (k.out as usize) < out);
        if let Some(knot) = self.knot(at).filter(|k| k.out as usize == out) {
            return knot.end as usize;
        }
        match at.checked_sub(1).and_then(|at| self.knot(at)) {
            None => out,
            Some(last) if last.whole > 0 => last.whole as usize,
            Some(last) => last.start as usize + (out - last.out as usize),
        }
    }

    /// The original bytes of a span of the normalized text. A span that is not empty gives one that is not empty; it
    /// keeps the dropped marks of its last letter.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Span {
        let start = self.start(span.start);
        if span.is_empty() { Span::new(start, start) } else { Span::new(start, self.end(span.end)) }
    }

    /// The normalized bytes of a span of the original: all that came from it; empty where all of it was dropped.
    #[must_use]
    pub fn to_normalized(&self, span: Span) -> Span {
        let (start, end) = (span.start, span.end);
        let parts = |at: usize| {
            let last = at.checked_sub(1).and_then(|at| self.knot(at));
            let next = self.knot(at).map_or(usize::MAX, |k| k.out as usize);
            let (out, source, whole) = last.map_or((0, 0, 0), |k| (k.out as usize, k.start as usize, k.whole as usize));
            (out, source, whole, next)
        };
        // The first stretch that ends after `start`, and the last one that begins before `end`.
        let (out, source, whole, next) = parts(self.knots.partition_point(|k| k.end as usize <= start));
        let from = match whole {
            0 => (out + start.saturating_sub(source)).min(next),
            whole if start >= whole => next,
            _ => out,
        };
        let (out, source, whole, next) = parts(self.knots.partition_point(|k| (k.start as usize) < end));
        let to = if whole > 0 { next } else { (out + end.saturating_sub(source)).min(next) };
        Span::new(from, to.max(from))
    }

    /// This alignment followed by `next`, whose source is the normalized text of this one: maps like one after the
    /// other.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        if self.is_identity() {
            return next.clone();
        }
        if next.is_identity() {
            return self.clone();
        }
        let mut knots = Vec::with_capacity(self.knots.len() + next.knots.len());
        // The stretch of the middle text under the stretch of the last text before the first knot, and so on.
        let mut before = Knot { out: 0, end: 0, start: 0, whole: 0 };
        let mut mine = 0;
        let mut add = |knot: Knot| match knots.last_mut() {
            Some(last)
                if {
                    let last: &Knot = last;
                    last.out == knot.out
                } =>
            {
                *last = knot
            }
            _ => knots.push(knot),
        };
        for index in 0..=next.knots.len() {
            let knot = next.knot(index);
            if before.whole == 0 {
                let until = knot.map_or(u32::MAX, |k| k.end.min(before.start.saturating_add(k.out - before.out)));
                while let Some(k) = self.knot(mine).filter(|k| k.out < until || knot.is_none()) {
                    if k.out > before.start || index == 0 {
                        add(Knot { out: before.out + (k.out - before.start), ..*k });
                    }
                    mine += 1;
                }
            }
            let Some(knot) = knot else { break };
            while self.knot(mine).is_some_and(|k| k.out <= knot.start) {
                mine += 1;
            }
            let under = mine.checked_sub(1).and_then(|at| self.knot(at)).map_or(0, |k| k.whole);
            add(Knot {
                out: knot.out,
                end: narrow(self.end(knot.end as usize)),
                start: narrow(self.start(knot.start as usize)),
                whole: if knot.whole > 0 { narrow(self.end(knot.whole as usize)) } else { under },
            });
            before = *knot;
        }
        Self { knots }
    }

    /// Stretches that belong together, in order: source and normalized spans which tile both texts, of the given
    /// lengths. A stretch with an empty normalized span was dropped.
    pub(crate) fn pieces(&self, source_len: usize, text_len: usize) -> Vec<(Span, Span)> {
        let mut out = Vec::with_capacity(self.knots.len() + 1);
        let (mut source, mut text) = (0, 0);
        let mut add = |s: Span, t: Span| {
            if !(s.is_empty() && t.is_empty()) {
                out.push((s, t));
            }
        };
        for knot in &self.knots {
            let (end, start) = (knot.end as usize, knot.start as usize);
            add(Span::new(source, end), Span::new(text, knot.out as usize));
            source = end.max(source);
            text = knot.out as usize;
            if start > source {
                add(Span::new(source, start), Span::new(text, text));
                source = start;
            }
        }
        add(Span::new(source, source_len), Span::new(text, text_len));
        out
    }
}

/// Where a pass over a text reports what is not a plain copy. Stretches come in order; what is not reported was copied
/// with its length.
pub(crate) trait Record {
    /// Whether anybody listens.
    const ON: bool;
    /// The source stretch became the stretch of the output, as a whole.
    fn replace(&mut self, source: Span, out: Span);
    /// The source stretch gave nothing, at `out`; `attached` where it belongs to the letter before it.
    fn drop(&mut self, source: Span, out: usize, attached: bool);
    /// Forgets everything after `out`; gives the source position where the stretch around `out` starts, and its start
    /// in the output.
    fn reopen(&mut self, out: usize) -> (usize, usize);
}

/// Nobody listens.
impl Record for () {
    const ON: bool = false;
    #[inline(always)]
    fn replace(&mut self, _: Span, _: Span) {}
    #[inline(always)]
    fn drop(&mut self, _: Span, _: usize, _: bool) {}
    #[inline(always)]
    fn reopen(&mut self, out: usize) -> (usize, usize) {
        (0, out)
    }
}

impl Record for Alignment {
    const ON: bool = true;

    fn replace(&mut self, source: Span, out: Span) {
        if out.is_empty() {
            return self.drop(source, out.start, false);
        }
        match self.knots.last_mut() {
            Some(last) if last.out == narrow(out.start) => last.whole = narrow(source.end),
            _ => self.knots.push(Knot {
                out: narrow(out.start),
                end: narrow(source.start),
                start: narrow(source.start),
                whole: narrow(source.end),
            }),
        }
        self.knots.push(Knot { out: narrow(out.end), end: narrow(source.end), start: narrow(source.end), whole: 0 });
    }

    fn drop(&mut self, source: Span, out: usize, attached: bool) {
        let (start, end) = (narrow(source.start), narrow(source.end));
        match self.knots.last_mut() {
            Some(last) if last.out == narrow(out) => {
                last.start = end;
                if attached {
                    last.end = end;
                }
            }
            _ => {
                let end_of_last = if attached { end } else { start };
                self.knots.push(Knot { out: narrow(out), end: end_of_last, start: end, whole: 0 });
            }
        }
    }

    fn reopen(&mut self, out: usize) -> (usize, usize) {
        while self.knots.last().is_some_and(|k| k.out as usize > out) {
            self.knots.pop();
        }
        match self.knots.last_mut() {
            None => (out, out),
            Some(last) if last.whole > 0 || last.out as usize == out => {
                last.whole = 0;
                (last.start as usize, last.out as usize)
            }
            Some(last) => (last.start as usize + (out - last.out as usize), out),
        }
    }
}

/// A text and its normalized form, with the way between them.
///
/// ```
/// use rasad::{Normalizer, Profile, Span};
/// let aligned = Normalizer::profile(Profile::Match).align("هذا كِتابٌ");
/// assert_eq!(aligned.text(), "هذا كتاب");
/// let word = aligned.text().find("كتاب").map(|at| Span::new(at, at + "كتاب".len())).unwrap();
/// assert_eq!(aligned.to_source(word).slice(aligned.source()), Some("كِتابٌ"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aligned {
    source: String,
    text: String,
    alignment: Alignment,
}

impl Aligned {
    pub(crate) fn new(source: String, text: String, alignment: Alignment) -> Self {
        Self { source, text, alignment }
    }

    /// The original.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The normalized form.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The way between the two.
    #[must_use]
    pub fn alignment(&self) -> &Alignment {
        &self.alignment
    }

    /// The original bytes of a span of the normalized text.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Span {
        self.alignment.to_source(span)
    }

    /// The normalized bytes of a span of the original.
    #[must_use]
    pub fn to_normalized(&self, span: Span) -> Span {
        self.alignment.to_normalized(span)
    }

    /// Stretches of source and normalized text that belong together; in order they tile both.
    #[must_use]
    pub fn pieces(&self) -> Vec<(Span, Span)> {
        self.alignment.pieces(self.source.len(), self.text.len())
    }

    /// This step followed by `next`, which normalized the text of this one.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let alignment = self.alignment.then(&next.alignment);
        Self { source: self.source.clone(), text: next.text.clone(), alignment }
    }

    /// The original, the normalized form and the way between them, taken apart.
    #[must_use]
    pub fn into_parts(self) -> (String, String, Alignment) {
        (self.source, self.text, self.alignment)
    }
}
