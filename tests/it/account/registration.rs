use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, Backend::*, Caller, Outcome, PASSWORD, SESSION, TestApp};

async fn register(visitor: &Caller, changes: Value) -> Outcome {
    let mut input = json!({ "email": "ann@example.org", "password": PASSWORD, "name": "Ann Lee" });
    input.as_object_mut().expect("an object").extend(changes.as_object().expect("an object").clone());
    visitor.mutate("register", "RegisterInput", SESSION, input).await
}

#[rstest]
#[tokio::test]
async fn whoever_registers_is_signed_in_as_a_patient_with_a_profile_of_their_own(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let visitor = app.visitor();

    let further = json!({ "birthDate": "1990-02-28", "gender": "FEMALE", "phone": "+34600000001" });
    let session = register(&visitor, further).await.expect("Session").clone();

    let ann = visitor.with_token(session["accessToken"].as_str().expect("a token"));
    let query = "{ viewer { email displayName roles patients { name relation birthDate gender } doctor { id } } }";
    assert_eq!(
        *ann.query(query).await.at("/viewer"),
        json!({
            "email": "ann@example.org", "displayName": "Ann Lee", "roles": ["PATIENT"], "doctor": null,
            "patients": [{ "name": "Ann Lee", "relation": "SELF", "birthDate": "1990-02-28", "gender": "FEMALE" }],
        })
    );
}

#[rstest]
#[tokio::test]
async fn an_address_has_one_account_however_it_is_written(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let visitor = app.visitor();
    register(&visitor, json!({})).await.expect("Session");

    for email in ["ann@example.org", "ANN@Example.ORG", "  ann@example.org "] {
        register(&visitor, json!({ "email": email })).await.expect_code("EMAIL_TAKEN");
    }
}

#[rstest]
#[tokio::test]
async fn a_password_that_is_easy_to_guess_is_refused(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let visitor = app.visitor();

    for password in ["", "short", "password", "aaaaaaaaaaaa"] {
        let refused = register(&visitor, json!({ "password": password })).await.expect_code("WEAK_PASSWORD");
        assert!(!refused.message.is_empty());
    }
}

#[rstest]
#[case::no_at(json!({ "email": "ann.example.org" }), "email")]
#[case::no_domain(json!({ "email": "ann@" }), "email")]
#[case::a_space_inside(json!({ "email": "an n@example.org" }), "email")]
#[case::a_second_header(json!({ "email": "ann@example.org\r\nBcc: all@example.org" }), "email")]
#[case::no_name(json!({ "name": "  " }), "name")]
#[case::a_nul_in_the_name(json!({ "name": "Ann\u{0}Lee" }), "name")]
#[case::an_endless_name(json!({ "name": "A".repeat(100_000) }), "name")]
#[case::born_tomorrow(json!({ "birthDate": "2027-03-03" }), "birthDate")]
#[case::no_phone_number(json!({ "phone": "call me" }), "phone")]
#[tokio::test]
async fn an_input_that_cannot_be_used_is_named(
    #[case] changes: Value,
    #[case] field: &str,
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;

    let refused = register(&app.visitor(), changes).await;

    refused.expect_invalid(&[field]);
}

#[rstest]
#[tokio::test]
async fn several_registrations_of_one_address_at_once_make_one_account(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;

    let callers: Vec<_> = (0..4).map(|_| app.visitor()).collect();
    let outcomes = futures::future::join_all(callers.iter().map(|caller| register(caller, json!({})))).await;

    let mut words: Vec<_> = outcomes.iter().map(Outcome::word).collect();
    words.sort();
    assert_eq!(words, ["EMAIL_TAKEN", "EMAIL_TAKEN", "EMAIL_TAKEN", "Session"]);
}
