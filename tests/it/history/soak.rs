//! As long as you like: `make soak`.

use std::path::Path;
use std::time::{Duration, Instant};

use super::round::run;
use super::runs::{expect_eventful, expect_explained, with_all_faults};
use crate::support::Backend::{Postgres, Sqlite};

/// How long a round lasts: long enough for holds to end, which takes a minute.
const ROUND: Duration = Duration::from_secs(75);

/// Rounds with all faults on both databases in turn, each from another seed, until `MEDBOOK_SOAK_SECONDS` are over or it
/// is interrupted; ends at the first history that cannot be explained, and leaves it on disk.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "runs until it is stopped: make soak"]
async fn soak() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seconds = number("MEDBOOK_SOAK_SECONDS").map(Duration::from_secs);
    let mut seed = number("MEDBOOK_SOAK_SEED").unwrap_or(1);
    let began = Instant::now();
    let left = || seconds.map_or(ROUND, |seconds| seconds.saturating_sub(began.elapsed()));
    let mut calls = 0;
    while !left().is_zero() {
        let (backend, servers) = if seed % 3 == 0 { (Sqlite, 1) } else { (Postgres, 2) };
        let plan = with_all_faults(backend, servers, left().min(ROUND), seed);
        let outcome = tokio::select! {
            outcome = run(&plan) => outcome,
            _ = tokio::signal::ctrl_c() => break,
        };
        calls += outcome.calls;
        eprintln!("{:>6} s  seed {seed}, {backend:?}: {}", began.elapsed().as_secs(), outcome.summary());
        expect_explained(&format!("seed{seed}"), &outcome);
        expect_eventful(&plan, &outcome);
        seed += 1;
    }
    eprintln!("{calls} calls in {} s, nothing that cannot be explained", began.elapsed().as_secs());
}

/// Judges a history that was left on disk again: `MEDBOOK_HISTORY=<file>`.
#[test]
#[ignore = "needs the file of a history: MEDBOOK_HISTORY"]
fn judge_again() {
    let file = std::env::var("MEDBOOK_HISTORY").expect("MEDBOOK_HISTORY names the file");
    let history = super::record::History::read(Path::new(&file)).expect("the file holds a history");
    let verdict = super::check::check(&history);
    eprint!("{verdict}");
    assert!(verdict.is_good(), "{verdict}");
}
