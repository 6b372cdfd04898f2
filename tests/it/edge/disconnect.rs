use std::time::{Duration, Instant};

use entity::id::DoctorId;
use medbook::http::Class;
use medbook::store::Lock;
use rstest::rstest;
use serde_json::json;

use super::raw::{Raw, post};
use crate::support::{Backend, Backend::*, TestApp, merge, uuid};

#[rstest]
#[tokio::test]
async fn who_leaves_in_the_middle_of_a_booking_gets_its_answer_by_the_key(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let gil = app.guest("Gil");
    let (slot, key) = (gil.first_slot(&doctor).await, json!({ "idempotencyKey": "5d0f5c4e" }));
    let mut input = json!({ "doctorId": slot.doctor, "clinicId": slot.clinic, "startsAt": slot.start() });
    merge(&mut input, gil.who());
    merge(&mut input, key.clone());
    let query = "mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) { __typename } }";
    let request = post(&json!({ "query": query, "variables": { "input": input } }).to_string());
    let before = app.position().await;

    let mut writer = app.services.db.writer(Lock::Doctor(DoctorId(uuid(&doctor.id))));
    let tx = writer.begin().await.expect("another booking is at it");
    let others = app.traffic.connections_open();
    let mut leaving = Raw::open(app.address()).await;
    leaving.send(request).await;
    let begun = Instant::now();
    while app.traffic.running(Class::Booking) == 0 {
        assert!(begun.elapsed() < Duration::from_secs(10), "the booking does not begin");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop(leaving);
    while app.traffic.connections_open() > others {
        assert!(begun.elapsed() < Duration::from_secs(10), "the server does not see that the client left");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    drop((tx, writer));
    while app.traffic.running(Class::Booking) > 0 {
        assert!(begun.elapsed() < Duration::from_secs(10), "the booking does not end");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }

    let after = app.position().await;
    assert!(after > before, "the booking was completed");
    let visit = gil.book_with(&slot, key).await.expect_booked();
    assert!(gil.read(&visit).await.is_some());
    assert_eq!(app.position().await, after, "and it was not made again");
}
