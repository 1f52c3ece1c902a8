//! The value layer: the cases of `tests/cases/values.json`, round trips through spelled numbers and written dates, and
//! inputs meant to hurt.

use proptest::prelude::*;
use rasad::normalize::{Normalizer, Profile};
use rasad::segment::{View, sentences, tokens};
use rasad::values::{self, Day, Value};
use rasad::{Label, Span};

#[path = "values/dates.rs"]
mod dates;
#[path = "values/hostile.rs"]
mod hostile;
#[path = "values/speller.rs"]
mod speller;

const REFERENCE: Day = Day { year: 2025, month: 9, day: 5 };

/// Every value of a text, with its span in the original.
fn scan(text: &str, date: Option<Day>) -> Vec<(Span, Value)> {
    let aligned = Normalizer::profile(Profile::Match).align(text);
    let tokens = tokens(aligned.text());
    let sentences = sentences(aligned.text(), &tokens);
    let view = View { text: aligned.text(), tokens: &tokens, sentences: &sentences };
    let found = values::scan(&view, date).into_iter();
    found
        .filter_map(|mut v| {
            let span = aligned.to_source(v.span);
            v.value = values::written(&v.label, &v.value, &text[span.range()])?;
            Some((span, v))
        })
        .collect()
}

/// The text with its values marked as in the cases.
fn marked(text: &str, date: Option<Day>) -> String {
    let mut out = String::new();
    let mut from = 0;
    for (span, value) in scan(text, date) {
        assert!(span.start >= from, "values overlap or are out of order in {text:?}");
        out.push_str(&text[from..span.start]);
        out.push_str(&format!("[[{} {}|{}]]", value.label, value.value, &text[span.range()]));
        from = span.end;
    }
    out.push_str(&text[from..]);
    out
}

/// The text of a case without its marks.
fn plain(case: &str) -> String {
    let mut out = String::new();
    let mut rest = case;
    while let Some((before, mark)) = rest.split_once("[[") {
        let (_, mark) = mark.split_once('|').expect("a mark is [[LABEL value|surface]]");
        let (surface, after) = mark.split_once("]]").expect("a mark ends with ]]");
        out.push_str(before);
        out.push_str(surface);
        rest = after;
    }
    out.push_str(rest);
    out
}

fn cases() -> serde_json::Value {
    serde_json::from_str(include_str!("cases/values.json")).expect("values.json is JSON")
}

#[test]
fn the_cases_are_found_as_they_are_marked() {
    let mut wrong = Vec::new();
    for group in cases()["groups"].as_array().expect("groups") {
        let date = group["date"].as_str().and_then(values::typed::day);
        for case in group["cases"].as_array().expect("cases") {
            let case = case.as_str().expect("a text");
            let found = marked(&plain(case), date);
            if found != case {
                wrong.push(format!("group    {}\nexpected {case}\nfound    {found}", group["name"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases differ:\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn what_only_looks_like_a_value_is_not_found() {
    for text in cases()["not"].as_array().expect("not") {
        let text = text.as_str().expect("a text");
        for date in [None, Some(REFERENCE)] {
            assert_eq!(marked(text, date), text, "with the reference {date:?}");
        }
    }
}

#[test]
fn the_cases_are_many() {
    let cases = cases();
    let groups = cases["groups"].as_array().expect("groups");
    let found: usize = groups.iter().map(|g| g["cases"].as_array().map_or(0, Vec::len)).sum();
    assert!(found >= 600, "{found}");
}

#[test]
fn proclitics_and_marks_do_not_change_a_value() {
    for group in cases()["groups"].as_array().expect("groups") {
        let date = group["date"].as_str().and_then(values::typed::day);
        for case in group["cases"].as_array().expect("cases") {
            let text = plain(case.as_str().expect("a text"));
            let before: Vec<_> = scan(&text, date).into_iter().map(|(_, v)| (v.label, v.value)).collect();
            // Direction marks and tatweel between words, a fatha on the last letter.
            let noisy = format!("\u{200f}{text}\u{200f}");
            let after: Vec<_> = scan(&noisy, date).into_iter().map(|(_, v)| (v.label, v.value)).collect();
            assert_eq!(before, after, "{text}");
        }
    }
}

#[test]
fn other_options_find_other_things() {
    let aligned = Normalizer::profile(Profile::Match).align("في 5/9/2025 قتل 3");
    let tokens = tokens(aligned.text());
    let sentences = sentences(aligned.text(), &tokens);
    let view = View { text: aligned.text(), tokens: &tokens, sentences: &sentences };
    let mut options = values::Options::default();
    options.order = values::DateOrder::MonthFirst;
    let found: Vec<_> = values::scan_with(&view, None, &options).into_iter().map(|v| v.value).collect();
    assert_eq!(found, ["2025-05-09", "3"]);
    options.kinds = Some(vec![Label::Number]);
    let found: Vec<_> = values::scan_with(&view, None, &options).into_iter().map(|v| v.value).collect();
    assert_eq!(found, ["3"]);
}

/// The one value of a text, which must cover all of it.
#[track_caller]
fn whole(text: &str, date: Option<Day>) -> (Label, String) {
    let found = scan(text, date);
    assert_eq!(found.len(), 1, "one value in {text:?}: {found:?}");
    let (span, value) = &found[0];
    assert_eq!(&text[span.range()], text, "the span covers the text");
    (value.label.clone(), value.value.clone())
}

fn number_comes_back(number: u64) {
    for gender in speller::Gender::BOTH {
        for case in speller::Case::ALL {
            let words = speller::spell(number, gender, case);
            assert_eq!(whole(&words, None), (Label::Number, number.to_string()), "{number} as {words:?}");
        }
    }
}

#[test]
fn every_number_up_to_ten_thousand_comes_back() {
    for number in 0..=10_000 {
        // أحد alone is "someone"; the speller writes واحد.
        number_comes_back(number);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn numbers_up_to_a_trillion_come_back(number in 0u64..=1_000_000_000_000) {
        number_comes_back(number);
    }

    #[test]
    fn spellings_do_not_change_a_number(number in 3u64..=1_000_000_000_000, which in 0usize..SPELLINGS.len()) {
        for gender in speller::Gender::BOTH {
            for case in speller::Case::ALL {
                let words = SPELLINGS[which](&speller::spell(number, gender, case));
                prop_assert_eq!(whole(&words, None), (Label::Number, number.to_string()), "{} as {:?}", number, words);
            }
        }
    }

    #[test]
    fn round_numbers_come_back(digits in 1u64..1000, zeros in 0u32..9) {
        number_comes_back(digits * 10u64.pow(zeros));
    }

    #[test]
    fn any_text_gives_spans_in_order(text in "\\PC{0,80}") {
        let _ = marked(&text, Some(REFERENCE));
    }

    #[test]
    fn words_of_values_in_any_order_give_spans_in_order(
        words in proptest::collection::vec(proptest::sample::select(speller::PIECES), 0..40),
        glue in proptest::collection::vec(any::<bool>(), 40),
    ) {
        let mut text = String::new();
        for (word, glued) in words.iter().zip(&glue) {
            text.push_str(word);
            if !glued {
                text.push(' ');
            }
        }
        for date in [None, Some(REFERENCE)] {
            for (span, value) in scan(&text, date) {
                prop_assert!(!text[span.range()].is_empty());
                prop_assert!(!value.value.is_empty());
            }
        }
    }
}

#[test]
fn every_day_of_two_centuries_comes_back_in_every_notation() {
    let mut day = Day { year: 1900, month: 1, day: 1 };
    let last = Day { year: 2100, month: 12, day: 31 };
    let mut n = 0;
    while day <= last {
        // Every notation over the whole range, one of them for each day.
        let notation = &dates::NOTATIONS[n % dates::NOTATIONS.len()];
        let text = notation(day);
        assert_eq!(whole(&text, None), (Label::Date, day.to_string()), "{day} as {text:?}");
        if day.day == 1 || day.year == 2024 {
            for notation in dates::NOTATIONS {
                let text = notation(day);
                assert_eq!(whole(&text, None), (Label::Date, day.to_string()), "{day} as {text:?}");
            }
        }
        day = day.plus_days(1).expect("a day follows");
        n += 1;
    }
}

/// A second set of tables than the library's would be a copy; `icu_calendar` itself is the witness.
#[test]
fn every_hijri_day_of_two_centuries_comes_back() {
    use icu_calendar::Date;
    use icu_calendar::cal::Hijri;
    let mut day = Day { year: 1900, month: 1, day: 1 };
    let last = Day { year: 2100, month: 12, day: 31 };
    let mut n = 0;
    while day <= last {
        let date = Date::try_new_gregorian(day.year, day.month, day.day).expect("a day");
        let date = date.to_calendar(Hijri::new_umm_al_qura());
        let (year, month, d) = (date.year().extended_year(), date.month().number(), date.day_of_month().0);
        let text = dates::HIJRI_NOTATIONS[n % dates::HIJRI_NOTATIONS.len()](year, month, d);
        assert_eq!(whole(&text, None), (Label::Date, day.to_string()), "{text}");
        day = day.plus_days(1).expect("a day follows");
        n += 1;
    }
}

/// What scribes do to the words of a number without changing it.
const SPELLINGS: [fn(&str) -> String; 6] = [
    |s| s.replace("مئ", "مائ"),
    |s| s.replace('ة', "ه"),
    |s| s.replace(" و", " و "),
    |s| s.replace("أ", "ا").replace("آ", "ا").replace("إ", "ا"),
    |s| s.replace("ثمان", "ثمانـ").replace("ون", "ونَ"),
    |s| s.replace("اثن", "إثن"),
];

#[test]
fn the_month_comes_first_where_it_is_asked_for() {
    let mut options = values::Options::default();
    options.order = values::DateOrder::MonthFirst;
    for month in 1..=12u8 {
        for day in 1..=28u8 {
            let text = format!("{month}/{day}/2025");
            let tokens = tokens(&text);
            let sentences = sentences(&text, &tokens);
            let view = View { text: &text, tokens: &tokens, sentences: &sentences };
            let found: Vec<_> = values::scan_with(&view, None, &options).into_iter().map(|v| v.value).collect();
            assert_eq!(found, [format!("2025-{month:02}-{day:02}")], "{text}");
        }
    }
}

#[test]
fn amounts_come_back_in_three_scripts() {
    let digits = |text: &str, zero: char| -> String {
        text.chars()
            .map(|c| match c.to_digit(10) {
                Some(d) => char::from_u32(zero as u32 + d).expect("a digit"),
                None if c == '.' && zero != '0' => '٫',
                None => c,
            })
            .collect()
    };
    for n in (0..40_000).step_by(7) {
        let value = format!("{}.{}", n / 10, n % 10 + if n % 10 == 0 { 1 } else { 0 });
        for zero in ['0', '٠', '۰'] {
            let text = digits(&value, zero);
            assert_eq!(whole(&text, None), (Label::Number, value.clone()), "{text}");
            assert_eq!(whole(&format!("{text} كم"), None), (Label::Quantity, format!("km {value}")));
            assert_eq!(whole(&format!("{text} دولار"), None), (Label::Money, format!("USD {value}")));
        }
    }
}

#[test]
fn typed_values_read_what_the_layer_writes() {
    use rasad::values::typed;
    for group in cases()["groups"].as_array().expect("groups") {
        let date = group["date"].as_str().and_then(typed::day);
        for case in group["cases"].as_array().expect("cases") {
            for (_, value) in scan(&plain(case.as_str().expect("a text")), date) {
                let text = &value.value;
                match value.label {
                    Label::Number | Label::Ordinal | Label::Percent | Label::Money | Label::Quantity => {
                        let range = typed::as_range(&value.label, text).unwrap_or_else(|| panic!("{text}"));
                        assert!(range.0 <= range.1, "{text}");
                        let one = !text.rsplit(' ').next().unwrap_or("").contains('/');
                        assert_eq!(typed::as_number(&value.label, text).is_some(), one, "{text}");
                    }
                    // Neither a date without a year nor one before Christ has days here.
                    Label::Date if !text.starts_with('-') && !text.contains("/-") => {
                        let interval = typed::as_interval(&value.label, text).unwrap_or_else(|| panic!("{text}"));
                        if let (Some(a), Some(b)) = interval {
                            assert!(a <= b, "{text}");
                        }
                        assert_eq!(
                            typed::as_date(&value.label, text).is_some(),
                            text.len() == 10 && !text.contains('/'),
                            "{text}"
                        );
                    }
                    _ => {}
                }
            }
        }
    }
}
