//! Replaces the weekly hours of a doctor at a clinic.

use std::sync::Arc;

use entity::id::{ClinicId, DoctorId, WeeklyHoursId};
use entity::{doctor, weekly_hours};

use super::desk::{at_fault, check_rights, practising};
use crate::domain::access::Principal;
use crate::domain::availability::{WeeklyWindow, Window, validate_weekly};
use crate::service::directory::rights::doctor_changed;
use crate::service::{Outcome, Services};
use crate::store::schedule::weekly;
use crate::store::{Lock, NewEvent, transact};

/// The hours of every week.
#[derive(Clone, Debug)]
pub struct SetWeeklyHours {
    pub doctor: DoctorId,
    pub clinic: ClinicId,
    pub windows: Vec<WeeklyWindow>,
}

/// Replaces the hours of every week; no windows, no hours.
pub async fn set_weekly_hours(
    services: &Services,
    who: &Principal,
    command: SetWeeklyHours,
) -> Outcome<Arc<doctor::Model>> {
    let SetWeeklyHours { doctor, clinic, windows } = command;
    check_rights(who, doctor, clinic)?;
    let plain: Vec<Window> = windows.iter().map(|weekly| weekly.window).collect();
    validate_weekly(&windows).map_err(|problem| at_fault(problem, &plain))?;
    let row = |weekly: &WeeklyWindow| weekly_hours::Model {
        id: WeeklyHoursId(services.id()),
        doctor_id: doctor,
        clinic_id: clinic,
        weekday: i16::try_from(weekly.weekday.number_from_monday()).expect("a week has seven days"),
        start_time: weekly.window.start,
        end_time: weekly.window.end,
    };
    let rows: Vec<weekly_hours::Model> = windows.iter().map(row).collect();
    let now = services.now();
    transact!(services.db, Lock::Doctor(doctor), |tx| {
        let desk = practising(tx, doctor, clinic).await?;
        weekly::replace(tx, doctor, clinic, rows.clone()).await?;
        let event = doctor_changed(who, now, doctor, "weeklyHours");
        tx.record(NewEvent { clinic_id: Some(clinic), ..event });
        Ok(Arc::new(desk.doctor))
    })
}
