//! Single days told from the reference: أمس، أول أمس، غدا، اليوم, and weekdays (الجمعة الماضي، الأحد المقبل).

use super::context::Context;
use super::date_parts::Point;
use super::date_relative::{Found, unit};
use super::lexeme::{Modifier, Prep, Slot};
use super::{Day, date};
use crate::segment::TokenKind;

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
    } else if word.ghad
        && index > 0
        && (cx.word_before(index).day_head
            || cx.word_before(index).part_of_day.is_some()
            || cx.word(index + 1).weekday > 0)
    {
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
    } else if word.this && cx.word(index + 1).part_of_day.is_some() && cx.text(index + 1).starts_with("ال") {
        // هذا المساء
        (0, index + 2)
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
    // حتى غدا الأمر واضحا: became.
    if form == "غدا"
        && cx.definite_noun(next)
        && cx.word(next).weekday == 0
        && matches!(cx.text_before(index), "حتي" | "قد" | "وقد" | "فقد" | "لقد" | "ولقد" | "حيث" | "ما" | "كما")
    {
        return None;
    }
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
                    | "صدي"
                    | "مصراوي"
                    | "جريدة"
                    | "صحيفة"
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
        _ if form == "بكرة"
            && cx.word(next).weekday == 0
            && (cx.definite_noun(next) || matches!(cx.text(next), "قدم" | "سلة" | "يد" | "طائرة")) =>
        {
            None
        }
        _ if form == "الغد" && cx.text(next).starts_with("الاردني") => None,
        _ => (form != "الغد"
            || !matches!(
                cx.text_before(index),
                "عالم"
                    | "وعالم"
                    | "جيل"
                    | "اجيال"
                    | "حزب"
                    | "صحيفة"
                    | "قناة"
                    | "جريدة"
                    | "راديو"
                    | "الاردن"
            ))
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
            | "نادي"
            | "فريق"
            | "يومية"
            | "ابن"
            | "بن"
            | "كلا"
            | "الواحد"
            | "ال"
    ) {
        return None;
    }
    // الجمعة السوداء, الخميس الأسود, الأحد عشر (eleven), السبت العظيم.
    let named = matches!(
        cx.text(index + 1),
        "الاسود"
            | "السوداء"
            | "الدامي"
            | "الدامية"
            | "العظيم"
            | "العظيمة"
            | "الاحمر"
            | "البيضاء"
            | "الابيض"
            | "الحزينة"
            | "الحزين"
    );
    let eleven = weekday == 7 && cx.word(index + 1).slot == Slot::Ten;
    if named || eleven {
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
    const NOUNS: [&str; 48] = [
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
        "سيدا",
        "سيدي",
        "سيفا",
        "سترة",
        "ستين",
        "سيان",
        "سيجار",
        "سيلان",
        "سيرك",
        "سنغافور",
        "سنجار",
        "سندباد",
        "سنتيم",
        "سنابل",
        "ستائر",
        "ستوكهولم",
        "ستيف",
        "ستين",
        "سيتي",
        "سيبيري",
        "سيدني",
        "سيناتور",
        "سيلفا",
        "سنهوري",
    ];
    let Some(rest) = word.strip_prefix('س') else { return false };
    // No verb of the future ends in ة or ات: سيجارة, سيارات.
    if word.ends_with('ة') || word.ends_with("ات") {
        return false;
    }
    let length = rest.chars().count();
    // سيصل, ستقع: three letters after the س.
    rest.starts_with(['ي', 'ت', 'ن'])
        && ((4..=9).contains(&length) || (length == 3 && !rest.starts_with('ن')))
        && !NOUNS.iter().any(|n| word.starts_with(n))
}

/// Whether بعد counts from today: a verb of the future before it, or nothing around it.
pub(super) fn from_today(cx: &Context<'_>, index: usize, next: usize) -> bool {
    if cx.lexeme(index).conj {
        return false;
    }
    // بعد سنتين، عاد: in a story it counts from what was told. Alone on its line it counts from today.
    let alone = |i: Option<usize>| i.is_none_or(|i| matches!(cx.kind(i), None | Some(TokenKind::Break)));
    future(cx, index) || (alone(index.checked_sub(1)) && alone(Some(next)))
}
