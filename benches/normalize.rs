//! Normalization beside the limits of the machine: `cargo bench --bench normalize -- FILE` (see common). `RASAD_KERNEL=scalar`
//! measures the plain kernels.
//!
//! Figures are ratios to copying the same documents, measured in one run; the results of both forms are compared first.

use std::hint::black_box;
use std::time::Instant;

use rasad::normalize::{Normalizer, Profile};

#[allow(dead_code)]
mod common;

/// News as it comes: now and then a vocalised word, tatweel, Arabic digits, a direction mark, a shaped word.
fn documents() -> Vec<String> {
    let text = common::text(24_000_000);
    let noise = ["كِتابٌ", "الـــعـالم", "٢٠٢٥", "\u{200F}قال", "ﺍﻟﻌﺮﺑﻴﺔ", "٣٫٥", "مُدَرِّسَةٌ"];
    let mut out = vec![String::new()];
    for (i, word) in text.split_inclusive(' ').enumerate() {
        let Some(last) = out.last_mut() else { break };
        last.push_str(word);
        if i % 40 == 0 {
            last.push_str(noise[i / 40 % noise.len()]);
            last.push(' ');
        }
        if last.len() > 2000 {
            out.push(String::new());
        }
    }
    out
}

/// The fastest of some rounds, in seconds.
fn best(mut work: impl FnMut() -> usize) -> f64 {
    let count = work();
    (0..9).fold(f64::MAX, |best, _| {
        let start = Instant::now();
        assert_eq!(black_box(work()), count);
        best.min(start.elapsed().as_secs_f64())
    })
}

fn main() {
    let documents = documents();
    let bytes: usize = documents.iter().map(String::len).sum();
    println!("{} documents, {:.1} MB", documents.len(), bytes as f64 / 1e6);
    let mut out = String::with_capacity(bytes + 4096);
    let copy = best(|| {
        documents
            .iter()
            .map(|document| {
                out.clear();
                out.push_str(black_box(document));
                black_box(out.len())
            })
            .sum()
    });
    let show = |name: &str, seconds: f64| {
        println!("{name:32} {:8.0} MB/s   {:.3} of a copy", bytes as f64 / seconds / 1e6, copy / seconds);
    };
    show("copy", copy);
    // What one would write first: a match over characters.
    let naive = best(|| {
        documents
            .iter()
            .map(|document| {
                out.clear();
                for c in document.chars() {
                    match c {
                        '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}' | '\u{200B}'..='\u{200F}' => {}
                        'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
                        'ى' => out.push('ي'),
                        '٠'..='٩' => out.push(char::from(b'0' + (c as u32 - 0x660) as u8)),
                        c => out.push(c),
                    }
                }
                out.len()
            })
            .sum()
    });
    show("a match over characters", naive);
    for &profile in Profile::ALL {
        let normalizer = Normalizer::profile(profile);
        for document in &documents {
            assert_eq!(normalizer.align(document).text(), normalizer.normalize(document));
        }
        let seconds = best(|| {
            documents
                .iter()
                .map(|document| {
                    out.clear();
                    normalizer.normalize_into(document, &mut out);
                    out.len()
                })
                .sum()
        });
        show(profile.name(), seconds);
        let seconds = best(|| documents.iter().map(|document| normalizer.align(document).text().len()).sum());
        show(&format!("{}, aligned", profile.name()), seconds);
    }
}
