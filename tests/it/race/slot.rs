use std::time::Duration;

use futures::future::join_all;
use rstest::rstest;
use serde_json::json;

use crate::support::{Backend, Backend::*, Outcome, TestApp};

fn count(outcomes: &[Outcome], word: &str) -> usize {
    outcomes.iter().filter(|outcome| outcome.word() == word).count()
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_hundred_who_book_one_slot_one_gets_it_and_all_others_get_alternatives(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    // They queue at the edge for as long as it takes.
    let app = TestApp::start_with_parts(backend, 8, |parts| {
        let operations = &mut parts.limits.operations;
        (operations.waiting, operations.patience) = (200, Duration::from_secs(60));
    })
    .await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let guests: Vec<_> = (0..200).map(|number| app.guest(&format!("Guest{number}"))).collect();
    let slot = guests[0].first_slot(&doctor).await;

    let outcomes = join_all(guests.iter().map(|guest| guest.book(&slot))).await;

    assert_eq!((count(&outcomes, "Booking"), count(&outcomes, "SLOT_TAKEN")), (1, 199));
    for problem in outcomes.iter().filter_map(Outcome::problem) {
        assert_eq!(problem.alternatives, [slot.plus_minutes(10), slot.plus_minutes(20), slot.plus_minutes(30)]);
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn visits_of_different_starts_and_lengths_never_overlap(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let guests: Vec<_> = (0..48).map(|number| app.guest(&format!("Guest{number}"))).collect();
    let slot = guests[0].first_slot(&doctor).await;
    // Consultations of 10, ultrasounds of 20 and surgery of 60 minutes within the same 80 minutes.
    let services = ["000000000001", "000000000004", "000000000005"];
    let wishes = guests.iter().enumerate().map(|(number, guest)| {
        let service = format!("service:01900000-0000-7000-8000-{}", services[number % 3]);
        let start = slot.plus_minutes(10 * (number / 3 % 8) as i64);
        async move { guest.book_with(&start, json!({ "serviceId": service })).await }
    });

    let outcomes = join_all(wishes).await;

    let (booked, refused): (Vec<_>, Vec<_>) = outcomes.iter().partition(|outcome| outcome.word() == "Booking");
    assert!(refused.iter().all(|outcome| outcome.word() == "SLOT_TAKEN"), "{refused:?}");
    let mut visits: Vec<_> = booked.iter().map(|outcome| outcome.expect_booked()).collect();
    visits.sort_by_key(|visit| visit.starts_at);
    assert!(visits.windows(2).all(|pair| pair[0].ends_at <= pair[1].starts_at), "{visits:#?}");
    assert!(visits.len() >= 2, "{visits:#?}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_patient_who_books_two_doctors_at_once_gets_one(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().create().await;
    let first = app.doctor().at(&clinic, "Mon-Fri 09:00-12:00").create().await;
    let second = app.doctor().at(&clinic, "Mon-Fri 09:00-12:00").create().await;
    let ann = app.patient("Ann").await;
    for minutes in (0..100).step_by(10) {
        let slots = [&first, &second].map(|doctor| async { ann.first_slot(doctor).await });
        let slots: Vec<_> = join_all(slots).await;
        let windows = [ann.on_another_connection(), ann.on_another_connection()];

        let outcomes = join_all(windows.iter().zip(&slots).map(|(window, slot)| window.book(slot))).await;

        assert_eq!((count(&outcomes, "Booking"), count(&outcomes, "PATIENT_BUSY")), (1, 1), "after {minutes} minutes");
        // Whoever lost the patient is still free: somebody else takes that time, and both go on to the next.
        let lost = outcomes.iter().position(|outcome| outcome.word() == "PATIENT_BUSY").expect("one lost");
        app.guest("Gil").book(&slots[lost]).await.expect_booked();
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_visits_that_move_onto_one_slot_are_one_that_moved_and_one_that_stayed(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let (ann, ben) = (app.patient("Ann").await, app.patient("Ben").await);
    let slot = ann.first_slot(&doctor).await;
    let visits = [ann.book(&slot).await.expect_booked(), ben.book(&slot.plus_minutes(10)).await.expect_booked()];
    let wanted = slot.plus_minutes(60);

    let (moved_ann, moved_ben) = tokio::join!(ann.reschedule(&visits[0], &wanted), ben.reschedule(&visits[1], &wanted));

    let outcomes = [moved_ann, moved_ben];
    assert_eq!((count(&outcomes, "Booking"), count(&outcomes, "SLOT_TAKEN")), (1, 1));
    for ((person, visit), outcome) in [&ann, &ben].into_iter().zip(&visits).zip(&outcomes) {
        let now = person.read(visit).await.expect("a patient sees their visit");
        match outcome.word().as_str() {
            "Booking" => assert_eq!(now.status, "RESCHEDULED"),
            _ => assert_eq!(now, *visit),
        }
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn holds_of_one_account_at_once_do_not_pass_the_limit(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().create().await;
    let ann = app.patient("Ann").await;
    let mut slots = Vec::new();
    for _ in 0..8 {
        // Different doctors: nothing but the account is shared.
        let doctor = app.doctor().at(&clinic, "Mon-Fri 09:00-12:00").create().await;
        slots.push(ann.first_slot(&doctor).await);
    }
    let windows: Vec<_> = slots.iter().map(|_| ann.on_another_connection()).collect();

    let outcomes = join_all(windows.iter().zip(&slots).map(|(window, slot)| window.hold(slot))).await;

    assert_eq!((count(&outcomes, "Appointment"), count(&outcomes, "TOO_MANY_HOLDS")), (3, 5));
}
