//! Step 1: distributional classes by exchange (class bigrams), joined to a binary tree by least loss of mutual
//! information. Lines are paragraphs of raw text; about two minutes for 30 million words on one core.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use rasad::normalize::{Normalizer, Profile};
use rasad::segment;
use rasad::tagger::canonical_word;

use super::histogram::raw;

/// x · ln x for counts, from arithmetic only, so that the loop over classes becomes vector instructions.
#[inline]
fn entropy(x: f32) -> f32 {
    let y = x + 1.0e-9;
    let bits = y.to_bits();
    let exponent = (bits >> 23) as i32 - 127;
    let m = f32::from_bits((bits & 0x007F_FFFF) | 0x3F80_0000);
    // ln m on [1, 2) by its series around (m - 1) / (m + 1).
    let s = (m - 1.0) / (m + 1.0);
    let s2 = s * s;
    let ln = 2.0 * s * (1.0 + s2 * (1.0 / 3.0 + s2 * (0.2 + s2 * (1.0 / 7.0 + s2 / 9.0))));
    x * (ln + exponent as f32 * std::f32::consts::LN_2)
}

struct Bigrams {
    words: Vec<(String, u32)>,
    /// Sorted by the first word, then by the second: `ends` of each word's run, neighbours, counts.
    after: Runs,
    before: Runs,
}

struct Runs {
    ends: Vec<usize>,
    others: Vec<u32>,
    counts: Vec<f32>,
}

impl Runs {
    fn of(mut pairs: Vec<u64>, words: usize) -> Self {
        pairs.sort_unstable();
        let mut out = Self { ends: vec![0; words], others: Vec::new(), counts: Vec::new() };
        let mut at = 0;
        while at < pairs.len() {
            let mut end = at;
            while end < pairs.len() && pairs[end] == pairs[at] {
                end += 1;
            }
            out.others.push(pairs[at] as u32);
            out.counts.push((end - at) as f32);
            out.ends[(pairs[at] >> 32) as usize] = out.others.len();
            at = end;
        }
        for i in 1..words {
            out.ends[i] = out.ends[i].max(out.ends[i - 1]);
        }
        out
    }

    fn run(&self, word: usize) -> impl Iterator<Item = (usize, f32)> + '_ {
        let start = if word == 0 { 0 } else { self.ends[word - 1] };
        (start..self.ends[word]).map(|i| (self.others[i] as usize, self.counts[i]))
    }
}

fn read(files: &[PathBuf], least: u32, most: usize) -> Result<Bigrams, String> {
    let normalizer = Normalizer::profile(Profile::Match);
    let mut ids: HashMap<String, u32> = HashMap::new();
    let mut counts: Vec<u32> = Vec::new();
    let mut stream: Vec<u32> = Vec::new();
    const END: u32 = u32::MAX;
    for file in files {
        let text = raw(file)?;
        for line in text.lines().filter(|l| !l.trim().is_empty()) {
            let aligned = normalizer.align(line);
            for token in segment::tokens(aligned.text()) {
                let word = canonical_word(token.span.slice(aligned.text()).unwrap_or(""));
                let next = counts.len() as u32;
                let id = *ids.entry(word).or_insert(next);
                if id == next {
                    counts.push(0);
                }
                counts[id as usize] += 1;
                stream.push(id);
            }
            stream.push(END);
        }
    }
    let mut words: Vec<(String, u32)> = ids
        .iter()
        .filter(|(_, id)| counts[**id as usize] >= least)
        .map(|(w, id)| (w.clone(), counts[*id as usize]))
        .collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    words.truncate(most);
    let mut rank = vec![END; counts.len()];
    for (at, (word, _)) in words.iter().enumerate() {
        rank[ids[word] as usize] = at as u32;
    }
    // The border of a paragraph is one more word.
    let border = words.len() as u64;
    let mut pairs: Vec<u64> = Vec::with_capacity(stream.len());
    let mut previous = Some(border);
    for id in stream {
        let next =
            if id == END { Some(border) } else { Some(u64::from(rank[id as usize])).filter(|r| *r != u64::from(END)) };
        if let (Some(a), Some(b)) = (previous, next) {
            pairs.push(a << 32 | b);
        }
        previous = next;
    }
    let swapped = pairs.iter().map(|p| p << 32 | p >> 32).collect();
    let n = words.len() + 1;
    Ok(Bigrams { after: Runs::of(pairs, n), before: Runs::of(swapped, n), words })
}

/// `lab clusters`: raw files → a table of word, class, path, count.
pub fn run(files: &[PathBuf], classes: usize, sweeps: usize, out: &Path) -> Result<(), String> {
    let data = read(files, 6, 120_000)?;
    let n = data.words.len();
    let k = classes + 1;
    let mut class: Vec<usize> = (0..n).map(|i| i % classes).collect();
    class.push(classes);
    let (mut joint, mut turned) = (vec![0f32; k * k], vec![0f32; k * k]);
    let (mut rows, mut columns) = (vec![0f32; k], vec![0f32; k]);
    for word in 0..=n {
        for (other, count) in data.after.run(word) {
            let (a, b) = (class[word], class[other]);
            joint[a * k + b] += count;
            turned[b * k + a] += count;
            rows[a] += count;
            columns[b] += count;
        }
    }
    let (mut right, mut left, mut score) = (vec![0f32; k], vec![0f32; k], vec![0f32; classes]);
    for sweep in 0..sweeps {
        let mut moved = 0;
        for word in 0..n {
            right.fill(0.0);
            left.fill(0.0);
            let (mut own, mut after, mut before) = (0f32, 0f32, 0f32);
            for (other, count) in data.after.run(word) {
                after += count;
                if other == word { own = count } else { right[class[other]] += count }
            }
            for (other, count) in data.before.run(word) {
                before += count;
                if other != word {
                    left[class[other]] += count;
                }
            }
            let old = class[word];
            let update =
                |c: usize, sign: f32, rows: &mut [f32], columns: &mut [f32], joint: &mut [f32], turned: &mut [f32]| {
                    for d in 0..k {
                        joint[c * k + d] += sign * right[d];
                        turned[d * k + c] += sign * right[d];
                        joint[d * k + c] += sign * left[d];
                        turned[c * k + d] += sign * left[d];
                    }
                    joint[c * k + c] += sign * own;
                    turned[c * k + c] += sign * own;
                    rows[c] += sign * after;
                    columns[c] += sign * before;
                };
            update(old, -1.0, &mut rows, &mut columns, &mut joint, &mut turned);
            for (c, s) in score.iter_mut().enumerate() {
                let (r, l) = (rows[c], columns[c]);
                *s = entropy(r) - entropy(r + after) + entropy(l) - entropy(l + before);
            }
            for d in 0..k {
                for (weight, table) in [(right[d], &turned), (left[d], &joint)] {
                    if weight > 0.0 {
                        for (s, &p) in score.iter_mut().zip(&table[d * k..d * k + classes]) {
                            *s += entropy(p + weight) - entropy(p);
                        }
                    }
                }
            }
            let mut best = old;
            for (c, &s) in score.iter().enumerate() {
                if s > score[best] + 1.0e-3 {
                    best = c;
                }
            }
            moved += usize::from(best != old);
            class[word] = best;
            update(best, 1.0, &mut rows, &mut columns, &mut joint, &mut turned);
        }
        eprintln!("sweep {}: {moved} of {n} words moved", sweep + 1);
        if moved < n / 500 {
            break;
        }
    }
    let paths = tree(&joint, &rows, &columns, classes, k);
    let mut text = String::new();
    for (at, (word, count)) in data.words.iter().enumerate() {
        let _ = writeln!(text, "{word}\t{}\t{}\t{count}", class[at], paths[class[at]]);
    }
    fs::write(out, text).map_err(|e| format!("{}: {e}", out.display()))
}

/// Joins classes two by two where least is lost; the way from the root to a class is its path.
fn tree(joint: &[f32], rows: &[f32], columns: &[f32], classes: usize, k: usize) -> Vec<String> {
    let f = |x: f64| if x > 0.0 { x * x.ln() } else { 0.0 };
    let mut m: Vec<Vec<f64>> =
        (0..classes).map(|a| (0..classes).map(|b| f64::from(joint[a * k + b])).collect()).collect();
    let mut r: Vec<f64> = rows.iter().map(|&v| f64::from(v)).collect();
    let mut l: Vec<f64> = columns.iter().map(|&v| f64::from(v)).collect();
    let mut alive: Vec<usize> = (0..classes).collect();
    let mut members: Vec<Vec<usize>> = (0..classes).map(|a| vec![a]).collect();
    let mut paths = vec![String::new(); classes];
    let loss = |a: usize, b: usize, m: &[Vec<f64>], r: &[f64], l: &[f64], alive: &[usize]| {
        let mut out = 0.0;
        for &d in alive.iter().filter(|&&d| d != a && d != b) {
            out += f(m[a][d]) + f(m[b][d]) - f(m[a][d] + m[b][d]);
            out += f(m[d][a]) + f(m[d][b]) - f(m[d][a] + m[d][b]);
        }
        out += f(m[a][a]) + f(m[a][b]) + f(m[b][a]) + f(m[b][b]) - f(m[a][a] + m[a][b] + m[b][a] + m[b][b]);
        out - (f(r[a]) + f(r[b]) - f(r[a] + r[b])) - (f(l[a]) + f(l[b]) - f(l[a] + l[b]))
    };
    let mut cost = vec![vec![f64::MAX; classes]; classes];
    for a in 0..classes {
        for b in a + 1..classes {
            cost[a][b] = loss(a, b, &m, &r, &l, &alive);
        }
    }
    while alive.len() > 1 {
        let (mut a, mut b, mut least) = (alive[0], alive[1], f64::INFINITY);
        for (i, &x) in alive.iter().enumerate() {
            for &y in &alive[i + 1..] {
                if cost[x][y] < least {
                    (a, b, least) = (x, y, cost[x][y]);
                }
            }
        }
        for (side, whose) in [('0', a), ('1', b)] {
            for &c in &members[whose] {
                paths[c].insert(0, side);
            }
        }
        let joined = std::mem::take(&mut members[b]);
        members[a].extend(joined);
        for &d in alive.iter().filter(|&&d| d != a && d != b) {
            m[a][d] += m[b][d];
            m[d][a] += m[d][b];
        }
        m[a][a] += m[a][b] + m[b][a] + m[b][b];
        r[a] += r[b];
        l[a] += l[b];
        alive.retain(|&d| d != b);
        for &d in alive.iter().filter(|&&d| d != a) {
            cost[a.min(d)][a.max(d)] = loss(a.min(d), a.max(d), &m, &r, &l, &alive);
        }
    }
    paths
}
