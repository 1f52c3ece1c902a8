//! The table that [`lexeme`](super::lexeme) looks words up in, from the lists in `data/lexicon`.

use super::lexeme::{
    Currency, Era, Holiday, Lengths, Modifier, NOTHING, PartOfDay, Phrase, PhraseKind, Prep, Slot, Table, TimeUnit,
    Unit, Word, fold, hash, spaced, tag,
};
use crate::tsv::{cell, rows};

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
            "teen" => Slot::Teen,
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
            "opens" => self.set(form, &|w| w.opens = true),
            "percent" => self.set(form, &|w| w.percent = true),
            "duration_cue" => self.set(form, &|w| w.cue = true),
            // `none`: a word that only looks like a proclitic and a number (كمية, لست).
            _ => self.set(form, &|_| ()),
        }
    }
}

impl Table {
    pub(super) fn build() -> Self {
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
                if let Some(metre) = form.strip_suffix("_في_الساعة") {
                    b.phrase(&format!("{metre}_بالساعة"), PhraseKind::Unit, id);
                }
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
                        let (parent, own) = code.split_once(' ').unwrap_or((code, ""));
                        let (code, parent) = if kind == "noun" { (code, "") } else { (own, parent) };
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
                || w.opens
                || w.unit > 0
                || w.clock;
        }
        let size = (b.forms.len() * 4).next_power_of_two();
        let mut slots = vec![(0u16, 0u16); size];
        for (index, (form, _)) in b.forms.iter().enumerate().skip(1) {
            let hashed = hash(form.as_bytes());
            let mut at = hashed & (size - 1);
            while slots[at].0 != 0 {
                at = (at + 1) & (size - 1);
            }
            slots[at] = (index as u16, tag(hashed));
        }
        let lengths = Lengths::of(b.forms.iter().skip(1).map(|(form, _)| form.as_bytes()));
        Self { forms: b.forms, slots, lengths, units, currencies, nations, pairs, signs, holidays, phrases: b.phrases }
    }
}
