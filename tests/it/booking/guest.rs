use rstest::rstest;
use serde_json::json;

use crate::support::{Backend, Backend::*, Doctor, TestApp, Visit};

async fn doctor(app: &TestApp) -> Doctor {
    app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await
}

#[rstest]
#[tokio::test]
async fn a_guest_books_and_manages_with_their_token(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let gil = app.guest("Gil");
    let slot = gil.first_slot(&doctor).await;

    let visit = gil.book(&slot).await.expect_booked();

    assert!(visit.manage_token.as_ref().expect("guests get a token").len() >= 32);
    assert_eq!(gil.read(&visit).await.expect("the token opens the visit").value["patient"]["name"], json!("Gil"));
    let moved = gil.reschedule(&visit, &slot.plus_minutes(60)).await.expect_booked();
    assert_eq!(moved.status, "CONFIRMED");
    gil.cancel(&moved).await.expect_visit("CANCELLED");
    assert_eq!(gil.first_slot(&doctor).await, slot);
}

#[rstest]
#[tokio::test]
async fn a_guest_books_what_they_held(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let gil = app.guest("Gil");
    let held = gil.hold(&gil.first_slot(&doctor).await).await.expect_held();

    let visit = gil.book_hold(&held).await.expect_booked();

    assert_eq!((visit.id.as_str(), visit.status.as_str()), (held.id.as_str(), "CONFIRMED"));
    assert!(visit.manage_token.is_some());
}

#[rstest]
#[tokio::test]
async fn without_the_right_token_a_guests_visit_does_not_exist(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let (gil, eve) = (app.guest("Gil"), app.guest("Eve"));
    let slot = gil.first_slot(&doctor).await;
    let visit = gil.book(&slot).await.expect_booked();
    let other = eve.book(&slot.plus_minutes(10)).await.expect_booked();
    let token = visit.manage_token.clone().expect("guests get a token");
    let flipped = format!("{}{}", if token.starts_with('A') { 'B' } else { 'A' }, &token[1..]);

    let wrong = [
        None,
        Some(String::new()),
        Some("nonsense".to_owned()),
        Some(flipped),
        Some(format!("{token}A")),
        Some(token.to_lowercase()),
        Some("\u{0}".to_owned()),
        other.manage_token,
    ];
    for manage_token in wrong {
        let visit = Visit { manage_token, ..visit.clone() };
        assert_eq!(eve.read(&visit).await, None);
        eve.cancel(&visit).await.expect_error("NOT_FOUND");
        eve.reschedule(&visit, &slot.plus_minutes(60)).await.expect_error("NOT_FOUND");
    }
    assert_eq!(gil.read(&visit).await.expect("the token opens the visit").status, "CONFIRMED");
}

#[rstest]
#[tokio::test]
async fn a_guest_with_the_address_of_an_account_does_not_get_into_it(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let (ann, gil) = (app.patient("Ann").await, app.guest("Gil"));
    let slot = gil.first_slot(&doctor).await;

    let pretending = json!({ "guest": { "name": "Mallory", "email": ann.email } });
    let visit = gil.book_with(&slot, pretending).await.expect_booked();
    let unknown = json!({ "guest": { "name": "Mallory", "email": "unknown@example.org" } });
    let other = gil.book_with(&slot.plus_minutes(10), unknown).await.expect_booked();

    assert_eq!((&visit.status, visit.manage_token.is_some()), (&other.status, other.manage_token.is_some()));
    let own = ann.query("{ viewer { patients { name } appointments { totalCount } } }").await;
    assert_eq!(*own.at("/viewer"), json!({ "patients": [{ "name": "Ann" }], "appointments": { "totalCount": 0 } }));
    assert_eq!(ann.read(&Visit { manage_token: None, ..visit }).await, None);
}

#[rstest]
#[case::no_name(json!({ "name": " ", "email": "gil@example.org" }), &["guest", "name"])]
#[case::no_address(json!({ "name": "Gil", "email": "gil" }), &["guest", "email"])]
#[case::a_strange_phone(json!({ "name": "Gil", "email": "gil@example.org", "phone": "12" }), &["guest", "phone"])]
#[case::born_tomorrow(
    json!({ "name": "Gil", "email": "gil@example.org", "birthDate": "2027-03-03" }), &["guest", "birthDate"]
)]
#[tokio::test]
async fn a_guest_who_cannot_be_reached_is_refused(
    #[case] guest: serde_json::Value,
    #[case] field: &[&str],
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app).await;
    let gil = app.guest("Gil");
    let slot = gil.first_slot(&doctor).await;

    gil.book_with(&slot, json!({ "guest": guest })).await.expect_invalid(field);
}
