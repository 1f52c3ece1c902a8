//! Numbers in words, from the grammar: both genders, the three cases, construct where a noun of scale follows.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// Of the thing counted.
    Masculine,
    Feminine,
}

impl Gender {
    pub const BOTH: [Self; 2] = [Self::Masculine, Self::Feminine];
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    Nominative,
    /// Accusative with tanwin's alef.
    Accusative,
    Genitive,
}

impl Case {
    pub const ALL: [Self; 3] = [Self::Nominative, Self::Accusative, Self::Genitive];
}

/// Three to ten with ة: for masculine things.
const LONG: [&str; 11] = ["", "", "", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"];
/// Three to ten without: for feminine things.
const SHORT: [&str; 11] = ["", "", "", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"];

const TENS: [&str; 10] = ["", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"];

/// مليون and above: singular, accusative, dual stem, plural.
const SCALES: [(u64, &str, &str, &str, &str); 4] = [
    (1_000_000_000_000, "تريليون", "تريليونا", "تريليون", "تريليونات"),
    (1_000_000_000, "مليار", "مليارا", "مليار", "مليارات"),
    (1_000_000, "مليون", "مليونا", "مليون", "ملايين"),
    (1_000, "ألف", "ألفا", "ألف", "آلاف"),
];

fn dual(case: Case) -> &'static str {
    if case == Case::Nominative { "ان" } else { "ين" }
}

fn unit(n: u64, gender: Gender, case: Case) -> String {
    match (n, gender) {
        (1, Gender::Masculine) => "واحد".to_owned(),
        (1, Gender::Feminine) => "واحدة".to_owned(),
        (2, Gender::Masculine) => format!("اثن{}", dual(case)),
        (2, Gender::Feminine) => format!("اثنت{}", dual(case)),
        (_, Gender::Masculine) => LONG[n as usize].to_owned(),
        (_, Gender::Feminine) => SHORT[n as usize].to_owned(),
    }
}

fn teen(n: u64, gender: Gender, case: Case) -> String {
    let ten = if gender == Gender::Masculine { "عشر" } else { "عشرة" };
    match (n, gender, case) {
        (11, Gender::Masculine, _) => "أحد عشر".to_owned(),
        (11, Gender::Feminine, _) => "إحدى عشرة".to_owned(),
        (12, Gender::Masculine, Case::Nominative) => "اثنا عشر".to_owned(),
        (12, Gender::Masculine, _) => "اثني عشر".to_owned(),
        (12, Gender::Feminine, Case::Nominative) => "اثنتا عشرة".to_owned(),
        (12, Gender::Feminine, _) => "اثنتي عشرة".to_owned(),
        _ => format!("{} {ten}", unit(n - 10, gender, case)),
    }
}

fn below_hundred(n: u64, gender: Gender, case: Case) -> String {
    match n {
        1..=10 => unit(n, gender, case),
        11..=19 => teen(n, gender, case),
        _ => {
            let ending = if case == Case::Nominative { "ون" } else { "ين" };
            let tens = format!("{}{ending}", TENS[(n / 10) as usize]);
            if n % 10 == 0 { tens } else { format!("{} و{tens}", unit(n % 10, gender, case)) }
        }
    }
}

/// `construct`: before the noun of a scale, where the dual loses its nun.
fn below_thousand(n: u64, gender: Gender, case: Case, construct: bool) -> String {
    let hundreds = match n / 100 {
        0 => String::new(),
        1 => "مئة".to_owned(),
        2 if construct && n % 100 == 0 => if case == Case::Nominative { "مئتا" } else { "مئتي" }.to_owned(),
        2 => format!("مئت{}", dual(case)),
        8 => "ثمانمئة".to_owned(),
        h => format!("{}مئة", SHORT[h as usize]),
    };
    match (hundreds.is_empty(), n % 100) {
        (_, 0) => hundreds,
        (true, rest) => below_hundred(rest, gender, case),
        (false, rest) => format!("{hundreds} و{}", below_hundred(rest, gender, case)),
    }
}

/// The number in words.
pub fn spell(n: u64, gender: Gender, case: Case) -> String {
    if n == 0 {
        return "صفر".to_owned();
    }
    let mut parts = Vec::new();
    let mut rest = n;
    for (scale, singular, accusative, stem, plural) in SCALES {
        let count = rest / scale;
        rest %= scale;
        let part = match (count, count % 100) {
            (0, _) => continue,
            (1, _) => singular.to_owned(),
            (2, _) => format!("{stem}{}", dual(case)),
            (_, 3..=10) => format!("{} {plural}", below_thousand(count, Gender::Masculine, case, true)),
            (_, 11..=99) => format!("{} {accusative}", below_thousand(count, Gender::Masculine, case, true)),
            _ => format!("{} {singular}", below_thousand(count, Gender::Masculine, case, true)),
        };
        parts.push(part);
    }
    if rest > 0 {
        parts.push(below_thousand(rest, gender, case, false));
    }
    parts.join(" و")
}

/// Pieces that values are made of, for texts that make no sense.
pub const PIECES: &[&str] = &[
    "5",
    "31",
    "2025",
    "1,000",
    "3.5",
    "٥",
    "و",
    "في",
    "من",
    "إلى",
    "بين",
    "منذ",
    "قبل",
    "بعد",
    "حتى",
    "ثلاثة",
    "عشر",
    "وعشرون",
    "مئة",
    "ألف",
    "ألفا",
    "مليون",
    "ومئتا",
    "ونصف",
    "ربع",
    "سبتمبر",
    "كانون",
    "الثاني",
    "رمضان",
    "هـ",
    "م",
    "الجمعة",
    "أمس",
    "الأول",
    "غدا",
    "اليوم",
    "الأسبوع",
    "الماضي",
    "المقبل",
    "هذا",
    "الشهر",
    "العام",
    "الساعة",
    "الثالثة",
    "مساء",
    "إلا",
    "بتوقيت",
    "غرينتش",
    "دولار",
    "سنتا",
    "أمريكي",
    "$",
    "%",
    "في المئة",
    "كم",
    "مربع",
    "درجة",
    "مئوية",
    "أيام",
    "ساعتين",
    "عقود",
    "القرن",
    "العشرين",
    "التسعينات",
    "الربع",
    "صيف",
    "عيد",
    "الفطر",
    "/",
    "-",
    ":",
    ".",
    "،",
    "(",
    ")",
    "@",
    "#",
    "+966",
    "ال",
    "الـ",
    "\n",
    "عام",
    "يوم",
    "شهر",
    "ر",
    "½",
    "e5",
    "فاصلة",
    "صفر",
    "واحد",
    "أول",
];
