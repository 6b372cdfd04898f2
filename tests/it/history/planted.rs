//! Bugs that the checker must find. They are planted in the database, not in the server: what keeps a server honest is
//! taken away there.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::ConnectionTrait;

use super::check::Violation;
use super::round::{Plan, run};
use super::runs::{close, fast_app, fight_while_holds_end};
use super::stage::Fault;
use crate::support::{Backend::*, Mode, OwnPostgres};

const WITHOUT_KEYS: &str = "ALTER TABLE slot_claim DROP CONSTRAINT slot_claim_pkey; \
    ALTER TABLE appointment DROP CONSTRAINT ex_appointment_doctor;";

/// The lock on the doctor is found by its name; ours is found first, and locks nothing.
const WITHOUT_LOCK: &str = "CREATE SCHEMA planted; \
    CREATE FUNCTION planted.pg_advisory_xact_lock(bigint) RETURNS void LANGUAGE sql AS ''; \
    ALTER DATABASE postgres SET search_path = public, planted, pg_catalog;";

/// What was checked is old by the time that it is written.
const LATE_INSERT: &str = "CREATE FUNCTION planted.late() RETURNS trigger LANGUAGE plpgsql AS \
    $$ BEGIN PERFORM pg_sleep(0.05); RETURN NEW; END $$; \
    CREATE TRIGGER late BEFORE INSERT ON appointment FOR EACH ROW EXECUTE FUNCTION planted.late();";

/// Nothing is remembered of a request that is repeated.
const WITHOUT_MEMORY: &str = "CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; \
    CREATE TRIGGER forget BEFORE INSERT ON idempotency_record FOR EACH ROW EXECUTE FUNCTION forget();";

/// Holds end days later than the server says.
const WITHOUT_END: &str = "CREATE TRIGGER endless AFTER INSERT ON appointment BEGIN \
    UPDATE appointment SET hold_expires_at = starts_at WHERE id = NEW.id AND hold_expires_at IS NOT NULL; END";

const OVERLAP: &str = "these answers overlap, and nothing was given back in between";
const NOBODY_HAD_IT: &str = "this was refused as taken, and nobody had the time";

fn plan(seed: u64) -> Plan {
    Plan {
        backend: Postgres,
        servers: 2,
        clients: 8,
        lasts: Duration::from_millis(2_000),
        seed,
        faults: Vec::new(),
        parameters: "",
        plant: None,
    }
}

/// Fights until the bug shows, for one of these reasons: what happens depends on the machine. Answers the smallest part.
async fn find(reasons: &[&str], plan: impl Fn(u64) -> Plan) -> Violation {
    let mut found = String::new();
    for seed in 1..=10 {
        let outcome = run(&plan(seed)).await;
        for violation in outcome.verdict.violations {
            if reasons.iter().any(|reason| violation.reason.contains(reason)) {
                eprintln!("{violation}");
                assert!(violation.calls.len() <= 6, "this is not small:\n{violation}");
                return violation;
            }
            found.push_str(&violation.to_string());
        }
    }
    panic!("none of {reasons:?} was found, only:\n{found}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn claims_without_their_key_are_found() {
    let plant = |postgres: &OwnPostgres| {
        postgres.run(WITHOUT_KEYS);
        postgres.run(WITHOUT_LOCK);
    };
    find(&[OVERLAP], |seed| Plan { plant: Some(plant), ..plan(seed) }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_before_the_insert_is_found() {
    let plant = |postgres: &OwnPostgres| {
        postgres.run(WITHOUT_KEYS);
        postgres.run(WITHOUT_LOCK);
        postgres.run(LATE_INSERT);
    };
    find(&[OVERLAP], |seed| Plan { plant: Some(plant), ..plan(seed) }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commits_that_a_crash_forgets_are_found() {
    let faults = vec![Fault::CrashPostgres];
    let parameters = "&options=-c%20synchronous_commit%3Doff";
    let plan = |seed| Plan { faults: faults.clone(), parameters, servers: 1, plant: Some(|_| {}), ..plan(seed) };
    find(&["was answered and is lost"], plan).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_that_are_done_twice_are_found() {
    let plant = |postgres: &OwnPostgres| drop(postgres.run(WITHOUT_MEMORY));
    // Repeated because its answer was cut off, it is refused by itself: its time is taken, its hold booked. Then nobody had
    // the time or booked the hold as far as anybody was told.
    let reasons = [
        NOBODY_HAD_IT,
        "something was said of a visit that had not happened to it",
        "a request that was done was refused when it was repeated",
        "one key has two visits",
    ];
    let faults = vec![Fault::Front(Mode::CutAnswerTo(b"mutation"))];
    let plan = |seed| Plan { faults: faults.clone(), servers: 1, plant: Some(plant), ..plan(seed) };
    find(&reasons, plan).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn holds_that_do_not_end_are_found() {
    let mut app = fast_app(Sqlite).await;
    app.plants_a_violation();
    app.services.db.read().execute_unprepared(WITHOUT_END).await.expect("a trigger can be made");
    let app = Arc::new(app);

    let outcome = fight_while_holds_end(&app, Duration::from_secs(6)).await;

    let reasons =
        [NOBODY_HAD_IT, "no moment looked as this list says", "was booked or given back after it had expired"];
    let mut found = outcome.verdict.violations.iter().map(|violation| &violation.reason);
    let is_found = found.any(|found| reasons.iter().any(|reason| found.contains(reason)));
    assert!(is_found, "{}\n{:#?}", outcome.summary(), outcome.verdict.violations);
    for violation in &outcome.verdict.violations {
        eprintln!("{violation}");
        assert!(violation.calls.len() <= 6, "this is not small:\n{violation}");
    }
    close(app).await;
}
