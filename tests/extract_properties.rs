//! What extraction promises for any text at all.

use proptest::prelude::*;
use rasad::{Document, Span, extract::Extractor};

/// Checks every promise of a document about its spans.
fn check(doc: &Document) {
    let slices = |span: Span| span.slice(&doc.text).is_some_and(|s| !s.is_empty());
    for pair in doc.entities.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "entities overlap or are unsorted in {:?}", doc.text);
    }
    for entity in &doc.entities {
        assert!(slices(entity.span), "entity {entity:?} of {:?}", doc.text);
        assert!(entity.role.is_none_or(slices), "role of {entity:?}");
        assert!(entity.actor.is_none_or(|a| a < doc.actors.len()));
        assert!((0.0..=1.0).contains(&entity.score));
        assert!(!entity.name.is_empty());
    }
    for (index, actor) in doc.actors.iter().enumerate() {
        assert!(!actor.mentions.is_empty());
        for &mention in &actor.mentions {
            assert_eq!(doc.entities[mention].actor, Some(index));
        }
    }
    for quote in &doc.quotes {
        assert!(slices(quote.span), "quote {quote:?} of {:?}", doc.text);
        for part in [quote.speaker, quote.role, quote.cue, quote.outlet].into_iter().flatten() {
            assert!(slices(part), "part of {quote:?} of {:?}", doc.text);
        }
        assert!(quote.speaker_entity.is_none_or(|e| e < doc.entities.len()));
    }
    for span in doc.sentences.iter().chain(&doc.tokens) {
        assert!(slices(*span));
    }
}

/// Pieces that real articles are made of, so that random texts reach the rules.
const PIECES: &[&str] = &[
    "قال",
    "وأكد",
    "أن",
    "إن",
    "الرئيس",
    "المصري",
    "عبد الفتاح السيسي",
    "السيسي",
    "ديالو",
    "عمرو",
    "في",
    "لـ",
    "ل",
    "و",
    "بـ",
    "باماكو",
    "مالي",
    "الأمم المتحدة",
    "للأمم المتحدة",
    "داعش",
    "تنظيم",
    "القاعدة",
    "وزارة",
    "الخارجية",
    "\"",
    "«",
    "»",
    "“",
    "”",
    "(",
    ")",
    ".",
    "،",
    ":",
    "؟",
    "\n",
    " ",
    "\u{200f}",
    "\u{0640}",
    "\u{064b}",
    "\u{0670}",
    "5 سبتمبر 2025",
    "٣٫٥",
    "1,000",
    "مليون",
    "دولار",
    "عشرين",
    "أمس",
    "الساعة",
    "#وسم",
    "@حساب",
    "https://a.example/x?y=1",
    "a@b.example",
    "ﷺ",
    "ﻻ",
    "👨‍👩‍👧",
    "ـــ",
    "date 2025-09-05",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_gives_spans_that_slice(text in "\\PC{0,120}") {
        check(&Extractor::default().extract(&text, None));
    }

    #[test]
    fn any_mixture_of_news_gives_spans_that_slice(
        pieces in prop::collection::vec((prop::sample::select(PIECES), any::<bool>()), 0..60)
    ) {
        let mut text = String::new();
        for (piece, blank) in pieces {
            text.push_str(piece);
            if blank {
                text.push(' ');
            }
        }
        check(&Extractor::default().extract(&text, None));
    }
}

#[test]
fn long_runs_of_one_thing_end() {
    let extractor = Extractor::default();
    for piece in [
        "\"",
        "«",
        "و",
        "1",
        "مليون ",
        "قال ",
        "قال إن \"",
        "أن ",
        "سبتمبر ",
        "#",
        "@",
        "http://",
        "ـ",
        "\u{064b}",
        "(",
        "محمد ",
        "وزارة ",
        ".",
    ] {
        check(&extractor.extract(&piece.repeat(200_000 / piece.len()), None));
    }
}
