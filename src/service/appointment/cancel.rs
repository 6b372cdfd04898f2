//! Cancelling a visit or giving up a hold.

use entity::appointment::ActiveModel;
use entity::id::AppointmentId;
use sea_orm::ActiveValue::Set;

use super::access::{self, Seen};
use crate::domain::access::Principal;
use crate::domain::appointment::{Step, change_allowed, effective_status};
use crate::domain::refusal::Refusal;
use crate::service::{Error, Outcome, Services};
use crate::store::appointment::{Actor, transition};
use crate::store::{Lock, transact};

/// Cancel a visit.
#[derive(Clone, Debug)]
pub struct Cancel {
    pub visit: AppointmentId,
    pub reason: Option<String>,
    pub manage_token: Option<String>,
    pub expected_version: Option<i32>,
}

/// Cancels a visit: the patient inside the policy that was frozen at the confirmation, staff at any time before check-in.
pub async fn cancel(services: &Services, who: &Principal, command: Cancel) -> Outcome<Seen> {
    let token = command.manage_token.as_deref();
    let doctor = access::open(services, services.db.read(), who, command.visit, token).await?.visit.doctor_id;
    transact!(services.db, Lock::Doctor(doctor), |tx| {
        let seen = access::open(services, &**tx, who, command.visit, token).await?;
        let now = services.now();
        seen.at_version(command.expected_version)?;
        let status = Step::Cancel.from(effective_status(&seen.visit, now), seen.visit.mode)?;
        if !seen.is_staff() {
            change_allowed(&seen.visit, now).map_err(Refusal::OutsidePolicy)?;
        }
        let change = ActiveModel {
            status: Set(status),
            cancelled_by: Set(Some(seen.as_who)),
            cancellation_reason: Set(command.reason.clone()),
            hold_expires_at: Set(None),
            ..Default::default()
        };
        let actor = Actor { kind: seen.as_who, user: who.user_id(), at: now };
        let visit = transition(tx, &seen.visit, change, actor).await?;
        Ok::<_, Error>(Seen { visit, ..seen })
    })
}
