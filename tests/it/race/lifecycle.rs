use chrono::Duration;
use futures::future::join_all;
use rstest::rstest;

use crate::support::{Backend, Backend::*, TestApp};

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_confirmation_and_a_refusal_at_once_have_one_winner(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().auto_confirm(false).create().await;
    let doctor = app.doctor().at(&clinic, "Mon-Fri 09:00-12:00").create().await;
    let (ann, admin) = (app.patient("Ann").await, app.admin().await.reconnected());
    let slot = ann.first_slot(&doctor).await;
    for minutes in (0..60).step_by(10) {
        let visit = ann.book(&slot.plus_minutes(minutes)).await.expect_booked();

        let (confirmed, declined) =
            tokio::join!(admin.act("confirmAppointment", &visit), app.admin().await.act("declineAppointment", &visit));

        let mut words = [confirmed.word(), declined.word()];
        words.sort();
        assert_eq!(words, ["Appointment", "WRONG_STATUS"]);
        let now = ann.read(&visit).await.expect("a patient sees their visit");
        assert_eq!(now.version, visit.version + 1);
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_patient_who_cancels_while_the_clinic_confirms_has_cancelled(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().auto_confirm(false).create().await;
    let doctor = app.doctor().at(&clinic, "Mon-Fri 09:00-12:00").create().await;
    let (ann, admin) = (app.patient("Ann").await, app.admin().await);
    let slot = ann.first_slot(&doctor).await;
    for minutes in (0..60).step_by(10) {
        let visit = ann.book(&slot.plus_minutes(minutes)).await.expect_booked();

        let (confirmed, cancelled) = tokio::join!(admin.act("confirmAppointment", &visit), ann.cancel(&visit));

        // Either order is fine: a confirmed visit can be cancelled, a cancelled one cannot be confirmed.
        cancelled.expect_visit("CANCELLED");
        assert!(["Appointment", "WRONG_STATUS"].contains(&confirmed.word().as_str()), "{confirmed:?}");
        let steps = if confirmed.word() == "Appointment" { 2 } else { 1 };
        let now = ann.read(&visit).await.expect("a patient sees their visit");
        assert_eq!((now.status.as_str(), now.version), ("CANCELLED", visit.version + steps));
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_take_an_expired_hold_over_one_gets_it(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let guests: Vec<_> = (0..20).map(|number| app.guest(&format!("Guest{number}"))).collect();
    let slot = guests[0].first_slot(&doctor).await;
    let held = guests[0].hold(&slot).await.expect_held();
    app.advance(Duration::minutes(5));

    let wishes = join_all(guests[1..].iter().map(|guest| guest.book(&slot)));
    let sweep = medbook::service::appointment::sweep(&app.services);
    let (outcomes, late, swept) = tokio::join!(wishes, guests[0].book_hold(&held), sweep);

    swept.expect("the sweep succeeds");
    late.expect_code("HOLD_EXPIRED");
    let mut words: Vec<_> = outcomes.iter().map(|outcome| outcome.word()).collect();
    words.sort();
    assert_eq!((words[0].as_str(), words[1].as_str(), words[18].as_str()), ("Booking", "SLOT_TAKEN", "SLOT_TAKEN"));
}
