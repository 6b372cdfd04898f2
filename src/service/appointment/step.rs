//! The steps of a visit's day: confirm, decline, check in, start, complete, no-show and its undo.

use entity::appointment::{ActiveModel, Model};
use entity::id::AppointmentId;
use sea_orm::ActiveValue::Set;

use super::access::{self, Seen};
use crate::domain::access::Principal;
use crate::domain::appointment::{Step, check_in_allowed, effective_status, no_show_allowed, undo_no_show_allowed};
use crate::domain::refusal::Refusal;
use crate::domain::time::{TickSpan, Zone};
use crate::service::{Error, Outcome, Services};
use crate::store::appointment::{Actor, ClaimedBy, Near, expire_due, take, transition};
use crate::store::{Lock, Tx, availability, transact};

/// Take a step with a visit.
#[derive(Clone, Debug)]
pub struct TakeStep {
    pub step: Step,
    pub visit: AppointmentId,
    pub manage_token: Option<String>,
    pub expected_version: Option<i32>,
}

/// Takes the step, if the caller may, the status allows it and it is time. Of two at once, one wins.
pub async fn take_step(services: &Services, who: &Principal, command: TakeStep) -> Outcome<Seen> {
    let token = command.manage_token.as_deref();
    let doctor = access::open(services, services.db.read(), who, command.visit, token).await?.visit.doctor_id;
    transact!(services.db, Lock::Doctor(doctor), |tx| {
        let seen = access::open(services, &**tx, who, command.visit, token).await?;
        if command.step != Step::CheckIn {
            seen.staff_only()?;
        }
        let now = services.now();
        seen.at_version(command.expected_version)?;
        let status = command.step.from(effective_status(&seen.visit, now), seen.visit.mode)?;
        let change = prepare(services, tx, command.step, &seen).await?;
        let actor = Actor { kind: seen.as_who, user: who.user_id(), at: now };
        let visit = transition(tx, &seen.visit, ActiveModel { status: Set(status), ..change }, actor).await?;
        Ok::<_, Error>(Seen { visit, ..seen })
    })
}

/// What a step needs beyond the right status, and what it changes beyond it.
async fn prepare(services: &Services, tx: &Tx, step: Step, seen: &Seen) -> Outcome<ActiveModel> {
    let (visit, now) = (&seen.visit, services.now());
    let clinic = availability::clinic(&**tx, visit.clinic_id).await?.ok_or(Error::NotFound("clinic"))?;
    let zone = Zone::parse(&clinic.time_zone).map_err(|error| Error::Internal(error.to_string()))?;
    let mut change = ActiveModel::default();
    match step {
        Step::Confirm => change.cancel_notice_minutes = Set(Some(clinic.cancel_notice_minutes)),
        Step::CheckIn if !seen.is_staff() => check_in_allowed(visit, &zone, now).map_err(Refusal::OutsidePolicy)?,
        Step::MarkNoShow => {
            no_show_allowed(visit, clinic.no_show_grace_minutes, now).map_err(Refusal::OutsidePolicy)?;
        }
        Step::UndoNoShow => {
            undo_no_show_allowed(visit, &zone, now).map_err(Refusal::OutsidePolicy)?;
            let near = Near { doctor: visit.doctor_id, clinic: visit.clinic_id, patient: visit.patient_id };
            expire_due(tx, near, now).await?;
            reclaim(tx, visit).await?;
        }
        _ => {}
    }
    Ok(change)
}

/// Takes the visit's time again, if nobody else has it by now.
async fn reclaim(tx: &Tx, visit: &Model) -> Outcome<()> {
    let time = TickSpan::covering(visit.starts_at, visit.ends_at);
    let (before, after) = (visit.buffer_before_minutes.unsigned_abs(), visit.buffer_after_minutes.unsigned_abs());
    take::<Error>(tx, visit.id, ClaimedBy::Doctor(visit.doctor_id), time.widened(before, after)).await?;
    if let (Some(room), Some(ordinal)) = (visit.room_id, visit.room_ordinal) {
        take::<Error>(tx, visit.id, ClaimedBy::Room(room, ordinal.unsigned_abs()), time).await?;
    }
    if let Some(patient) = visit.patient_id {
        take::<Error>(tx, visit.id, ClaimedBy::Patient(patient), time).await?;
    }
    Ok(())
}
