//! What rules see: the view with the lexemes of its tokens, and the questions they ask of it.

use super::lexeme::{Lexeme, PhraseKind, Prep, Table, Word};
use super::{Day, Options};
use crate::segment::{Token, TokenKind, View};

pub(super) struct Context<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    lexemes: Vec<Lexeme>,
    pub table: &'static Table,
    pub reference: Option<Day>,
    pub options: &'a Options,
}

impl<'a> Context<'a> {
    pub fn new(view: &View<'a>, reference: Option<Day>, options: &'a Options) -> Self {
        let table = Table::get();
        let lexemes = table.lexemes(view);
        Self { text: view.text, tokens: view.tokens, lexemes, table, reference, options }
    }

    /// The token as it stands.
    pub fn text(&self, index: usize) -> &'a str {
        self.tokens.get(index).and_then(|t| t.span.slice(self.text)).unwrap_or("")
    }

    /// The token without its proclitics.
    pub fn bare(&self, index: usize) -> &'a str {
        self.text(index).get(self.lexeme(index).strip as usize..).unwrap_or("")
    }

    pub fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|t| t.kind)
    }

    pub fn lexeme(&self, index: usize) -> Lexeme {
        self.lexemes.get(index).copied().unwrap_or_default()
    }

    pub fn word(&self, index: usize) -> &'static Word {
        self.table.word(self.lexeme(index).word)
    }

    /// The word before token `index`, the empty word at the start.
    pub fn word_before(&self, index: usize) -> &'static Word {
        match index.checked_sub(1) {
            Some(before) => self.word(before),
            None => self.table.word(0),
        }
    }

    pub fn text_before(&self, index: usize) -> &'a str {
        index.checked_sub(1).map_or("", |i| self.text(i))
    }

    /// First byte of the token after its proclitics.
    pub fn start(&self, index: usize) -> usize {
        self.tokens.get(index).map_or(self.text.len(), |t| t.span.start) + self.lexeme(index).strip as usize
    }

    /// First byte of the token.
    pub fn token_start(&self, index: usize) -> usize {
        self.tokens.get(index).map_or(self.text.len(), |t| t.span.start)
    }

    /// One past the last byte of token `index`.
    pub fn end(&self, index: usize) -> usize {
        self.tokens.get(index).map_or(self.text.len(), |t| t.span.end)
    }

    /// One past the last byte of the token before `next`.
    pub fn end_before(&self, next: usize) -> usize {
        next.checked_sub(1).map_or(0, |i| self.end(i))
    }

    /// Whether nothing lies between the token and the one before it.
    pub fn glued(&self, index: usize) -> bool {
        index > 0 && index < self.tokens.len() && self.end_before(index) == self.token_start(index)
    }

    pub fn is(&self, index: usize, text: &str) -> bool {
        self.text(index) == text
    }

    /// Steps over و: written as a word of its own (و 500, و500) or onto the next word. Gives the token after it.
    pub fn conjunction(&self, index: usize) -> Option<usize> {
        if self.is(index, "و") {
            return Some(index + 1);
        }
        self.lexeme(index).conj.then_some(index)
    }

    pub fn prep(&self, index: usize) -> Option<Prep> {
        let lexeme = self.lexeme(index);
        if lexeme.def { None } else { self.word(index).prep }
    }

    /// A dash of any kind.
    pub fn dash(&self, index: usize) -> bool {
        matches!(self.text(index), "-" | "–" | "—" | "−" | "ـ")
    }

    /// The longest phrase of the kind that begins at `index`: its payload and the token after it.
    pub fn phrase(&self, index: usize, kind: PhraseKind) -> Option<(u16, usize)> {
        for phrase in self.table.phrases(self.lexeme(index).word) {
            if phrase.kind != kind {
                continue;
            }
            let fits = phrase.words.iter().enumerate().all(|(k, word)| {
                let text = self.text(index + 1 + k);
                text == word
                    || text.strip_prefix("ال").is_some_and(|rest| rest == word)
                    || (text.ends_with('ه')
                        && word.strip_suffix('ة').is_some_and(|w| text.strip_suffix('ه') == Some(w)))
            });
            if fits {
                return Some((phrase.payload, index + 1 + phrase.words.len()));
            }
        }
        None
    }

    /// A Gregorian month at `index`, of one word or two, a pair (أيلول/سبتمبر) too: its number and the token after it.
    pub fn month(&self, index: usize) -> Option<(u8, usize)> {
        let one = |index: usize| -> Option<(u8, usize)> {
            let word = self.word(index);
            if self.lexeme(index).def || !(word.month > 0 || word.month_head) {
                return None;
            }
            // Short names begin too many words after a proclitic: باب, لماي.
            let short = matches!(self.bare(index), "اب" | "ماي" | "اوت" | "جوان" | "مايس" | "مارت");
            if short && self.lexeme(index).strip > 0 && !self.is(index + 1, "/") {
                return None;
            }
            if word.month_head
                && let Some((month, next)) = self.phrase(index, PhraseKind::Month)
            {
                return Some((month as u8, next));
            }
            (word.month > 0).then_some((word.month, index + 1))
        };
        let (month, next) = one(index)?;
        // أكتوبر تشرين الأول
        if let Some((same, after)) = one(next)
            && same == month
            && self.lexeme(next).strip == 0
            && self.bare(index) != self.bare(next)
        {
            return Some((month, after));
        }
        if (self.is(next, "/") || (self.is(next, "(") || self.dash(next)))
            && let Some((same, after)) = one(next + 1)
            && same == month
        {
            if !self.is(next, "(") {
                return Some((month, after));
            }
            if self.is(after, ")") {
                return Some((month, after + 1));
            }
        }
        Some((month, next))
    }

    /// A Hijri month at `index`.
    pub fn hijri_month(&self, index: usize) -> Option<(u8, usize)> {
        let word = self.word(index);
        if !(word.hijri > 0 || word.month_head) {
            return None;
        }
        if let Some((month, next)) = self.phrase(index, PhraseKind::Hijri) {
            let next = if self.is(next, "المبارك") || self.is(next, "الحرام") || self.is(next, "المعظم")
            {
                next + 1
            } else {
                next
            };
            return Some((month as u8, next));
        }
        None
    }

    /// Whether the token is a word of Arabic script without the article: what may be counted after a number.
    pub fn indefinite_noun(&self, index: usize) -> bool {
        self.kind(index) == Some(TokenKind::Arabic) && {
            let word = self.word(index);
            let text = self.text(index);
            // و before a word that is not one of the nouns that begin with it joins a clause.
            let joined = text.starts_with('و')
                && text.chars().count() > 3
                && ![
                    "وحد",
                    "وزير",
                    "وزراء",
                    "ورق",
                    "وظيف",
                    "وظائف",
                    "ولاي",
                    "وفاة",
                    "وفيات",
                    "وثيق",
                    "وثائق",
                    "وجب",
                    "وكال",
                    "وكلاء",
                    "وسيل",
                    "ورد",
                    "وافد",
                ]
                .iter()
                .any(|n| text.starts_with(n));
            let definite = ["ال", "لل", "بال", "فال", "كال"].iter().any(|p| text.starts_with(p));
            !self.lexeme(index).def && !joined && !definite && word.prep.is_none() && !is_function(self.text(index))
        }
    }

    /// Whether the token is a word of Arabic script with the article.
    pub fn definite_noun(&self, index: usize) -> bool {
        self.kind(index) == Some(TokenKind::Arabic) && self.text(index).starts_with("ال") && self.text(index).len() > 6
    }
}

/// Particles, pronouns and auxiliaries: words that cannot be counted.
pub(super) fn is_function(word: &str) -> bool {
    let word = word.strip_prefix('و').filter(|w| w.len() > 2).unwrap_or(word);
    matches!(
        word,
        "في" | "من"
            | "الي"
            | "علي"
            | "عن"
            | "مع"
            | "ان"
            | "انه"
            | "انها"
            | "او"
            | "ثم"
            | "قد"
            | "كان"
            | "كانت"
            | "التي"
            | "الذي"
            | "هذا"
            | "هذه"
            | "ذلك"
            | "تلك"
            | "حيث"
            | "بعد"
            | "قبل"
            | "منذ"
            | "خلال"
            | "حتي"
            | "بين"
            | "لم"
            | "لن"
            | "لا"
            | "ما"
            | "هو"
            | "هي"
            | "بل"
            | "لكن"
            | "اذ"
            | "اذا"
            | "كما"
            | "فيما"
            | "بينما"
            | "عندما"
            | "و"
            | "عند"
            | "لدي"
            | "ضد"
            | "عبر"
            | "ضمن"
            | "منها"
            | "منهم"
            | "بينهم"
            | "بينها"
            | "اي"
            | "تم"
            | "يتم"
            | "سوف"
            | "غير"
            | "فقط"
            | "ايضا"
            | "وسط"
            | "مقابل"
            | "مقارنة"
            | "بسبب"
            | "دون"
            | "بدون"
            | "سوي"
            | "ليس"
            | "ليست"
    )
}
