//! Changes a doctor.

use std::sync::Arc;

use entity::doctor;
use entity::id::{ClinicId, DoctorId};

use super::create_doctor::taken;
use super::doctor_facts::DoctorFacts;
use super::doctor_links::{DoctorLinks, specialty};
use super::rights;
use crate::domain::access::Principal;
use crate::service::{Error, Outcome, Services};
use crate::store::directory::{doctor as store, practice};
use crate::store::{Lock, Tx, transact};

/// Changes the facts that are given. Doctors describe themselves; the rest is for the administrators of all their
/// clinics. Visits that exist are left alone.
pub async fn update_doctor(
    services: &Services,
    who: &Principal,
    id: DoctorId,
    facts: DoctorFacts,
    links: DoctorLinks,
) -> Outcome<Arc<doctor::Model>> {
    rights::signed_in(who)?;
    let specialty_name = facts.specialty_name()?;
    let written = transact!(services.db, Lock::Doctor(id), |tx| {
        let old = store::find_for_update(tx, id).await?.ok_or(Error::NotFound("doctor"))?;
        let clinics = practice::clinics_of(&**tx, id).await?;
        check_rights(who, &old, &clinics, facts.needs_admin() || links.services.is_some() || links.fees.is_some())?;
        let mut new = old.clone();
        facts.apply(&mut new)?;
        if let Some(name) = &specialty_name {
            new.specialty_id = specialty(services, who, tx, name).await?;
        }
        links.write(tx, id).await?;
        if bookings(&new) != bookings(&old) || links.services.is_some() {
            tx.record(rights::doctor_changed(who, services.now(), id, "doctor"));
        }
        save(tx, &old, new).await
    });
    written.map_err(taken)
}

fn check_rights(who: &Principal, doctor: &doctor::Model, clinics: &[ClinicId], needs_admin: bool) -> Outcome<()> {
    if rights::administers_all(who, clinics) {
        return Ok(());
    }
    match (who.doctor_id() == Some(doctor.id), needs_admin) {
        (true, false) => Ok(()),
        (true, true) => Err(Error::Forbidden(
            "Doctors change their own bio, photo, phone and languages; ask an administrator for the rest.",
        )),
        (false, _) => Err(Error::Forbidden("Only the doctor or an administrator of all their clinics can do this.")),
    }
}

async fn save(tx: &Tx, old: &doctor::Model, mut new: doctor::Model) -> Outcome<Arc<doctor::Model>> {
    if new == *old {
        return Ok(Arc::new(new));
    }
    new.version += 1;
    Ok(Arc::new(store::update(tx, new).await?))
}

/// What decides which times can be booked, and who finds them.
fn bookings(doctor: &doctor::Model) -> (bool, Option<i32>, bool, bool, entity::id::SpecialtyId) {
    (doctor.active, doctor.max_patients_per_day, doctor.offers_in_person, doctor.offers_video, doctor.specialty_id)
}
