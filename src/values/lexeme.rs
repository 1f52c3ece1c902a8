//! Which words of a text may belong to a value: one look-up a word, in one table.
//!
//! The table holds the forms of `data/lexicon/values_*.tsv` and of the lists of months, folded as the `match` profile
//! folds. Variants are made by rule: final ه for ة when the table is built, the article and the proclitics و ف ب ك ل
//! when a word is looked up.

use std::sync::OnceLock;

use crate::segment::{TokenKind, View};

/// Where a number word stands in the order of a spoken number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Slot {
    #[default]
    None,
    Zero,
    /// واحد to تسعة.
    Ones,
    /// أحد and إحدى: one only before عشر or the tens.
    One,
    /// اثنا: two only before عشر.
    Two,
    /// عشرة, and عشر after a unit.
    Ten,
    /// حداشر to تسعتاشر, as people speak.
    Teen,
    Tens,
    /// مئة, also after ثلاث … تسع.
    Hundred,
    /// مئتان, ثلاثمئة, ….
    Hundreds,
    Scale,
    /// ألفان, مليونا (in construct), ….
    ScaleDual,
    /// ألفا, مليونا: a dual in construct, or the accusative after a number.
    ScaleMaybeDual,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    Decade,
    Century,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prep {
    In,
    From,
    To,
    Until,
    Between,
    Since,
    Before,
    After,
    Within,
    Or,
    Except,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Modifier {
    Past,
    Present,
    Next,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PartOfDay {
    Morning,
    Afternoon,
    Noon,
    Night,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Era {
    Gregorian,
    Hijri,
}

/// What one form may mean. Most fields are empty for most forms.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    pub slot: Slot,
    pub value: u64,
    /// نصف, ثلث, …; `(0, n)` for the plurals أرباع, ….
    pub fraction: Option<(u8, u8)>,
    /// 1 to 10; `unit_only` for حادي.
    pub ordinal: u8,
    pub unit_only: bool,
    pub weekday: u8,
    /// Gregorian month written in one word.
    pub month: u8,
    /// Hijri month written in one word.
    pub hijri: u8,
    /// First word of a month of two words.
    pub month_head: bool,
    pub time_unit: Option<(TimeUnit, u8)>,
    /// Index into units + 1, of a unit of one word.
    pub unit: u16,
    /// First word of a unit or holiday of several words.
    pub phrase_head: bool,
    pub currency: u16,
    pub nation: u16,
    pub year_head: bool,
    pub day_head: bool,
    pub month_word: bool,
    pub modifier: Option<Modifier>,
    pub edge: bool,
    /// اليوم 0, أمس -1, غدا 1.
    pub today: Option<i8>,
    pub tonight: bool,
    pub ghad: bool,
    pub this: bool,
    pub prep: Option<Prep>,
    pub part_of_day: Option<PartOfDay>,
    pub clock: bool,
    pub era: Option<Era>,
    pub season: u8,
    pub quarter: bool,
    pub half: bool,
    pub decade: u8,
    pub percent: bool,
    pub cue: bool,
    pub holiday_head: bool,
    /// A word that a rule knows by its form (غرة, ناقص).
    pub opens: bool,
    /// Whether a value may begin here: the driver tries rules only at such words.
    pub start: bool,
}

/// What is known of one token.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lexeme {
    /// Index into the table; 0 is the word that means nothing here.
    pub word: u16,
    /// Bytes of the proclitics و ف ب ك ل (not of the article).
    pub strip: u8,
    /// Whether the article stands before it.
    pub def: bool,
    /// Whether و stands before it.
    pub conj: bool,
    /// Whether ب, ك or ل stands before it.
    pub prep: bool,
}

/// A currency, a unit, a month of several words: the words after the first, folded.
#[derive(Debug)]
pub(super) struct Phrase {
    pub words: Vec<String>,
    pub payload: u16,
    pub kind: PhraseKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PhraseKind {
    Month,
    Hijri,
    Unit,
    Currency,
    Nation,
    Holiday,
}

/// A unit of measure: its symbol and the factor of the form.
#[derive(Debug)]
pub(super) struct Unit {
    pub symbol: &'static str,
    /// 2 for duals.
    pub factor: u8,
}

/// A currency noun or a subunit.
#[derive(Debug)]
pub(super) struct Currency {
    pub id: &'static str,
    /// ISO code where no country is named; empty for subunits.
    pub code: &'static str,
    /// For a subunit, the currency it is a part of.
    pub parent: &'static str,
    pub parts: u32,
    pub dual: bool,
}

/// A fixed day of the year.
#[derive(Debug)]
pub(super) struct Holiday {
    pub hijri: bool,
    pub month: u8,
    pub day: u8,
}

#[derive(Debug)]
pub(super) struct Table {
    pub(super) forms: Vec<(Box<str>, Word)>,
    /// An open-addressed table of indices into `forms`, each with sixteen bits of its form's hash.
    pub(super) slots: Vec<(u16, u16)>,
    /// Lengths that occur, as bits, by the second byte of a form and by its last: most words of a text end here.
    pub(super) lengths: Lengths,
    pub units: Vec<Unit>,
    pub currencies: Vec<Currency>,
    pub nations: Vec<&'static str>,
    pub pairs: Vec<(&'static str, &'static str, &'static str)>,
    pub signs: Vec<(&'static str, &'static str)>,
    pub holidays: Vec<Holiday>,
    /// Phrases by the table index of their first word.
    pub(super) phrases: std::collections::HashMap<u16, Vec<Phrase>>,
}

const LONGEST: usize = 40;

/// Which lengths the forms have that begin, and that end, with a byte.
#[derive(Debug)]
pub(super) struct Lengths {
    heads: [u64; 256],
    tails: [u64; 256],
}

impl Lengths {
    pub fn of<'a>(forms: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut out = Self { heads: [0; 256], tails: [0; 256] };
        for form in forms.filter(|f| f.len() <= LONGEST) {
            let [head, tail] = Self::ends(form);
            out.heads[usize::from(head)] |= 1 << form.len();
            out.tails[usize::from(tail)] |= 1 << form.len();
        }
        out
    }

    /// The byte that tells first letters apart (of two bytes, the second), and the last byte.
    fn ends(form: &[u8]) -> [u8; 2] {
        [form.get(1).or(form.first()).copied().unwrap_or(0), form.last().copied().unwrap_or(0)]
    }

    #[inline]
    fn may_hold(&self, form: &[u8]) -> bool {
        let [head, tail] = Self::ends(form);
        (self.heads[usize::from(head)] & self.tails[usize::from(tail)]) >> form.len() & 1 == 1
    }
}

pub(super) fn hash(bytes: &[u8]) -> usize {
    let mut h = bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0u8; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        h = (h.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
    (h >> 32) as usize
}

/// The bits of a hash that a slot keeps; its place comes from the others.
pub(super) fn tag(hashed: usize) -> u16 {
    (hashed >> 16) as u16
}

/// A form as the `match` profile writes it.
pub(super) fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{064B}'..='\u{0652}' | '\u{0640}'))
        .map(|c| match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ى' => 'ي',
            other => other,
        })
        .collect()
}

/// The tokens of a form with a blank between them: `كم/س` is three, `م2` two.
pub(super) fn spaced(form: &str) -> String {
    let tokens = crate::segment::tokens(form);
    let words: Vec<&str> = tokens.iter().filter_map(|t| t.span.slice(form)).filter(|w| *w != "_").collect();
    words.join(" ")
}

impl Table {
    pub fn get() -> &'static Self {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(Self::build)
    }

    fn find(&self, form: &[u8]) -> Option<u16> {
        if form.len() > LONGEST || form.is_empty() || !self.lengths.may_hold(form) {
            return None;
        }
        let mask = self.slots.len() - 1;
        let hashed = hash(form);
        let mut at = hashed & mask;
        loop {
            let (index, bits) = *self.slots.get(at)?;
            if index == 0 {
                return None;
            }
            if bits == tag(hashed) && self.forms.get(index as usize).is_some_and(|(f, _)| f.as_bytes() == form) {
                return Some(index);
            }
            at = (at + 1) & mask;
        }
    }

    /// The word with that index.
    pub fn word(&self, index: u16) -> &Word {
        match self.forms.get(index as usize) {
            Some((_, word)) => word,
            None => &NOTHING,
        }
    }

    pub fn phrases(&self, index: u16) -> &[Phrase] {
        self.phrases.get(&index).map_or(&[], Vec::as_slice)
    }

    /// With or without the article.
    fn stem(&self, form: &[u8]) -> Option<(u16, bool)> {
        const ARTICLE: &[u8] = "ال".as_bytes();
        if let Some(word) = self.find(form) {
            // ألف and its forms only look as if they had the article.
            let thousand = matches!(self.word(word).value, 1000) && self.word(word).slot != Slot::None;
            return Some((word, form.starts_with(ARTICLE) && form.len() > 6 && !thousand));
        }
        let rest = form.strip_prefix(ARTICLE)?;
        self.find(rest).map(|word| (word, true))
    }

    /// What the table knows of a word, proclitics taken off where it must.
    pub fn lookup(&self, form: &[u8]) -> Lexeme {
        const AND: [&[u8]; 2] = ["و".as_bytes(), "ف".as_bytes()];
        const PREP: [&[u8]; 3] = ["ب".as_bytes(), "ك".as_bytes(), "ل".as_bytes()];
        if form.len() > LONGEST + 8 {
            return Lexeme::default();
        }
        if let Some((word, def)) = self.stem(form) {
            return Lexeme { word, def, ..Lexeme::default() };
        }
        let mut rest = form;
        let mut lexeme = Lexeme::default();
        if let Some(and) = AND.iter().position(|p| form.starts_with(p)) {
            rest = form.get(2..).unwrap_or(&[]);
            lexeme.strip = 2;
            lexeme.conj = and == 0;
            if let Some((word, def)) = self.stem(rest) {
                return Lexeme { word, def, ..lexeme };
            }
        }
        if PREP.iter().any(|p| rest.starts_with(p)) {
            let after = rest.get(2..).unwrap_or(&[]);
            lexeme.strip += 2;
            lexeme.prep = true;
            if rest.starts_with(PREP[2]) && after.starts_with(PREP[2]) {
                // لل is ل + ال: try the noun with its article, then without.
                let noun = after.get(2..).unwrap_or(&[]);
                let mut full = [0u8; LONGEST + 8];
                if let Some(place) = full.get_mut(..4 + noun.len()) {
                    place[..4].copy_from_slice("ال".as_bytes());
                    place[4..].copy_from_slice(noun);
                    if let Some((word, _)) = self.stem(place) {
                        return Lexeme { word, def: true, ..lexeme };
                    }
                }
            } else if let Some((word, def)) = self.stem(after) {
                return Lexeme { word, def, ..lexeme };
            }
        }
        Lexeme::default()
    }

    /// The lexemes of all tokens.
    pub fn lexemes(&self, view: &View<'_>) -> Vec<Lexeme> {
        let text = view.text.as_bytes();
        view.tokens
            .iter()
            .map(|token| match token.kind {
                TokenKind::Arabic | TokenKind::Latin => self.lookup(text.get(token.span.range()).unwrap_or(&[])),
                _ => Lexeme::default(),
            })
            .collect()
    }
}

pub(super) static NOTHING: Word = Word {
    slot: Slot::None,
    value: 0,
    fraction: None,
    ordinal: 0,
    unit_only: false,
    weekday: 0,
    month: 0,
    hijri: 0,
    month_head: false,
    time_unit: None,
    unit: 0,
    phrase_head: false,
    currency: 0,
    nation: 0,
    year_head: false,
    day_head: false,
    month_word: false,
    modifier: None,
    edge: false,
    today: None,
    tonight: false,
    ghad: false,
    this: false,
    prep: None,
    part_of_day: None,
    clock: false,
    era: None,
    season: 0,
    quarter: false,
    half: false,
    decade: 0,
    percent: false,
    cue: false,
    holiday_head: false,
    opens: false,
    start: false,
};

#[cfg(test)]
mod tests {
    use super::*;

    fn look(word: &str) -> (Lexeme, Word) {
        let table = Table::get();
        let lexeme = table.lookup(word.as_bytes());
        (lexeme, *table.word(lexeme.word))
    }

    #[test]
    fn proclitics_come_off_where_the_word_needs_it() {
        let (lexeme, word) = look("بثلاثين");
        assert_eq!((lexeme.strip, word.value, lexeme.prep), (2, 30, true));
        let (lexeme, word) = look("والخامس");
        assert_eq!((lexeme.strip, word.ordinal, lexeme.def, lexeme.conj), (2, 5, true, true));
        let (lexeme, word) = look("للجمعة");
        assert_eq!((lexeme.strip, word.weekday, lexeme.def), (2, 5, true));
    }

    #[test]
    fn whole_words_win_over_proclitics() {
        for word in ["كمية", "لست", "والي", "بيت", "فبراير"] {
            assert_eq!(look(word).0.strip, 0, "{word}");
        }
        assert_eq!(look("الف").1.value, 1000);
    }
}
