//! Normalization beside the limits of the machine: `cargo bench --bench normalize -- FILE` (see common). `RASAD_KERNEL=scalar`
//! measures the plain kernels, `RASAD_PROFILE=match` one profile.
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

/// Seconds for all documents. Each slice counts with the fastest of some rounds, so that others on the machine disturb
/// little, the same for fast work and slow.
fn best(documents: &[String], mut work: impl FnMut(&str) -> usize) -> f64 {
    let slices: Vec<&[String]> = documents.chunks(64).collect();
    let mut fastest = vec![f64::MAX; slices.len()];
    for _ in 0..7 {
        for (slice, fastest) in slices.iter().zip(&mut fastest) {
            let start = Instant::now();
            black_box(slice.iter().map(|document| work(black_box(document))).sum::<usize>());
            *fastest = fastest.min(start.elapsed().as_secs_f64());
        }
    }
    fastest.iter().sum()
}

fn main() {
    let documents = documents();
    let bytes: usize = documents.iter().map(String::len).sum();
    println!("{} documents, {:.1} MB", documents.len(), bytes as f64 / 1e6);
    let mut out = String::with_capacity(1 << 16);
    let copy = best(&documents, |document| {
        out.clear();
        out.push_str(document);
        black_box(&out).len()
    });
    let show = |name: &str, seconds: f64| {
        println!("{name:32} {:8.0} MB/s   {:.3} of a copy", bytes as f64 / seconds / 1e6, copy / seconds);
    };
    show("copy", copy);
    // What one would write first: a match over characters.
    let naive = best(&documents, |document| {
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
    });
    show("a match over characters", naive);
    let wanted = std::env::var("RASAD_PROFILE").ok();
    for &profile in Profile::ALL.iter().filter(|p| wanted.as_deref().is_none_or(|name| name == p.name())) {
        let normalizer = Normalizer::profile(profile);
        for document in &documents {
            assert_eq!(normalizer.align(document).text(), normalizer.normalize(document));
        }
        let seconds = best(&documents, |document| {
            out.clear();
            normalizer.normalize_into(document, &mut out);
            out.len()
        });
        show(profile.name(), seconds);
        let seconds = best(&documents, |document| normalizer.align(document).text().len());
        show(&format!("{}, aligned", profile.name()), seconds);
    }
}
