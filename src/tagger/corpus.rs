//! Labelled documents as the trainer takes them: words in match form, sentences, tags.

use std::ops::Range;

use super::data::{Marked, Tagged};
use crate::normalize::{Normalizer, Profile};
use crate::segment::{self, Token, TokenKind, View};
use crate::span::Span;

/// A document in match form with a tag for each token.
#[derive(Clone, Debug, Default)]
pub struct Labelled {
    /// The match form.
    pub text: String,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Ranges of tokens.
    pub sentences: Vec<Range<usize>>,
    /// A tag for each token.
    pub tags: Vec<String>,
    /// Names as bytes of the match form, where the source marks them by character.
    pub names: Vec<(Span, String)>,
    /// Whether `names` says where the names are; otherwise `tags` does.
    pub by_character: bool,
}

impl Labelled {
    /// The document as the finding layers see it.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        View { text: &self.text, tokens: &self.tokens, sentences: &self.sentences }
    }

    /// The names by their tags: label, first token, one past the last.
    #[must_use]
    pub fn names_by_token(&self) -> Vec<(String, (usize, usize))> {
        let mut out = Vec::new();
        for range in &self.sentences {
            let tags = self.tags.get(range.clone()).unwrap_or(&[]);
            let names = super::scheme::bio_names(tags).into_iter();
            out.extend(names.map(|(l, a, b)| (l.to_owned(), (range.start + a, range.start + b + 1))));
        }
        out
    }

    /// The names by the characters they cover: label, first byte, one past the last.
    #[must_use]
    pub fn names_by_character(&self) -> Vec<(String, (usize, usize))> {
        self.names.iter().map(|(s, l)| (l.clone(), (s.start, s.end))).collect()
    }

    /// The text between two bytes, as one line.
    pub(crate) fn between(&self, start: usize, end: usize) -> Option<String> {
        self.text.get(start..end).map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The text between two words, as one line.
    pub(crate) fn words_between(&self, first: usize, end: usize) -> Option<String> {
        let (first, last) = (self.tokens.get(first)?, self.tokens.get(end.checked_sub(1)?)?);
        self.between(first.span.start, last.span.end)
    }

    /// From sentences of words with tags. Each word stays one token, whatever is in it.
    #[must_use]
    pub fn from_words(sentences: &[Tagged]) -> Self {
        let normalizer = Normalizer::profile(Profile::Match);
        let mut out = Self::default();
        for sentence in sentences {
            let first = out.tokens.len();
            for word in &sentence.words {
                out.push(&normalizer.normalize(word));
            }
            out.tags.extend(sentence.tags.iter().cloned());
            out.sentences.push(first..out.tokens.len());
        }
        out
    }

    /// Adds a word; its token covers what lies between the marks glued to it.
    fn push(&mut self, word: &str) {
        let word = word.trim();
        let outer = |c: char| !c.is_alphanumeric();
        let inner = word.trim_matches(outer);
        let lead = if inner.is_empty() { 0 } else { word.len() - word.trim_start_matches(outer).len() };
        let inner = if inner.is_empty() { word } else { inner };
        let start = self.text.len() + lead;
        let kind = segment::tokens(inner).first().map_or(TokenKind::Mark, |t| t.kind);
        self.tokens.push(Token { span: Span::new(start, start + inner.len()), kind });
        self.text.push_str(word);
        self.text.push(' ');
    }

    /// From a text with character-exact marks. A token carries the tag of the name that begins in it or goes through it.
    #[must_use]
    pub fn from_marked(marked: &Marked) -> Self {
        let aligned = Normalizer::profile(Profile::Match).align(&marked.text);
        let tokens = segment::tokens(aligned.text());
        let sentences = segment::sentences(aligned.text(), &tokens);
        let mut tags = vec!["O".to_owned(); tokens.len()];
        let mut names = Vec::new();
        let mut from = 0;
        for (span, label) in &marked.names {
            while tokens.get(from).is_some_and(|t| aligned.to_source(t.span).end <= span.start) {
                from += 1;
            }
            let mut at = from;
            let mut whole: Option<Span> = None;
            while let Some(token) = tokens.get(at).filter(|t| aligned.to_source(t.span).start < span.end) {
                let prefix = if at == from { 'B' } else { 'I' };
                if let Some(tag) = tags.get_mut(at) {
                    *tag = format!("{prefix}-{label}");
                }
                // The first token may begin with proclitics that lie outside the name.
                let first = token.span.start;
                let inside =
                    aligned.text().get(token.span.range()).unwrap_or("").char_indices().map(|(i, _)| first + i);
                let start =
                    inside.into_iter().find(|&i| aligned.to_source(Span::new(i, token.span.end)).start >= span.start);
                whole = Some(Span::new(whole.map_or(start.unwrap_or(first), |w| w.start), token.span.end));
                at += 1;
            }
            names.extend(whole.map(|w| (w, label.clone())));
            from = at;
        }
        let text = aligned.text().to_owned();
        Self { text, tokens, sentences, tags, names, by_character: true }
    }
}

/// The tokens of a sentence that are tagged: all but line breaks at its end.
pub(crate) fn tagged_range(view: &View<'_>, range: &Range<usize>) -> Range<usize> {
    let mut end = range.end.min(view.tokens.len());
    while end > range.start && view.kind(end - 1) == Some(TokenKind::Break) {
        end -= 1;
    }
    range.start.min(end)..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tagger::data::marked;

    #[test]
    fn proclitics_lie_outside_the_name_and_inside_its_first_token() {
        let m = marked("وصل إلى مطار ب[[GPE:القاهِرة]] و[[PER:علي حسن]].").unwrap();
        let d = Labelled::from_marked(&m);
        let names: Vec<_> = d.names.iter().map(|(s, l)| (s.slice(&d.text).unwrap(), l.as_str())).collect();
        assert_eq!(names, [("القاهرة", "GPE"), ("علي حسن", "PER")]);
        assert_eq!(d.tags.iter().filter(|t| *t != "O").collect::<Vec<_>>(), ["B-GPE", "B-PER", "I-PER"]);
    }

    #[test]
    fn a_word_of_a_column_is_one_token() {
        let words = ["(د", "ب", "أ)"].map(str::to_owned).to_vec();
        let d = Labelled::from_words(&[Tagged { words, tags: vec!["O".to_owned(); 3] }]);
        assert_eq!((0..3).map(|i| d.view().word(i)).collect::<Vec<_>>(), ["د", "ب", "ا"]);
    }
}
