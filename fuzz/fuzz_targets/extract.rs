//! Any text: nothing panics, and every span slices the original to what it says.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rasad::extract::Extractor;

fuzz_target!(|text: &str| {
    let document = Extractor::default().extract(text, None);
    for entity in &document.entities {
        assert!(entity.span.slice(text).is_some_and(|surface| !surface.is_empty()));
    }
    for quote in &document.quotes {
        assert!(quote.span.slice(text).is_some());
    }
});
