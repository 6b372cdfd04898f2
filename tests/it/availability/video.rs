//! Visits by video: a talk can be had at a distance, a sample cannot be given.

use rstest::rstest;
use serde_json::json;

use crate::support::{Answer, Backend, Backend::*, Caller, Slot, TestApp};

const CONSULTATION: &str = "service:01900000-0000-7000-8000-000000000001";
const PATHOLOGY: &str = "service:01900000-0000-7000-8000-000000000003";

async fn search(caller: &Caller, service: &str, mode: &str) -> Answer {
    let query =
        "query($service: ID, $mode: VisitMode) { slots(first: 1, filter: { serviceId: $service, mode: $mode }) {
        nodes { startsAt endsAt doctor { id } clinic { id } } } }";
    caller.graphql(query, json!({ "service": service, "mode": mode })).await
}

#[rstest]
#[tokio::test]
async fn only_consultations_are_listed_by_video(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let gil = app.guest("Gil");

    assert_eq!(search(&gil, CONSULTATION, "VIDEO").await.list("/slots/nodes").len(), 1);
    assert_eq!(search(&gil, PATHOLOGY, "IN_PERSON").await.list("/slots/nodes").len(), 1);
    assert!(search(&gil, PATHOLOGY, "VIDEO").await.list("/slots/nodes").is_empty());
}

#[rstest]
#[tokio::test]
async fn only_consultations_are_booked_by_video(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let gil = app.guest("Gil");
    let slot = Slot::list(search(&gil, PATHOLOGY, "IN_PERSON").await.at("/slots/nodes")).remove(0);
    let held = json!({
        "doctorId": slot.doctor, "clinicId": slot.clinic, "startsAt": slot.start(), "serviceId": PATHOLOGY,
    });

    let refused = gil.book_with(&slot, json!({ "serviceId": PATHOLOGY, "mode": "VIDEO" })).await;
    refused.expect_code("SLOT_NOT_OFFERED");
    let hold = gil.hold_input(held).await.expect_held();
    let refused = gil.book_input(json!({ "holdId": hold.id, "mode": "VIDEO", "guest": gil.who()["guest"] })).await;
    refused.expect_code("SLOT_NOT_OFFERED");

    gil.book_hold(&hold).await.expect_booked();
    let later = slot.plus_minutes(60);
    gil.book_with(&later, json!({ "serviceId": CONSULTATION, "mode": "VIDEO" })).await.expect_booked();
}
