//! Changes a clinic.

use std::sync::Arc;

use entity::clinic;
use entity::id::ClinicId;

use super::clinic_facts::ClinicFacts;
use super::rights;
use crate::domain::access::Principal;
use crate::domain::refusal::Invalid;
use crate::service::{Error, Outcome, Services};
use crate::store::directory::clinic as store;
use crate::store::{Lock, Tx, transact};

/// Changes the facts that are given. Visits that exist are left alone, with what was frozen on them; so the zone, which
/// gives them their local times, stays once there are any.
pub async fn update_clinic(
    services: &Services,
    who: &Principal,
    id: ClinicId,
    facts: ClinicFacts,
) -> Outcome<Arc<clinic::Model>> {
    rights::admin_of(who, id)?;
    let now = services.now();
    transact!(services.db, Lock::None, |tx| {
        let old = store::find_for_update(tx, id).await?.ok_or(Error::NotFound("clinic"))?;
        let mut new = old.clone();
        facts.apply(&mut new)?;
        if new == old {
            return Ok(Arc::new(old));
        }
        check_zone(tx, &old, &new).await?;
        new.version += 1;
        if bookings(&new) != bookings(&old) {
            tx.record(rights::clinic_changed(who, now, Some(id), "clinic"));
        }
        Ok(Arc::new(store::update(tx, new).await?))
    })
}

async fn check_zone(tx: &Tx, old: &clinic::Model, new: &clinic::Model) -> Outcome<()> {
    if new.time_zone != old.time_zone && store::has_visits(&**tx, old.id).await? {
        let reason = "The clinic has visits already, so its zone stays: open a new clinic instead.";
        return Err(Invalid::new("timeZone", reason).into());
    }
    Ok(())
}

/// What decides which times can be booked, and who finds them.
fn bookings(clinic: &clinic::Model) -> (bool, i32, i32, &str, &str) {
    let (zone, city) = (clinic.time_zone.as_str(), clinic.city_key.as_str());
    (clinic.active, clinic.minimum_notice_minutes, clinic.booking_horizon_days, zone, city)
}
