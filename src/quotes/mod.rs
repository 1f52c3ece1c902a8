//! Who said what: words between quotation marks or after a colon, clauses after أن, verbal nouns, with speaker and outlet.
//!
//! One pass over the tokens looks every word up once ([`words`]); the rules run only where a word reports speech. The
//! work at one place is bounded, so the whole is linear in the text's length.

mod clause;
mod marks;
mod masdar;
mod outlet;
pub(crate) mod phrase;
mod pronoun;
mod report;
mod source;
pub(crate) mod speaker;
pub(crate) mod text;
pub(crate) mod words;

use crate::document::QuoteKind;
use crate::entity::Label;
use crate::segment::View;
use crate::span::Span;

/// A known name in the text, as quotation finding sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Bytes of the match form.
    pub span: Span,
    /// What it is.
    pub label: Label,
    /// Bytes of the match form of the title or description, for a person that has one.
    pub role: Option<Span>,
}

/// One attributed statement. All spans are bytes of the match form.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The words said, without the quotation marks.
    pub span: Span,
    /// Direct or indirect.
    pub kind: QuoteKind,
    /// How it is written: `quoted`, `colon`, `clause` or `masdar`.
    pub form: &'static str,
    /// The source's mention as it stands; for a pronoun subject the last explicit one.
    pub speaker: Option<Span>,
    /// Index into the known names.
    pub speaker_name: Option<usize>,
    /// Whether the verb has only a pronoun subject.
    pub pronoun: bool,
    /// The speaker's title or description.
    pub role: Option<Span>,
    /// The reporting word with its proclitic.
    pub cue: Option<Span>,
    /// The media body that received it.
    pub outlet: Option<Span>,
}

/// All attributed statements, in the order of the text. `names` are in the order of the text, without overlap.
///
/// ```
/// use rasad::quotes::find;
/// use rasad::segment::{View, sentences, tokens};
/// let text = "وقال مصدر امني: «عاد الهدوء». واضاف ان الطريق مفتوح.";
/// let tokens = tokens(text);
/// let view = View { text, tokens: &tokens, sentences: &sentences(text, &tokens) };
/// let said: Vec<_> = find(&view, &[]).iter().map(|s| (&text[s.span.range()], s.form, s.pronoun)).collect();
/// assert_eq!(said, [("عاد الهدوء", "quoted", false), ("الطريق مفتوح", "clause", true)]);
/// ```
#[must_use]
pub fn find(view: &View<'_>, names: &[Named]) -> Vec<Statement> {
    find_in(&text::Text::new(view, names))
}

/// The same on a text that is prepared already.
pub(crate) fn find_in(text: &text::Text<'_>) -> Vec<Statement> {
    report::report(text)
}
