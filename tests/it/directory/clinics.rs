use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, Backend::*, TestApp};

const CLINIC: &str = "... on Clinic { id name address city country timeZone
    policy { autoConfirm minimumNoticeMinutes bookingHorizonDays cancelNoticeMinutes } }";

fn input(changes: &Value) -> Value {
    let mut input = json!({ "name": "North", "city": "Oslo", "country": "Norway", "timeZone": "Europe/Oslo" });
    input.as_object_mut().expect("an object").extend(changes.as_object().expect("an object").clone());
    input
}

#[rstest]
#[tokio::test]
async fn a_clinic_without_a_policy_confirms_at_once_and_books_ninety_days_ahead(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;

    let created = app.admin().await.mutate("createClinic", "CreateClinicInput", CLINIC, input(&json!({}))).await;
    let clinic = created.expect("Clinic");

    let query = format!("query($id: ID!) {{ node(id: $id) {{ __typename {CLINIC} }} }}");
    let read = app.visitor().graphql(&query, json!({ "id": clinic["id"] })).await;
    assert_eq!(read.at("/node"), clinic);
    assert_eq!(
        clinic["policy"],
        json!({
            "autoConfirm": true, "minimumNoticeMinutes": 0, "bookingHorizonDays": 90, "cancelNoticeMinutes": 0,
        })
    );
    assert_eq!((&clinic["timeZone"], &clinic["address"]), (&json!("Europe/Oslo"), &Value::Null));
}

#[rstest]
#[case(json!({ "name": "" }), &["name"])]
#[case(json!({ "name": "a\u{0}b" }), &["name"])]
#[case(json!({ "city": " " }), &["city"])]
#[case(json!({ "country": "" }), &["country"])]
#[case(json!({ "address": "x".repeat(50_000) }), &["address"])]
#[case(json!({ "policy": { "minimumNoticeMinutes": -1 } }), &["policy", "minimumNoticeMinutes"])]
#[case(json!({ "policy": { "bookingHorizonDays": 731 } }), &["policy", "bookingHorizonDays"])]
#[case(json!({ "policy": { "bookingHorizonDays": -1 } }), &["policy", "bookingHorizonDays"])]
#[case(json!({ "policy": { "cancelNoticeMinutes": 2_147_483_647 } }), &["policy", "cancelNoticeMinutes"])]
#[tokio::test]
async fn a_clinic_that_cannot_be_is_refused_with_the_field_at_fault(#[case] changes: Value, #[case] field: &[&str]) {
    let app = TestApp::start(Sqlite).await;

    let refused = app.admin().await.mutate("createClinic", "CreateClinicInput", CLINIC, input(&changes)).await;

    refused.expect_invalid(field);
}

#[rstest]
#[case("Mars/Olympus")]
#[case("+02:00")]
#[case("")]
#[case("europe/../../etc/passwd")]
#[tokio::test]
async fn a_clinic_is_in_a_zone_of_the_tz_database(#[case] zone: &str) {
    let app = TestApp::start(Sqlite).await;

    let input = input(&json!({ "timeZone": zone }));
    let refused = app.admin().await.mutate("createClinic", "CreateClinicInput", CLINIC, input).await;

    assert!(["BAD_USER_INPUT", "INVALID_INPUT"].contains(&refused.word().as_str()), "{refused:?}");
}

#[rstest]
#[tokio::test]
async fn clinics_are_found_by_city_and_by_words(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    app.clinic().name("Klinik Süd").city("Zürich").create().await;
    app.clinic().name("North Clinic").city("Oslo").create().await;

    let names = async |filter: Value| {
        let query = "query($filter: ClinicFilter) { clinics(filter: $filter) { totalCount nodes { name } } }";
        app.visitor().graphql(query, json!({ "filter": filter })).await.texts("/clinics/nodes", "/name")
    };

    assert_eq!(names(json!({ "city": "ZÜRICH" })).await, ["Klinik Süd"]);
    assert_eq!(names(json!({ "text": "clinic north" })).await, ["North Clinic"]);
    assert!(names(json!({ "city": "Oslo", "text": "Süd" })).await.is_empty());
    assert!(names(json!({ "text": "%" })).await.is_empty());
}
