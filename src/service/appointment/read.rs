//! Reading visits, as far as the caller may.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use entity::enums::ActorKind;
use entity::id::{AppointmentId, DoctorId, UserId};

use super::access::{self, Seen};
use crate::domain::access::Principal;
use crate::domain::page::{Page, PageRequest};
use crate::domain::refusal::Invalid;
use crate::service::{Error, Outcome, Services};
use crate::store::appointment::{self, VisitKey};

/// The longest period of an agenda.
const LONGEST_AGENDA: Duration = Duration::days(31);

/// One visit, for those who may see it; a guest proves it with the token.
pub async fn find(
    services: &Services,
    who: &Principal,
    id: AppointmentId,
    token: Option<&str>,
) -> Outcome<Option<Seen>> {
    match access::open(services, services.db.read(), who, id, token).await {
        Ok(seen) => Ok(Some(seen)),
        Err(Error::NotFound(_)) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Another visit of the chain of one that the caller has proved to be theirs.
pub async fn of_chain(services: &Services, seen: &Seen, id: AppointmentId) -> Outcome<Option<Seen>> {
    let other = appointment::find(services.db.read(), id).await?;
    let other = other.filter(|other| other.chain_id == seen.visit.chain_id);
    Ok(other.map(|visit| Seen { visit, as_who: seen.as_who }))
}

/// The visits with these ids that the caller may see.
pub async fn by_id(
    services: &Services,
    who: &Principal,
    ids: &[AppointmentId],
) -> Outcome<HashMap<AppointmentId, Seen>> {
    access::open_many(services, who, ids).await
}

/// A page of the visits of all patients that an account acts for, newest start first.
pub async fn of_viewer(services: &Services, user: UserId, page: &PageRequest<VisitKey>) -> Outcome<Page<Seen>> {
    let visits = appointment::page_of_patients(services.db.read(), user, page).await?;
    Ok(visits.map(|visit| Seen { visit, as_who: ActorKind::Patient }))
}

/// How many visits [`of_viewer`] has in all.
pub async fn of_viewer_count(services: &Services, user: UserId) -> Outcome<u64> {
    Ok(appointment::count_of_patients(services.db.read(), user).await?)
}

/// A doctor's visits in a period, for the doctor and for admins: those of clinics where the caller is staff.
pub async fn agenda(
    services: &Services,
    who: &Principal,
    doctor: DoctorId,
    period: (DateTime<Utc>, DateTime<Utc>),
) -> Outcome<Vec<Seen>> {
    if who.account.is_none() {
        return Err(Error::Unauthenticated);
    }
    if who.doctor_id() != Some(doctor) && !who.is_admin() {
        return Err(Error::Forbidden("Only the doctor and the clinic's admins can see an agenda."));
    }
    let (from, until) = period;
    if until <= from || until - from > LONGEST_AGENDA {
        let invalid = Invalid::new("until", "Ask for a period of at most 31 days that ends after it begins.");
        return Err(Error::BadRequest(invalid));
    }
    let visits = appointment::agenda(services.db.read(), doctor, from, until).await?;
    let seen = visits.into_iter().filter_map(|visit| {
        let as_who = who.staff_of(visit.doctor_id, visit.clinic_id)?;
        Some(Seen { visit, as_who })
    });
    Ok(seen.collect())
}
