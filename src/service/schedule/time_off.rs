//! Sends a doctor on leave, and calls them back.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use entity::id::{ClinicId, DoctorId, TimeOffId};
use entity::{doctor, time_off};

use crate::domain::access::Principal;
use crate::domain::refusal::Invalid;
use crate::domain::text;
use crate::service::directory::rights::{administers_all, doctor_changed, signed_in};
use crate::service::{Error, Outcome, Services};
use crate::store::directory::{doctor as doctors, practice};
use crate::store::schedule::time_off as store;
use crate::store::{Lock, NewEvent, transact};

/// Two years.
const LONGEST: Duration = Duration::days(731);
const FURTHEST: Duration = Duration::days(5 * 366);
/// How many times off one doctor can have ahead.
const MOST: u64 = 300;

/// When a doctor is away, at all clinics.
#[derive(Clone, Debug)]
pub struct AddTimeOff {
    pub doctor: DoctorId,
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
    pub reason: Option<String>,
}

/// Adds time off. It may begin in the past, but not end there.
pub async fn add_time_off(services: &Services, who: &Principal, command: AddTimeOff) -> Outcome<Arc<doctor::Model>> {
    signed_in(who)?;
    let now = services.now();
    let time_off = time_off::Model {
        id: TimeOffId(services.id()),
        doctor_id: command.doctor,
        starts_at: command.from,
        ends_at: command.until,
        reason: text::optional_line("reason", command.reason.as_deref(), 200)?,
    };
    check_period(&time_off, now)?;
    transact!(services.db, Lock::Doctor(command.doctor), |tx| {
        let doctor = doctors::find(&**tx, command.doctor).await?.ok_or(Error::NotFound("doctor"))?;
        if !may_keep(who, doctor.id, &practice::clinics_of(&**tx, doctor.id).await?) {
            return Err(Error::Forbidden(
                "Only the doctor or an administrator of all their clinics can do this: set date hours at one clinic.",
            ));
        }
        if store::count(&**tx, doctor.id, now).await? >= MOST {
            return Err(Invalid::new("doctorId", "The doctor has too many times off ahead: remove some first.").into());
        }
        store::insert(tx, time_off.clone()).await?;
        tx.record(changed(who, now, &time_off));
        Ok(Arc::new(doctor))
    })
}

/// Takes time off back. Who may not see it does not learn that it exists.
pub async fn remove_time_off(services: &Services, who: &Principal, id: TimeOffId) -> Outcome<Arc<doctor::Model>> {
    signed_in(who)?;
    let now = services.now();
    let missing = || Error::NotFound("time off");
    let found = store::find(services.db.read(), id).await?.ok_or_else(missing)?;
    transact!(services.db, Lock::Doctor(found.doctor_id), |tx| {
        let clinics = practice::clinics_of(&**tx, found.doctor_id).await?;
        if !may_keep(who, found.doctor_id, &clinics) || !store::delete(tx, id).await? {
            return Err(missing());
        }
        tx.record(changed(who, now, &found));
        let doctor = doctors::find(&**tx, found.doctor_id).await?;
        Ok(Arc::new(doctor.ok_or(Error::NotFound("doctor"))?))
    })
}

/// Whether the caller knows of a doctor's time off and may change it: the doctor, and, because it holds at all clinics,
/// admins of all of theirs.
pub(super) fn may_keep(who: &Principal, doctor: DoctorId, clinics: &[ClinicId]) -> bool {
    who.doctor_id() == Some(doctor) || administers_all(who, clinics)
}

fn check_period(time_off: &time_off::Model, now: DateTime<Utc>) -> Result<(), Invalid> {
    let (from, until) = (time_off.starts_at, time_off.ends_at);
    if until <= from {
        return Err(Invalid::new("until", "Give an instant after `from`."));
    }
    if until <= now {
        return Err(Invalid::new("until", "Give an instant that is not past."));
    }
    if from > now + FURTHEST {
        return Err(Invalid::new("from", "Give an instant within the next five years."));
    }
    if until - from > LONGEST {
        return Err(Invalid::new("until", "Give at most two years at once."));
    }
    Ok(())
}

fn changed(who: &Principal, now: DateTime<Utc>, time_off: &time_off::Model) -> NewEvent {
    let event = doctor_changed(who, now, time_off.doctor_id, "timeOff");
    NewEvent { starts_at: Some(time_off.starts_at), ends_at: Some(time_off.ends_at), ..event }
}
