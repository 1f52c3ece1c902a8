//! Which words of a text may belong to a value: one look-up a word, in one table.
//!
//! The table holds the forms of `data/lexicon/values_*.tsv` and of the lists of months, folded as the `match` profile
//! folds. Variants are made by rule: final ه for ة when the table is built, the article and the proclitics و ف ب ك ل
//! when a word is looked up.

use std::sync::OnceLock;

use crate::segment::{TokenKind, View};
use crate::tsv::{cell, rows};

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
    #[allow(dead_code)]
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
    forms: Vec<(Box<str>, Word)>,
    slots: Vec<u16>,
    pub units: Vec<Unit>,
    pub currencies: Vec<Currency>,
    pub nations: Vec<&'static str>,
    pub pairs: Vec<(&'static str, &'static str, &'static str)>,
    pub signs: Vec<(&'static str, &'static str)>,
    pub holidays: Vec<Holiday>,
    /// Phrases by the table index of their first word.
    phrases: std::collections::HashMap<u16, Vec<Phrase>>,
}

const LONGEST: usize = 40;

fn hash(bytes: &[u8]) -> usize {
    let mut h = bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0u8; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        h = (h.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
    (h >> 32) as usize
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
fn spaced(form: &str) -> String {
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
        if form.len() > LONGEST || form.is_empty() {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut at = hash(form) & mask;
        loop {
            let index = *self.slots.get(at)?;
            if index == 0 {
                return None;
            }
            if self.forms.get(index as usize).is_some_and(|(f, _)| f.as_bytes() == form) {
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
    pub fn lookup(&self, word: &str) -> Lexeme {
        const AND: [&[u8]; 2] = ["و".as_bytes(), "ف".as_bytes()];
        const PREP: [&[u8]; 3] = ["ب".as_bytes(), "ك".as_bytes(), "ل".as_bytes()];
        let form = word.as_bytes();
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
                TokenKind::Arabic | TokenKind::Latin => {
                    let word = text.get(token.span.range()).unwrap_or(&[]);
                    if word.len() > LONGEST + 8 {
                        Lexeme::default()
                    } else {
                        self.lookup(std::str::from_utf8(word).unwrap_or(""))
                    }
                }
                _ => Lexeme::default(),
            })
            .collect()
    }
}

static NOTHING: Word = Word {
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
    start: false,
};

// ---- building ------------------------------------------------------------------------------------------------------

const WORDS: &str = include_str!("../../data/lexicon/values_words.tsv");
const CURRENCIES: &str = include_str!("../../data/lexicon/values_currencies.tsv");
const UNITS: &str = include_str!("../../data/lexicon/values_units.tsv");
const MONTHS: &str = include_str!("../../data/lexicon/months.tsv");
const MORE_MONTHS: &str = include_str!("../../data/lexicon/values_months.tsv");
const HOLIDAYS: &str = include_str!("../../data/lexicon/values_holidays.tsv");

#[derive(Default)]
struct Builder {
    index: std::collections::HashMap<String, u16>,
    forms: Vec<(Box<str>, Word)>,
    phrases: std::collections::HashMap<u16, Vec<Phrase>>,
}

impl Builder {
    fn entry(&mut self, form: &str) -> (u16, &mut Word) {
        let forms = &mut self.forms;
        let id = *self.index.entry(form.to_owned()).or_insert_with(|| {
            forms.push((Box::from(form), NOTHING));
            u16::try_from(forms.len() - 1).unwrap_or(0)
        });
        let word = &mut self.forms[id as usize].1;
        (id, word)
    }

    /// Sets a meaning on a form and on its spelling with ه for ة.
    fn set(&mut self, form: &str, meaning: &dyn Fn(&mut Word)) {
        let form = fold(form);
        meaning(self.entry(&form).1);
        if let Some(stem) = form.strip_suffix('ة') {
            meaning(self.entry(&format!("{stem}ه")).1);
        }
    }

    /// A form of one word or of several joined by `_` or a blank.
    fn phrase(&mut self, form: &str, kind: PhraseKind, payload: u16) {
        let spaced = spaced(form);
        let mut words = spaced.split([' ', '_']).filter(|w| !w.is_empty()).map(fold);
        let Some(first) = words.next() else { return };
        let rest: Vec<String> = words.collect();
        if rest.is_empty() {
            self.set(&first, &|w| match kind {
                PhraseKind::Month => w.month = payload as u8,
                PhraseKind::Hijri => w.hijri = payload as u8,
                PhraseKind::Unit => w.unit = payload,
                PhraseKind::Currency => w.currency = payload,
                PhraseKind::Nation => w.nation = payload,
                PhraseKind::Holiday => w.holiday_head = true,
            });
        } else {
            self.set(&first, &|w| match kind {
                PhraseKind::Month | PhraseKind::Hijri => w.month_head = true,
                PhraseKind::Holiday => w.holiday_head = true,
                _ => w.phrase_head = true,
            });
        }
        let (id, _) = self.entry(&first);
        let list = self.phrases.entry(id).or_default();
        list.push(Phrase { words: rest, payload, kind });
        list.sort_by_key(|p| std::cmp::Reverse(p.words.len()));
    }

    fn word_row(&mut self, kind: &str, value: &str, form: &str) {
        let number = || value.parse::<u64>().unwrap_or(0);
        let slot = match kind {
            "zero" => Slot::Zero,
            "ones" => Slot::Ones,
            "one" => Slot::One,
            "two" => Slot::Two,
            "ten" => Slot::Ten,
            "tens" => Slot::Tens,
            "hundred" => Slot::Hundred,
            "hundreds" => Slot::Hundreds,
            "scale" => Slot::Scale,
            "scale_dual" => Slot::ScaleDual,
            "scale_maybe_dual" => Slot::ScaleMaybeDual,
            _ => Slot::None,
        };
        if slot != Slot::None {
            return self.set(form, &|w| (w.slot, w.value) = (slot, number()));
        }
        match kind {
            "fraction" => {
                let (n, d) = value.split_once('/').unwrap_or(("0", "1"));
                let parts = (n.parse().unwrap_or(0), d.parse().unwrap_or(1));
                self.set(form, &|w| w.fraction = Some(parts));
            }
            "fractions" => self.set(form, &|w| w.fraction = Some((0, number() as u8))),
            "ordinal" => {
                let only = value.ends_with('+');
                let ordinal = value.trim_end_matches('+').parse().unwrap_or(0);
                self.set(form, &|w| (w.ordinal, w.unit_only) = (ordinal, only));
            }
            "weekday" => self.set(form, &|w| w.weekday = number() as u8),
            "time_unit" => {
                let (unit, count) = value.split_once(' ').unwrap_or((value, "1"));
                let unit = match unit {
                    "second" => TimeUnit::Second,
                    "minute" => TimeUnit::Minute,
                    "hour" => TimeUnit::Hour,
                    "day" => TimeUnit::Day,
                    "week" => TimeUnit::Week,
                    "month" => TimeUnit::Month,
                    "year" => TimeUnit::Year,
                    "decade" => TimeUnit::Decade,
                    _ => TimeUnit::Century,
                };
                let count = count.parse().unwrap_or(1);
                self.set(form, &|w| w.time_unit = Some((unit, count)));
            }
            "year_head" => self.set(form, &|w| w.year_head = true),
            "day_head" => self.set(form, &|w| w.day_head = true),
            "month_head" => self.set(form, &|w| w.month_word = true),
            "modifier" => {
                let modifier = match value {
                    "past" => Modifier::Past,
                    "present" => Modifier::Present,
                    _ => Modifier::Next,
                };
                self.set(form, &|w| w.modifier = Some(modifier));
            }
            "edge" => self.set(form, &|w| w.edge = true),
            "today" => {
                let days = value.parse().unwrap_or(0);
                self.set(form, &|w| w.today = Some(days));
            }
            "tonight" => self.set(form, &|w| w.tonight = true),
            "ghad" => self.set(form, &|w| w.ghad = true),
            "this" => self.set(form, &|w| w.this = true),
            "preposition" => {
                let prep = match value {
                    "in" => Prep::In,
                    "from" => Prep::From,
                    "to" => Prep::To,
                    "until" => Prep::Until,
                    "between" => Prep::Between,
                    "since" => Prep::Since,
                    "before" => Prep::Before,
                    "after" => Prep::After,
                    "or" => Prep::Or,
                    "except" => Prep::Except,
                    _ => Prep::Within,
                };
                self.set(form, &|w| w.prep = Some(prep));
            }
            "part_of_day" => {
                let part = match value {
                    "am" => PartOfDay::Morning,
                    "pm" => PartOfDay::Afternoon,
                    "noon" => PartOfDay::Noon,
                    _ => PartOfDay::Night,
                };
                self.set(form, &|w| w.part_of_day = Some(part));
            }
            "clock" => self.set(form, &|w| w.clock = true),
            "era" => {
                let era = if value == "ah" { Era::Hijri } else { Era::Gregorian };
                self.set(form, &|w| w.era = Some(era));
            }
            "season" => {
                let season = match value {
                    "spring" => 1,
                    "summer" => 2,
                    "autumn" => 3,
                    _ => 4,
                };
                self.set(form, &|w| w.season = season);
            }
            "quarter" => self.set(form, &|w| w.quarter = true),
            "half" => self.set(form, &|w| w.half = true),
            "decade" => self.set(form, &|w| w.decade = number() as u8),
            "percent" => self.set(form, &|w| w.percent = true),
            "duration_cue" => self.set(form, &|w| w.cue = true),
            // `none`: a word that only looks like a proclitic and a number (كمية, لست).
            _ => self.set(form, &|_| ()),
        }
    }
}

impl Table {
    fn build() -> Self {
        let mut b = Builder::default();
        b.forms.push((Box::from(""), NOTHING));
        for row in rows(WORDS) {
            for form in cell(&row, 2).split(' ').filter(|f| !f.is_empty()) {
                b.word_row(cell(&row, 0), cell(&row, 1), form);
            }
        }
        for row in rows(MONTHS).chain(rows(MORE_MONTHS)) {
            let kind = match cell(&row, 1) {
                "hijri" => PhraseKind::Hijri,
                // Coptic, Iranian and Libyan revolutionary months are left out: their names are common words.
                "coptic" | "ir-solar" | "ly-historic" => continue,
                _ => PhraseKind::Month,
            };
            let form = cell(&row, 2);
            if !form.contains('/') {
                b.phrase(form, kind, cell(&row, 0).parse().unwrap_or(0));
            }
        }
        let mut units = Vec::new();
        for row in rows(UNITS) {
            units.push(Unit { symbol: cell(&row, 0), factor: cell(&row, 1).parse().unwrap_or(1) });
            let id = units.len() as u16;
            for form in cell(&row, 2).split(' ').filter(|f| !f.is_empty()) {
                b.phrase(form, PhraseKind::Unit, id);
            }
        }
        let mut currencies = Vec::new();
        let mut nations = Vec::new();
        let mut pairs = Vec::new();
        let mut signs = Vec::new();
        for row in rows(CURRENCIES) {
            let (id, code, forms) = (cell(&row, 1), cell(&row, 2), cell(&row, 4));
            match cell(&row, 0) {
                kind @ ("noun" | "sub") => {
                    let parts = cell(&row, 3).parse().unwrap_or(100);
                    for form in forms.split(' ') {
                        let dual = (form.ends_with("ان") || form.ends_with("ين"))
                            && form.chars().count() > 5
                            && !form.contains('_');
                        let (code, parent) = if kind == "noun" { (code, "") } else { ("", code) };
                        currencies.push(Currency { id, code, parent, parts, dual });
                        b.phrase(form, PhraseKind::Currency, currencies.len() as u16);
                    }
                }
                "nation" => {
                    nations.push(id);
                    let n = nations.len() as u16;
                    for form in forms.split(' ') {
                        b.phrase(form, PhraseKind::Nation, n);
                        if form.ends_with('ي') {
                            for ending in ["ا", "ة", "ان", "ين", "تان", "تين"] {
                                b.phrase(&format!("{form}{ending}"), PhraseKind::Nation, n);
                            }
                        }
                    }
                }
                "pair" => pairs.push((id, code, forms)),
                _ => signs.push((forms, code)),
            }
        }
        let mut holidays = Vec::new();
        for row in rows(HOLIDAYS) {
            holidays.push(Holiday {
                hijri: cell(&row, 0) == "hijri",
                month: cell(&row, 1).parse().unwrap_or(1),
                day: cell(&row, 2).parse().unwrap_or(1),
            });
            b.phrase(cell(&row, 3), PhraseKind::Holiday, holidays.len() as u16);
        }
        for (_, w) in &mut b.forms {
            w.start = w.slot != Slot::None
                || w.fraction.is_some()
                || w.ordinal > 0
                || w.weekday > 0
                || w.month > 0
                || w.hijri > 0
                || w.month_head
                || w.time_unit.is_some()
                || w.currency > 0
                || w.edge
                || w.today.is_some()
                || w.tonight
                || w.ghad
                || w.this
                || matches!(w.prep, Some(Prep::Since | Prep::Before | Prep::After | Prep::Within))
                || w.season > 0
                || w.quarter
                || w.half
                || w.decade > 0
                || w.holiday_head
                || w.unit > 0
                || w.clock;
        }
        let size = (b.forms.len() * 4).next_power_of_two();
        let mut slots = vec![0u16; size];
        for (index, (form, _)) in b.forms.iter().enumerate().skip(1) {
            let mut at = hash(form.as_bytes()) & (size - 1);
            while slots[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            slots[at] = index as u16;
        }
        Self { forms: b.forms, slots, units, currencies, nations, pairs, signs, holidays, phrases: b.phrases }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(word: &str) -> (Lexeme, Word) {
        let table = Table::get();
        let lexeme = table.lookup(word);
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
