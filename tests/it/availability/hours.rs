//! Changing the hours of a doctor: weekly, of one date, time off.

use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend, Backend::*, Doctor, Outcome, Person, TestApp, at, set_weekly_hours};

async fn starts(person: &Person, doctor: &Doctor, date: &str) -> Vec<String> {
    let (from, until) = (at(&format!("{date}T00:00:00Z")), at(&format!("{date}T23:59:00Z")));
    person.slots(doctor, from, until).await.iter().map(|slot| slot.starts_at.format("%H:%M").to_string()).collect()
}

async fn set_date(app: &TestApp, doctor: &Doctor, date: &str, windows: Value) -> Outcome {
    let input = json!({ "doctorId": doctor.id, "clinicId": doctor.clinic().id, "date": date, "windows": windows });
    app.admin().await.mutate("setDateHours", "SetDateHoursInput", "... on Doctor { id }", input).await
}

async fn time_off(app: &TestApp, doctor: &Doctor, from: &str, until: &str) -> Outcome {
    let input = json!({ "doctorId": doctor.id, "from": from, "until": until, "reason": "A congress" });
    app.admin().await.mutate("addTimeOff", "AddTimeOffInput", "... on Doctor { id }", input).await
}

#[rstest]
#[tokio::test]
async fn new_weekly_hours_replace_the_old_ones_at_that_clinic_only(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (first, second) = (app.clinic().create().await, app.clinic().create().await);
    let doctor = app.doctor().at(&first, "Mon 09:00-12:00").at(&second, "Tue 10:00-10:10").create().await;
    let gil = app.guest("Gil");

    let admin = app.admin().await;
    set_weekly_hours(admin, &doctor, &first, "Mon 15:00-15:20; Wed 09:00-09:10").await.expect("Doctor");

    assert_eq!(starts(&gil, &doctor, "2027-03-01").await, ["14:00", "14:10"]);
    assert_eq!(starts(&gil, &doctor, "2027-03-02").await, ["09:00"]);
    assert_eq!(starts(&gil, &doctor, "2027-03-03").await, ["08:00"]);
    let none = json!({ "doctorId": doctor.id, "clinicId": first.id, "windows": [] });
    admin.mutate("setWeeklyHours", "SetWeeklyHoursInput", "... on Doctor { id }", none).await.expect("Doctor");
    assert!(starts(&gil, &doctor, "2027-03-01").await.is_empty());
}

#[rstest]
#[tokio::test]
async fn the_hours_of_a_date_replace_the_weekly_ones_of_that_date(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let gil = app.guest("Gil");

    set_date(&app, &doctor, "2027-03-08", json!([{ "start": "20:00", "end": "20:20" }])).await.expect("Doctor");
    set_date(&app, &doctor, "2027-03-09", json!([])).await.expect("Doctor");
    set_date(&app, &doctor, "2027-03-13", json!([{ "start": "10:00", "end": "10:10" }])).await.expect("Doctor");

    assert_eq!(starts(&gil, &doctor, "2027-03-08").await, ["19:00", "19:10"]);
    assert!(starts(&gil, &doctor, "2027-03-09").await.is_empty(), "no windows: closed that day");
    assert_eq!(starts(&gil, &doctor, "2027-03-10").await.len(), 18);
    assert_eq!(starts(&gil, &doctor, "2027-03-13").await, ["09:00"], "a Saturday");
    set_date(&app, &doctor, "2027-03-09", json!([{ "start": "09:00", "end": "09:10" }])).await.expect("Doctor");
    assert_eq!(starts(&gil, &doctor, "2027-03-09").await, ["08:00"], "the newest word counts");
}

#[rstest]
#[tokio::test]
async fn time_off_is_stronger_than_the_hours_of_a_date(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-10:00", "Europe/Madrid").create().await;
    let gil = app.guest("Gil");
    let visit = gil.book(&gil.first_slot(&doctor).await).await.expect_booked();

    set_date(&app, &doctor, "2027-03-08", json!([{ "start": "09:00", "end": "10:00" }])).await.expect("Doctor");
    time_off(&app, &doctor, "2027-03-08T08:15:00Z", "2027-03-08T08:35:00Z").await.expect("Doctor");
    time_off(&app, &doctor, "2027-03-01T00:00:00Z", "2027-03-02T00:00:00Z").await.expect("Doctor");

    assert_eq!(starts(&gil, &doctor, "2027-03-08").await, ["08:00", "08:40", "08:50"]);
    assert!(starts(&gil, &doctor, "2027-03-01").await.is_empty());
    assert_eq!(gil.read(&visit).await.expect("what was booked stands").status, "CONFIRMED");
}

#[rstest]
#[case::overlapping(json!([{ "start": "09:00", "end": "11:00" }, { "start": "10:00", "end": "12:00" }]))]
#[case::twice(json!([{ "start": "09:00", "end": "11:00" }, { "start": "09:00", "end": "11:00" }]))]
#[case::off_the_grid(json!([{ "start": "09:03", "end": "11:00" }]))]
#[case::too_many(Value::Array(vec![json!({ "start": "09:00", "end": "09:10" }); 2_000]))]
#[tokio::test]
async fn windows_that_cannot_be_are_refused_and_change_nothing(#[case] windows: Value) {
    let app = TestApp::start(Sqlite).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;

    let refused = set_date(&app, &doctor, "2027-03-08", windows).await.expect_code("INVALID_INPUT");

    assert_eq!(refused.field.expect("the field at fault")[0], "windows");
    assert_eq!(starts(&app.guest("Gil"), &doctor, "2027-03-08").await.len(), 18);
}

#[rstest]
#[case::that_ends_before_it_begins("2027-03-02T00:00:00Z", "2027-03-01T00:00:00Z")]
#[case::of_no_length("2027-03-02T00:00:00Z", "2027-03-02T00:00:00Z")]
#[tokio::test]
async fn a_time_off_that_cannot_be_is_refused(#[case] from: &str, #[case] until: &str) {
    let app = TestApp::start(Sqlite).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;

    time_off(&app, &doctor, from, until).await.expect_code("INVALID_INPUT");
}
