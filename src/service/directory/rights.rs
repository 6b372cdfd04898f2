//! Who may change the directory and schedules.

use chrono::{DateTime, Utc};
use entity::enums::{ActorKind, EventKind};
use entity::id::{ClinicId, DoctorId};

use crate::domain::access::Principal;
use crate::service::{Error, Outcome};
use crate::store::NewEvent;

/// Somebody is signed in.
pub fn signed_in(who: &Principal) -> Outcome<()> {
    if who.account.is_some() { Ok(()) } else { Err(Error::Unauthenticated) }
}

/// An admin of the network.
pub fn network_admin(who: &Principal) -> Outcome<()> {
    signed_in(who)?;
    if who.is_network_admin() {
        Ok(())
    } else {
        Err(Error::Forbidden("Only an administrator of the whole network can do this."))
    }
}

/// An admin of the clinic.
pub fn admin_of(who: &Principal, clinic: ClinicId) -> Outcome<()> {
    signed_in(who)?;
    if who.administers(clinic) {
        Ok(())
    } else {
        Err(Error::Forbidden("Only an administrator of that clinic can do this."))
    }
}

/// An admin of every one of the clinics; of none at all only the network's admins are.
pub fn admin_of_all(who: &Principal, clinics: &[ClinicId]) -> Outcome<()> {
    signed_in(who)?;
    if administers_all(who, clinics) {
        Ok(())
    } else {
        Err(Error::Forbidden("Only an administrator of all the clinics concerned can do this."))
    }
}

/// Whether the caller is an admin of every one of the clinics; of none at all only the network's admins are.
pub fn administers_all(who: &Principal, clinics: &[ClinicId]) -> bool {
    who.is_network_admin() || (!clinics.is_empty() && clinics.iter().all(|clinic| who.administers(*clinic)))
}

/// That `doctor`'s availability changed, for those who follow it.
pub fn doctor_changed(who: &Principal, now: DateTime<Utc>, doctor: DoctorId, change: &str) -> NewEvent {
    let actor = if who.doctor_id() == Some(doctor) { ActorKind::Doctor } else { ActorKind::Admin };
    let event = NewEvent::new(now, EventKind::DoctorAvailability, actor, who.user_id());
    NewEvent { doctor_id: Some(doctor), detail: Some(detail(change)), ..event }
}

/// That the availability at a clinic, or (without one) everywhere, changed, for those who follow it.
pub fn clinic_changed(who: &Principal, now: DateTime<Utc>, clinic: Option<ClinicId>, change: &str) -> NewEvent {
    let event = NewEvent::new(now, EventKind::ClinicAvailability, ActorKind::Admin, who.user_id());
    NewEvent { clinic_id: clinic, detail: Some(detail(change)), ..event }
}

fn detail(change: &str) -> String {
    serde_json::json!({ "change": change }).to_string()
}
