//! Replaces the hours of one date, or goes back to the weekly ones.

use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, Utc};
use entity::id::{ClinicId, DateRuleId, DoctorId};
use entity::{date_rule, doctor};

use super::desk::{Desk, at_fault, check_rights, practising};
use crate::domain::access::Principal;
use crate::domain::availability::{Window, validate_day};
use crate::domain::refusal::Invalid;
use crate::service::directory::rights::doctor_changed;
use crate::service::{Outcome, Services};
use crate::store::schedule::date_rule as store;
use crate::store::{Lock, NewEvent, transact};

/// How many days ahead hours can be set: further than any clinic books.
const FURTHEST: u64 = 3 * 366;

/// The hours of one date; none mean closed.
#[derive(Clone, Debug)]
pub struct SetDateHours {
    pub doctor: DoctorId,
    pub clinic: ClinicId,
    pub date: NaiveDate,
    pub windows: Vec<Window>,
}

/// Replaces the hours of a date, whatever the weekly ones are.
pub async fn set_date_hours(
    services: &Services,
    who: &Principal,
    command: SetDateHours,
) -> Outcome<Arc<doctor::Model>> {
    let SetDateHours { doctor, clinic, date, windows } = command;
    check_rights(who, doctor, clinic)?;
    validate_day(&windows).map_err(|problem| at_fault(problem, &windows))?;
    let row = |times: Option<&Window>| date_rule::Model {
        id: DateRuleId(services.id()),
        doctor_id: doctor,
        clinic_id: clinic,
        date,
        start_time: times.map(|window| window.start),
        end_time: times.map(|window| window.end),
    };
    let rows: Vec<date_rule::Model> =
        if windows.is_empty() { vec![row(None)] } else { windows.iter().map(|window| row(Some(window))).collect() };
    let now = services.now();
    transact!(services.db, Lock::Doctor(doctor), |tx| {
        let desk = practising(tx, doctor, clinic).await?;
        check_date(date, desk.zone.local_date(now))?;
        store::clear(tx, doctor, clinic, date).await?;
        store::insert(tx, rows.clone()).await?;
        tx.record(changed(who, now, &desk, clinic, date));
        Ok(Arc::new(desk.doctor))
    })
}

/// Forgets the hours of a date, so that the weekly ones hold again.
pub async fn clear_date_hours(
    services: &Services,
    who: &Principal,
    doctor: DoctorId,
    clinic: ClinicId,
    date: NaiveDate,
) -> Outcome<Arc<doctor::Model>> {
    check_rights(who, doctor, clinic)?;
    let now = services.now();
    transact!(services.db, Lock::Doctor(doctor), |tx| {
        let desk = practising(tx, doctor, clinic).await?;
        if store::clear(tx, doctor, clinic, date).await? {
            tx.record(changed(who, now, &desk, clinic, date));
        }
        Ok(Arc::new(desk.doctor))
    })
}

fn check_date(date: NaiveDate, today: NaiveDate) -> Result<(), Invalid> {
    if date < today {
        return Err(Invalid::new("date", "Give a date that is not past at the clinic."));
    }
    if date > today + Days::new(FURTHEST) {
        return Err(Invalid::new("date", "Give a date within the next three years."));
    }
    Ok(())
}

/// From the start of the date to the end of the next, onto which its windows can run.
fn changed(who: &Principal, now: DateTime<Utc>, desk: &Desk, clinic: ClinicId, date: NaiveDate) -> NewEvent {
    let event = doctor_changed(who, now, desk.doctor.id, "dateHours");
    let first = desk.zone.day(date);
    let last = date.succ_opt().and_then(|next| desk.zone.day(next));
    NewEvent {
        clinic_id: Some(clinic),
        starts_at: first.map(|day| day.start.start()),
        ends_at: last.map(|day| day.end.start()),
        ..event
    }
}
