use rstest::rstest;
use serde_json::json;

use crate::support::{Backend, Backend::*, TestApp};

#[rstest]
#[tokio::test]
async fn a_clinic_that_confirms_by_itself_confirms_at_once(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().fee(4_500).weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;

    let further = json!({ "reason": "A cough", "symptoms": "Since Friday\nat night" });
    let visit = ann.book_with(&slot, further).await.expect_booked();

    assert_eq!((visit.status.as_str(), visit.slot()), ("CONFIRMED", slot));
    assert_eq!(visit.manage_token, None, "only guests need a token");
    for (field, expected) in [
        ("localStart", json!("2027-03-01T09:00:00+01:00")),
        ("mode", json!("IN_PERSON")),
        ("reason", json!("A cough")),
        ("symptoms", json!("Since Friday\nat night")),
        ("fee", json!({ "amount": 4_500, "currency": "EUR" })),
        ("patient", json!({ "id": ann.patient, "name": "Ann" })),
        ("createdAt", json!("2027-03-01T06:00:00Z")),
        ("previous", json!(null)),
        ("successor", json!(null)),
    ] {
        assert_eq!(visit.value[field], expected, "{field}");
    }
    assert_eq!(ann.read(&visit).await, Some(visit));
}

#[rstest]
#[tokio::test]
async fn a_clinic_that_confirms_by_hand_gets_a_request(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().auto_confirm(false).create().await;
    let doctor = app.doctor().at(&clinic, "Mon-Fri 09:00-12:00").create().await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;

    let visit = ann.book(&slot).await.expect_booked();

    assert_eq!(visit.status, "PENDING");
    app.patient("Ben").await.book(&slot).await.expect_code("SLOT_TAKEN");
}

#[rstest]
#[tokio::test]
async fn a_request_that_nobody_answered_expires_when_it_would_start(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().auto_confirm(false).create().await;
    let doctor = app.doctor().at(&clinic, "Mon-Fri 09:00-12:00").create().await;
    let ann = app.patient("Ann").await;
    let visit = ann.book(&ann.first_slot(&doctor).await).await.expect_booked();

    app.advance_to(visit.starts_at);

    assert_eq!(ann.read(&visit).await.expect("a patient sees their visit").status, "EXPIRED");
    app.admin().await.act("confirmAppointment", &visit).await.expect_code("WRONG_STATUS");
}

#[rstest]
#[tokio::test]
async fn a_parent_books_for_a_child_and_nobody_else_does(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let (ann, ben) = (app.patient("Ann").await, app.patient("Ben").await);
    let input = json!({ "name": "Zoë", "relation": "CHILD" });
    let added = ann.mutate("addPatient", "AddPatientInput", "... on Patient { id }", input).await;
    let child = added.expect("Patient")["id"].clone();
    let slot = ann.first_slot(&doctor).await;

    ben.book_with(&slot, json!({ "patientId": child })).await.expect_error("NOT_FOUND");
    let visit = ann.book_with(&slot, json!({ "patientId": child })).await.expect_booked();

    assert_eq!(visit.value["patient"], json!({ "id": child, "name": "Zoë" }));
    let own = ann.query("{ viewer { appointments { totalCount nodes { id } } } }").await;
    assert_eq!(*own.at("/viewer/appointments"), json!({ "totalCount": 1, "nodes": [{ "id": visit.id }] }));
}

#[rstest]
#[case::nobody(json!({ "patientId": null }))]
#[case::two_people(json!({ "guest": { "name": "Gil", "email": "gil@example.org" } }))]
#[case::no_time(json!({ "startsAt": null }))]
#[case::no_doctor(json!({ "doctorId": null }))]
#[case::a_hold_and_a_time(json!({ "holdId": "appointment:01900000-0000-7000-8000-00000000ffff" }))]
#[tokio::test]
async fn a_booking_says_who_and_when_exactly_once(
    #[case] further: serde_json::Value,
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;

    ann.book_with(&slot, further).await.expect_code("INVALID_INPUT");
}
