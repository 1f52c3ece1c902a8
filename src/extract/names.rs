//! Names of a lexicon as candidates.

use super::candidate::{Candidate, Rank};
use super::plausible;
use crate::entity::{Label, Source};
use crate::lexicon::{Lexicon, Mention};
use crate::segment::{TokenKind, View};
use crate::span::Span;
use crate::tagger::{Evidence, Tagger};

/// Names of the built-in lexicon that may be trusted this much where they stand are proposed beside the tagger's: on the
/// development articles less trust costs more precision than it finds.
const TRUSTED: u8 = 3;
/// Without a tagger the lexicon is all there is.
const TRUSTED_ALONE: u8 = 2;

/// Proposes the names of `lexicon` that may stand where they do. A user's own names all may.
pub(crate) fn propose(lexicon: &Lexicon, mentions: &[Mention], tagger: bool, out: &mut Vec<Candidate>) {
    let least = if tagger { TRUSTED } else { TRUSTED_ALONE };
    for mention in mentions {
        let rank = if lexicon.is_builtin(mention.entry) { Rank::Open } else { Rank::User };
        if rank == Rank::Open && mention.trust < least {
            continue;
        }
        out.push(Candidate {
            span: mention.span,
            label: Label::from(lexicon.label(mention.entry).0),
            rank,
            // The order of trust matters, not the figure: it breaks ties of equally long names.
            score: f32::from(mention.trust.min(3)) / 4.0 + 0.2,
            source: Source::Lexicon,
            restore: mention.restore,
            entry: Some(mention.entry),
            value: None,
        });
    }
}

/// Proposes the names that the tagger finds.
pub(crate) fn tagged(tagger: &Tagger, evidence: &Evidence, view: &View<'_>, out: &mut Vec<Candidate>) {
    let labels: Vec<Label> = tagger.labels().iter().map(|l| Label::from(l.as_str())).collect();
    for found in tagger.tag(view, evidence) {
        let Some(label) = labels.get(found.label) else { continue };
        let Some((tokens, span)) = without_marks(view, found.tokens, found.span) else { continue };
        let Some(span) = plausible::mend(view, tokens, span, label) else { continue };
        out.push(Candidate {
            span,
            label: label.clone(),
            rank: Rank::Open,
            score: found.score,
            source: Source::Tagger,
            restore: swallowed(view, found.tokens.0 as usize, span.start),
            entry: None,
            value: None,
        });
    }
}

/// What a name lacks that begins at `start` within token `first`: after ل + ال, which is written لل, the alef.
fn swallowed(view: &View<'_>, first: usize, start: usize) -> &'static str {
    let begin = view.tokens.get(first).map_or(start, |t| t.span.start);
    let before = view.text.get(begin..start).unwrap_or("");
    if before.ends_with('ل') && view.text.get(start..).is_some_and(|rest| rest.starts_with('ل')) { "ا" } else { "" }
}

/// A tagged span without punctuation at its ends; `None` where no word is left. Closing brackets whose opening stands
/// inside the name are part of it.
fn without_marks(view: &View<'_>, tokens: (u32, u32), span: Span) -> Option<((u32, u32), Span)> {
    let (mut first, mut last) = (tokens.0 as usize, tokens.1 as usize);
    let mark = |at: usize| view.kind(at).is_none_or(|kind| matches!(kind, TokenKind::Mark | TokenKind::Break));
    let (begun, ended) = (first, last);
    while first < last && mark(first) {
        first += 1;
    }
    let closes =
        |at: usize| matches!(view.word(at), ")" | "]") && (first..at).any(|i| matches!(view.word(i), "(" | "["));
    while last > first && mark(last - 1) && !closes(last - 1) {
        last -= 1;
    }
    if first == last {
        return None;
    }
    let start = if first == begun { span.start } else { view.tokens.get(first)?.span.start };
    let end = if last == ended { span.end } else { view.tokens.get(last - 1)?.span.end };
    Some(((first as u32, last as u32), Span::new(start, end)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::{sentences, tokens};

    #[test]
    fn a_name_neither_begins_nor_ends_with_punctuation() {
        let trimmed = |text: &str| {
            let tokens = tokens(text);
            let sentences = sentences(text, &tokens);
            let view = View { text, tokens: &tokens, sentences: &sentences };
            without_marks(&view, (0, tokens.len() as u32), Span::new(0, text.len()))
                .and_then(|(_, s)| s.slice(text).map(str::to_owned))
        };
        assert_eq!(trimmed("\"الشرطة الالمانية.").as_deref(), Some("الشرطة الالمانية"));
        assert_eq!(trimmed("حركة المقاومة (حماس)").as_deref(), Some("حركة المقاومة (حماس)"));
        assert_eq!(trimmed("حماس)").as_deref(), Some("حماس"));
        assert_eq!(trimmed("!!!"), None);
    }
}
