//! What quotation finding knows of single words: cues of speech, nouns that can speak, words that end or begin phrases.
//!
//! One look-up a token gives everything; the rules work on [`Tag`]s and touch the text only where they must.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use crate::tsv::{cell, rows};

/// Classes of a word or mark.
pub(crate) mod class {
    /// A noun for a person (مصدر, الوزير).
    pub const PERSON: u32 = 1;
    /// A noun for a body that can speak (الحكومة).
    pub const BODY: u32 = 1 << 1;
    /// A noun for a text that says something (بيان).
    pub const DOCUMENT: u32 = 1 << 2;
    /// The head of a media name (صحيفة).
    pub const OUTLET: u32 = 1 << 3;
    /// An occasion of speech (مؤتمر, كلمته).
    pub const EVENT: u32 = 1 << 4;
    /// Passed over before a subject (أمس, بدوره).
    pub const ADVERB: u32 = 1 << 5;
    /// Begins a phrase that is no subject (خلال).
    pub const ADJUNCT: u32 = 1 << 6;
    /// الذي and its sisters.
    pub const RELATIVE: u32 = 1 << 7;
    /// Takes أن itself (بعد أن).
    pub const OWN: u32 = 1 << 8;
    /// فيما, بينما: a new clause of another speaker may begin.
    pub const CLAUSE_BREAK: u32 = 1 << 9;
    /// الدكتور, الشيخ.
    pub const HONORIFIC: u32 = 1 << 10;
    /// A noun that gives the sense of a statement (ضرورة).
    pub const VERBAL: u32 = 1 << 11;
    /// أن, إن, بأنه ….
    pub const AN: u32 = 1 << 12;
    /// إلى على عن من.
    pub const PREPOSITION: u32 = 1 << 13;
    /// في.
    pub const IN: u32 = 1 << 14;
    /// وفق, بحسب and their like.
    pub const ACCORDING: u32 = 1 << 15;
    /// A nationality or another listed nisba (الفرنسي).
    pub const NISBA: u32 = 1 << 16;
    /// `،` `؛` `,`.
    pub const COMMA: u32 = 1 << 17;
    /// `:`.
    pub const COLON: u32 = 1 << 18;
    /// `.` `!` `؟` `?` `…`.
    pub const STOP: u32 = 1 << 19;
    /// A mark that may open or close a quotation.
    pub const QUOTE: u32 = 1 << 20;
    /// `(` or `[`.
    pub const OPEN: u32 = 1 << 21;
    /// `)` or `]`.
    pub const CLOSE: u32 = 1 << 22;
    /// A line break.
    pub const BREAK: u32 = 1 << 23;
    /// The first token of a sentence.
    pub const FIRST: u32 = 1 << 24;
    /// A single word that is a media body's whole name (رويترز).
    pub const MEDIA: u32 = 1 << 25;
    /// A digit sequence.
    pub const NUMBER: u32 = 1 << 26;
    /// A head noun of places (مدينة).
    pub const PLACE: u32 = 1 << 27;
    /// A word of Arabic letters.
    pub const WORD: u32 = 1 << 28;
    /// Names of works and the like follow (رواية, بعنوان).
    pub const TITLED: u32 = 1 << 29;
    /// A verb that ends a noun phrase (طلب).
    pub const VERB: u32 = 1 << 30;
    /// Anything after which no phrase goes on.
    pub const BORDER: u32 = COMMA | COLON | STOP | BREAK | AN | RELATIVE | ADJUNCT | ADVERB | VERB;
}

/// Proclitics found on a word, as bits.
pub(crate) mod clitic {
    /// و or ف.
    pub const AND: u8 = 1;
    /// ل.
    pub const LAM: u8 = 2;
    /// ب.
    pub const BEH: u8 = 4;
    /// ك.
    pub const KAF: u8 = 8;
}

/// The shape of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Morph {
    /// A finite verb.
    Perfect,
    /// A finite verb.
    Imperfect,
    /// مؤكدا.
    Participle,
    /// القول, قوله.
    Noun,
}

/// How freely a lemma is believed to report speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// Any complement.
    Free,
    /// أن, colon or quotation marks.
    Speech,
    /// أن or quotation marks.
    Clause,
    /// Colon or quotation marks.
    Mark,
    /// أن, after و or at the beginning only: the word has another meaning.
    Strict,
    /// With a media body as subject.
    Learn,
    /// With a text as subject (جاء في البيان).
    Document,
}

/// What one reporting verb takes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lemma {
    pub name: &'static str,
    /// Prepositions that may stand before أن.
    pub clause: &'static str,
    /// Prepositions before a verbal noun; `∅` none; `-` not at all.
    pub masdar: &'static str,
    pub usage: Use,
}

/// One form of a reporting verb.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cue {
    pub lemma: Lemma,
    pub morph: Morph,
    pub feminine: bool,
    pub plural: bool,
}

impl Cue {
    /// Whether this is a finite verb.
    pub fn finite(&self) -> bool {
        matches!(self.morph, Morph::Perfect | Morph::Imperfect)
    }
}

/// What is known of one token.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tag {
    /// Bits of [`class`].
    pub flags: u32,
    /// Number of the name that covers the token, plus one.
    pub name: u32,
    /// Number of the pair of quotation marks that begins or ends here, plus one.
    pub pair: u32,
    /// Number of the cue, plus one.
    pub cue: u16,
    /// Bits of [`clitic`].
    pub clitics: u8,
    /// Bytes of the proclitics.
    pub skip: u8,
}

impl Tag {
    /// Whether any of these classes holds.
    #[inline]
    pub fn is(&self, flags: u32) -> bool {
        self.flags & flags != 0
    }
}

#[derive(Clone, Copy, Default)]
struct Info {
    flags: u32,
    cue: u16,
}

/// A hasher for short words: eight bytes a step.
#[derive(Default)]
struct WordHasher(u64);

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        let mut mix = |word: u64| self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
        let (chunks, rest) = bytes.as_chunks::<8>();
        for chunk in chunks {
            mix(u64::from_le_bytes(*chunk));
        }
        let mut last = [0; 8];
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        mix(u64::from_le_bytes(last));
    }

    fn write_u8(&mut self, byte: u8) {
        self.0 ^= u64::from(byte);
    }

    fn finish(&self) -> u64 {
        // The high bits are the well-mixed ones; the table looks at both ends.
        self.0 ^ (self.0 >> 29)
    }
}

/// The list of everything known, built once a process.
pub(crate) struct Words {
    table: HashMap<String, Info, BuildHasherDefault<WordHasher>>,
    cues: Vec<Cue>,
    media: HashSet<String>,
}

/// The `match` form of a listed word.
fn fold(form: &str) -> String {
    form.chars()
        .filter(|c| !matches!(c, '\u{0640}' | '\u{064B}'..='\u{0652}'))
        .map(|c| match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
            'ى' => 'ي',
            other => other,
        })
        .collect()
}

impl Words {
    /// The built-in lists.
    pub fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(Words::build)
    }

    fn add(&mut self, form: &str, flags: u32) {
        self.table.entry(fold(form)).or_default().flags |= flags;
    }

    fn build() -> Words {
        let mut words = Words { table: HashMap::default(), cues: Vec::new(), media: HashSet::new() };
        for row in rows(include_str!("../../data/lexicon/speech_words.tsv")) {
            let (form, name) = (cell(&row, 0), cell(&row, 1));
            let flags = match name {
                "person" => class::PERSON,
                "body" => class::BODY,
                "document" => class::DOCUMENT,
                "outlet" => class::OUTLET,
                "event" => class::EVENT,
                "adverb" => class::ADVERB,
                "adjunct" => class::ADJUNCT,
                "relative" => class::RELATIVE,
                "own" => class::OWN,
                "clause_break" => class::CLAUSE_BREAK,
                "honorific" => class::HONORIFIC,
                "verbal" => class::VERBAL,
                "according" => class::ACCORDING,
                "titled" => class::TITLED,
                "verb" => class::VERB,
                _ => 0,
            };
            words.add(form, flags);
            let noun = class::PERSON | class::BODY | class::DOCUMENT;
            if flags & noun != 0 && !form.starts_with("ال") {
                words.add(&format!("ال{form}"), flags & noun);
            }
            // `بيانه`, `كلمتها`
            if flags & class::EVENT != 0 && form.chars().count() > 3 && !form.ends_with('ه') && !form.ends_with('ا') {
                let stem = form.strip_suffix('ة').map_or_else(|| form.to_owned(), |s| format!("{s}ت"));
                words.add(&format!("{stem}ه"), class::EVENT);
                words.add(&format!("{stem}ها"), class::EVENT);
            }
            // `مديره الفني`, `وزارتها`
            if flags & (class::PERSON | class::BODY) != 0 && !form.starts_with("ال") && form.chars().count() > 3 {
                let stem = form.strip_suffix('ة').map_or_else(|| form.to_owned(), |s| format!("{s}ت"));
                if !stem.ends_with('ه') && !stem.ends_with("ها") {
                    words.add(&format!("{stem}ه"), flags & noun);
                    words.add(&format!("{stem}ها"), flags & noun);
                }
            }
        }
        for row in rows(include_str!("../../data/lexicon/titles.tsv")) {
            if let Some(head) = cell(&row, 0).split(' ').next() {
                if head.chars().count() > 2
                    && !matches!(head, "دولة" | "شهود" | "حجة" | "آية" | "صاحب" | "خادم" | "قائم")
                {
                    words.add(head, class::PERSON);
                    if !head.starts_with("ال") {
                        words.add(&format!("ال{head}"), class::PERSON);
                    }
                }
            }
        }
        for row in rows(include_str!("../../data/lexicon/loc_heads.tsv")) {
            if !cell(&row, 0).contains(' ') {
                words.add(cell(&row, 0), class::PLACE);
            }
        }
        for row in rows(include_str!("../../data/lexicon/nisba.tsv")) {
            let form = cell(&row, 0);
            if !form.contains(' ') {
                words.add(form, class::NISBA);
                if !form.starts_with("ال") {
                    words.add(&format!("ال{form}"), class::NISBA);
                }
            }
        }
        for row in rows(include_str!("../../data/lexicon/outlets.tsv")) {
            if !cell(&row, 0).contains(' ') {
                words.add(cell(&row, 0), class::MEDIA);
            }
            words.media.insert(fold(cell(&row, 0)));
        }
        for form in ["ان", "انه", "انها", "انهم", "انهما", "انهن", "اني", "انني", "اننا", "انك", "انكم"]
        {
            words.add(form, class::AN);
        }
        for form in ["الي", "علي", "عن", "من"] {
            words.add(form, class::PREPOSITION);
        }
        words.add("في", class::IN);
        words.cues();
        words
    }

    fn cues(&mut self) {
        let mut lemmas: HashMap<&str, Lemma> = HashMap::new();
        for row in rows(include_str!("../../data/lexicon/attribution_lemmas.tsv")) {
            let usage = match cell(&row, 4) {
                "speech" => Use::Speech,
                "clause" => Use::Clause,
                "mark" => Use::Mark,
                "strict" => Use::Strict,
                "learn" => Use::Learn,
                "document" => Use::Document,
                _ => Use::Free,
            };
            let name = cell(&row, 0);
            lemmas.insert(name, Lemma { name, clause: cell(&row, 2), masdar: cell(&row, 3), usage });
        }
        for row in rows(include_str!("../../data/lexicon/attribution_verbs.tsv")) {
            let Some(&lemma) = lemmas.get(cell(&row, 2)) else { continue };
            let morph = cell(&row, 1);
            let cue = Cue {
                lemma,
                morph: match morph.split('.').next() {
                    Some("perf") => Morph::Perfect,
                    Some("impf") => Morph::Imperfect,
                    Some("ptcp") => Morph::Participle,
                    _ => Morph::Noun,
                },
                feminine: morph.contains(".3f") || morph.contains(".f."),
                plural: morph.ends_with('p') || morph.ends_with('d') || morph.ends_with("pl"),
            };
            let Ok(number) = u16::try_from(self.cues.len() + 1) else { break };
            let entry = self.table.entry(fold(cell(&row, 0))).or_default();
            // The first meaning listed for a form holds.
            if entry.cue == 0 {
                entry.cue = number;
                self.cues.push(cue);
            }
        }
    }

    /// The cue of a tag.
    #[inline]
    pub fn cue(&self, tag: &Tag) -> Option<&Cue> {
        self.cues.get((tag.cue as usize).wrapping_sub(1))
    }

    /// Whether a whole name is a listed media body.
    pub fn is_media(&self, name: &str) -> bool {
        self.media.contains(name)
    }

    /// What is known of a word of Arabic letters.
    pub fn tag(&self, word: &str) -> Tag {
        let mut tag = Tag { flags: class::WORD, ..Tag::default() };
        if let Some(info) = self.table.get(word) {
            tag.flags |= info.flags;
            tag.cue = info.cue;
            return tag;
        }
        let mut rest = word;
        let conjunction = rest.strip_prefix('و').or_else(|| rest.strip_prefix('ف'));
        if let Some(after) = conjunction.filter(|a| a.len() >= 4) {
            if let Some(info) = self.table.get(after) {
                tag.flags |= info.flags;
                tag.cue = info.cue;
                tag.clitics = clitic::AND;
                tag.skip = 2;
                return tag;
            }
            rest = after;
        }
        let bit = match rest.chars().next() {
            Some('ل') => clitic::LAM,
            Some('ب') => clitic::BEH,
            Some('ك') => clitic::KAF,
            _ => return tag,
        };
        let and = if rest.len() < word.len() { clitic::AND } else { 0 };
        let after = rest.get(2..).unwrap_or("");
        let info = if let Some(noun) = after.strip_prefix('ل').filter(|_| bit == clitic::LAM) {
            self.table.get(after).or_else(|| self.table.get(format!("ال{noun}").as_str()))
        } else {
            self.table.get(after)
        };
        if let Some(info) = info.filter(|_| after.len() >= 4) {
            tag.flags |= info.flags;
            tag.clitics = bit | and;
            tag.skip = (word.len() - after.len()) as u8;
        }
        tag
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cue_is_known_with_its_conjunction() {
        let words = Words::get();
        let tag = words.tag("واكدت");
        let cue = words.cue(&tag).expect("a cue");
        assert_eq!((cue.lemma.name, cue.morph, cue.feminine), ("أكد", Morph::Perfect, true));
        assert_eq!(tag.skip, 2);
        assert!(words.cue(&words.tag("كتاب")).is_none());
    }

    #[test]
    fn every_form_has_its_lemma() {
        for row in rows(include_str!("../../data/lexicon/attribution_verbs.tsv")) {
            let known = rows(include_str!("../../data/lexicon/attribution_lemmas.tsv"))
                .any(|lemma| cell(&lemma, 0) == cell(&row, 2));
            assert!(known, "{row:?}");
        }
    }

    #[test]
    fn prepositions_are_seen_on_nouns() {
        let words = Words::get();
        let tag = words.tag("لصحيفة");
        assert!(tag.is(class::OUTLET) && tag.clitics == clitic::LAM);
        assert!(words.tag("بانه").is(class::AN));
        assert!(words.tag("للصحفيين").is(class::OUTLET));
    }
}
