//! The linear chain: tags, what may follow what, the best path, and posteriors.

/// Tags of BIO form over labels: 0 is O, 1 + 2·label begins, 2 + 2·label goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags {
    labels: Vec<String>,
}

impl Tags {
    /// Tags over these labels.
    #[must_use]
    pub fn new(labels: Vec<String>) -> Self {
        Self { labels }
    }

    /// The labels.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// How many tags there are.
    #[must_use]
    pub fn len(&self) -> usize {
        1 + 2 * self.labels.len()
    }

    /// Whether there is only O.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The tag as it is written.
    #[must_use]
    pub fn name(&self, tag: u8) -> String {
        match Self::split(tag) {
            None => "O".to_owned(),
            Some((begins, label)) => {
                let name = self.labels.get(label).map_or("", String::as_str);
                format!("{}-{name}", if begins { 'B' } else { 'I' })
            }
        }
    }

    /// Whether a tag begins, and its label; `None` for O.
    #[must_use]
    pub fn split(tag: u8) -> Option<(bool, usize)> {
        let rest = usize::from(tag).checked_sub(1)?;
        Some((rest % 2 == 0, rest / 2))
    }

    /// Whether `next` may follow `previous` (`None` = the beginning of a sentence).
    #[must_use]
    pub fn allowed(previous: Option<u8>, next: u8) -> bool {
        match Self::split(next) {
            Some((false, label)) => previous.and_then(Self::split).is_some_and(|(_, l)| l == label),
            _ => true,
        }
    }

    /// The spans of a tag sequence: `(first, end, label)`. A tag that goes on after nothing begins.
    #[must_use]
    pub fn spans(tags: &[u8]) -> Vec<(usize, usize, usize)> {
        let mut out: Vec<(usize, usize, usize)> = Vec::new();
        for (at, &tag) in tags.iter().enumerate() {
            match (Self::split(tag), out.last_mut()) {
                (Some((false, label)), Some(last)) if last.1 == at && last.2 == label => last.1 = at + 1,
                (Some((_, label)), _) => out.push((at, at + 1, label)),
                (None, _) => {}
            }
        }
        out
    }
}

/// Scores of moves between tags; moves that BIO forbids are minus infinity.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chain {
    /// How many tags.
    pub tags: usize,
    /// `moves[from * stride + to]`.
    pub moves: Vec<f32>,
    /// Score of a first tag.
    pub start: Vec<f32>,
}

const NEVER: f32 = -1.0e30;

/// What stands beside a run of tokens: the border of the sentence, or a token that is O without doubt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Beside {
    pub outside_before: bool,
    pub outside_after: bool,
}

/// A chain's moves as factors; those that BIO forbids are 0.
#[derive(Clone, Debug, Default)]
pub(crate) struct Factors {
    moves: Vec<f32>,
    start: Vec<f32>,
}

/// Working memory for decoding.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lattice {
    best: Vec<f32>,
    back: Vec<u8>,
    forward: Vec<f32>,
    backward: Vec<f32>,
    scale: Vec<f32>,
    /// Posteriors after [`Lattice::posteriors`], `stride` a token.
    pub posterior: Vec<f32>,
}

/// Tags are padded to a multiple of this, so that loops over them become vector instructions.
pub(crate) const LANES: usize = 4;

/// Tags with padding.
pub(crate) const fn stride(tags: usize) -> usize {
    tags.div_ceil(LANES) * LANES
}

impl Chain {
    /// All allowed moves score 0.
    pub fn new(tags: usize) -> Self {
        let width = stride(tags);
        let mut chain = Self { tags, moves: vec![0.0; width * width], start: vec![0.0; width] };
        chain.forbid();
        chain
    }

    /// Sets what BIO forbids, and the padding, to minus infinity.
    pub fn forbid(&mut self) {
        let width = stride(self.tags);
        for to in 0..width {
            for from in 0..width {
                let padding = from >= self.tags || to >= self.tags;
                if padding || !Tags::allowed(Some(from as u8), to as u8) {
                    self.moves[from * width + to] = NEVER;
                }
            }
            if to >= self.tags || !Tags::allowed(None, to as u8) {
                self.start[to] = NEVER;
            }
        }
    }

    /// The same with `lean` taken from O.
    #[must_use]
    pub fn leaning(&self, lean: f32) -> Self {
        let width = stride(self.tags);
        let mut out = self.clone();
        if let Some(first) = out.start.first_mut() {
            *first -= lean;
        }
        for row in out.moves.chunks_exact_mut(width.max(1)) {
            if let Some(to) = row.first_mut() {
                *to -= lean;
            }
        }
        out
    }

    /// The moves as factors, into `out`.
    pub fn factors(&self, out: &mut Factors) {
        let factor = |m: &f32| if *m < NEVER / 2.0 { 0.0 } else { exp(*m) };
        out.moves.clear();
        out.moves.extend(self.moves.iter().map(factor));
        out.start.clear();
        out.start.extend(self.start.iter().map(factor));
    }

    /// By how much moves into one tag differ, at most, among tags that every tag may precede (O and those that begin).
    pub fn spread(&self) -> f32 {
        let width = stride(self.tags);
        let into = |to: usize| self.moves.iter().skip(to).step_by(width.max(1)).take(self.tags);
        let range = |to: usize| {
            let (low, high) = into(to).fold((f32::MAX, f32::MIN), |(low, high), &m| (low.min(m), high.max(m)));
            high - low
        };
        std::iter::once(0).chain((1..self.tags).step_by(2)).map(range).fold(0.0, f32::max)
    }

    /// The best tags for emission scores (`stride` a token). `spread` is that of this chain.
    ///
    /// A tag that goes on has two tags before it. For the others only those need a look that are not so far behind the
    /// best that no move could make up for it.
    pub fn viterbi(&self, spread: f32, emissions: &[f32], beside: Beside, lattice: &mut Lattice, out: &mut Vec<u8>) {
        out.clear();
        let (tags, width) = (self.tags, stride(self.tags));
        let tokens = emissions.len().checked_div(width).unwrap_or(0);
        if tokens == 0 {
            return;
        }
        let Lattice { best, back, .. } = lattice;
        best.clear();
        let start = if beside.outside_before { &self.moves[..width] } else { &self.start[..] };
        best.extend(start.iter().zip(emissions).map(|(s, e)| s + e));
        back.clear();
        back.resize(tokens * width, 0);
        let (mut next, mut source) = ([NEVER; 256], [0u32; 256]);
        let (next, source) = (&mut next[..width], &mut source[..width]);
        for t in 1..tokens {
            let back = &mut back[t * width..(t + 1) * width];
            let top = best[..tags].iter().copied().fold(f32::MIN, f32::max);
            next.fill(f32::MIN);
            for (from, row) in self.moves.chunks_exact(width).enumerate().take(tags) {
                let score = best[from];
                if score < top - spread {
                    continue;
                }
                // Without branches, so that it becomes vector instructions.
                for ((next, source), step) in next.iter_mut().zip(source.iter_mut()).zip(row) {
                    let value = score + step;
                    let better = value > *next;
                    *next = if better { value } else { *next };
                    *source = if better { from as u32 } else { *source };
                }
            }
            for (back, source) in back.iter_mut().zip(source.iter()) {
                *back = *source as u8;
            }
            for inside in (2..tags).step_by(2) {
                let begun = best[inside - 1] + self.moves[(inside - 1) * width + inside];
                let gone_on = best[inside] + self.moves[inside * width + inside];
                let new = gone_on > begun;
                next[inside] = if new { gone_on } else { begun };
                back[inside] = (inside - usize::from(!new)) as u8;
            }
            for ((b, n), e) in best.iter_mut().zip(next.iter()).zip(&emissions[t * width..]) {
                *b = (n + e).max(NEVER * 4.0);
            }
        }
        if beside.outside_after {
            for (b, row) in best.iter_mut().zip(self.moves.chunks_exact(width)) {
                *b += row[0];
            }
        }
        let mut tag = 0;
        for (k, &score) in best.iter().enumerate().take(tags) {
            if score > best[tag] {
                tag = k;
            }
        }
        out.resize(tokens, 0);
        for t in (0..tokens).rev() {
            out[t] = tag as u8;
            tag = usize::from(back[t * width + tag]);
        }
    }

    /// Posteriors of every tag at every token, into `lattice.posterior`. `emissions` are turned into
    /// exponentials. `factors` are those of this chain.
    pub fn posteriors(&self, factors: &Factors, emissions: &mut [f32], beside: Beside, lattice: &mut Lattice) {
        let width = stride(self.tags);
        let tokens = emissions.len().checked_div(width).unwrap_or(0);
        for row in emissions.chunks_exact_mut(width) {
            let top = row[..self.tags].iter().copied().fold(f32::MIN, f32::max);
            for value in &mut row[..self.tags] {
                *value = exp(*value - top);
            }
            row[self.tags..].fill(0.0);
        }
        let Factors { moves, start } = factors;
        let Lattice { forward, backward, scale, posterior, .. } = lattice;
        for buffer in [&mut *forward, &mut *backward, &mut *posterior] {
            buffer.clear();
            buffer.resize(tokens * width, 0.0);
        }
        scale.clear();
        scale.resize(tokens, 1.0);
        if tokens == 0 {
            return;
        }
        for t in 0..tokens {
            let (done, rest) = forward.split_at_mut(t * width);
            let row = &mut rest[..width];
            if t == 0 {
                row.copy_from_slice(if beside.outside_before { &moves[..width] } else { start });
            } else {
                for (&value, step) in done[(t - 1) * width..].iter().zip(moves.chunks_exact(width)) {
                    for (to, step) in row.iter_mut().zip(step) {
                        *to += value * step;
                    }
                }
            }
            let mut sum = 0.0;
            for (value, e) in row.iter_mut().zip(&emissions[t * width..]) {
                *value *= e;
                sum += *value;
            }
            scale[t] = 1.0 / (sum + 1.0e-30);
            for value in row {
                *value *= scale[t];
            }
        }
        for (b, row) in backward[(tokens - 1) * width..].iter_mut().zip(moves.chunks_exact(width)) {
            *b = if beside.outside_after { row[0] } else { 1.0 };
        }
        let mut ahead = [0f32; 256];
        for t in (0..tokens - 1).rev() {
            let ahead = &mut ahead[..width];
            for ((a, b), e) in ahead.iter_mut().zip(&backward[(t + 1) * width..]).zip(&emissions[(t + 1) * width..]) {
                *a = b * e * scale[t + 1];
            }
            for (value, step) in backward[t * width..].iter_mut().zip(moves.chunks_exact(width)) {
                // Four running sums, so that the loop becomes vector instructions.
                let mut sums = [0f32; LANES];
                for (s, a) in step.chunks_exact(LANES).zip(ahead.chunks_exact(LANES)) {
                    for ((sum, s), a) in sums.iter_mut().zip(s).zip(a) {
                        *sum += s * a;
                    }
                }
                *value = sums.iter().sum();
            }
        }
        for t in 0..tokens {
            let range = t * width..(t + 1) * width;
            let mut sum = 0.0;
            for ((p, f), b) in
                posterior[range.clone()].iter_mut().zip(&forward[range.clone()]).zip(&backward[range.clone()])
            {
                *p = f * b;
                sum += *p;
            }
            let factor = 1.0 / (sum + 1.0e-30);
            for p in &mut posterior[range] {
                *p *= factor;
            }
        }
    }
}

impl Lattice {
    /// Adds the expected number of each move to `out`, after [`Chain::posteriors`] with the same emissions.
    pub fn pair_expectations(&self, factors: &Factors, emissions: &[f32], out: &mut [f32]) {
        let width = factors.start.len();
        let tokens = self.scale.len();
        let mut ahead = [0f32; 256];
        for t in 1..tokens {
            let ahead = &mut ahead[..width];
            let range = t * width..(t + 1) * width;
            for ((a, b), e) in ahead.iter_mut().zip(&self.backward[range.clone()]).zip(&emissions[range]) {
                *a = b * e * self.scale[t];
            }
            for (from, f) in self.forward[(t - 1) * width..t * width].iter().enumerate() {
                let (steps, sums) = (&factors.moves[from * width..], &mut out[from * width..(from + 1) * width]);
                for ((sum, step), a) in sums.iter_mut().zip(steps).zip(ahead.iter()) {
                    *sum += f * step * a;
                }
            }
        }
    }
}

/// e^x to about six digits, from arithmetic only: the same on every machine.
#[inline]
pub(crate) fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0);
    let scaled = x * std::f32::consts::LOG2_E;
    let whole = (scaled + 12_582_912.0) - 12_582_912.0;
    let rest = (scaled - whole) * std::f32::consts::LN_2;
    let p = 1.0 + rest * (1.0 + rest * (0.5 + rest * (0.166_666_67 + rest * (0.041_666_67 + rest * 0.008_333_33))));
    f32::from_bits(((whole as i32 + 127) << 23) as u32) * p
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close() {
        for x in [-80.0f32, -3.3, -0.5, 0.0, 0.7, 5.0, 30.0] {
            let exact = x.exp();
            assert!((exp(x) - exact).abs() <= exact * 1.0e-5, "{x}");
        }
    }

    #[test]
    fn a_path_obeys_bio_whatever_the_scores() {
        let chain = Chain::new(5);
        let width = stride(5);
        let mut emissions = vec![0.0; 3 * width];
        // The second token would like to go on with another label than the first began.
        emissions[1] = 2.0;
        emissions[width + 4] = 2.0;
        let mut out = Vec::new();
        chain.viterbi(chain.spread(), &emissions, Beside::default(), &mut Lattice::default(), &mut out);
        assert!(Tags::allowed(None, out[0]));
        assert!(out.windows(2).all(|w| Tags::allowed(Some(w[0]), w[1])), "{out:?}");
    }

    #[test]
    fn posteriors_sum_to_one_and_agree_with_counting() {
        let mut chain = Chain::new(3);
        let width = stride(3);
        chain.moves[1] = 0.3;
        chain.moves[width + 2] = 1.1;
        chain.start[1] = -0.2;
        let scores = [0.1f32, 0.9, 0.0, 0.0, 0.4, -0.3, 0.8, 0.0];
        // By hand: all four-fold paths of two tokens.
        let mut total = 0.0;
        let mut first = [0f32; 3];
        for a in 0..3u8 {
            for b in 0..3u8 {
                if !Tags::allowed(None, a) || !Tags::allowed(Some(a), b) {
                    continue;
                }
                let (x, y) = (usize::from(a), usize::from(b));
                let w = (chain.start[x] + scores[x] + chain.moves[x * width + y] + scores[width + y]).exp();
                total += w;
                first[x] += w;
            }
        }
        let mut lattice = Lattice::default();
        let mut factors = Factors::default();
        chain.factors(&mut factors);
        chain.posteriors(&factors, &mut scores.to_vec(), Beside::default(), &mut lattice);
        for k in 0..3 {
            assert!((lattice.posterior[k] - first[k] / total).abs() < 1e-5);
        }
    }

    #[test]
    fn the_best_path_is_the_best_of_all_paths() {
        let mut chain = Chain::new(5);
        let width = stride(5);
        let mut seed = 7u32;
        let mut random = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) as f32 / 8192.0 - 4.0
        };
        for _ in 0..50 {
            for m in chain.moves.iter_mut().chain(&mut chain.start).filter(|m| **m > NEVER / 2.0) {
                *m = random();
            }
            let emissions: Vec<f32> = (0..4 * width).map(|_| random()).collect();
            let score = |path: &[usize]| {
                let first = chain.start[path[0]] + emissions[path[0]];
                path.windows(2).enumerate().fold(first, |sum, (t, p)| {
                    sum + chain.moves[p[0] * width + p[1]] + emissions[(t + 1) * width + p[1]]
                })
            };
            let all = (0..5usize.pow(4)).map(|n| [n % 5, n / 5 % 5, n / 25 % 5, n / 125]);
            let best = all.map(|path| score(&path)).fold(f32::MIN, f32::max);
            let mut out = Vec::new();
            chain.viterbi(chain.spread(), &emissions, Beside::default(), &mut Lattice::default(), &mut out);
            let found: Vec<usize> = out.iter().map(|&t| usize::from(t)).collect();
            assert!((score(&found) - best).abs() < 1e-3, "{found:?}");
        }
    }

    #[test]
    fn a_run_between_tokens_outside_is_decoded_as_in_the_whole() {
        let mut chain = Chain::new(5);
        let width = stride(5);
        for (i, m) in chain.moves.iter_mut().enumerate() {
            *m += ((i * 7919) % 13) as f32 * 0.2 - 1.0;
        }
        let mut emissions: Vec<f32> = (0..6 * width).map(|i| ((i * 104_729) % 17) as f32 * 0.3 - 2.0).collect();
        // Tokens 0 and 4 are O whatever the others are.
        emissions[0] = 60.0;
        emissions[4 * width] = 60.0;
        let (mut lattice, mut whole, mut part) = (Lattice::default(), Vec::new(), Vec::new());
        let mut factors = Factors::default();
        chain.factors(&mut factors);
        chain.viterbi(chain.spread(), &emissions, Beside::default(), &mut lattice, &mut whole);
        let run = emissions[width..4 * width].to_vec();
        let beside = Beside { outside_before: true, outside_after: true };
        chain.viterbi(chain.spread(), &run, beside, &mut lattice, &mut part);
        assert_eq!(whole[1..4], part[..]);
        chain.posteriors(&factors, &mut emissions, Beside::default(), &mut lattice);
        let expected = lattice.posterior[width..4 * width].to_vec();
        chain.posteriors(&factors, &mut run.clone(), beside, &mut lattice);
        for (a, b) in expected.iter().zip(&lattice.posterior) {
            assert!((a - b).abs() < 1e-5);
        }
    }

    #[test]
    fn spans_begin_where_a_tag_goes_on_after_nothing() {
        assert_eq!(Tags::spans(&[2, 2, 0, 1, 1, 2, 4]), [(0, 2, 0), (3, 4, 0), (4, 6, 0), (6, 7, 1)]);
    }
}
