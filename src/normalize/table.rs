//! The one table into which all options compile: what happens to each character.

use super::options::{Digits, Options, Punctuation, Tashkeel, Unicode, Whitespace};
use super::patterns::endanger_addresses;
use super::rules;

/// What happens to a character. The first four need no look at the neighbours (but for [`Kind::DropMark`] between
/// digits); the others are decided by the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    /// Stays.
    Keep = 0,
    /// Becomes another character.
    Map,
    /// Goes; it belongs to the letter before it.
    DropMark,
    /// Goes; it belongs to nobody.
    Drop,
    /// A mark that stays, in canonical order.
    Mark,
    /// May join with, or change places with, what stands before it.
    Compose,
    /// The combining hamza and madda: join their seat.
    Seated,
    /// U+200C, U+200D: go, but for emoji.
    Joiner,
    /// ٫ ٬ ٪ or % beside digits.
    Separator,
    /// A digit whose number decides about its separators.
    Number,
    /// White space.
    Space,
    /// A presentation form of several letters.
    Spelled,
    /// A character with a compatibility form.
    Compatible,
    /// ي, ى at the end of a word.
    FinalYeh,
    /// A vowel mark, dropped at the end of a word.
    FinalMark,
    /// U+0640, kept where it carries a hamza.
    Tatweel,
    /// `"`: opening or closing.
    Quote,
    /// Three of these make an ellipsis.
    Dot,
    /// A comma, unless inside a number.
    Comma,
    /// `…`, spelled out.
    Ellipsis,
}

const KINDS: [Kind; 20] = [
    Kind::Keep,
    Kind::Map,
    Kind::DropMark,
    Kind::Drop,
    Kind::Mark,
    Kind::Compose,
    Kind::Seated,
    Kind::Joiner,
    Kind::Separator,
    Kind::Number,
    Kind::Space,
    Kind::Spelled,
    Kind::Compatible,
    Kind::FinalYeh,
    Kind::FinalMark,
    Kind::Tatweel,
    Kind::Quote,
    Kind::Dot,
    Kind::Comma,
    Kind::Ellipsis,
];

/// One cell: the kind above, the resulting character below. `Entry(0)` keeps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry(u32);

impl Entry {
    pub const KEEP: Self = Self(0);

    pub const fn new(kind: Kind, target: u32) -> Self {
        Self((kind as u32) << 24 | target)
    }

    #[inline(always)]
    pub fn kind(self) -> Kind {
        KINDS.get((self.0 >> 24) as usize).copied().unwrap_or(Kind::Keep)
    }

    #[inline(always)]
    pub const fn target(self) -> u32 {
        self.0 & 0x1F_FFFF
    }

    #[inline(always)]
    pub const fn is_keep(self) -> bool {
        self.0 == 0
    }

    /// Whether the character simply becomes its target.
    #[inline(always)]
    pub const fn is_map(self) -> bool {
        self.0 >> 24 == Kind::Map as u32
    }
}

/// Characters by pages of 256.
#[derive(Clone)]
pub(super) struct Table {
    index: Box<[u8]>,
    pages: Vec<[Entry; 256]>,
}

impl Table {
    fn new() -> Self {
        Self { index: vec![0; 0x1100].into(), pages: vec![[Entry::KEEP; 256]] }
    }

    #[inline(always)]
    pub fn get(&self, code: u32) -> Entry {
        let page = self.index.get((code >> 8) as usize).copied().unwrap_or(0);
        self.pages.get(page as usize).map_or(Entry::KEEP, |page| page[(code & 0xFF) as usize])
    }

    /// What happens to `code`. Rules added later decide.
    pub fn set(&mut self, code: u32, entry: Entry) {
        let Some(slot) = self.index.get_mut((code >> 8) as usize) else { return };
        if *slot == 0 {
            // Rules speak of fewer than 256 blocks; a page beyond that is not reached.
            let Ok(number) = u8::try_from(self.pages.len()) else { return };
            *slot = number;
            self.pages.push([Entry::KEEP; 256]);
        }
        if let Some(page) = self.pages.get_mut(*slot as usize) {
            page[(code & 0xFF) as usize] = entry;
        }
    }

    pub fn kind(&mut self, c: char, kind: Kind) {
        self.set(c as u32, Entry::new(kind, c as u32));
    }

    pub fn map(&mut self, from: char, to: char) {
        self.set(from as u32, Entry::new(Kind::Map, to as u32));
    }

    pub fn maps(&mut self, pairs: &[(char, char)]) {
        for &(from, to) in pairs {
            self.map(from, to);
        }
    }

    /// A character that becomes another goes on to become what that one becomes.
    fn close(&mut self) {
        let keep = self.clone();
        for page in &mut self.pages {
            for entry in page.iter_mut() {
                for _ in 0..8 {
                    if !matches!(entry.kind(), Kind::Map) {
                        break;
                    }
                    let next = keep.get(entry.target());
                    if next.is_keep() {
                        break;
                    }
                    *entry = next;
                }
            }
        }
    }
}

/// A compiled set of options.
#[derive(Clone)]
pub(super) struct Rules {
    pub table: Table,
    /// How often one letter may stand in a row; 0 for ever.
    pub repeats: u8,
    /// Whether combining characters are composed.
    pub composes: bool,
    /// What is left of the combining hamza and of the madda without a seat goes.
    pub drop_hamza: bool,
    pub drop_madda: bool,
    pub tidy: bool,
    /// Digits and separators that numbers are to have: the code of zero, the three separators.
    pub digits: Option<(u32, [u32; 3])>,
    /// Whether a second pass could find something to do that the first did not see: a number is judged by all of its
    /// separators, an ending by what its last letter becomes, a sign beside a fraction by how that is spelled.
    pub looks_far: bool,
    /// What happens to U+0600 to U+067F, for the vector kernels.
    pub lanes: Lanes,
}

/// What the vector kernels do with U+0600 to U+067F: below 0x80 the bits of the character to turn over; [`Lanes::DROP`]
/// and so on else.
#[derive(Clone)]
pub(super) struct Lanes {
    pub cells: [u8; 128],
    /// The ASCII characters that digits and marks of punctuation become, by the low four bits of the code.
    pub ascii: [u8; 16],
    /// Whether the vector kernels may run at all: every visible ASCII character stays.
    pub usable: bool,
    /// Whether marks stay and must be looked at in pairs.
    pub marks: bool,
}

impl Lanes {
    pub const DROP: u8 = 0x80;
    pub const SLOW: u8 = 0xA0;
    /// Becomes a character of ASCII.
    pub const ASCII: u8 = 0xC0;
    pub const MARK: u8 = 0xE0;
    /// Goes, unless a mark follows.
    pub const TATWEEL: u8 = 0xF0;

    fn new(table: &Table) -> Self {
        let mut lanes = Self { cells: [0; 128], ascii: [0; 16], usable: true, marks: false };
        for (at, cell) in lanes.cells.iter_mut().enumerate() {
            let code = 0x600 + at as u32;
            let entry = table.get(code);
            let target = entry.target();
            *cell = match entry.kind() {
                Kind::Keep => 0,
                Kind::Map if (0x600..0x680).contains(&target) => (target ^ code) as u8 & 0x7F,
                // Those that would share a place go the slow way.
                Kind::Map if (0x21..0x7F).contains(&target) && matches!(lanes.ascii.get(at & 0xF), Some(0)) => {
                    lanes.ascii[at & 0xF] = target as u8;
                    Self::ASCII
                }
                Kind::DropMark => Self::DROP,
                Kind::Tatweel => Self::TATWEEL,
                Kind::Mark => {
                    lanes.marks = true;
                    Self::MARK
                }
                _ => Self::SLOW,
            };
        }
        lanes.usable &= (0x21..0x7F).all(|code| table.get(code).is_keep());
        lanes
    }
}

impl Rules {
    pub fn compile(options: &Options) -> Self {
        let mut table = Table::new();
        rules::unicode::add(options, &mut table);
        rules::presentation_forms::add(options, &mut table);
        rules::invisible::add(options, &mut table);
        rules::whitespace::add(options, &mut table);
        rules::tashkeel::add(options, &mut table);
        rules::tatweel::add(options, &mut table);
        rules::hamza::add(options, &mut table);
        rules::alef::add(options, &mut table);
        rules::persian::add(options, &mut table);
        rules::teh_marbuta::add(options, &mut table);
        rules::alef_maksura::add(options, &mut table);
        rules::punctuation::add(options, &mut table);
        rules::digits::add(options, &mut table);
        table.close();
        let repeats = options.repeats.map_or(0, std::num::NonZeroU8::get);
        Self {
            lanes: Lanes::new(&table),
            repeats,
            composes: rules::unicode::composes(options),
            drop_hamza: rules::hamza::drops_leftover(options),
            drop_madda: rules::tashkeel::drops_madda(options),
            tidy: options.whitespace == Whitespace::Tidy,
            digits: rules::digits::targets(options),
            looks_far: matches!(options.digits, Digits::ArabicIndic | Digits::Extended)
                || options.tashkeel == Tashkeel::RemoveFinal
                || options.unicode == Unicode::Nfkc,
            table,
        }
    }

    /// What a letter simply becomes; itself where it does not.
    pub fn folded(&self, c: char) -> char {
        let entry = self.table.get(c as u32);
        char::from_u32(entry.target()).filter(|_| entry.is_map()).unwrap_or(c)
    }

    /// The rules for the inside of an address, which must go on working: no change of punctuation, letter runs or to
    /// digits other than ASCII. `None` where these rules do no such thing.
    pub fn for_addresses(options: &Options) -> Option<Self> {
        if !endanger_addresses(options) {
            return None;
        }
        let mut inside = options.clone();
        inside.punctuation = Punctuation::Keep;
        inside.repeats = None;
        if matches!(options.digits, Digits::ArabicIndic | Digits::Extended) {
            inside.digits = Digits::Keep;
        }
        Some(Self::compile(&inside))
    }
}
