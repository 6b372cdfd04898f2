//! Who may see what of a visit.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, Backend::*, TestApp};

#[rstest]
#[tokio::test]
async fn a_visit_exists_for_its_patient_its_doctor_and_its_clinic_only(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().login().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let colleague = app.doctor().login().at(doctor.clinic(), "").create().await;
    let (ann, ben) = (app.patient("Ann").await, app.patient("Ben").await);
    let visit = ann.book(&ann.first_slot(&doctor).await).await.expect_booked();
    let node = "query($id: ID!) { node(id: $id) { id ... on Appointment { patient { name } reason } } }";

    for caller in [&*ann, &doctor.sign_in(&app).await, app.admin().await] {
        let seen = caller.read(&visit).await.expect("they may see it");
        assert_eq!(seen.value["patient"]["name"], json!("Ann"));
        assert_eq!(caller.graphql(node, json!({ "id": visit.id })).await.text("/node/patient/name"), "Ann");
    }
    for caller in [&*ben, &colleague.sign_in(&app).await, &app.visitor()] {
        assert_eq!(caller.read(&visit).await, None);
        assert_eq!(*caller.graphql(node, json!({ "id": visit.id })).await.at("/node"), Value::Null);
        let cancelled = caller.cancel_input(json!({ "appointmentId": visit.id })).await;
        cancelled.expect_error("NOT_FOUND");
    }
}

#[rstest]
#[tokio::test]
async fn an_account_lists_the_visits_of_its_patients_page_by_page(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let (ann, ben) = (app.patient("Ann").await, app.patient("Ben").await);
    let slot = ann.first_slot(&doctor).await;
    let mut booked = Vec::new();
    for minutes in [0, 10, 20] {
        booked.push(ann.book(&slot.plus_minutes(minutes)).await.expect_booked().id);
    }
    ben.book(&slot.plus_minutes(30)).await.expect_booked();
    let page = "query($after: String) { viewer { appointments(first: 2, after: $after) {
        totalCount nodes { id } pageInfo { endCursor hasNextPage } } } }";

    let first = ann.graphql(page, json!({})).await;
    let after = first.at("/viewer/appointments/pageInfo/endCursor").clone();
    let second = ann.graphql(page, json!({ "after": after })).await;

    let mut listed = first.texts("/viewer/appointments/nodes", "/id");
    listed.extend(second.texts("/viewer/appointments/nodes", "/id"));
    listed.sort();
    booked.sort();
    assert_eq!(listed, booked);
    assert_eq!(*first.at("/viewer/appointments/totalCount"), json!(3));
    assert_eq!(*second.at("/viewer/appointments/pageInfo/hasNextPage"), json!(false));
}

#[rstest]
#[tokio::test]
async fn a_public_slot_carries_no_name(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon 09:00-12:00", "Europe/Madrid").create().await;
    let ann = app.patient("Ann Secret").await;
    let slot = ann.first_slot(&doctor).await;
    ann.book(&slot).await.expect_booked();

    let query = "query($id: ID!) { slots(filter: { doctorId: $id }) { nodes { startsAt } }
        node(id: $id) { ... on Doctor { name nextSlot { startsAt } feedback { nodes { author } } } } }";
    let answer = app.visitor().graphql(query, json!({ "id": doctor.id })).await;

    let refused = app.guest("Gil").book(&slot).await;
    refused.expect_code("SLOT_TAKEN");
    for body in [&answer.body, &refused.answer.body] {
        assert!(!body.to_string().contains("Secret"), "{body:#}");
    }
}
