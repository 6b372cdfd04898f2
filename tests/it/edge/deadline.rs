use std::time::{Duration, Instant};

use entity::id::DoctorId;
use medbook::http::Class;
use medbook::store::Lock;
use rstest::rstest;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::support::{Answer, Backend, Backend::*, Person, Slot, TestApp, merge, uuid};

/// Long enough for everything but what is stalled on purpose.
const DEADLINE: Duration = Duration::from_millis(1500);
/// What must be immediate, on a machine that does much else.
const AT_ONCE: Duration = Duration::from_secs(1);

async fn book(person: &Person, slot: &Slot, key: Value) -> Answer {
    let mut input = json!({ "doctorId": slot.doctor, "clinicId": slot.clinic, "startsAt": slot.start() });
    merge(&mut input, person.who());
    merge(&mut input, key);
    let query = "mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) { __typename } }";
    person.graphql(query, json!({ "input": input })).await
}

#[rstest]
#[tokio::test]
async fn a_booking_that_hangs_ends_at_its_deadline_and_leaves_nothing_behind(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start_with_parts(backend, 1, |parts| parts.limits.operations.deadline = DEADLINE).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;
    let (position, key) = (app.position().await, json!({ "idempotencyKey": "5d0f5c4e" }));
    let other = app.another_pool().await;
    let mut writer = other.writer(Lock::Doctor(DoctorId(uuid(&doctor.id))));
    let tx = writer.begin().await.expect("somebody else holds the lock");

    let cut = book(&ann, &slot, key.clone()).await;

    assert_eq!((cut.status, cut.code()), (504, Some("TIMEOUT")), "{:?}", cut.body);
    assert!(cut.body["errors"][0]["message"].as_str().is_some_and(|text| text.contains("same idempotency key")));
    assert_eq!((app.traffic.timed_out(Class::Booking), app.traffic.running(Class::Booking)), (1, 0));
    if backend == Postgres {
        // Its only connection is still waiting for the lock: the pool does without it.
        let begun = Instant::now();
        app.visitor().query("{ specialties { name } }").await.data();
        assert!(begun.elapsed() < AT_ONCE, "the next request waited {:?}", begun.elapsed());
    }
    drop((tx, writer));
    let begun = Instant::now();
    app.visitor().query("{ specialties { name } }").await.data();
    assert!(begun.elapsed() < AT_ONCE, "the next request waited {:?}", begun.elapsed());
    assert_eq!(app.position().await, position, "nothing was booked");
    ann.book_with(&slot, key).await.expect_booked();
    other.close().await.expect("the pool closes");
}

#[rstest]
#[tokio::test]
async fn a_booking_that_waits_for_its_turn_gives_the_turn_up_at_its_deadline(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start_with_parts(backend, 3, |parts| parts.limits.operations.deadline = DEADLINE).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let (ann, ben) = (app.patient("Ann").await, app.patient("Ben").await);
    let slot = ann.first_slot(&doctor).await;
    let mut writer = app.services.db.writer(Lock::Doctor(DoctorId(uuid(&doctor.id))));
    let tx = writer.begin().await.expect("another booking is at it");

    let (one, two) = tokio::join!(book(&ann, &slot, json!({})), book(&ben, &slot, json!({})));

    assert_eq!((one.code(), two.code()), (Some("TIMEOUT"), Some("TIMEOUT")));
    drop((tx, writer));
    let begun = Instant::now();
    ann.book(&slot).await.expect_booked();
    assert!(begun.elapsed() < AT_ONCE, "the next booking waited {:?}", begun.elapsed());
}

#[rstest]
#[tokio::test]
async fn a_search_that_hangs_ends_at_its_deadline(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start_with_parts(backend, 1, |parts| parts.limits.operations.deadline = DEADLINE).await;
    let mut writer = app.services.db.writer(Lock::None);
    let tx = writer.begin().await.expect("somebody takes the only connection");

    let cut = app.visitor().query("{ specialties { name } }").await;

    assert_eq!((cut.status, cut.code()), (504, Some("TIMEOUT")), "{:?}", cut.body);
    drop((tx, writer));
    app.visitor().query("{ specialties { name } }").await.data();
}

#[tokio::test]
async fn a_search_whose_statement_hangs_gives_its_connection_up_at_its_deadline() {
    let app = TestApp::start_with_parts(Postgres, 1, |parts| parts.limits.operations.deadline = DEADLINE).await;
    let other = app.another_pool().await;
    let mut writer = other.writer(Lock::None);
    let tx = writer.begin().await.expect("a transaction");
    tx.execute_unprepared("LOCK TABLE specialty IN ACCESS EXCLUSIVE MODE").await.expect("somebody changes the table");

    let cut = app.visitor().query("{ specialties { name } }").await;

    assert_eq!((cut.status, cut.code()), (504, Some("TIMEOUT")), "{:?}", cut.body);
    let begun = Instant::now();
    app.visitor().query("{ clinics { totalCount } }").await.data();
    assert!(begun.elapsed() < AT_ONCE, "the next request waited {:?}", begun.elapsed());
    drop((tx, writer));
    other.close().await.expect("the pool closes");
}

#[tokio::test]
async fn bookings_find_a_connection_however_much_slow_searches_ask_for() {
    let app = TestApp::start_with_parts(Postgres, 4, |parts| parts.limits.operations.running = 4).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let gil = app.guest("Gil");
    let slot = gil.first_slot(&doctor).await;
    let other = app.another_pool().await;
    let mut writer = other.writer(Lock::None);
    let tx = writer.begin().await.expect("a transaction");
    tx.execute_unprepared("LOCK TABLE specialty IN ACCESS EXCLUSIVE MODE").await.expect("somebody changes the table");
    let fields: String = (0..90).map(|number| format!("a{number}: specialties {{ name }} ")).collect();
    let searches: Vec<_> = (0..3)
        .map(|_| {
            let (visitor, query) = (app.visitor(), format!("{{ {fields} }}"));
            tokio::spawn(async move { visitor.query(&query).await.data().clone() })
        })
        .collect();
    while app.traffic.running(Class::Search) < 3 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }

    let begun = Instant::now();
    gil.book(&slot).await.expect_booked();

    assert!(begun.elapsed() < 2 * AT_ONCE, "the booking waited {:?}", begun.elapsed());
    drop((tx, writer));
    for search in searches {
        search.await.expect("the search ends");
    }
    other.close().await.expect("the pool closes");
}
