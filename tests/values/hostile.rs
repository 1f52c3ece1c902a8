//! Texts that mean harm: long ones are read in linear time, mixed ones to their end.

use std::time::{Duration, Instant};

use rasad::normalize::{Normalizer, Profile};
use rasad::segment::{View, sentences, tokens};
use rasad::values;

use super::{REFERENCE, marked};

/// What texts that mean harm are made of: every word and sign that a rule looks ahead from.
const HOSTILE: &[&str] = &[
    "1",
    "9 ",
    "1,",
    "1.",
    "1-",
    "1/",
    "1\\",
    "1،",
    "و",
    "و ",
    "مليون ",
    "ألف ",
    "ألف و",
    "مئة و",
    "خمسة و",
    "خمسة عشر ",
    "سبتمبر ",
    "سبتمبر و",
    "أيلول/",
    "أيلول ",
    "الجمعة ",
    "من ",
    "بين ",
    "بين 1 و",
    "من 1 إلى ",
    "5 سبتمبر - ",
    "5 و",
    "الخامس و",
    "2012-",
    "2012 ",
    "قبل ",
    "أمس ",
    "الساعة ",
    "12:",
    "12:30 ",
    "%",
    "$",
    "$1 ",
    "@",
    "#",
    "_",
    "a.",
    "a@",
    "a@b.",
    "www.",
    "http://",
    "http://a(",
    "+",
    "+1 ",
    "(",
    "(0",
    "ربع ",
    "نصف ",
    "ونصف ",
    "كانون ",
    "الأول ",
    "الحادي و",
    "القرن ",
    "التسعينات ",
    "التسعينات و",
    "م ",
    "رمضان ",
    "يوم و",
    "ساعة و",
    "دولار و",
    "50 سنتا و",
    "د. ",
    "د.",
    "ر",
    "5ر",
    "5 .",
    "،5",
    "عيد ",
    "a",
    "ا",
    "لل",
    "\u{200f}",
    "\u{64e}",
    "1e",
    "½",
    "1° ",
    "1°2′",
    "1.2345, ",
    "1.2345,",
    "خط عرض ",
    "شمالا ",
    "الأسبوع الأول من ",
    "آخر ",
    "أول ",
    "ناقص ",
    "واحد ",
    "متر و",
    "درجة ",
    "1 درجة ",
    "سوف ",
    "سيصل بعد ",
    "الأحد ",
    "ق.م ",
    "1 قبل الميلاد ",
    ".",
    "،",
    " ",
    "\n",
    "-",
    "ـ",
    "=",
    "🙂",
];

/// Work must grow with the length, not with its square: a text read once takes about as long as a sixteenth of it read
/// sixteen times, and where rules went over it again and again it would take sixteen times as long. Both are measured
/// side by side and one fair try of three is enough, so that other work on the machine does not count; a text that is
/// read at once is too quick to be measured and passes.
#[test]
fn hostile_inputs_are_read_in_linear_time() {
    let time = |text: &str, runs: usize| {
        let aligned = Normalizer::profile(Profile::Match).align(text);
        let tokens = tokens(aligned.text());
        let sentences = sentences(aligned.text(), &tokens);
        let view = View { text: aligned.text(), tokens: &tokens, sentences: &sentences };
        let start = Instant::now();
        for _ in 0..runs {
            let found = values::scan(&view, Some(REFERENCE));
            assert!(found.len() <= text.len());
        }
        start.elapsed()
    };
    for piece in HOSTILE {
        // A megabyte of what is worst by nature, less of the rest.
        let worst = ["1", "9 ", "و", "ألف ", "سبتمبر ", "أيلول/", "@", "#", ".", "a", "ا"].contains(piece);
        let size = if worst { 1_000_000 } else { 100_000 };
        let (short, long) = (piece.repeat(size / 16 / piece.len()), piece.repeat(size / piece.len()));
        let fair = (0..3).any(|_| {
            let whole = time(&long, 1);
            whole < Duration::from_millis(20) || whole < 8 * time(&short, 16)
        });
        assert!(fair, "{size} bytes of {piece:?} take more than eight times as long as their parts");
    }
}

/// The same pieces mixed: no order of them may hurt.
#[test]
fn hostile_mixtures_are_read_to_their_end() {
    let mut seed = 7u64;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize
    };
    for _ in 0..20 {
        let mut text = String::new();
        while text.len() < 50_000 {
            let piece = HOSTILE[next() % HOSTILE.len()];
            text.push_str(&piece.repeat(1 + next() % 40));
        }
        let _ = marked(&text, Some(REFERENCE));
    }
}
