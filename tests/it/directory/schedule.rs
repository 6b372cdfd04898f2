//! What administrators do to times: closures, hours of a date, time off, travel, where a doctor practises.

use chrono::Duration;
use rstest::rstest;
use serde_json::{Value, json};

use super::kept::{keep, kept, node};
use crate::support::{Backend, Backend::*, Doctor, TestApp, at};

/// When the slots of a date begin, in UTC.
async fn starts(app: &TestApp, doctor: &Doctor, date: &str) -> Vec<String> {
    let from = at(&format!("{date}T00:00:00Z"));
    let slots = app.guest("Gil").slots(doctor, from, from + Duration::days(1)).await;
    slots.into_iter().map(|slot| slot.starts_at.format("%H:%M").to_string()).collect()
}

#[rstest]
#[tokio::test]
async fn a_closure_hides_the_slots_of_its_dates_until_it_is_taken_back(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-09:30", "Europe/Madrid").create().await;
    let clinic = &doctor.clinic().id;
    let open = ["08:00", "08:10", "08:20"];

    let closure = json!({ "clinicId": clinic, "from": "2027-03-02", "until": "2027-03-03", "reason": "Holiday" });
    let fields = "... on Clinic { closures { id from until reason } }";
    let closed = kept(&app, "addClosure", fields, closure).await;

    assert_eq!(node(&app, &json!(clinic), fields).await["closures"], closed["closures"], "everybody can read it");
    for (date, expected) in [("2027-03-01", &open[..]), ("2027-03-02", &[]), ("2027-03-03", &[]), ("2027-03-04", &open)]
    {
        assert_eq!(starts(&app, &doctor, date).await, expected, "{date}");
    }
    let id = &closed["closures"][0]["id"];
    let opened = kept(&app, "removeClosure", fields, json!({ "closureId": id })).await;
    assert_eq!(opened["closures"], json!([]));
    assert_eq!(starts(&app, &doctor, "2027-03-02").await, open);
    keep(&app, "removeClosure", "", json!({ "closureId": id })).await.expect_error("NOT_FOUND");
}

#[rstest]
#[tokio::test]
async fn the_hours_of_a_date_hold_until_they_are_cleared(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-09:30", "Europe/Madrid").create().await;
    let of_date = json!({ "doctorId": doctor.id, "clinicId": doctor.clinic().id, "date": "2027-03-08" });
    let with = |windows: Value| {
        let mut input = of_date.clone();
        input["windows"] = windows;
        input
    };

    kept(&app, "setDateHours", "", with(json!([{ "start": "15:00", "end": "15:20" }]))).await;
    assert_eq!(starts(&app, &doctor, "2027-03-08").await, ["14:00", "14:10"]);
    assert_eq!(starts(&app, &doctor, "2027-03-09").await.len(), 3);
    kept(&app, "setDateHours", "", with(json!([]))).await;
    assert!(starts(&app, &doctor, "2027-03-08").await.is_empty());
    kept(&app, "clearDateHours", "", of_date.clone()).await;

    assert_eq!(starts(&app, &doctor, "2027-03-08").await, ["08:00", "08:10", "08:20"]);
}

#[rstest]
#[tokio::test]
async fn time_off_hides_slots_until_it_is_taken_back(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-10:00", "Europe/Madrid").create().await;
    let fields = "... on Doctor { timeOff { id from until reason } }";

    let away = json!({
        "doctorId": doctor.id, "from": "2027-03-01T08:15:00Z", "until": "2027-03-01T08:40:00Z", "reason": "Dentist",
    });
    let away = kept(&app, "addTimeOff", fields, away).await;

    assert_eq!(away["timeOff"][0]["reason"], json!("Dentist"));
    assert_eq!(node(&app, &json!(doctor.id), fields).await["timeOff"], Value::Null, "nobody else can read it");
    assert_eq!(starts(&app, &doctor, "2027-03-01").await, ["08:00", "08:40", "08:50"]);
    let id = &away["timeOff"][0]["id"];
    let back = kept(&app, "removeTimeOff", fields, json!({ "timeOffId": id })).await;
    assert_eq!(back["timeOff"], json!([]));
    assert_eq!(starts(&app, &doctor, "2027-03-01").await.len(), 6);
    keep(&app, "removeTimeOff", "", json!({ "timeOffId": id })).await.expect_error("NOT_FOUND");
}

#[rstest]
#[tokio::test]
async fn travel_keeps_visits_at_two_clinics_apart_in_both_directions(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (north, south) = (app.clinic().create().await, app.clinic().create().await);
    let doctor = app.doctor().at(&north, "Mon 09:00-09:30").at(&south, "Mon 09:30-10:30").create().await;
    let ann = app.patient("Ann").await;
    let travel = |from: &str, to: &str, minutes: i32| json!({ "doctorId": doctor.id, "clinicId": from, "otherClinicId": to, "minutes": minutes });
    let last = ann.first_slot(&doctor).await.plus_minutes(20);
    ann.book(&last).await.expect_booked();
    let unhindered = starts(&app, &doctor, "2027-03-01").await;
    assert_eq!(unhindered, ["08:00", "08:10", "08:30", "08:40", "08:50", "09:00", "09:10", "09:20"]);

    for (from, to) in [(&north.id, &south.id), (&south.id, &north.id)] {
        kept(&app, "setTravelTime", "", travel(from, to, 30)).await;
        assert_eq!(starts(&app, &doctor, "2027-03-01").await, ["08:00", "08:10", "09:00", "09:10", "09:20"]);
        kept(&app, "setTravelTime", "", travel(to, from, 0)).await;
        assert_eq!(starts(&app, &doctor, "2027-03-01").await, unhindered);
    }
}

#[rstest]
#[tokio::test]
async fn nothing_can_be_booked_where_a_doctor_practises_no_more(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (north, south) = (app.clinic().name("North").create().await, app.clinic().name("South").create().await);
    let doctor = app.doctor().at(&north, "Mon 09:00-09:20").at(&south, "Mon 09:20-09:40").create().await;
    let ann = app.patient("Ann").await;
    let day = (at("2027-03-01T00:00:00Z"), at("2027-03-02T00:00:00Z"));
    let (booked, wanted) = {
        let slots = ann.slots(&doctor, day.0, day.1).await;
        (slots[2].clone(), slots[3].clone())
    };
    let visit = ann.book(&booked).await.expect_booked();
    let practise = async |clinics: &[&str]| {
        let input = json!({ "doctorId": doctor.id, "clinicIds": clinics });
        kept(&app, "setDoctorClinics", "... on Doctor { clinics { name } }", input).await["clinics"].clone()
    };

    assert_eq!(practise(&[&north.id]).await, json!([{ "name": "North" }]));
    assert_eq!(starts(&app, &doctor, "2027-03-01").await, ["08:00", "08:10"]);
    ann.book(&wanted).await.expect_code("SLOT_NOT_OFFERED");
    assert_eq!(ann.read(&visit).await.expect("the visit stands").status, "CONFIRMED");

    assert_eq!(practise(&[&south.id, &north.id]).await.as_array().map(Vec::len), Some(2));
    assert_eq!(starts(&app, &doctor, "2027-03-01").await, ["08:00", "08:10", "08:30"]);
}
