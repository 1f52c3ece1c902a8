//! Many texts at once, in parallel, results in the order of the input and equal to running one by one.
//!
//! The threads belong to a pool of this process: a forked child has none of its parent's threads and makes its own.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// Bytes of text below which starting other threads costs more than it gains.
const ALONE: usize = 1 << 15;

/// Cuts items into runs of about equal weight (bytes): one run where the whole is small, else a few for each thread,
/// so that a heavy run does not keep the others waiting.
///
/// ```
/// assert_eq!(rasad::batch::runs([10, 10]), [0..2]);
/// assert!(rasad::batch::runs([]).is_empty());
/// ```
#[must_use]
pub fn runs(weights: impl IntoIterator<Item = usize>) -> Vec<Range<usize>> {
    // Not above 4 MB, so that a long job can be stopped.
    runs_up_to(weights, 1 << 22)
}

/// The same, with runs of about `largest` bytes at most.
pub(crate) fn runs_up_to(weights: impl IntoIterator<Item = usize>, largest: usize) -> Vec<Range<usize>> {
    let weights: Vec<usize> = weights.into_iter().collect();
    if weights.is_empty() {
        return Vec::new();
    }
    let total: usize = weights.iter().sum();
    let threads = threads();
    if total < ALONE || threads == 1 {
        return vec![0..weights.len()];
    }
    // Not below 16 kB, where handing over a run would show.
    let size = (total / (threads * 8)).clamp(1 << 14, largest);
    let mut out = Vec::with_capacity(total / size + 1);
    let (mut start, mut weight) = (0, 0);
    for (i, w) in weights.iter().enumerate() {
        weight += w;
        if weight >= size {
            out.push(start..i + 1);
            (start, weight) = (i + 1, 0);
        }
    }
    if start < weights.len() {
        out.push(start..weights.len());
    }
    out
}

/// How far a job has come, and whether it should end early. Shared between the workers and the one who waits.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    stop: AtomicBool,
}

impl Progress {
    /// Says that `items` more are done.
    pub fn add(&self, items: usize) {
        self.done.fetch_add(items, Ordering::Relaxed);
    }

    /// Items done so far.
    #[must_use]
    pub fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    /// Asks the workers to end.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Whether the workers were asked to end; what they give then is not used.
    #[must_use]
    pub fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// `work` on every run, on all cores, results in the order of the runs.
pub fn map<R: Send>(runs: &[Range<usize>], work: impl Fn(Range<usize>) -> R + Sync) -> Vec<R> {
    #[cfg(feature = "parallel")]
    if runs.len() > 1
        && let Some(pool) = pool::get()
    {
        use rayon::prelude::*;
        return pool.install(|| runs.par_iter().map(|run| work(run.clone())).collect());
    }
    runs.iter().map(|run| work(run.clone())).collect()
}

/// The same, while `watch` is called ten times a second on the caller's thread. When it returns `false`, the job is
/// asked to stop.
pub fn map_watched<R: Send>(
    runs: &[Range<usize>],
    progress: &Progress,
    mut watch: impl FnMut(&Progress) -> bool,
    work: impl Fn(Range<usize>) -> R + Sync,
) -> Vec<R> {
    if runs.len() <= 1 {
        return map(runs, work);
    }
    let work = &work;
    std::thread::scope(|scope| {
        let (ended, end) = std::sync::mpsc::channel::<()>();
        let job = scope.spawn(move || {
            // Dropped when the job ends in any way, which wakes the one who waits.
            let _ended = ended;
            map(runs, work)
        });
        while end.recv_timeout(Duration::from_millis(100)) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
            if !watch(progress) {
                progress.stop();
            }
        }
        job.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// How many threads a job may use: the environment variable `RASAD_THREADS`, or the cores this process may run on.
#[must_use]
pub fn threads() -> usize {
    #[cfg(feature = "parallel")]
    return pool::get().map_or(1, rayon::ThreadPool::current_num_threads);
    #[cfg(not(feature = "parallel"))]
    1
}

#[cfg(feature = "parallel")]
mod pool {
    use std::ptr;
    use std::sync::atomic::{AtomicPtr, Ordering};

    struct Pool {
        process: u32,
        /// `None` where one thread is all there is.
        threads: Option<rayon::ThreadPool>,
    }

    /// The pool of the process that made it. A pointer instead of a lock: a lock that another thread holds at the
    /// moment of a fork would stay locked in the child for ever.
    static POOL: AtomicPtr<Pool> = AtomicPtr::new(ptr::null_mut());

    pub(super) fn get() -> Option<&'static rayon::ThreadPool> {
        let process = std::process::id();
        let current = POOL.load(Ordering::Acquire);
        // SAFETY: the pointer is null or comes from `Box::into_raw` below, and what it points to is never freed.
        if let Some(pool) = unsafe { current.as_ref() }
            && pool.process == process
        {
            return pool.threads.as_ref();
        }
        let fresh = Box::into_raw(Box::new(Pool { process, threads: build() }));
        // A pool of the parent is left where it is: its threads do not exist here and cannot be joined.
        match POOL.compare_exchange(current, fresh, Ordering::AcqRel, Ordering::Acquire) {
            // SAFETY: `fresh` was made above and is never freed once it has been published.
            Ok(_) => unsafe { fresh.as_ref() }.and_then(|pool| pool.threads.as_ref()),
            Err(_) => {
                // SAFETY: `fresh` was made above and nobody else has seen it.
                drop(unsafe { Box::from_raw(fresh) });
                get()
            }
        }
    }

    fn build() -> Option<rayon::ThreadPool> {
        let asked = std::env::var("RASAD_THREADS").ok().and_then(|n| n.trim().parse::<usize>().ok());
        let threads = asked
            .filter(|&n| n > 0)
            .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, std::num::NonZero::get));
        if threads == 1 {
            return None;
        }
        rayon::ThreadPoolBuilder::new().num_threads(threads).thread_name(|i| format!("rasad-{i}")).build().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_tile_the_items() {
        let weights: Vec<usize> = (0..5000).map(|i| i % 700).collect();
        let mut next = 0;
        for run in runs(weights.iter().copied()) {
            assert_eq!(run.start, next);
            assert!(run.end > run.start);
            next = run.end;
        }
        assert_eq!(next, weights.len());
    }

    #[test]
    fn the_order_is_kept() {
        let runs = runs(std::iter::repeat_n(1000, 500));
        let out: Vec<usize> = map(&runs, |run| run.collect::<Vec<_>>()).into_iter().flatten().collect();
        assert_eq!(out, (0..500).collect::<Vec<_>>());
    }

    #[test]
    fn a_watched_job_can_be_stopped() {
        let runs: Vec<_> = (0..64).map(|i| i..i + 1).collect();
        let progress = Progress::default();
        map_watched(
            &runs,
            &progress,
            |_| false,
            |_| {
                if !progress.stopped() {
                    std::thread::sleep(Duration::from_millis(20));
                    progress.add(1);
                }
            },
        );
        assert!(progress.stopped());
        assert!(progress.done() < 64);
    }
}
