//! Rounds whose history must be explained.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rstest::rstest;

use super::client::Crowd;
use super::dice::Dice;
use super::record::Recorder;
use super::round::{Outcome, Plan, fight, judge, run};
use super::stage::{FAULTS, FAULTS_OF_POSTGRES};
use super::world::World;
use crate::support::{Backend, Backend::*, TestApp};

/// Seconds that the rounds of the tests last together, if `MEDBOOK_HISTORY_SECONDS` says nothing else.
const SECONDS: u64 = 40;

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
    if outcome.violations.is_empty() && outcome.broken.is_none() {
        return;
    }
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join(format!("history-{name}.jsonl"));
    outcome.history.write(&file).expect("the folder for temporary files is writable");
    let violations: String = outcome.violations.iter().take(5).map(ToString::to_string).collect();
    panic!(
        "{} violations; the history is in {}\n{violations}{}",
        outcome.violations.len(),
        file.display(),
        outcome.broken.as_deref().unwrap_or_default()
    );
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
    let outcome = run(&with_all_faults(backend, servers, share(percent), 1)).await;

    eprintln!("{backend:?}: {}", outcome.summary());
    expect_explained(&format!("{backend:?}"), &outcome);
    assert!(outcome.calls > 100 && outcome.faults > 0, "{}", outcome.summary());
}

/// A minute passes in a second, so that holds end all the time.
#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_clients_were_answered_has_one_order_while_holds_expire(#[values(Sqlite, Postgres)] backend: Backend) {
    let settings = medbook::service::Settings {
        hold: chrono::Duration::minutes(1),
        max_open_holds: 100_000,
        access_token: chrono::Duration::days(1000),
        ..medbook::service::Settings::default()
    };
    let app = Arc::new(TestApp::start_with(backend, settings).await);
    let world = World::make(app.admin().await.clone(), app.now(), 2, 3).await;
    let clock = Arc::downgrade(&app);
    let recorder = Recorder::new(move || clock.upgrade().map_or_else(Default::default, |app| app.now()));
    let url = app.url("/graphql");
    let end = Instant::now() + share(10);
    let crowd = Arc::new(Crowd::new(world, recorder, vec![url.clone()], end));
    let clients = fight(&crowd, 6, &Dice::new(2));
    while Instant::now() < end {
        tokio::time::sleep(Duration::from_millis(50)).await;
        app.advance(chrono::Duration::seconds(3));
        medbook::service::appointment::sweep(&app.services).await.expect("the sweep succeeds");
    }
    clients.await;
    crowd.recorder.note(super::record::What::Settled);
    let outcome = judge(&crowd, &url).await;

    eprintln!("{backend:?}: {}", outcome.summary());
    expect_explained(&format!("expiry-{backend:?}"), &outcome);
    drop(crowd);
    // What the application proves at its end needs a thread that may wait.
    let app = Arc::into_inner(app).expect("nobody else has it");
    tokio::task::spawn_blocking(move || drop(app)).await.expect("the database is as it should be");
}
