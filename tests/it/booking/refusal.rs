//! Times that cannot be booked, and what is offered instead.

use rstest::rstest;
use serde_json::json;

use crate::support::{Backend, Backend::*, TestApp, at};

#[rstest]
#[tokio::test]
async fn a_patient_is_in_one_place_at_a_time(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().create().await;
    let first = app.doctor().at(&clinic, "Mon-Fri 09:00-12:00").create().await;
    let second = app.doctor().at(&clinic, "Mon-Fri 08:55-12:00").create().await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&first).await;
    ann.book(&slot).await.expect_booked();
    let overlapping = ann.first_slot(&second).await.plus_minutes(10);
    assert_eq!(overlapping.starts_at, at("2027-03-01T08:05:00Z"));

    let refused = ann.book(&overlapping).await.expect_code("PATIENT_BUSY");

    assert!(!refused.alternatives.is_empty());
    assert!(refused.alternatives.iter().all(|slot| slot.doctor == second.id));
    let held = ann.hold(&overlapping).await.expect_held();
    ann.book_hold(&held).await.expect_code("PATIENT_BUSY");
    app.patient("Ben").await.book(&overlapping.plus_minutes(10)).await.expect_booked();
}

#[rstest]
#[tokio::test]
async fn a_doctor_sees_no_more_patients_a_day_than_the_limit(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().daily_limit(2).weekly("Mon-Tue 09:00-12:00", "Europe/Madrid").create().await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;
    let first = ann.book(&slot).await.expect_booked();
    ann.hold(&slot.plus_minutes(60)).await.expect_held();

    let refused = app.patient("Ben").await.book(&slot.plus_minutes(30)).await.expect_code("DAILY_LIMIT_REACHED");

    let tuesday = slot.plus_minutes(24 * 60);
    assert_eq!(refused.alternatives, [tuesday.clone(), tuesday.plus_minutes(10), tuesday.plus_minutes(20)]);
    assert_eq!(ann.first_slot(&doctor).await, tuesday, "a full day is not listed");
    ann.cancel(&first).await.expect_visit("CANCELLED");
    ann.book(&slot.plus_minutes(30)).await.expect_booked();
}

#[rstest]
#[tokio::test]
async fn the_nearest_free_times_are_offered_on_both_sides(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await.plus_minutes(60);
    ann.book(&slot).await.expect_booked();

    let refused = app.patient("Ben").await.book(&slot).await.expect_code("SLOT_TAKEN");

    assert_eq!(refused.alternatives, [slot.plus_minutes(10), slot.plus_minutes(-10), slot.plus_minutes(20)]);
}

#[rstest]
#[case::before_opening("2027-03-01T07:50:00Z")]
#[case::after_closing("2027-03-01T11:00:00Z")]
#[case::between_two_slots("2027-03-01T08:05:00Z")]
#[case::off_every_grid("2027-03-01T08:03:00Z")]
#[case::a_fraction_late("2027-03-01T08:00:00.000001Z")]
#[case::in_the_past("2027-02-22T08:00:00Z")]
#[case::beyond_the_horizon("2027-06-07T07:00:00Z")]
#[case::on_a_sunday("2027-03-07T08:00:00Z")]
#[case::in_another_century("2199-12-30T08:00:00Z")]
#[tokio::test]
async fn what_is_not_listed_cannot_be_held_or_booked(
    #[case] starts_at: &str,
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let ann = app.patient("Ann").await;

    let input = json!({ "doctorId": doctor.id, "clinicId": doctor.clinic().id, "startsAt": starts_at });
    let held = ann.hold_input(input.clone()).await.expect_code("SLOT_NOT_OFFERED");
    let mut booking = input;
    booking["patientId"] = json!(ann.patient);
    let booked = ann.book_input(booking).await.expect_code("SLOT_NOT_OFFERED");

    assert_eq!(held, booked);
    assert_eq!(held.alternatives.len(), 3, "{held:?}");
}

#[rstest]
#[tokio::test]
async fn an_instant_is_the_same_in_every_offset(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;

    let visit = ann.book_with(&slot, json!({ "startsAt": "2027-03-01T13:30:00+05:30" })).await.expect_booked();

    assert_eq!(visit.slot(), slot);
}

#[rstest]
#[tokio::test]
async fn a_doctor_is_booked_only_where_they_practise(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let elsewhere = app.clinic().create().await;
    let ann = app.patient("Ann").await;
    let slot = ann.first_slot(&doctor).await;

    ann.book_with(&slot, json!({ "clinicId": elsewhere.id })).await.expect_code("SLOT_NOT_OFFERED");
    let nobody = json!({ "doctorId": "doctor:01900000-0000-7000-8000-00000000ffff" });
    ann.book_with(&slot, nobody).await.expect_error("NOT_FOUND");
    let nowhere = json!({ "clinicId": "clinic:01900000-0000-7000-8000-00000000ffff" });
    ann.book_with(&slot, nowhere).await.expect_error("NOT_FOUND");
    let no_service = json!({ "serviceId": "service:01900000-0000-7000-8000-00000000ffff" });
    let refused = ann.book_with(&slot, no_service).await;
    assert!(["NOT_FOUND", "SLOT_NOT_OFFERED"].contains(&refused.word().as_str()), "{refused:?}");
}
