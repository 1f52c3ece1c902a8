//! The text that benches run on, and a stopwatch.

use std::time::Instant;

/// About `limit` bytes of news: the file named on the command line, or the raw news of `RASAD_DATA` (unpacked by `xz`), or
/// an article of our own, repeated.
pub fn text(limit: usize) -> String {
    let named = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let read = match (named, std::env::var("RASAD_DATA")) {
        (Some(path), _) => std::fs::read(&path).unwrap_or_else(|e| panic!("{path}: {e}")),
        (None, Ok(data)) => {
            let path = format!("{data}/raw/sanad_alkhaleej.txt.xz");
            let command = format!("xz -dc '{path}' | head -c {limit}");
            std::process::Command::new("sh").args(["-c", &command]).output().map(|o| o.stdout).unwrap_or_default()
        }
        (None, Err(_)) => Vec::new(),
    };
    let mut text = String::from_utf8_lossy(&read).into_owned();
    if text.is_empty() {
        println!("no text was named and RASAD_DATA is not set: an example is repeated");
        let article = "وقال المتحدث باسم البلدية سمير الحلو لصحيفة \"المرفأ\" إن الأعمال ستبدأ الأسبوع المقبل.وأضاف: «لن تتوقف \
                       الحركة في الشارع»، مشيرا إلى أن الكلفة بلغت 3.5 مليون دولار.\n";
        text = article.repeat(limit / article.len());
    }
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text
}

/// Processor time of this process so far, where the system tells: on a busy machine the clock on the wall says little.
#[allow(dead_code, reason = "not every bench needs it")]
pub fn cpu_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    stat.split(' ').next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e9)
}

/// Runs `work` a few times and prints the best rate.
#[allow(dead_code, reason = "not every bench needs it")]
pub fn measure(name: &str, bytes: usize, mut work: impl FnMut() -> usize) {
    let mut best = f64::MAX;
    let count = work();
    for _ in 0..5 {
        let start = Instant::now();
        assert_eq!(std::hint::black_box(work()), count);
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{name}: {:.0} MB/s ({count})", bytes as f64 / best / 1e6);
}
