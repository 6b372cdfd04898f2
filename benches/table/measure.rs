//! What a run measures, and how runs become a row.

use std::time::{Duration, Instant};

/// What one run showed.
#[derive(Copy, Clone, Debug)]
pub struct Sample {
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
}

/// Latencies of everything that counted in a run.
#[derive(Default)]
pub struct Latencies(Vec<Duration>);

impl Latencies {
    pub fn record(&mut self, latency: Duration) {
        self.0.push(latency);
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// What they show, over the time they took together.
    pub fn sample(mut self, elapsed: Duration) -> Sample {
        self.0.sort_unstable();
        let at = |percent: usize| self.0.get(self.0.len() * percent / 100).copied().unwrap_or_default();
        #[expect(clippy::cast_precision_loss, reason = "counts of a run are far below 2^52")]
        let per_second = self.0.len() as f64 / elapsed.as_secs_f64();
        Sample { per_second, p50: at(50), p99: at(99) }
    }
}

impl Sample {
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
    let mut latencies = Latencies::default();
    let begun = Instant::now();
    while begun.elapsed() < duration {
        let started = Instant::now();
        std::hint::black_box(work());
        latencies.record(started.elapsed());
    }
    latencies.sample(begun.elapsed())
}
