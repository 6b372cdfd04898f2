//! Rounds whose history must be explained.

use std::sync::Arc;
use std::time::{Duration, Instant};

use medbook::service::Settings;
use rstest::rstest;

use super::client::Crowd;
use super::dice::Dice;
use super::record::{Recorder, What};
use super::round::{Outcome, Plan, fight, judge, run};
use super::stage::{FAULTS, FAULTS_OF_POSTGRES};
use super::world::World;
use crate::support::{Backend, Backend::*, TestApp};

/// Seconds that the rounds of the tests last together, if `MEDBOOK_HISTORY_SECONDS` says nothing else.
const SECONDS: u64 = 30;

fn share(percent: u64) -> Duration {
    let seconds = std::env::var("MEDBOOK_HISTORY_SECONDS").ok().and_then(|text| text.parse().ok());
    Duration::from_millis(seconds.unwrap_or(SECONDS) * 10 * percent)
}

/// A plan with every fault that the backend knows.
pub fn with_all_faults(backend: Backend, servers: usize, lasts: Duration, seed: u64) -> Plan {
    let mut faults = FAULTS.to_vec();
    if backend == Postgres {
        faults.extend(FAULTS_OF_POSTGRES);
    }
    Plan { backend, servers, clients: 8, lasts, seed, faults, parameters: "", plant: None }
}

/// Panics with the smallest part that cannot be explained, and leaves the whole history on disk.
#[track_caller]
pub fn expect_explained(name: &str, outcome: &Outcome) {
    if !outcome.verdict.undecided.is_empty() {
        eprint!("{}", outcome.verdict);
    }
    if outcome.verdict.is_good() && outcome.broken.is_none() {
        return;
    }
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join(format!("history-{name}.jsonl"));
    outcome.history.write(&file).expect("the folder for temporary files is writable");
    let broken = outcome.broken.as_deref().unwrap_or_default();
    panic!("the history is in {}\n{}{broken}", file.display(), outcome.verdict);
}

/// Panics if so little happened that being explained means nothing.
#[track_caller]
pub fn expect_eventful(plan: &Plan, outcome: &Outcome) {
    let summary = outcome.summary();
    let calls = outcome.calls as usize;
    assert!(calls > 50 && outcome.done > calls / 10, "too little was done: {summary}");
    assert!(outcome.refused > 0, "nobody was in anybody's way: {summary}");
    assert!(outcome.unknown > 0 && outcome.cuts > 0, "every call was answered: {summary}");
    let missing: Vec<_> = plan.faults.iter().filter(|fault| !outcome.faults.contains(fault)).collect();
    assert!(missing.is_empty(), "{missing:?} never happened: {summary}");
}

#[rstest]
#[case::sqlite(Sqlite, 1, 30)]
#[case::postgres_with_two_servers(Postgres, 2, 50)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_clients_were_answered_has_one_order_whatever_fails(
    #[case] backend: Backend,
    #[case] servers: usize,
    #[case] percent: u64,
) {
    let plan = with_all_faults(backend, servers, share(percent), 1);
    let outcome = run(&plan).await;

    eprintln!("{backend:?}: {}", outcome.summary());
    expect_explained(&format!("{backend:?}"), &outcome);
    expect_eventful(&plan, &outcome);
}

/// Holds last a minute, and there is no limit of them.
pub async fn fast_app(backend: Backend) -> TestApp {
    let settings = Settings {
        hold: chrono::Duration::minutes(1),
        max_open_holds: 100_000,
        access_token: chrono::Duration::days(1000),
        ..Settings::default()
    };
    TestApp::start_with(backend, settings).await
}

/// A round in this process, in which a minute passes in a second, so that holds end all the time.
pub async fn fight_while_holds_end(app: &Arc<TestApp>, lasts: Duration) -> Outcome {
    let world = World::make(app.admin().await.clone(), app.now(), 2, 3).await;
    let clock = Arc::downgrade(app);
    let recorder = Recorder::new(move || clock.upgrade().map_or_else(Default::default, |app| app.now()));
    let url = app.url("/graphql");
    let end = Instant::now() + lasts;
    let crowd = Arc::new(Crowd::new(world, recorder, vec![url.clone()]));
    let clients = fight(&crowd, 6, &Dice::new(2));
    let mut last = Instant::now();
    while Instant::now() < end {
        tokio::time::sleep(Duration::from_millis(50)).await;
        let passed = i64::try_from(last.elapsed().as_millis()).expect("a short while");
        last = Instant::now();
        app.advance(chrono::Duration::milliseconds(60 * passed));
        medbook::service::appointment::sweep(&app.services).await.expect("the sweep succeeds");
    }
    crowd.end();
    clients.await;
    crowd.recorder.note(What::Settled);
    judge(&crowd, &url).await
}

/// What the application proves at its end needs a thread that may wait.
pub async fn close(app: Arc<TestApp>) {
    let app = Arc::into_inner(app).expect("nobody else has it");
    tokio::task::spawn_blocking(move || drop(app)).await.expect("the database is as it should be");
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_clients_were_answered_has_one_order_while_holds_expire(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = Arc::new(fast_app(backend).await);
    let outcome = fight_while_holds_end(&app, share(10)).await;

    eprintln!("{backend:?}: {}", outcome.summary());
    expect_explained(&format!("expiry-{backend:?}"), &outcome);
    assert!(outcome.done > outcome.calls as usize / 10 && outcome.refused > 0, "{}", outcome.summary());
    close(app).await;
}
