use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, Backend::*, Clinic, Doctor, TestApp};

/// The names of the doctors that match, in the order of names.
async fn names(app: &TestApp, filter: Value) -> Vec<String> {
    let query =
        "query($filter: DoctorFilter) { doctors(filter: $filter, orderBy: NAME) { totalCount nodes { name } } }";
    let answer = app.visitor().graphql(query, json!({ "filter": filter })).await;
    let names = answer.texts("/doctors/nodes", "/name");
    assert_eq!(*answer.at("/doctors/totalCount"), json!(names.len()));
    names
}

struct Network {
    madrid: Clinic,
    cardiologist: Doctor,
}

/// Three doctors who differ in everything.
async fn network(app: &TestApp) -> Network {
    let madrid = app.clinic().city("Madrid").create().await;
    let cordoba = app.clinic().city("Córdoba").create().await;
    let ada = app
        .doctor()
        .name("Ada Brown")
        .specialty("Cardiology")
        .fee(9_000)
        .set("languages", json!(["English", "Spanish"]));
    let ada = ada.set("bio", json!("Hearts, and 100% of my time")).at(&madrid, "Mon-Fri 09:00-12:00").create().await;
    let ben =
        app.doctor().name("Ben Søderberg").specialty("Dermatology").fee(5_000).set("languages", json!(["Danish"]));
    ben.at(&cordoba, "Tue 09:00-12:00").create().await;
    let cem = app.doctor().name("Cem Öz").specialty("cardiology").set("bio", json!("Sports medicine")).at(&cordoba, "");
    cem.create().await;
    Network { madrid, cardiologist: ada }
}

#[rstest]
#[tokio::test]
async fn doctors_are_found_by_everything_that_a_filter_names(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let network = network(&app).await;
    let query = "query($id: ID!) { node(id: $id) { ... on Doctor { specialty { id } } } }";
    let node = app.visitor().graphql(query, json!({ "id": network.cardiologist.id })).await;
    let cardiology = node.text("/node/specialty/id");

    let cases: [(Value, &[&str]); 23] = [
        (json!({}), &["Ada Brown", "Ben Søderberg", "Cem Öz"]),
        (Value::Null, &["Ada Brown", "Ben Søderberg", "Cem Öz"]),
        (json!({ "specialtyId": cardiology }), &["Ada Brown", "Cem Öz"]),
        (json!({ "specialty": "CARDIOLOGY" }), &["Ada Brown", "Cem Öz"]),
        (json!({ "specialty": "cardio" }), &[]),
        (json!({ "city": "madrid" }), &["Ada Brown"]),
        (json!({ "city": "CÓRDOBA" }), &["Ben Søderberg", "Cem Öz"]),
        (json!({ "clinicId": network.madrid.id }), &["Ada Brown"]),
        (json!({ "text": "SØDER" }), &["Ben Søderberg"]),
        (json!({ "text": "hearts" }), &["Ada Brown"]),
        (json!({ "text": "brown ada" }), &["Ada Brown"]),
        (json!({ "text": "brown ben" }), &[]),
        (json!({ "text": "100%" }), &["Ada Brown"]),
        (json!({ "text": "%" }), &["Ada Brown"]),
        (json!({ "text": "_" }), &[]),
        (json!({ "language": "english" }), &["Ada Brown"]),
        (json!({ "language": "Klingon" }), &[]),
        (json!({ "maxFee": 5_000 }), &["Ben Søderberg"]),
        (json!({ "maxFee": 4_999 }), &[]),
        (json!({ "mode": "IN_PERSON" }), &["Ada Brown", "Ben Søderberg", "Cem Öz"]),
        (json!({ "specialty": "Cardiology", "city": "Córdoba" }), &["Cem Öz"]),
        (json!({ "freeFrom": "2027-03-01T06:00:00Z", "freeUntil": "2027-03-01T20:00:00Z" }), &["Ada Brown"]),
        (
            json!({ "freeFrom": "2027-03-02T06:00:00Z", "freeUntil": "2027-03-02T20:00:00Z" }),
            &["Ada Brown", "Ben Søderberg"],
        ),
    ];
    for (filter, expected) in cases {
        assert_eq!(names(&app, filter.clone()).await, expected, "{filter}");
    }
}

#[rstest]
#[tokio::test]
async fn a_clinic_that_does_not_exist_has_no_doctors(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    network(&app).await;

    let nowhere = "clinic:01900000-0000-7000-8000-00000000ffff";

    assert!(names(&app, json!({ "clinicId": nowhere })).await.is_empty());
}

#[rstest]
#[case::an_id_of_another_type(json!({ "clinicId": "doctor:01900000-0000-7000-8000-000000000001" }))]
#[case::no_id(json!({ "specialtyId": "1" }))]
#[case::a_negative_fee(json!({ "maxFee": -1 }))]
#[case::a_period_that_ends_before_it_begins(
    json!({ "freeFrom": "2027-03-02T00:00:00Z", "freeUntil": "2027-03-01T00:00:00Z" })
)]
#[case::a_nul(json!({ "text": "a\u{0}b" }))]
#[case::an_endless_text(json!({ "text": "a".repeat(100_000) }))]
#[tokio::test]
async fn a_filter_that_cannot_be_meant_is_refused(#[case] filter: Value) {
    let app = TestApp::start(Sqlite).await;
    let query = "query($filter: DoctorFilter) { doctors(filter: $filter) { nodes { id } } }";

    app.visitor().graphql(query, json!({ "filter": filter })).await.expect_error("BAD_USER_INPUT");
}

#[rstest]
#[tokio::test]
async fn the_base_services_exist_from_the_start_and_specialties_with_their_first_doctor(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let query = "{ services { id name kind durationMinutes } specialties { id name category } }";
    let empty = app.visitor().query(query).await;
    assert_eq!(empty.list("/services").len(), 5);
    assert!(empty.list("/services").contains(&json!({
        "id": "service:01900000-0000-7000-8000-000000000001",
        "name": "Consultation", "kind": "CONSULTATION", "durationMinutes": 10,
    })));

    network(&app).await;

    let specialties = app.visitor().query(query).await.texts("/specialties", "/name");
    for (name, count) in [("Cardiology", 1), ("Dermatology", 1), ("cardiology", 0)] {
        assert_eq!(specialties.iter().filter(|found| *found == name).count(), count, "{name} in {specialties:?}");
    }
}
