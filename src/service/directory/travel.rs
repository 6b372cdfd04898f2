//! Says how long a doctor takes from one clinic to another.

use std::sync::Arc;

use entity::id::{ClinicId, DoctorId};
use entity::{doctor, travel_time};

use super::rights;
use crate::domain::access::Principal;
use crate::domain::directory::travel_minutes;
use crate::domain::refusal::Invalid;
use crate::service::{Error, Outcome, Services};
use crate::store::directory::{doctor as doctors, practice, travel};
use crate::store::{Lock, transact};

/// A way between two clinics, the same in both directions.
#[derive(Copy, Clone, Debug)]
pub struct SetTravelTime {
    pub doctor: DoctorId,
    pub clinic: ClinicId,
    pub other_clinic: ClinicId,
    /// 0 for none.
    pub minutes: i32,
}

/// Sets the time that is kept free between visits at two clinics; for the doctor, and for admins of both clinics.
pub async fn set_travel_time(
    services: &Services,
    who: &Principal,
    command: SetTravelTime,
) -> Outcome<Arc<doctor::Model>> {
    rights::signed_in(who)?;
    let SetTravelTime { doctor: id, clinic, other_clinic, minutes } = command;
    if who.doctor_id() != Some(id) {
        rights::admin_of_all(who, &[clinic, other_clinic])?;
    }
    let minutes = travel_minutes("minutes", minutes)?;
    if clinic == other_clinic {
        return Err(Invalid::new("otherClinicId", "Name two different clinics.").into());
    }
    let now = services.now();
    transact!(services.db, Lock::Doctor(id), |tx| {
        let doctor = doctors::find(&**tx, id).await?.ok_or(Error::NotFound("doctor"))?;
        for (field, clinic) in [("clinicId", clinic), ("otherClinicId", other_clinic)] {
            if !practice::exists(&**tx, id, clinic).await? {
                return Err(Invalid::new(field, "The doctor does not practise at this clinic.").into());
            }
        }
        let (clinic_a_id, clinic_b_id) = (clinic.min(other_clinic), clinic.max(other_clinic));
        travel::set(tx, travel_time::Model { doctor_id: id, clinic_a_id, clinic_b_id, minutes }).await?;
        tx.record(rights::doctor_changed(who, now, id, "travelTime"));
        Ok(Arc::new(doctor))
    })
}
