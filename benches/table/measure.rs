//! What a run measures, and how runs become a row.

use std::time::{Duration, Instant};

use hdrhistogram::Histogram;

/// What one run showed.
#[derive(Copy, Clone, Debug)]
pub struct Sample {
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
}

impl Sample {
    /// From latencies in nanoseconds, over the time they took together.
    pub fn of(latencies: &Histogram<u64>, elapsed: Duration) -> Self {
        let at = |percent| Duration::from_nanos(latencies.value_at_percentile(percent));
        #[expect(clippy::cast_precision_loss, reason = "counts of a run are far below 2^52")]
        let per_second = latencies.len() as f64 / elapsed.as_secs_f64();
        Self { per_second, p50: at(50.0), p99: at(99.0) }
    }

    /// The middle of several runs, each figure by itself.
    pub fn median(runs: &[Self]) -> Self {
        let middle = |figure: fn(&Self) -> f64| {
            let mut figures: Vec<f64> = runs.iter().map(figure).collect();
            figures.sort_unstable_by(f64::total_cmp);
            figures[figures.len() / 2]
        };
        Self {
            per_second: middle(|run| run.per_second),
            p50: Duration::from_secs_f64(middle(|run| run.p50.as_secs_f64())),
            p99: Duration::from_secs_f64(middle(|run| run.p99.as_secs_f64())),
        }
    }
}

/// Latencies of up to a minute, to three digits.
pub fn latencies() -> Histogram<u64> {
    Histogram::new_with_bounds(1, 60_000_000_000, 3).expect("bounds that a histogram can have")
}

/// How long and how often everything runs.
#[derive(Copy, Clone, Debug)]
pub struct Plan {
    pub warm_up: Duration,
    pub run: Duration,
    /// An odd number, so that there is a middle.
    pub repeats: usize,
}

/// Calls something again and again, alone on this thread.
pub fn repeat<T>(duration: Duration, mut work: impl FnMut() -> T) -> Sample {
    let mut latencies = latencies();
    let begun = Instant::now();
    while begun.elapsed() < duration {
        let started = Instant::now();
        std::hint::black_box(work());
        latencies.saturating_record(nanoseconds(started.elapsed()));
    }
    Sample::of(&latencies, begun.elapsed())
}

/// A latency as the histogram takes it.
pub fn nanoseconds(latency: Duration) -> u64 {
    u64::try_from(latency.as_nanos()).unwrap_or(u64::MAX)
}
