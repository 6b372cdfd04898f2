use std::time::{Duration, Instant};

use medbook::http::Class;
use medbook::store::Lock;
use serde_json::json;

use crate::support::{Backend::*, TestApp};

/// Far more than the milliseconds that it takes, for machines that do much else.
const LONG: Duration = Duration::from_secs(2);

/// Waits until the edge says so.
async fn until(what: &str, reached: impl Fn() -> bool) {
    let begun = Instant::now();
    while !reached() {
        assert!(begun.elapsed() < Duration::from_secs(10), "{what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn a_full_server_sends_bookings_away_at_once_answers_searches_and_catches_up() {
    let app = TestApp::start_with_parts(Sqlite, 8, |parts| {
        parts.limits.operations.running = 4;
        parts.limits.operations.waiting = 2;
    })
    .await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-17:00", "Europe/Madrid").create().await;
    let guests: Vec<_> = (0..5).map(|n| app.guest(&format!("Guest {n}"))).collect();
    let slot = guests[0].first_slot(&doctor).await;

    // Nobody gets to write any more.
    let mut writer = app.services.db.writer(Lock::None);
    let tx = writer.begin().await.expect("a transaction");
    let bookings: Vec<_> = guests
        .into_iter()
        .enumerate()
        .map(|(n, guest)| {
            let slot = slot.plus_minutes(60 * i64::try_from(n).expect("few"));
            tokio::spawn(async move { guest.book(&slot).await.expect_booked() })
        })
        .collect();
    until("three bookings run and two wait", || {
        (app.traffic.running(Class::Booking), app.traffic.waiting(Class::Booking)) == (3, 2)
    })
    .await;

    let begun = Instant::now();
    for _ in 0..20 {
        let http = &app.visitor().http;
        let body = json!({ "query": "mutation { logout(refreshToken: \"x\") }" });
        let refused = http.post(app.url("/graphql")).json(&body).send().await.expect("the server answers");
        assert_eq!(refused.status(), 503);
        assert_eq!(refused.headers()["retry-after"], "1");
        let body: serde_json::Value = refused.json().await.expect("JSON");
        assert_eq!(body["errors"][0]["extensions"]["code"], "RATE_LIMITED", "{body}");
    }
    assert!(begun.elapsed() < LONG, "20 refusals took {:?}", begun.elapsed());
    assert_eq!(app.traffic.refused(Class::Booking), 20);
    app.visitor().query("{ specialties { name } }").await.data();
    let ready = app.visitor().http.get(app.url("/health/ready")).send().await.expect("the server answers");
    assert_eq!(ready.status(), 200, "health is not queued");

    drop((tx, writer));
    for booking in bookings {
        booking.await.expect("every booking that was let in is done");
    }
    assert_eq!((app.traffic.running(Class::Booking), app.traffic.waiting(Class::Booking)), (0, 0));
}

#[tokio::test]
async fn whoever_waits_too_long_is_told_to_come_again() {
    let app = TestApp::start_with_parts(Sqlite, 4, |parts| {
        parts.limits.operations.running = 2;
        parts.limits.operations.patience = Duration::from_millis(200);
    })
    .await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-17:00", "Europe/Madrid").create().await;
    let (gil, ben) = (app.guest("Gil"), app.guest("Ben"));
    let slot = gil.first_slot(&doctor).await;
    let mut writer = app.services.db.writer(Lock::None);
    let tx = writer.begin().await.expect("a transaction");
    let later = slot.plus_minutes(60);
    let first = tokio::spawn(async move { gil.book(&slot).await.expect_booked() });
    until("one booking runs", || app.traffic.running(Class::Booking) == 1).await;

    let refused = ben.query("mutation { logout(refreshToken: \"x\") }").await;

    assert_eq!((refused.status, refused.code()), (503, Some("RATE_LIMITED")));
    drop((tx, writer));
    first.await.expect("who was let in is done");
    ben.book(&later).await.expect_booked();
}
