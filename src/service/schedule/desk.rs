//! What every change of a schedule checks first.

use chrono::NaiveTime;
use entity::id::{ClinicId, DoctorId};
use entity::{clinic, doctor};

use crate::domain::access::Principal;
use crate::domain::availability::{Window, WindowProblem};
use crate::domain::refusal::Invalid;
use crate::domain::time::{TICK_MINUTES, Zone};
use crate::service::directory::rights::signed_in;
use crate::service::{Error, Outcome};
use crate::store::Tx;
use crate::store::directory::{clinic as clinics, doctor as doctors, practice};

/// A doctor at a clinic.
pub(super) struct Desk {
    pub doctor: doctor::Model,
    pub zone: Zone,
}

/// The caller is the doctor, or an admin of the clinic.
pub(super) fn check_rights(who: &Principal, doctor: DoctorId, clinic: ClinicId) -> Outcome<()> {
    signed_in(who)?;
    if who.staff_of(doctor, clinic).is_some() {
        Ok(())
    } else {
        Err(Error::Forbidden("Only the doctor or an administrator of that clinic can do this."))
    }
}

/// The doctor, who must practise at the clinic.
pub(super) async fn practising(tx: &Tx, doctor: DoctorId, clinic: ClinicId) -> Outcome<Desk> {
    let doctor = doctors::find(&**tx, doctor).await?.ok_or(Error::NotFound("doctor"))?;
    if !practice::exists(&**tx, doctor.id, clinic).await? {
        return Err(Invalid::new("clinicId", "The doctor does not practise at this clinic.").into());
    }
    let clinic: clinic::Model = clinics::find(&**tx, clinic).await?.ok_or(Error::NotFound("clinic"))?;
    let zone = Zone::parse(&clinic.time_zone).map_err(|unknown| Error::Internal(unknown.to_string()))?;
    Ok(Desk { doctor, zone })
}

/// A problem of some windows, with the path of the one at fault.
pub(super) fn at_fault(problem: WindowProblem, windows: &[Window]) -> Invalid {
    match problem {
        WindowProblem::OffGrid { position } => {
            let start_is_fine = windows.get(position).is_some_and(|window| is_on_grid(window.start));
            let field = if start_is_fine { "end" } else { "start" };
            let reason = format!("Give a time on a whole multiple of {TICK_MINUTES} minutes.");
            Invalid::new(&format!("windows.{position}.{field}"), reason)
        }
        WindowProblem::Overlap { first, second } => {
            let reason = format!("Give a window that does not overlap the one at position {first}.");
            Invalid::new(&format!("windows.{second}.start"), reason)
        }
        WindowProblem::TooMany { position } => {
            Invalid::new(&format!("windows.{position}"), "Give fewer windows for one day.")
        }
    }
}

fn is_on_grid(time: NaiveTime) -> bool {
    use chrono::Timelike;
    i64::from(time.num_seconds_from_midnight()) % (TICK_MINUTES * 60) == 0
}
