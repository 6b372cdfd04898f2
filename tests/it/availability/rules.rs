//! What is subtracted from the hours: closures, notice, horizon, travel.

use chrono::{Duration, NaiveDate};
use entity::id::{ClinicId, ClosureId, DoctorId};
use entity::{closure, travel_time};
use rstest::rstest;
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::support::{Backend, Backend::*, TestApp, at, uuid};

#[rstest]
#[tokio::test]
async fn a_closed_clinic_has_no_slots_on_the_days_of_its_closure(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let doctor = app.doctor().weekly("Mon-Sun 09:00-09:10", "Europe/Madrid").create().await;
    let gil = app.guest("Gil");
    let date = |day| NaiveDate::from_ymd_opt(2027, 3, day).expect("a date");
    let closure = closure::ActiveModel {
        id: Set(ClosureId(app.services.id())),
        clinic_id: Set(ClinicId(uuid(&doctor.clinic().id))),
        from_date: Set(date(3)),
        until_date: Set(date(4)),
        reason: Set(None),
    };
    closure::Entity::insert(closure).exec(app.services.db.read()).await.expect("the closure is written");

    let slots = gil.slots(&doctor, at("2027-03-01T00:00:00Z"), at("2027-03-08T00:00:00Z")).await;

    let days: Vec<_> = slots.iter().map(|slot| slot.starts_at.format("%d").to_string()).collect();
    assert_eq!(days, ["01", "02", "05", "06", "07"]);
}

#[rstest]
#[tokio::test]
async fn a_slot_is_listed_until_the_minimum_notice(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().minimum_notice(120).create().await;
    let doctor = app.doctor().at(&clinic, "Mon 09:00-12:00").create().await;
    let gil = app.guest("Gil");
    let nine = gil.first_slot(&doctor).await;
    assert_eq!(nine.starts_at, app.now() + Duration::minutes(120));

    app.advance(Duration::seconds(1));

    assert_eq!(gil.first_slot(&doctor).await, nine.plus_minutes(10));
    gil.book(&nine).await.expect_code("SLOT_NOT_OFFERED");
}

#[rstest]
#[tokio::test]
async fn slots_are_listed_up_to_the_last_day_of_the_horizon(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let clinic = app.clinic().horizon(2).create().await;
    let doctor = app.doctor().at(&clinic, "Mon-Sun 23:00-23:10").create().await;
    let gil = app.guest("Gil");

    let days = async || {
        let slots = gil.slots(&doctor, at("2027-03-01T00:00:00Z"), at("2027-03-08T00:00:00Z")).await;
        slots.iter().map(|slot| slot.starts_at.format("%d").to_string()).collect::<Vec<_>>()
    };

    assert_eq!(days().await, ["01", "02", "03"]);
    // 23:59 and then midnight in Madrid: local days count.
    app.advance_to(at("2027-03-01T22:59:59Z"));
    assert_eq!(days().await, ["02", "03"]);
    app.advance(Duration::seconds(1));
    assert_eq!(days().await, ["02", "03", "04"]);
}

#[rstest]
#[tokio::test]
async fn a_doctor_cannot_be_at_two_clinics_without_the_time_to_travel(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (first, second) = (app.clinic().create().await, app.clinic().create().await);
    let doctor = app.doctor().at(&first, "Mon 09:00-09:10").at(&second, "Mon 09:10-10:10").create().await;
    let gil = app.guest("Gil");
    let mut clinics = [uuid(&first.id), uuid(&second.id)];
    clinics.sort();
    let travel = travel_time::ActiveModel {
        doctor_id: Set(DoctorId(uuid(&doctor.id))),
        clinic_a_id: Set(ClinicId(clinics[0])),
        clinic_b_id: Set(ClinicId(clinics[1])),
        minutes: Set(30),
    };
    travel_time::Entity::insert(travel).exec(app.services.db.read()).await.expect("the travel time is written");
    let day = (at("2027-03-01T00:00:00Z"), at("2027-03-02T00:00:00Z"));
    assert_eq!(gil.slots(&doctor, day.0, day.1).await.len(), 7);

    let visit = gil.book(&gil.first_slot(&doctor).await).await.expect_booked();

    let slots = gil.slots(&doctor, day.0, day.1).await;
    assert_eq!((slots.len(), slots[0].starts_at), (3, visit.ends_at + Duration::minutes(30)));
    let mut too_early = slots[0].plus_minutes(-10);
    gil.book(&too_early).await.expect_code("SLOT_NOT_OFFERED");
    too_early = too_early.plus_minutes(10);
    gil.book(&too_early).await.expect_booked();
}
