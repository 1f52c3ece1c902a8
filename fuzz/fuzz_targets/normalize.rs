//! Any text under any profile: aligned and plain forms agree, twice is once, spans map into the original.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rasad::{Normalizer, Profile, Span};

fuzz_target!(|text: &str| {
    for &profile in Profile::ALL {
        let normalizer = Normalizer::profile(profile);
        let once = normalizer.normalize(text);
        assert_eq!(normalizer.normalize(&once), once);
        let aligned = normalizer.align(text);
        assert_eq!(aligned.text(), once);
        let mut start = 0;
        for c in once.chars() {
            let span = Span::new(start, start + c.len_utf8());
            assert!(aligned.to_source(span).slice(text).is_some_and(|source| !source.is_empty()));
            start = span.end;
        }
    }
});
