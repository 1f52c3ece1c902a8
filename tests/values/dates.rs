//! The notations of a day.

use rasad::values::Day;

const EGYPT: [&str; 12] =
    ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];
const LEVANT: [&str; 12] = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
];
const MAGHREB: [&str; 12] =
    ["جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];
const MOROCCO: [&str; 12] =
    ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"];
const WEEKDAYS: [&str; 7] = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"];
const ORDINALS: [&str; 10] =
    ["الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر"];

const HIJRI: [&str; 12] = [
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
];

fn month(day: Day, names: &[&'static str; 12]) -> &'static str {
    names[usize::from(day.month) - 1]
}

fn weekday(day: Day) -> &'static str {
    WEEKDAYS[usize::from(day.weekday()) - 1]
}

fn ordinal(n: u8) -> String {
    let n = usize::from(n);
    match n {
        1..=10 => ORDINALS[n - 1].to_owned(),
        11 => "الحادي عشر".to_owned(),
        12..=19 => format!("{} عشر", ORDINALS[n - 11]),
        20 => "العشرين".to_owned(),
        21 => "الحادي والعشرين".to_owned(),
        22..=29 => format!("{} والعشرين", ORDINALS[n - 21]),
        30 => "الثلاثين".to_owned(),
        _ => "الحادي والثلاثين".to_owned(),
    }
}

fn arabic(text: &str) -> String {
    text.chars().map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x660 + d)).unwrap_or(c)).collect()
}

/// Every way to write a day of the Gregorian calendar with its year.
pub const NOTATIONS: [fn(Day) -> String; 21] = [
    |d| d.to_string(),
    |d| format!("{}/{}/{}", d.year, d.month, d.day),
    |d| format!("{}/{}/{}", d.day, d.month, d.year),
    |d| format!("{:02}/{:02}/{}", d.day, d.month, d.year),
    |d| format!("{}-{}-{}", d.day, d.month, d.year),
    |d| format!("{}.{}.{}", d.day, d.month, d.year),
    |d| arabic(&format!("{}/{}/{}", d.day, d.month, d.year)),
    |d| format!("{} {} {}", d.day, month(d, &EGYPT), d.year),
    |d| format!("{} {} {}", d.day, month(d, &LEVANT), d.year),
    |d| format!("{} {} {}", d.day, month(d, &MAGHREB), d.year),
    |d| format!("{} {} {}", d.day, month(d, &MOROCCO), d.year),
    |d| format!("{} {}/{} {}", d.day, month(d, &LEVANT), month(d, &EGYPT), d.year),
    |d| format!("{} {} ({}) {}", d.day, month(d, &EGYPT), month(d, &LEVANT), d.year),
    |d| format!("{} من {} {}", d.day, month(d, &EGYPT), d.year),
    |d| format!("{} من شهر {} عام {}", d.day, month(d, &EGYPT), d.year),
    |d| format!("{} {} {}م", d.day, month(d, &EGYPT), d.year),
    |d| format!("{} {} {} {}", weekday(d), d.day, month(d, &EGYPT), d.year),
    |d| format!("{}، {} {} {}", weekday(d), d.day, month(d, &LEVANT), d.year),
    |d| format!("{} من {} {}", ordinal(d.day), month(d, &EGYPT), d.year),
    |d| format!("{} {} من {} {}", weekday(d), ordinal(d.day), month(d, &LEVANT), d.year),
    |d| arabic(&format!("{} {} {}", d.day, month(d, &EGYPT), d.year)),
];

/// Ways to write a Hijri day with its year.
pub const HIJRI_NOTATIONS: [fn(i32, u8, u8) -> String; 7] = [
    |y, m, d| format!("{d} {} {y}هـ", hijri(m)),
    |y, m, d| format!("{d} {} {y} هـ", hijri(m)),
    |y, m, d| format!("{d}/{m}/{y}هـ"),
    |y, m, d| format!("{y}/{m:02}/{d:02} هـ"),
    |y, m, d| arabic(&format!("{d} {} {y} هـ", hijri(m))),
    |y, m, d| format!("{} من {} {y}هـ", ordinal(d), hijri(m)),
    |y, m, d| format!("{d} من شهر {} عام {y} هجرية", hijri(m)),
];

fn hijri(month: u8) -> &'static str {
    HIJRI[usize::from(month) - 1]
}
