//! Normalization: cases beside their options, and the properties that hold for every option.

use rasad::normalize::Options;
use rasad::{Normalizer, Profile};
use serde_json::Value;

/// Every case of `tests/<name>`, as (group, options, input, expected).
fn cases(name: &str) -> Vec<(String, Options, String, String)> {
    let path = format!("{}/tests/{name}", env!("CARGO_MANIFEST_DIR"));
    let groups: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut out = Vec::new();
    for group in groups["groups"].as_array().unwrap() {
        let name = group["name"].as_str().unwrap();
        let options = Options::try_from(group["options"].as_object().unwrap().clone()).unwrap();
        for pair in group["cases"].as_array().unwrap() {
            let text = |at: usize| pair[at].as_str().unwrap().to_owned();
            out.push((name.to_owned(), options.clone(), text(0), text(1)));
        }
        for same in group["not"].as_array().unwrap() {
            let text = same.as_str().unwrap().to_owned();
            out.push((format!("{name}, not"), options.clone(), text.clone(), text));
        }
    }
    out
}

fn check(name: &str) {
    let mut wrong = String::new();
    let cases = cases(name);
    assert!(!cases.is_empty());
    for (group, options, input, expected) in cases {
        let normalizer = Normalizer::new(options).unwrap();
        let got = normalizer.normalize(&input);
        if got != expected {
            wrong += &format!("{group}\n  text     {input:?}\n  expected {expected:?}\n  got      {got:?}\n");
        }
        assert_eq!(normalizer.align(&input).text(), got, "{group}: aligned and plain differ for {input:?}");
        assert_eq!(normalizer.normalize(&expected), expected, "{group}: not idempotent");
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn cases_of_every_option() {
    check("cases/normalize.json");
}

#[test]
fn defects_of_others_are_not_ours() {
    check("cases/peers.json");
}

#[test]
fn lucene_agrees() {
    check("conformance/lucene/normalization.json");
}

#[test]
fn a_wrong_option_is_named_with_what_is_allowed() {
    let message = |json: &str| Normalizer::from_json(json).unwrap_err().to_string();
    assert_eq!(message(r#"{"alef": "flod"}"#), r#"option alef cannot be "flod"; it can be "keep", "fold", "basic""#);
    assert!(message(r#"{"alif": "fold"}"#).contains(r#"there is no option "alif""#));
    assert!(message(r#"{"repeats": 0}"#).contains("repeats"));
    assert!(message(r#"{"url": "mask", "masks": {"url": "http://a.example"}}"#).contains("mask"));
    assert!(message("[]").contains("object"));
}

#[test]
fn json_there_and_back_is_the_same() {
    for &profile in Profile::ALL {
        let normalizer = Normalizer::profile(profile);
        assert_eq!(Normalizer::from_json(&normalizer.to_json()).unwrap(), normalizer);
    }
}

mod properties {
    use proptest::prelude::*;
    use rasad::normalize::Options;
    use rasad::{Normalizer, Profile, Span};
    use unicode_normalization::UnicodeNormalization;

    /// Characters that some rule speaks of, in any order, between plain words.
    fn troublesome() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            proptest::char::range('\u{0600}', '\u{06FF}').prop_map(String::from),
            proptest::char::range('\u{064B}', '\u{0655}').prop_map(String::from),
            proptest::char::range('0', '9').prop_map(String::from),
            prop::sample::select(vec![
                "قال",
                "إلى",
                "كِتابٌ",
                "شكرًا",
                "هدًى",
                "ـ",
                "ا",
                "أ",
                "و",
                "ي",
                "ى",
                "ى\u{654}",
                "ه",
                "ة",
                "\u{654}",
                "\u{653}",
                "\u{655}",
                "\u{651}\u{64E}",
                "٣",
                "٣٫٥",
                "١٬٠٠٠",
                "٪",
                "%",
                "٫",
                "٬",
                ".",
                ",",
                "1",
                "12",
                "1,000.5",
                "۵",
            ])
            .prop_map(str::to_owned),
            prop::sample::select(vec![
                " ",
                "  ",
                "\n",
                "\r\n",
                "\t",
                "\u{A0}",
                "\u{2029}",
                "\u{200B}",
                "\u{200C}",
                "\u{200D}",
                "\u{200F}",
                "\u{AD}",
                "\u{FEFF}",
                "ﷺ",
                "﷼",
                "ﷲ",
                "ﻻ",
                "ﻲ",
                "ﱠ",
                "ﹷ",
                "😀",
                "👨\u{200D}👩\u{200D}👧",
                "❤\u{FE0F}",
                "🇲🇱",
                "1\u{FE0F}\u{20E3}",
                "👍🏽",
                "é",
                "e\u{301}",
                "q\u{307}\u{323}",
                "½",
                "²",
                "…",
                "...",
                "\"",
                "«",
                "“",
                "،",
                "؟",
                "–",
                "ﬁ",
                "각",
                "\u{1100}\u{1161}\u{11A8}",
                "क्\u{200D}ष",
                "\u{344}",
                "Å",
            ])
            .prop_map(str::to_owned),
            prop::sample::select(vec![
                "http://a.example/x?y=1,2",
                "www.example.org",
                "a.b@example.com",
                "@user_1",
                "#قمة_الرياض",
                "#",
                "@",
                "_",
                "&amp;",
                "&lt;b&gt;",
                "<b>",
                "</p>",
                "<br/>",
                "&#1575;",
                "&",
                "<",
                ">",
                ";",
                "(",
                ")",
                "/",
                ":",
            ])
            .prop_map(str::to_owned),
            any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
    }

    fn options() -> impl Strategy<Value = Options> {
        let values: Vec<(&str, Vec<serde_json::Value>)> = vec![
            ("unicode", vec!["nfc".into(), "nfkc".into(), "none".into()]),
            ("presentation_forms", vec!["letters".into(), "keep".into()]),
            ("invisible", vec!["remove".into(), "keep".into()]),
            ("tatweel", vec!["remove".into(), "keep".into()]),
            (
                "tashkeel",
                vec!["keep".into(), "remove".into(), "remove_final".into(), serde_json::json!(["harakat", "shadda"])],
            ),
            ("alef", vec!["keep".into(), "fold".into(), "basic".into()]),
            ("hamza", vec!["keep".into(), "fold".into(), "drop".into()]),
            ("alef_maksura", vec!["keep".into(), "yeh".into(), "egyptian".into()]),
            ("teh_marbuta", vec!["keep".into(), "heh".into(), "teh".into()]),
            ("persian", vec!["keep".into(), "lookalikes".into(), "all".into()]),
            ("digits", vec!["keep".into(), "ascii".into(), "arabic_indic".into(), "extended".into()]),
            ("punctuation", vec!["keep".into(), "ascii".into(), "arabic".into()]),
            ("repeats", vec![serde_json::Value::Null, 1.into(), 2.into()]),
            ("whitespace", vec!["tidy".into(), "keep".into()]),
            ("url", vec!["keep".into(), "remove".into(), "mask".into()]),
            ("email", vec!["keep".into(), "remove".into(), "mask".into()]),
            ("mention", vec!["keep".into(), "remove".into(), "mask".into()]),
            ("hashtag", vec!["keep".into(), "remove".into(), "mask".into(), "unwrap".into()]),
            ("emoji", vec!["keep".into(), "remove".into(), "mask".into()]),
            ("html", vec!["keep".into(), "remove".into(), "mask".into(), "unwrap".into()]),
        ];
        let length = values.len();
        // Half of the options keep their default, so that every pair meets often alone.
        prop::collection::vec(0..12_usize, length).prop_map(move |picks| {
            let mut options = Options::default();
            for ((name, values), pick) in values.iter().zip(picks) {
                if let Some(value) = values.get(pick) {
                    options.set(name, value).unwrap();
                }
            }
            options
        })
    }

    fn any_normalizer() -> impl Strategy<Value = Normalizer> {
        let profile = prop::sample::select(Profile::ALL.to_vec()).prop_map(Normalizer::profile);
        prop_oneof![profile, options().prop_map(|options| Normalizer::new(options).unwrap())]
    }

    /// How many cases a property is tried on; `PROPTEST_CASES` asks for more.
    fn cases() -> u32 {
        std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(1500)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

        #[test]
        fn twice_is_once(normalizer in any_normalizer(), text in troublesome()) {
            let once = normalizer.normalize(&text);
            prop_assert_eq!(normalizer.normalize(&once), once.clone(), "{:?}", normalizer);
        }

        #[test]
        fn alignment_holds(normalizer in any_normalizer(), text in troublesome()) {
            let aligned = normalizer.align(&text);
            let out = aligned.text();
            prop_assert_eq!(out, normalizer.normalize(&text));
            let borders: Vec<usize> = (0..=out.len()).filter(|at| out.is_char_boundary(*at)).collect();
            for (i, &from) in borders.iter().enumerate() {
                for &to in borders.iter().skip(i + 1).take(4) {
                    let span = aligned.to_source(Span::new(from, to));
                    prop_assert!(!span.is_empty(), "{from}..{to} of {out:?}");
                    prop_assert!(span.slice(&text).is_some(), "{from}..{to} of {out:?} gives {span:?} of {text:?}");
                    let back = aligned.to_normalized(span);
                    prop_assert!(back.contains(Span::new(from, to)), "{from}..{to} {span:?} {back:?} of {out:?} {text:?}");
                    prop_assert!(back.slice(out).is_some());
                }
            }
            let (mut source, mut normalized) = (0, 0);
            for (s, n) in aligned.pieces() {
                prop_assert_eq!((s.start, n.start), (source, normalized));
                prop_assert!(s.slice(&text).is_some() && n.slice(out).is_some());
                (source, normalized) = (s.end, n.end);
            }
            prop_assert_eq!((source, normalized), (text.len(), out.len()));
        }

        #[test]
        fn composed_maps_like_one_after_the_other(
            first in any_normalizer(), second in any_normalizer(), text in troublesome()
        ) {
            let one = first.align(&text);
            let two = second.align(one.text());
            let both = one.then(&two);
            let out = both.text();
            let borders: Vec<usize> = (0..=out.len()).filter(|at| out.is_char_boundary(*at)).collect();
            for (i, &from) in borders.iter().enumerate() {
                for &to in borders.iter().skip(i + 1).take(4) {
                    let span = Span::new(from, to);
                    prop_assert_eq!(both.to_source(span), one.to_source(two.to_source(span)), "{:?} {:?} {:?}", span, one, two);
                }
            }
        }

        #[test]
        fn nfc_is_that_of_unicode(text in troublesome()) {
            let mut options = Profile::Lucene.options();
            for (name, value) in [("unicode", "nfc"), ("tatweel", "keep"), ("tashkeel", "keep"), ("alef", "keep"),
                ("alef_maksura", "keep"), ("teh_marbuta", "keep")] {
                options.set(name, &value.into()).unwrap();
            }
            let normalizer = Normalizer::new(options).unwrap();
            prop_assert_eq!(normalizer.normalize(&text), text.nfc().collect::<String>());
        }

        #[test]
        fn a_number_keeps_its_value(
            options in options(), whole in 0..10_000_000_u32, part in prop::option::of(1..1000_u32),
            script in 0..3_usize, grouped: bool, between in prop::sample::select(vec![" ", "ـ", " و ", "\u{64E}", "، ", "-", " ـ "]),
        ) {
            let written = write(whole, part, script, grouped);
            let text = format!("بلغ {written}{between}{written} شخصا");
            let mut options = options;
            // HTML has numbers of its own, and NFKC and masks are no matter here.
            options.set("html", &"keep".into()).unwrap();
            let out = Normalizer::new(options.clone()).unwrap().normalize(&text).into_owned();
            let expected = if grouped { group(whole) } else { whole.to_string() };
            let expected = part.map_or(expected.clone(), |part| format!("{expected}.{part}"));
            let plain: String = out.chars().map(ascii).collect();
            prop_assert_eq!(plain.matches(&expected).count(), 2, "{} gave {} under {:?}", text, out, options);
            let digits = |text: &str| text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).count();
            let source: String = text.chars().map(ascii).collect();
            prop_assert_eq!(digits(&plain), digits(&source), "{} gave {} under {:?}", text, out, options);
        }

        #[test]
        fn emoji_stay_whole(options in options(), text in troublesome(), emoji in prop::sample::select(vec![
            "👨\u{200D}👩\u{200D}👧\u{200D}👦", "👩🏽\u{200D}⚕\u{FE0F}", "❤\u{FE0F}\u{200D}🔥", "🇲🇱", "👍🏿", "🏳\u{FE0F}\u{200D}🌈",
            "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", "1\u{FE0F}\u{20E3}",
        ])) {
            let mut options = options;
            options.set("emoji", &"keep".into()).unwrap();
            let native = matches!(options.digits, rasad::normalize::Digits::ArabicIndic | rasad::normalize::Digits::Extended);
            prop_assume!(!(native && emoji.starts_with('1')));
            let out = Normalizer::new(options).unwrap().normalize(&format!("نص {emoji} نص")).into_owned();
            prop_assert!(out.contains(emoji), "{out:?}");
            let _ = text;
        }

        #[test]
        fn no_letter_is_lost(profile in prop::sample::select(vec![Profile::Clean, Profile::Match, Profile::Search, Profile::Lucene]),
            text in prop::collection::vec(proptest::char::range('\u{0621}', '\u{06D3}'), 0..40)) {
            let text: String = text.into_iter().collect();
            let letters = |text: &str| text.chars().filter(|c| rasad::chars::is_arabic_letter(*c)).count();
            let out = Normalizer::profile(profile).normalize(&text).into_owned();
            prop_assert_eq!(letters(&out), letters(&text), "{:?} gave {:?}", text, out);
        }
    }

    /// A number in one of three scripts.
    fn write(whole: u32, part: Option<u32>, script: usize, grouped: bool) -> String {
        let zero = [0x30, 0x660, 0x6F0][script];
        let text = if grouped { group(whole) } else { whole.to_string() };
        let text = part.map_or(text.clone(), |part| format!("{text}.{part}"));
        text.chars()
            .map(|c| match c {
                '.' if script > 0 => '٫',
                ',' if script > 0 => '٬',
                c => c.to_digit(10).and_then(|d| char::from_u32(zero + d)).unwrap_or(c),
            })
            .collect()
    }

    fn group(whole: u32) -> String {
        let digits = whole.to_string();
        let mut out = String::new();
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i) % 3 == 0 {
                out.push(',');
            }
            out.push(c);
        }
        out
    }

    /// A digit or separator of any script as ASCII.
    fn ascii(c: char) -> char {
        match c {
            '٫' => '.',
            '٬' => ',',
            c => rasad::chars::digit_value(c).map_or(c, |value| char::from(b'0' + value)),
        }
    }
}
