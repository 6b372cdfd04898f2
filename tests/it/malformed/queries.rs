use rstest::rstest;
use serde_json::{Value, json};

use super::hostile;
use crate::support::{Backend, Backend::*, TestApp};

#[rstest]
#[tokio::test]
async fn queries_of_hostile_variables_are_answered_with_a_code_and_a_sentence(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let (visitor, clinic) = (app.visitor(), doctor.clinic().id.clone());
    let (from, until) = ("2027-03-01T00:00:00Z", "2027-03-02T00:00:00Z");
    let filter = json!({
        "doctorId": doctor.id, "clinicId": clinic, "specialtyId": null, "specialty": "Cardiology", "city": "Madrid",
        "serviceId": "service:01900000-0000-7000-8000-000000000001", "mode": "IN_PERSON", "from": from, "until": until,
        "onePerDoctor": true,
    });
    let doctors = json!({
        "specialtyId": null, "specialty": "Cardiology", "city": "Madrid", "clinicId": clinic, "text": "ada",
        "language": "Spanish", "maxFee": 100, "mode": "VIDEO", "freeFrom": from, "freeUntil": until,
    });
    let queries = [
        ("query($id: ID!) { node(id: $id) { id } }", json!({ "id": doctor.id })),
        (
            "query($id: ID!, $token: String) { appointment(id: $id, manageToken: $token) { id } }",
            json!({ "id": "appointment:01900000-0000-7000-8000-00000000ffff", "token": "x" }),
        ),
        (
            "query($filter: SlotFilter!, $first: Int, $after: String) {
                slots(filter: $filter, first: $first, after: $after) { nodes { startsAt localStart } } }",
            json!({ "filter": filter, "first": 5, "after": null }),
        ),
        (
            "query($filter: DoctorFilter, $order: DoctorOrder, $last: Int, $before: String) {
                doctors(filter: $filter, orderBy: $order, last: $last, before: $before) { nodes { id } } }",
            json!({ "filter": doctors, "order": "NAME", "last": 5, "before": null }),
        ),
        (
            "query($filter: ClinicFilter, $first: Int) { clinics(filter: $filter, first: $first) { nodes { id } } }",
            json!({ "filter": { "city": "Madrid", "text": "north" }, "first": 5 }),
        ),
        (
            "query($id: ID!, $from: DateTime!, $until: DateTime!, $clinic: ID, $service: ID) { node(id: $id) {
                ... on Doctor { slots(from: $from, until: $until, clinicId: $clinic, serviceId: $service) { startsAt }
                                nextSlot(clinicId: $clinic, serviceId: $service) { startsAt } } } }",
            json!({ "id": doctor.id, "from": from, "until": until, "clinic": clinic, "service": null }),
        ),
        (
            "mutation($token: String!) { refreshSession(refreshToken: $token) {
                __typename ... on Problem { code message field } } }",
            json!({ "token": "x" }),
        ),
        ("mutation($token: String!) { logout(refreshToken: $token) }", json!({ "token": "x" })),
    ];

    let mut complaints = Vec::new();
    for (query, variables) in &queries {
        for path in hostile::paths(variables).into_iter().filter(|path| !path.is_empty()) {
            for value in hostile::values() {
                let mut variables = variables.clone();
                *variables.pointer_mut(&path).expect("the path exists") = value.clone();
                let answer = visitor.graphql(query, variables).await;
                if let Err(complaint) = hostile::judge(&answer) {
                    let value: String = value.to_string().chars().take(60).collect();
                    let answer: String = format!("{answer:?}").chars().take(300).collect();
                    complaints.push(format!("{path} = {value} in {query}: {complaint}: {answer}"));
                }
            }
        }
    }
    assert!(complaints.is_empty(), "{} answers are wrong:\n{}", complaints.len(), complaints.join("\n"));
}

#[rstest]
#[case::a_syntax_error(json!({ "query": format!("{{ {}", "x".repeat(10_000)) }))]
#[case::no_query(json!({}))]
#[case::a_list(json!([{ "query": "{ __typename }" }]))]
#[case::a_query_that_is_a_number(json!({ "query": 1 }))]
#[case::variables_that_are_a_list(json!({ "query": "{ __typename }", "variables": [] }))]
#[case::an_operation_that_is_not_there(json!({ "query": "{ __typename }", "operationName": "Other" }))]
#[case::a_field_that_is_not_there(json!({ "query": "{ passwords }" }))]
#[case::a_subscription(json!({ "query": "subscription { slotUpdates(filter: {}) { cursor } }" }))]
#[tokio::test]
async fn a_request_that_cannot_be_executed_is_a_bad_request(#[case] body: Value) {
    let app = TestApp::start(Sqlite).await;

    let answer = app.visitor().post(body.to_string()).await;

    assert_eq!(answer.status, 400, "{answer:?}");
    assert!(answer.body.get("data").is_none(), "{answer:?}");
    let message = answer.expect_error("BAD_USER_INPUT");
    assert!(message.chars().count() <= 201, "{message}");
}
