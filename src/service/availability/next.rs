//! The next free slot of each of many doctors.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use entity::id::{ClinicId, DoctorId, ServiceId};

use super::doctor::{DeskOf, Wanted, desks};
use crate::domain::availability::Slot;
use crate::service::{Outcome, Services};
use crate::store::availability::Period;

/// How far ahead the next slot is looked for: as far as any clinic can be booked.
const FARTHEST: Duration = Duration::days(732);
/// Most next slots are near: look there first, and load the long period only for doctors who have none.
const NEAR: Duration = Duration::days(14);

/// How many calendars are in memory at the same time. It bounds the values of a statement, too.
const AT_ONCE: usize = 250;

/// Which slot counts as the next.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct NextSlot {
    pub clinic: Option<ClinicId>,
    pub service: Option<ServiceId>,
    /// Not before; now if not given.
    pub from: Option<DateTime<Utc>>,
    /// Before; as far as anything can be booked if not given.
    pub until: Option<DateTime<Utc>>,
}

/// The earliest matching slot of each doctor; doctors without any are missing.
pub async fn next_slots(
    services: &Services,
    doctors: &[DoctorId],
    search: &NextSlot,
) -> Outcome<HashMap<DoctorId, Slot>> {
    let now = services.now();
    let from = search.from.unwrap_or(now).max(now);
    let until = search.until.unwrap_or(now + FARTHEST).min(now + FARTHEST);
    let near = until.min(from + NEAR);
    let mut found = HashMap::with_capacity(doctors.len());
    for some in doctors.chunks(AT_ONCE) {
        let soon = earliest(services, some, search, (from, near)).await?;
        let rest: Vec<DoctorId> = some.iter().copied().filter(|doctor| !soon.contains_key(doctor)).collect();
        found.extend(soon);
        if near < until && !rest.is_empty() {
            found.extend(earliest(services, &rest, search, (near, until)).await?);
        }
    }
    Ok(found)
}

async fn earliest(
    services: &Services,
    doctors: &[DoctorId],
    search: &NextSlot,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Outcome<HashMap<DoctorId, Slot>> {
    let now = services.now();
    let desks = desks(services, doctors, Wanted::service(search.service), Period { from, until, now }).await?;
    let first = |desk: &DeskOf| desk.calendar.slots(&desk.offer.shape, search.clinic, now, from, until).next();
    Ok(desks.iter().filter_map(|(doctor, desk)| Some((*doctor, first(desk)?))).collect())
}
