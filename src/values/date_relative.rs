//! *Finds*: dates told from the reference day: أمس، أول أمس، غدا، اليوم الجمعة، weekdays (الجمعة الماضي، الأحد المقبل), الأسبوع
//! الماضي, الشهر الجاري, هذا العام, مطلع العام, نهاية الشهر المقبل, قبل ثلاثة أيام, منذ يومين, الأيام الثلاثة الماضية.
//!
//! *Does not find*: anything without a reference day; اليوم التالي, اليوم العالمي, روسيا اليوم; صلاة الجمعة; بعد عامين where it
//! counts from something told, not from today.
//!
//! *Value*: the day, week (`2025-W36`), month, year, or an interval of days.
//!
//! *Examples* (told from Friday 2025-09-05): أمس الخميس → `2025-09-04`; الأسبوع المقبل → `2025-W37`; قبل ثلاثة أيام →
//! `2025-09-02`. A weekday alone is the last one on or before the reference, as news means it; the next one where a verb of
//! the future stands before it in its sentence.

use super::Hit;
use super::amount::Amount;
use super::context::Context;
use super::date_parts::Point;
use super::lexeme::{Modifier, Prep, Slot, TimeUnit};
use super::{Day, date, duration, number};
use crate::entity::Label;
use crate::segment::TokenKind;

/// The relative date that begins at token `index`.
pub(super) fn at(cx: &Context<'_>, index: usize) -> Option<Hit> {
    cx.reference?;
    let hit = |(point, start, next): (Point, usize, usize)| {
        let mut value = point.to_string();
        if matches!(index.checked_sub(1).and_then(|i| cx.prep(i)), Some(Prep::Since)) && !value.contains('/') {
            value.push_str("/..");
        }
        Hit::new(Label::Date, start, cx.end_before(next), value, next)
    };
    day(cx, index)
        .or_else(|| ago(cx, index))
        .or_else(|| edge(cx, index))
        .or_else(|| unit(cx, index))
        .or_else(|| last_units(cx, index))
        .map(hit)
}

type Found = (Point, usize, usize);

/// A single day: أمس, غدا, a weekday; with the weekday and the date that follow.
pub(super) fn day(cx: &Context<'_>, index: usize) -> Option<Found> {
    let today = cx.reference?;
    let word = cx.word(index);
    let start = cx.start(index);
    let (offset, next) = if let Some(offset) = word.today {
        deictic(cx, index, offset)?
    } else if word.tonight {
        match (cx.word(index + 1).modifier, cx.word(index + 2).modifier) {
            (Some(Modifier::Past), _) => (-1, index + 2),
            (_, Some(Modifier::Past)) if cx.prep(index + 1) == Some(Prep::Before) => (-2, index + 3),
            _ if matches!(cx.text_before(index), "تلك" | "نفس" | "حق" | "ليلة" | "في" | "ذات" | "منتصف" | "مثل") =>
            {
                return None;
            }
            _ => (0, index + 1),
        }
    } else if word.ghad && index > 0 && (cx.word_before(index).day_head || cx.word(index + 1).weekday > 0) {
        (1, index + 1)
    } else if word.ordinal == 1 && !cx.lexeme(index).def {
        // أول أمس, أول من أمس
        let at = if cx.prep(index + 1) == Some(Prep::From) { index + 2 } else { index + 1 };
        if cx.word(at).today != Some(-1) {
            return None;
        }
        (-2, at + 1)
    } else if matches!(word.prep, Some(Prep::Before)) {
        // قبل أمس, قبل يوم أمس
        let at = if cx.word(index + 1).day_head { index + 2 } else { index + 1 };
        if cx.word(at).today != Some(-1) || cx.lexeme(at).strip > 0 {
            return None;
        }
        (-2, at + 1)
    } else if matches!(word.prep, Some(Prep::After)) {
        let at = if cx.word(index + 1).day_head { index + 2 } else { index + 1 };
        if !cx.word(at).ghad && cx.word(at).today != Some(1) {
            return None;
        }
        (2, at + 1)
    } else if word.this && cx.word(index + 1).weekday > 0 {
        let (point, _, next) = weekday(cx, index + 1)?;
        return Some((point, start, next));
    } else if word.weekday > 0 {
        return weekday(cx, index);
    } else {
        return None;
    };
    let mut day = today.plus_days(offset)?;
    let mut next = next;
    // أمس الخميس, أمس (الخميس), اليوم الجمعة 5 سبتمبر
    let at = if matches!(cx.text(next), "(" | "،") { next + 1 } else { next };
    let weekday = cx.word(at).weekday;
    if weekday > 0 && cx.lexeme(at).strip == 0 {
        if let Some(read) = date::single(cx, at)
            && let Some(Point::Day(day)) = read.parts.resolve(cx.reference)
        {
            return Some((Point::Day(day), start, read.next));
        }
        let bracket = cx.is(next, "(");
        let range = cx.prep(at + 1) == Some(Prep::To);
        if cx.is(next, "،") || range {
            return Some((Point::Day(day), start, next));
        }
        // The text knows better than a reference that is a day off.
        if day.weekday() != weekday
            && let Some(fits) = (-3..=3).filter_map(|n| day.plus_days(n)).find(|d| d.weekday() == weekday)
        {
            day = fits;
        }
        next = at + 1;
        if bracket && cx.is(next, ")") {
            next += 1;
        }
    } else if let Some(read) =
        date::single(cx, at).filter(|r| r.parts.day.is_some() && r.parts.month.is_some() && at == next)
        && let Some(Point::Day(day)) = read.parts.resolve(cx.reference)
    {
        return Some((Point::Day(day), start, read.next));
    }
    Some((Point::Day(day), start, next))
}

fn deictic(cx: &Context<'_>, index: usize, offset: i8) -> Option<(i64, usize)> {
    let next = index + 1;
    let form = cx.bare(index);
    match offset {
        0 => {
            // اليوم is also a noun: اليوم التالي, اليوم العالمي, روسيا اليوم, اليوم الأول.
            let after = cx.text(next);
            let noun = matches!(
                after,
                "التالي"
                    | "العالمي"
                    | "الوطني"
                    | "نفسه"
                    | "ذاته"
                    | "الواحد"
                    | "الدولي"
                    | "الاخير"
                    | "الموالي"
                    | "المفتوح"
                    | "السابق"
                    | "الدراسي"
                    | "المذكور"
                    | "الاخر"
                    | "الرياضي"
                    | "المشهود"
                    | "الموعود"
                    | "الذي"
                    | "العربي"
                    | "المقبل"
                    | "القادم"
                    | "الاتي"
                    | "السنوي"
                    | "المقرر"
                    | "المحدد"
                    | "الختامي"
                    | "الافتتاحي"
                    | "الانتخابي"
                    | "الترويجي"
                    | "الثقافي"
                    | "الماضي"
                    | "الماضية"
                    | "بيومه"
                    | "الرسمي"
                    | "الترفيهي"
                    | "الخيري"
                    | "التشاوري"
            ) || (cx.word(next).ordinal > 0 && cx.lexeme(next).def);
            let title = matches!(
                cx.text_before(index),
                "روسيا"
                    | "المصري"
                    | "اخبار"
                    | "مثل"
                    | "ذلك"
                    | "لذلك"
                    | "طوال"
                    | "طيلة"
                    | "قناة"
                    | "عمان"
                    | "مصر"
                    | "المغرب"
                    | "تونس"
                    | "الان"
            );
            let per = cx.lexeme(index).prep
                || matches!(cx.text_before(index), "خلال" | "نفس" | "في") && cx.word(next).weekday == 0;
            if noun || title || (per && cx.text_before(index) != "حتي") {
                return None;
            }
            Some((0, next))
        }
        -1 => {
            // أمس الأول
            if matches!(cx.text(next), "الاول" | "الاولي") {
                return Some((-2, next + 1));
            }
            // بالأمس القريب, بين الأمس واليوم are no days.
            if cx.bare(index) == "الامس" && matches!(cx.text_before(index), "بين" | "من") {
                return None;
            }
            if matches!(cx.text(next), "القريب" | "البعيد") {
                return None;
            }
            Some((-1, next))
        }
        // بكرة القدم: ball.
        _ if form == "بكرة" && (cx.definite_noun(next) || matches!(cx.text(next), "قدم" | "سلة" | "يد" | "طائرة")) => {
            None
        }
        _ if form == "الغد" && cx.text(next).starts_with("الاردني") => None,
        _ => (form != "الغد"
            || !matches!(cx.text_before(index), "حزب" | "صحيفة" | "قناة" | "جريدة" | "راديو" | "الاردن"))
        .then_some((i64::from(offset), next)),
    }
}

/// A weekday alone or with ماضي, مقبل, قبل الماضي, من الأسبوع المقبل.
fn weekday(cx: &Context<'_>, index: usize) -> Option<Found> {
    let today = cx.reference?;
    let weekday = cx.word(index).weekday;
    let start = cx.start(index);
    if matches!(
        cx.text_before(index),
        "صلاة"
            | "خطبة"
            | "خطيب"
            | "مسجد"
            | "جامع"
            | "وصلاة"
            | "لصلاة"
            | "سوق"
            | "ابن"
            | "بن"
            | "كلا"
            | "ال"
    ) {
        return None;
    }
    // الاثنين معا, بين الاثنين: the two.
    if weekday == 1
        && (cx.is(index + 1, "معا") || cx.word_before(index).prep == Some(Prep::Between))
        && cx.conjunction(index + 1).is_none()
    {
        return None;
    }
    let back = i64::from((7 + today.weekday() - weekday) % 7);
    let on_or_before = -back;
    let before = if back == 0 { -7 } else { -back };
    let after = 7 - back;
    let next = index + 1;
    let double = |at: usize| cx.word(at).modifier;
    let (offset, next) = match (cx.prep(next), double(next)) {
        (_, Some(Modifier::Past)) => (before, next + 1),
        (_, Some(Modifier::Next)) => (after, next + 1),
        (_, Some(Modifier::Present)) => (on_or_before, next + 1),
        (Some(Prep::Before), _) if double(next + 1) == Some(Modifier::Past) => (before - 7, next + 2),
        (Some(Prep::After), _) if double(next + 1) == Some(Modifier::Next) => (after + 7, next + 2),
        _ => {
            // السبت السادس عشر: the nearest Saturday that is a sixteenth.
            if let Some((number, to)) = super::ordinal::read(cx, next) {
                let fits = |n: i64| today.plus_days(n).filter(|d| d.weekday() == weekday && u64::from(d.day) == number);
                let nearest = (0..=100).find_map(|n| fits(-n).into_iter().chain(fits(n)).next());
                if let (Some(day), false) = (nearest, cx.indefinite_noun(to)) {
                    return Some((Point::Day(day), start, to));
                }
            }
            // الجمعة من الأسبوع المقبل, الجمعة الأسبوع المقبل
            let at = if cx.prep(next) == Some(Prep::From) { next + 1 } else { next };
            if let Some((Point::Week(year, week), _, to)) = unit(cx, at) {
                let monday = Day::of_week(year, week)?;
                return Some((Point::Day(monday.plus_days(i64::from(weekday) - 1)?), start, to));
            }
            (if back != 0 && future(cx, index) { after } else { on_or_before }, next)
        }
    };
    Some((Point::Day(today.plus_days(offset)?), start, next))
}

/// Whether a verb of the future stands before the token, within a few words.
fn future(cx: &Context<'_>, index: usize) -> bool {
    let from = index.saturating_sub(12);
    for i in (from..index).rev() {
        let text = cx.text(i);
        if matches!(text, "." | "!" | "؟" | "\n" | "؛") || cx.kind(i) == Some(TokenKind::Break) {
            return false;
        }
        if text == "سوف" || matches!(text, "المقرر" | "المنتظر" | "المتوقع" | "المزمع" | "مقررا" | "المرتقب")
        {
            return true;
        }
        let verb = text.strip_prefix(['و', 'ف']).filter(|t| t.starts_with('س')).unwrap_or(text);
        if future_verb(verb) {
            return true;
        }
    }
    false
}

/// س before a verb in the imperfect: سيلتقي, ستعقد, سنواصل; not سياسة, ستون, سنوات.
fn future_verb(word: &str) -> bool {
    const NOUNS: [&str; 24] = [
        "سياس",
        "سيار",
        "سيطر",
        "سيناري",
        "سياد",
        "سياق",
        "سياح",
        "سينما",
        "سيراليون",
        "ستون",
        "ستين",
        "ستاد",
        "ستوديو",
        "ستراتيج",
        "سنوات",
        "سنوي",
        "سندات",
        "سيناء",
        "سيول",
        "سيدات",
        "سيدة",
        "ستة",
        "سيرة",
        "ستار",
    ];
    let Some(rest) = word.strip_prefix('س') else { return false };
    rest.starts_with(['ي', 'ت', 'ن'])
        && (4..=9).contains(&rest.chars().count())
        && !NOUNS.iter().any(|n| word.starts_with(n))
}

/// قبل ثلاثة أيام, منذ يومين, بعد أسبوعين من الآن, قبل عام.
fn ago(cx: &Context<'_>, index: usize) -> Option<Found> {
    let today = cx.reference?;
    let prep = cx.prep(index)?;
    let sign = match prep {
        Prep::Before | Prep::Since => -1,
        Prep::After => 1,
        _ => return None,
    };
    let at = index + 1;
    if cx.lexeme(at).strip > 0 && cx.kind(at) == Some(TokenKind::Arabic) {
        return None;
    }
    let read = match Amount::read(cx, at) {
        Some(amount) if amount.high.is_none() => duration::of_amount(cx, &amount)?,
        Some(_) => return None,
        None => duration::unit_first(cx, at)?,
    };
    if read.high.is_some() || read.unit < TimeUnit::Day {
        return None;
    }
    let mut next = read.next;
    // قبل يومين من الانتخابات counts from something else.
    if cx.prep(next) == Some(Prep::From) && matches!(cx.text(next + 1), "الان" | "اليوم" | "الوقت") {
        next += 2;
    } else {
        let other = cx.prep(next) == Some(Prep::From) || matches!(cx.text(next), "علي" | "عن" | "لتاريخ");
        if other || (prep == Prep::After && !from_today(cx, index, next)) {
            return None;
        }
    }
    let whole = |d: super::Decimal| d.as_int().and_then(|n| i64::try_from(n).ok());
    let length = read.length;
    let months = whole(length.years)?.checked_mul(12)?.checked_add(whole(length.months)?)?;
    let days = whole(length.weeks)?.checked_mul(7)?.checked_add(whole(length.days)?)?;
    let day = today.plus_months(sign * months)?.plus_days(sign * days)?;
    Some((Point::Day(day), cx.start(index), next))
}

/// Whether بعد counts from today: a verb of the future before it, or nothing around it.
fn from_today(cx: &Context<'_>, index: usize, next: usize) -> bool {
    if cx.lexeme(index).conj {
        return false;
    }
    let alone = |i: Option<usize>| {
        i.is_none_or(|i| !matches!(cx.kind(i), Some(TokenKind::Arabic | TokenKind::Latin | TokenKind::Number)))
    };
    future(cx, index) || (alone(index.checked_sub(1)) && alone(Some(next)))
}

/// مطلع العام, منتصف الشهر المقبل, نهاية الأسبوع الماضي: the edge is part of the phrase, the value is the whole unit.
fn edge(cx: &Context<'_>, index: usize) -> Option<Found> {
    if !cx.word(index).edge || cx.lexeme(index).def {
        return None;
    }
    let start = cx.start(index);
    let at = index + 1;
    if let Some((point, _, next)) = unit(cx, at) {
        return Some((point, start, next));
    }
    // مطلع العام: this one. نهاية العام 2012 is left to the year.
    let (unit, count) = cx.word(at).time_unit?;
    let lexeme = cx.lexeme(at);
    let dated = cx.kind(at + 1) == Some(TokenKind::Number) || cx.word(at + 1).ordinal > 0 || cx.definite_noun(at + 1);
    if count != 1 || !lexeme.def || lexeme.strip > 0 || dated || !(TimeUnit::Week..=TimeUnit::Year).contains(&unit) {
        return None;
    }
    Some((shifted(cx.reference?, unit, 0)?, start, at + 1))
}

/// الأسبوع الماضي, الشهر الجاري, هذا العام, العام قبل الماضي, العقد المقبل, القرن الماضي.
fn unit(cx: &Context<'_>, index: usize) -> Option<Found> {
    let today = cx.reference?;
    let start = cx.start(index);
    let this = cx.word(index).this && !cx.lexeme(index).def;
    let at = if this { index + 1 } else { index };
    let (unit, count) = cx.word(at).time_unit?;
    let lexeme = cx.lexeme(at);
    if count != 1 || !lexeme.def || unit < TimeUnit::Day || (this && lexeme.strip > 0) {
        return None;
    }
    // الأمين العام الحالي, الرأي العام: general, not the year.
    if unit == TimeUnit::Year && !this && index > 0 && general(cx.text_before(index)) {
        return None;
    }
    let next = at + 1;
    let (offset, next) = match (cx.prep(next), cx.word(next).modifier) {
        (Some(Prep::Before), _) if cx.word(next + 1).modifier == Some(Modifier::Past) => (-2, next + 2),
        (Some(Prep::After), _) if cx.word(next + 1).modifier == Some(Modifier::Next) => (2, next + 2),
        (_, Some(Modifier::Past)) if !cx.text(next).starts_with("الاخير") => (-1, next + 1),
        (_, Some(Modifier::Next)) if !cx.text(next).starts_with("التالي") => (1, next + 1),
        (_, Some(Modifier::Present)) => (0, next + 1),
        _ if this && !matches!(cx.text_before(index), "مثل") => (0, next),
        _ => return None,
    };
    // اليوم is deictic: اليوم المقبل is tomorrow only as Recognizers has it.
    Some((shifted(today, unit, offset)?, start, next))
}

/// Nouns that العام qualifies.
fn general(noun: &str) -> bool {
    let noun = noun.strip_prefix(['و', 'ف', 'ب', 'ك']).filter(|n| n.starts_with("ال")).unwrap_or(noun);
    let noun = noun.strip_prefix("لل").or_else(|| noun.strip_prefix("ال")).unwrap_or("");
    matches!(
        noun,
        "امين"
            | "مدير"
            | "راي"
            | "قطاع"
            | "نائب"
            | "مدعي"
            | "مفتش"
            | "قائد"
            | "مراقب"
            | "اضراب"
            | "عفو"
            | "ادعاء"
            | "مشرف"
            | "قنصل"
            | "منسق"
            | "سكرتير"
            | "امن"
            | "مال"
            | "نظام"
            | "وضع"
            | "مؤتمر"
            | "مؤشر"
            | "مستوي"
            | "حاكم"
            | "مفوض"
            | "اتجاه"
            | "مقرر"
            | "اطار"
            | "طابع"
            | "صالح"
            | "نفع"
            | "وكيل"
            | "محامي"
            | "سياق"
            | "هدف"
            | "انفاق"
            | "دين"
            | "نقل"
    )
}

fn shifted(today: Day, unit: TimeUnit, offset: i64) -> Option<Point> {
    Some(match unit {
        TimeUnit::Day => Point::Day(today.plus_days(offset)?),
        TimeUnit::Week => {
            let (year, week) = today.plus_days(offset * 7)?.week();
            Point::Week(year, week)
        }
        TimeUnit::Month => {
            let month = Day { day: 1, ..today }.plus_months(offset)?;
            Point::Month(month.year, month.month)
        }
        TimeUnit::Year => Point::Year(today.year + i32::try_from(offset).ok()?),
        TimeUnit::Decade => {
            let first = (today.year / 10 + i32::try_from(offset).ok()?) * 10;
            Point::Years(first, first + 9)
        }
        TimeUnit::Century => {
            let first = ((today.year - 1) / 100 + i32::try_from(offset).ok()?) * 100 + 1;
            Point::Years(first, first + 99)
        }
        _ => return None,
    })
}

/// الأيام الثلاثة الماضية, الأشهر الستة المقبلة, العامين الماضيين, آخر 3 أيام: from or up to the reference.
fn last_units(cx: &Context<'_>, index: usize) -> Option<Found> {
    let today = cx.reference?;
    let start = cx.start(index);
    let word = cx.word(index);
    // آخر 3 أيام
    if cx.bare(index) == "اخر" && !cx.lexeme(index).def {
        let amount = Amount::read(cx, index + 1)?;
        let read = duration::of_amount(cx, &amount.single())?;
        let count = amount.low.value.as_int()?;
        let point = span(today, read.unit, i64::try_from(count).ok()?, -1)?;
        return Some((point, start, read.next));
    }
    let (unit, count) = word.time_unit?;
    if !cx.lexeme(index).def || unit < TimeUnit::Day {
        return None;
    }
    let (n, at) = if count == 2 {
        (2, index + 1)
    } else if count == 3 {
        let at = if cx.is(index + 1, "ال") { index + 2 } else { index + 1 };
        let read = number::number(cx, at)?;
        let def = cx.lexeme(at).def || at > index + 1 || cx.word(at).slot != Slot::None;
        if !def {
            return None;
        }
        (read.value.as_int()?, read.next)
    } else {
        return None;
    };
    let sign = match cx.word(at).modifier? {
        Modifier::Past => -1,
        Modifier::Next if !cx.text(at).starts_with("التالي") => 1,
        _ => return None,
    };
    Some((span(today, unit, i64::try_from(n).ok()?, sign)?, start, at + 1))
}

/// The days from the reference to so many units before or after it.
fn span(today: Day, unit: TimeUnit, count: i64, sign: i64) -> Option<Point> {
    if count > 1000 {
        return None;
    }
    let other = match unit {
        TimeUnit::Day => today.plus_days(sign * count)?,
        TimeUnit::Week => today.plus_days(sign * count * 7)?,
        TimeUnit::Month => today.plus_months(sign * count)?,
        TimeUnit::Year => today.plus_months(sign * count * 12)?,
        TimeUnit::Decade => today.plus_months(sign * count * 120)?,
        TimeUnit::Century => today.plus_months(sign * count * 1200)?,
        _ => return None,
    };
    Some(if sign < 0 { Point::Days(other, today) } else { Point::Days(today, other) })
}
