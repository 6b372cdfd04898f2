//! The slots of one doctor.

use chrono::Duration;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, Backend::*, TestApp, at};

#[rstest]
#[tokio::test]
async fn a_morning_of_three_hours_has_eighteen_slots_of_ten_minutes(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let gil = app.guest("Gil");

    let slots = gil.slots(&doctor, at("2027-03-01T00:00:00Z"), at("2027-03-02T00:00:00Z")).await;

    assert_eq!(slots.len(), 18);
    assert_eq!((slots[0].starts_at, slots[17].ends_at), (at("2027-03-01T08:00:00Z"), at("2027-03-01T11:00:00Z")));
    assert!(slots.windows(2).all(|pair| pair[0].ends_at == pair[1].starts_at));
    assert!(slots.iter().all(|slot| slot.doctor == doctor.id && slot.clinic == doctor.clinic().id));
}

#[rstest]
#[tokio::test]
async fn a_slot_belongs_to_the_period_that_it_starts_in(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let gil = app.guest("Gil");

    let starts = async |from: &str, until: &str| {
        let slots = gil.slots(&doctor, at(from), at(until)).await;
        slots.into_iter().map(|slot| slot.starts_at).collect::<Vec<_>>()
    };

    let (nine, ten_past) = (at("2027-03-01T08:00:00Z"), at("2027-03-01T08:10:00Z"));
    assert_eq!(starts("2027-03-01T08:00:00Z", "2027-03-01T08:20:00Z").await, [nine, ten_past]);
    assert_eq!(starts("2027-03-01T08:00:00.000001Z", "2027-03-01T08:20:00Z").await, [ten_past]);
    assert_eq!(starts("2027-03-01T08:00:00Z", "2027-03-01T08:10:00Z").await, [nine]);
    assert!(starts("2027-03-01T08:00:00Z", "2027-03-01T08:00:00Z").await.is_empty());
}

#[rstest]
#[tokio::test]
async fn what_has_begun_is_not_listed_any_more(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let gil = app.guest("Gil");

    app.advance_to(at("2027-03-01T08:15:00Z"));

    assert_eq!(gil.first_slot(&doctor).await.starts_at, at("2027-03-01T08:20:00Z"));
    let slots = gil.slots(&doctor, at("2027-03-01T00:00:00Z"), at("2027-03-02T00:00:00Z")).await;
    assert_eq!(slots.len(), 16);
}

#[rstest]
#[case::of_more_than_31_days("2027-03-01T00:00:00Z", "2027-04-01T00:00:01Z")]
#[case::of_a_thousand_years("1900-01-01T00:00:00Z", "2200-12-31T00:00:00Z")]
#[case::that_ends_before_it_begins("2027-03-02T00:00:00Z", "2027-03-01T00:00:00Z")]
#[tokio::test]
async fn a_period_that_cannot_be_listed_is_refused(#[case] from: &str, #[case] until: &str) {
    let app = TestApp::start(Sqlite).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let variables = json!({ "id": doctor.id, "from": from, "until": until });

    let of_one = "query($id: ID!, $from: DateTime!, $until: DateTime!) {
        node(id: $id) { ... on Doctor { slots(from: $from, until: $until) { startsAt } } } }";
    app.visitor().graphql(of_one, variables.clone()).await.expect_error("BAD_USER_INPUT");
    let of_all = "query($id: ID!, $from: DateTime!, $until: DateTime!) {
        slots(filter: { doctorId: $id, from: $from, until: $until }) { nodes { startsAt } } }";
    app.visitor().graphql(of_all, variables).await.expect_error("BAD_USER_INPUT");
}

#[rstest]
#[tokio::test]
async fn thirty_one_days_are_listed_whole(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Sun 09:00-12:00", "Europe/Madrid").create().await;
    let gil = app.guest("Gil");

    let from = at("2027-03-01T00:00:00Z");
    let slots = gil.slots(&doctor, from, from + Duration::days(31)).await;

    assert_eq!(slots.len(), 31 * 18);
}

#[rstest]
#[tokio::test]
async fn every_listed_slot_can_be_booked_and_is_gone_then(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon 09:00-10:00", "Asia/Kathmandu").create().await;
    let gil = app.guest("Gil");
    let day = (at("2027-03-08T00:00:00Z"), at("2027-03-09T00:00:00Z"));
    let slots = gil.slots(&doctor, day.0, day.1).await;
    // 09:00 in Kathmandu is 03:15 UTC.
    assert_eq!((slots.len(), slots[0].starts_at), (6, at("2027-03-08T03:15:00Z")));

    for (number, slot) in slots.iter().enumerate() {
        gil.book(slot).await.expect_booked();
        assert_eq!(gil.slots(&doctor, day.0, day.1).await, slots[number + 1..]);
    }
}

#[rstest]
#[tokio::test]
async fn a_doctor_without_any_free_time_has_no_next_slot(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().create().await;
    let doctor = app.doctor().at(&clinic, "").create().await;

    let query = "query($id: ID!) { node(id: $id) { ... on Doctor { nextSlot { startsAt } } } }";

    assert_eq!(*app.visitor().graphql(query, json!({ "id": doctor.id })).await.at("/node/nextSlot"), Value::Null);
}
