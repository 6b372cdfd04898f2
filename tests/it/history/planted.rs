//! Bugs that the checker must find. They are planted in the database, not in the server: what keeps a server honest is
//! taken away there.

use std::time::Duration;

use super::round::{Outcome, Plan, run};
use super::stage::Fault;
use crate::support::{Backend::Postgres, OwnPostgres};

const WITHOUT_KEYS: &str = "ALTER TABLE slot_claim DROP CONSTRAINT slot_claim_pkey; \
    ALTER TABLE appointment DROP CONSTRAINT ex_appointment_doctor;";

/// The lock on the doctor is found by its name; ours is found first, and locks nothing.
const WITHOUT_LOCK: &str = "CREATE SCHEMA planted; \
    CREATE FUNCTION planted.pg_advisory_xact_lock(bigint) RETURNS void LANGUAGE sql AS ''; \
    ALTER DATABASE postgres SET search_path = public, planted, pg_catalog;";

/// What was checked is old by the time that it is written.
const LATE_INSERT: &str = "CREATE FUNCTION planted.late() RETURNS trigger LANGUAGE plpgsql AS \
    $$ BEGIN PERFORM pg_sleep(0.02); RETURN NEW; END $$; \
    CREATE TRIGGER late BEFORE INSERT ON appointment FOR EACH ROW EXECUTE FUNCTION planted.late();";

fn plan() -> Plan {
    Plan {
        backend: Postgres,
        servers: 2,
        clients: 8,
        lasts: Duration::from_millis(2_500),
        seed: 3,
        faults: Vec::new(),
        parameters: "",
        plant: None,
    }
}

/// The smallest part of what was found for this reason.
#[track_caller]
fn expect_violation(outcome: &Outcome, reason: &str) {
    let violations: String = outcome.violations.iter().map(ToString::to_string).collect();
    let found = outcome.violations.iter().find(|violation| violation.reason.contains(reason));
    let found = found.unwrap_or_else(|| panic!("no {reason:?} was found in {}:\n{violations}", outcome.summary()));
    eprintln!("{}\n{found}", outcome.summary());
    assert!(found.calls.len() <= 6, "this is not small:\n{found}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn claims_without_their_key_are_found() {
    let plant = |postgres: &OwnPostgres| {
        postgres.run(WITHOUT_KEYS);
        postgres.run(WITHOUT_LOCK);
    };
    let outcome = run(&Plan { plant: Some(plant), ..plan() }).await;
    expect_violation(&outcome, "these answers overlap");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_before_the_insert_is_found() {
    let plant = |postgres: &OwnPostgres| {
        postgres.run(WITHOUT_KEYS);
        postgres.run(WITHOUT_LOCK);
        postgres.run(LATE_INSERT);
    };
    let outcome = run(&Plan { plant: Some(plant), ..plan() }).await;
    expect_violation(&outcome, "these answers overlap");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commits_that_a_crash_forgets_are_found() {
    let faults = vec![Fault::CrashPostgres];
    let parameters = "&options=-c%20synchronous_commit%3Doff";
    let outcome = run(&Plan { faults, parameters, servers: 1, plant: Some(|_| {}), ..plan() }).await;
    expect_violation(&outcome, "was answered and is lost");
}
