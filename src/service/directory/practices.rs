//! Says at which clinics a doctor practises.

use std::sync::Arc;

use entity::doctor;
use entity::id::{ClinicId, DoctorId};

use super::rights;
use crate::domain::access::Principal;
use crate::domain::directory::MAX_CLINICS;
use crate::domain::refusal::Invalid;
use crate::service::{Error, Outcome, Services};
use crate::store::directory::{clinic, doctor as doctors, practice};
use crate::store::{Lock, Tx, transact};

/// Makes these the clinics of a doctor. Hours and visits at a clinic that is not among them any more stay, but nothing
/// can be booked there. An admin of a clinic may send a doctor away from it, but not fetch one who practises elsewhere.
pub async fn set_doctor_clinics(
    services: &Services,
    who: &Principal,
    id: DoctorId,
    clinics: &[ClinicId],
) -> Outcome<Arc<doctor::Model>> {
    rights::signed_in(who)?;
    if !who.is_admin() {
        return Err(Error::Forbidden("Only an administrator can do this."));
    }
    let now = services.now();
    transact!(services.db, Lock::Doctor(id), |tx| {
        let doctor = doctors::find(&**tx, id).await?.ok_or(Error::NotFound("doctor"))?;
        let wanted = known_clinics(tx, clinics).await?;
        let present = practice::clinics_of(&**tx, id).await?;
        let (come, go) = (without(&wanted, &present), without(&present, &wanted));
        check_rights(who, &present, &come, &go)?;
        practice::set(tx, id, &come, true).await?;
        practice::set(tx, id, &go, false).await?;
        for clinic in [come, go].concat() {
            let mut event = rights::doctor_changed(who, now, id, "clinics");
            event.clinic_id = Some(clinic);
            tx.record(event);
        }
        Ok(Arc::new(doctor))
    })
}

/// Whoever adds a clinic gets rights over the doctor there, so it takes an admin of that clinic and of all where the doctor
/// is already; only the network's admins place a doctor who is nowhere.
fn check_rights(who: &Principal, present: &[ClinicId], come: &[ClinicId], go: &[ClinicId]) -> Outcome<()> {
    let may_add = rights::administers_all(who, present) && rights::administers_all(who, come);
    if !come.is_empty() && !may_add {
        return Err(Error::Forbidden(
            "Only an administrator of the new clinics and of all the doctor's present ones can do this.",
        ));
    }
    if !go.is_empty() {
        rights::admin_of_all(who, go)?;
    }
    Ok(())
}

/// The clinics, each once, if they all exist.
pub(super) async fn known_clinics(tx: &Tx, ids: &[ClinicId]) -> Outcome<Vec<ClinicId>> {
    if ids.len() > MAX_CLINICS {
        return Err(Invalid::new("clinicIds", format!("Give at most {MAX_CLINICS} clinics.")).into());
    }
    let rows = clinic::by_ids(&**tx, ids).await?;
    for (index, id) in ids.iter().enumerate() {
        if rows.iter().all(|clinic| clinic.id != *id) {
            let reason = "There is no such clinic: use one that `clinics` lists.";
            return Err(Invalid::new(&format!("clinicIds.{index}"), reason).into());
        }
    }
    Ok(rows.into_iter().map(|clinic| clinic.id).collect())
}

fn without(clinics: &[ClinicId], others: &[ClinicId]) -> Vec<ClinicId> {
    clinics.iter().copied().filter(|clinic| !others.contains(clinic)).collect()
}
