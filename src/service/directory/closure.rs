//! Closes a clinic on some dates, and opens it again.

use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, Utc};
use entity::clinic;
use entity::closure;
use entity::id::{ClinicId, ClosureId};

use super::rights;
use crate::domain::access::Principal;
use crate::domain::refusal::Invalid;
use crate::domain::text;
use crate::domain::time::Zone;
use crate::service::{Error, Outcome, Services};
use crate::store::directory::{clinic as clinics, closure as store};
use crate::store::{Lock, NewEvent, transact};

/// The longest closure, and how far ahead one can begin, in days.
const LONGEST: u64 = 366;
const FURTHEST: u64 = 5 * 366;
/// How many closures one clinic can have ahead.
const MOST: u64 = 500;

/// Dates on which a clinic will be closed, both included.
#[derive(Clone, Debug)]
pub struct AddClosure {
    pub clinic: ClinicId,
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub reason: Option<String>,
}

/// Closes a clinic. Visits that exist are left alone.
pub async fn add_closure(services: &Services, who: &Principal, command: AddClosure) -> Outcome<Arc<clinic::Model>> {
    rights::admin_of(who, command.clinic)?;
    let now = services.now();
    let closure = closure::Model {
        id: ClosureId(services.id()),
        clinic_id: command.clinic,
        from_date: command.from,
        until_date: command.until,
        reason: text::optional_line("reason", command.reason.as_deref(), 200)?,
    };
    transact!(services.db, Lock::None, |tx| {
        let clinic = clinics::find_for_update(tx, closure.clinic_id).await?.ok_or(Error::NotFound("clinic"))?;
        let zone = zone_of(&clinic)?;
        let today = zone.local_date(now);
        check(&closure, today)?;
        if store::count(&**tx, clinic.id, today).await? >= MOST {
            return Err(Invalid::new("clinicId", "The clinic has too many closures ahead: remove some first.").into());
        }
        store::insert(tx, closure.clone()).await?;
        tx.record(changed(who, now, &zone, &closure));
        Ok(Arc::new(clinic))
    })
}

/// Takes a closure back.
pub async fn remove_closure(services: &Services, who: &Principal, id: ClosureId) -> Outcome<Arc<clinic::Model>> {
    rights::signed_in(who)?;
    let now = services.now();
    transact!(services.db, Lock::None, |tx| {
        let closure = store::find(&**tx, id).await?.ok_or(Error::NotFound("closure"))?;
        rights::admin_of(who, closure.clinic_id)?;
        let clinic = clinics::find_for_update(tx, closure.clinic_id).await?.ok_or(Error::NotFound("clinic"))?;
        if store::delete(tx, id).await? {
            tx.record(changed(who, now, &zone_of(&clinic)?, &closure));
        }
        Ok(Arc::new(clinic))
    })
}

fn check(closure: &closure::Model, today: NaiveDate) -> Result<(), Invalid> {
    let (from, until) = (closure.from_date, closure.until_date);
    if until < from {
        return Err(Invalid::new("until", "Give a date that is not before `from`."));
    }
    if until < today {
        return Err(Invalid::new("until", "Give a date that is not past."));
    }
    if from > today + Days::new(FURTHEST) {
        return Err(Invalid::new("from", "Give a date within the next five years."));
    }
    if until >= from + Days::new(LONGEST) {
        return Err(Invalid::new("until", format!("Close for at most {LONGEST} days at once.")));
    }
    Ok(())
}

fn changed(who: &Principal, now: DateTime<Utc>, zone: &Zone, closure: &closure::Model) -> NewEvent {
    let event = rights::clinic_changed(who, now, Some(closure.clinic_id), "closure");
    let first = zone.day(closure.from_date);
    let last = zone.day(closure.until_date);
    NewEvent { starts_at: first.map(|day| day.start.start()), ends_at: last.map(|day| day.end.start()), ..event }
}

fn zone_of(clinic: &clinic::Model) -> Outcome<Zone> {
    Zone::parse(&clinic.time_zone).map_err(|unknown| Error::Internal(unknown.to_string()))
}
