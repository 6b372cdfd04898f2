//! Wall-clock hours become instants, and every label says in which zone it is.

use rstest::rstest;
use serde_json::json;

use crate::support::{Backend, Backend::*, Doctor, TestApp};

/// The labels of a doctor's slots.
async fn labels(app: &TestApp, doctor: &Doctor, from: &str, until: &str) -> Vec<String> {
    let query = "query($id: ID!, $from: DateTime!, $until: DateTime!) { node(id: $id) { ... on Doctor {
        slots(from: $from, until: $until) { localStart } } } }";
    let answer = app.visitor().graphql(query, json!({ "id": doctor.id, "from": from, "until": until })).await;
    answer.texts("/node/slots", "/localStart")
}

/// A doctor who can be booked two years ahead.
async fn doctor(app: &TestApp, hours: &str, zone: &str) -> Doctor {
    let clinic = app.clinic().zone(zone).horizon(730).create().await;
    app.doctor().at(&clinic, hours).create().await
}

#[rstest]
#[tokio::test]
async fn the_two_half_past_ones_of_an_autumn_night_are_two_slots(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app, "Sun 00:50-02:10", "America/New_York").await;

    let labels = labels(&app, &doctor, "2027-11-07T00:00:00Z", "2027-11-08T00:00:00Z").await;

    assert_eq!(labels.len(), 14, "an hour more than the clock says");
    let half_past_one: Vec<_> = labels.iter().filter(|label| label.contains("T01:30")).collect();
    assert_eq!(half_past_one, ["2027-11-07T01:30:00-04:00", "2027-11-07T01:30:00-05:00"]);
}

#[rstest]
#[tokio::test]
async fn hours_in_a_spring_gap_start_when_the_gap_ends(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app, "Sun 02:30-03:20", "Europe/Madrid").await;

    let labels = labels(&app, &doctor, "2027-03-28T00:00:00Z", "2027-03-29T00:00:00Z").await;

    assert_eq!(labels, ["2027-03-28T03:00:00+02:00", "2027-03-28T03:10:00+02:00"]);
}

#[rstest]
#[tokio::test]
async fn a_night_shift_runs_into_the_next_day(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app, "Mon 23:40-00:20", "Africa/Cairo").await;

    let labels = labels(&app, &doctor, "2027-03-01T12:00:00Z", "2027-03-02T12:00:00Z").await;

    let expected = ["01T23:40", "01T23:50", "02T00:00", "02T00:10"].map(|label| format!("2027-03-{label}:00+02:00"));
    assert_eq!(labels, expected);
}

#[rstest]
#[tokio::test]
async fn an_end_equal_to_the_start_is_a_whole_day(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app, "Tue 00:00-00:00", "Europe/Madrid").await;

    let labels = labels(&app, &doctor, "2027-03-01T00:00:00Z", "2027-03-07T00:00:00Z").await;

    assert_eq!(labels.len(), 24 * 6);
    assert_eq!((labels[0].as_str(), labels[143].as_str()), ("2027-03-02T00:00:00+01:00", "2027-03-02T23:50:00+01:00"));
}

#[rstest]
#[tokio::test]
async fn wall_clock_hours_stay_what_they_are_when_the_clocks_change(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = doctor(&app, "Fri 09:00-09:10; Mon 09:00-09:10", "Europe/Madrid").await;

    let labels = labels(&app, &doctor, "2027-03-26T00:00:00Z", "2027-03-30T00:00:00Z").await;

    assert_eq!(labels, ["2027-03-26T09:00:00+01:00", "2027-03-29T09:00:00+02:00"]);
}
