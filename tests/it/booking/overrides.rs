use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, Backend::*, Caller, Doctor, Outcome, Slot, TestApp};

async fn book(caller: &Caller, slot: &Slot, patient: Value, rules: &[&str], reason: &str) -> Outcome {
    let mut input = json!({
        "doctorId": slot.doctor, "clinicId": slot.clinic, "startsAt": slot.start(),
        "override": { "rules": rules, "reason": reason },
    });
    input.as_object_mut().expect("an object").extend(patient.as_object().expect("an object").clone());
    caller.book_input(input).await
}

async fn doctor(app: &TestApp) -> Doctor {
    app.doctor().daily_limit(1).login().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await
}

#[rstest]
#[tokio::test]
async fn staff_book_outside_the_rules_that_they_lift_and_only_those(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let (staff, gil) = (doctor.sign_in(&app).await, app.guest("Gil"));
    let evening = gil.first_slot(&doctor).await.plus_minutes(12 * 60);
    let guest = gil.who();

    staff.book_input(json!({
        "doctorId": evening.doctor, "clinicId": evening.clinic, "startsAt": evening.start(), "guest": guest["guest"],
    }))
    .await
    .expect_code("SLOT_NOT_OFFERED");
    let first = book(&staff, &evening, guest.clone(), &["HOURS"], "An emergency").await.expect_booked();
    let later = evening.plus_minutes(30);
    book(&staff, &later, guest.clone(), &["HOURS"], "Another one").await.expect_code("DAILY_LIMIT_REACHED");
    book(&staff, &later, guest.clone(), &["HOURS", "DAILY_LIMIT"], "Another one").await.expect_booked();

    assert_eq!(first.status, "CONFIRMED");
    let taken = book(&staff, &evening, guest, &["HOURS", "DAILY_LIMIT"], "The same time").await;
    taken.expect_code("SLOT_TAKEN");
}

#[rstest]
#[tokio::test]
async fn nobody_else_lifts_a_rule(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let colleague = app.doctor().login().at(doctor.clinic(), "").create().await.sign_in(&app).await;
    let (ann, gil) = (app.patient("Ann").await, app.guest("Gil"));
    let evening = gil.first_slot(&doctor).await.plus_minutes(12 * 60);

    book(&ann, &evening, ann.who(), &["HOURS"], "Please").await.expect_error("FORBIDDEN");
    book(&gil, &evening, gil.who(), &["HOURS"], "Please").await.expect_error("FORBIDDEN");
    book(&colleague, &evening, gil.who(), &["HOURS"], "Please").await.expect_error("FORBIDDEN");
}

#[rstest]
#[tokio::test]
async fn an_override_has_a_reason(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let (staff, gil) = (doctor.sign_in(&app).await, app.guest("Gil"));
    let evening = gil.first_slot(&doctor).await.plus_minutes(12 * 60);

    book(&staff, &evening, gil.who(), &["HOURS"], "  ").await.expect_invalid(&["override", "reason"]);
    book(&staff, &evening, gil.who(), &[], "No rule").await.expect_invalid(&["override", "rules"]);
}
