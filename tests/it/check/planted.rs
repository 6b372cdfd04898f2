use medbook::service::check;
use rstest::rstest;
use sea_orm::ConnectionTrait;

use crate::support::{Backend, Backend::*, TestApp};

#[rstest]
#[tokio::test]
async fn a_planted_violation_is_reported(
    #[values(Sqlite, Postgres)] backend: Backend,
    #[values(
        "DELETE FROM slot_claim",
        "DELETE FROM slot_claim WHERE subject_kind = 3",
        "UPDATE appointment SET status = 'CANCELLED'",
        "UPDATE doctor_day SET visits = visits + 1",
        "DELETE FROM event_log WHERE position = (SELECT max(position) FROM event_log)",
        "UPDATE doctor SET rating_sum = 4, rating_count = 1, rating_milli = 4000"
    )]
    damage: &str,
) {
    let mut app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let ann = app.patient("Ann").await;
    ann.book(&ann.first_slot(&doctor).await).await.expect_booked();
    assert!(check::run(&app.services).await.expect("the check runs").is_clean());

    app.plants_a_violation();
    app.services.db.read().execute_unprepared(damage).await.expect("the damage is done");

    let report = check::run(&app.services).await.expect("the check runs");
    assert!(!report.is_clean(), "not reported: {damage}");
    assert!(report.to_string().lines().count() >= 1);
}
