use chrono::Duration;
use rstest::rstest;
use serde_json::json;

use crate::support::{Backend, Backend::*, Doctor, TestApp, merge};

async fn doctor(app: &TestApp) -> Doctor {
    app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await
}

#[rstest]
#[tokio::test]
async fn a_booking_that_is_sent_again_gets_the_same_answer(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;
    let key = json!({ "idempotencyKey": "5d0f5c4e" });

    let first = ann.book_with(&slot, key.clone()).await.expect_booked();
    app.advance(Duration::hours(1));
    let again = ann.on_another_connection().book_with(&slot, key).await.expect_booked();

    assert_eq!(first, again);
}

#[rstest]
#[tokio::test]
async fn a_guest_who_lost_the_answer_gets_the_same_token_again(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let gil = app.guest("Gil");
    let slot = gil.first_slot(&doctor).await;
    let key = json!({ "idempotencyKey": "5d0f5c4e" });

    let first = gil.book_with(&slot, key.clone()).await.expect_booked();
    let again = gil.book_with(&slot, key).await.expect_booked();

    assert_eq!(first, again);
    assert!(gil.read(&again).await.is_some(), "the token opens the visit");
}

#[rstest]
#[tokio::test]
async fn booking_what_was_held_can_be_sent_again_as_well(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    for person in [app.patient("Ann").await, app.guest("Gil")] {
        let slot = person.first_slot(&doctor).await;
        let held = person.hold(&slot).await.expect_held();
        let mut input = person.who();
        merge(&mut input, json!({ "holdId": held.id, "idempotencyKey": "5d0f5c4e" }));

        let first = person.book_input(input.clone()).await.expect_booked();
        let again = person.book_input(input).await.expect_booked();

        assert_eq!(first, again);
    }
}

#[rstest]
#[tokio::test]
async fn a_hold_that_is_sent_again_is_one_hold(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    for person in [app.patient("Ann").await, app.guest("Gil")] {
        let slot = person.first_slot(&doctor).await;
        let input = json!({
            "doctorId": slot.doctor, "clinicId": slot.clinic, "startsAt": slot.start(), "idempotencyKey": "5d0f5c4e",
        });

        let first = person.hold_input(input.clone()).await.expect_held();
        let again = person.hold_input(input).await.expect_held();

        assert_eq!(first, again);
    }
}

#[rstest]
#[tokio::test]
async fn a_move_that_is_sent_again_is_one_move(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    for person in [app.patient("Ann").await, app.guest("Gil")] {
        let slot = person.first_slot(&doctor).await;
        let visit = person.book(&slot).await.expect_booked();
        // Not back to the first slot of the next person.
        let there = slot.plus_minutes(if person.patient.is_empty() { 90 } else { 60 });
        let input = json!({
            "appointmentId": visit.id, "startsAt": there.start(), "manageToken": visit.manage_token,
            "expectedVersion": visit.version, "idempotencyKey": "5d0f5c4e",
        });

        let first = person.reschedule_input(input.clone()).await.expect_booked();
        let again = person.reschedule_input(input).await.expect_booked();

        assert_eq!(first, again);
    }
}

#[rstest]
#[tokio::test]
async fn a_key_belongs_to_one_input_of_one_caller(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let (ann, ben) = (app.patient("Ann").await, app.patient("Ben").await);
    let slot = ann.first_slot(&doctor).await;
    let key = json!({ "idempotencyKey": "5d0f5c4e" });
    ann.book_with(&slot, key.clone()).await.expect_booked();

    ann.book_with(&slot.plus_minutes(10), key.clone()).await.expect_code("IDEMPOTENCY_CONFLICT");
    let other_reason = json!({ "idempotencyKey": "5d0f5c4e", "reason": "Another" });
    ann.book_with(&slot, other_reason).await.expect_code("IDEMPOTENCY_CONFLICT");
    let mut hold = json!({ "doctorId": slot.doctor, "clinicId": slot.clinic, "startsAt": slot.start() });
    merge(&mut hold, key.clone());
    ann.hold_input(hold).await.expect_code("IDEMPOTENCY_CONFLICT");

    ben.book_with(&slot.plus_minutes(10), key).await.expect_booked();
}

#[rstest]
#[tokio::test]
async fn a_refused_booking_leaves_its_key_free(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let (ann, ben) = (app.patient("Ann").await, app.patient("Ben").await);
    let slot = ann.first_slot(&doctor).await;
    let held = ben.hold(&slot).await.expect_held();
    let key = json!({ "idempotencyKey": "5d0f5c4e" });

    ann.book_with(&slot, key.clone()).await.expect_code("SLOT_TAKEN");
    ben.cancel(&held).await.expect_visit("CANCELLED");

    ann.book_with(&slot, key).await.expect_booked();
}

#[rstest]
#[case("")]
#[case(&"k".repeat(100_000))]
#[tokio::test]
async fn a_key_that_cannot_be_one_is_refused(#[case] key: &str, #[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;

    let refused = ann.book_with(&slot, json!({ "idempotencyKey": key })).await;

    refused.expect_invalid(&["idempotencyKey"]);
}
