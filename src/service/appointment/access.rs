//! Who may see and touch a visit, and in what capacity (domain.md §5).

use std::collections::{HashMap, HashSet};

use entity::appointment::Model;
use entity::enums::ActorKind;
use entity::id::AppointmentId;
use sea_orm::ConnectionTrait;

use super::manage;
use crate::domain::access::Principal;
use crate::domain::refusal::Refusal;
use crate::service::{Error, Outcome, Services};
use crate::store::{account, appointment};

/// A visit that the caller may see.
#[derive(Clone, Debug)]
pub struct Seen {
    pub visit: Model,
    /// In what capacity: decides what else of it may be seen and done.
    pub as_who: ActorKind,
}

impl Seen {
    /// Whether the caller is staff of the visit.
    pub fn is_staff(&self) -> bool {
        matches!(self.as_who, ActorKind::Doctor | ActorKind::Admin)
    }

    /// Staff, or nobody.
    pub fn staff_only(&self) -> Outcome<()> {
        if self.is_staff() { Ok(()) } else { Err(Error::Forbidden("Only the clinic's staff can do this.")) }
    }

    /// Whether the visit is still at the version that the caller decided on.
    pub fn at_version(&self, expected: Option<i32>) -> Outcome<()> {
        match expected {
            Some(expected) if expected != self.visit.version => {
                Err(Refusal::StaleVersion { current: self.visit.version }.into())
            }
            _ => Ok(()),
        }
    }
}

/// The visit, if the caller may see it: with a guest's token, as staff, for a patient they act for, or as the holder of
/// a hold. What they may not see does not exist.
pub(super) async fn open(
    services: &Services,
    conn: &impl ConnectionTrait,
    who: &Principal,
    id: AppointmentId,
    token: Option<&str>,
) -> Outcome<Seen> {
    let visit = appointment::find(conn, id).await?.ok_or(Error::NotFound("visit"))?;
    let as_who = capacity(services, conn, who, &visit, token).await?.ok_or(Error::NotFound("visit"))?;
    Ok(Seen { visit, as_who })
}

async fn capacity(
    services: &Services,
    conn: &impl ConnectionTrait,
    who: &Principal,
    visit: &Model,
    token: Option<&str>,
) -> Outcome<Option<ActorKind>> {
    if let Some(staff) = who.staff_of(visit.doctor_id, visit.clinic_id) {
        return Ok(Some(staff));
    }
    if let Some(hash) = token.and_then(manage::hash)
        && appointment::token_opens(conn, hash, visit.chain_id, services.now()).await?
    {
        return Ok(Some(ActorKind::Guest));
    }
    let Some(patient) = visit.patient_id else { return Ok(holder(who, visit)) };
    match who.user_id() {
        Some(user) if account::may_act_for(conn, user, patient).await? => Ok(Some(ActorKind::Patient)),
        _ => Ok(None),
    }
}

/// A hold belongs to the account that made it. A hold made without an account belongs to whoever knows its id, which is
/// random and was told to nobody else.
fn holder(who: &Principal, visit: &Model) -> Option<ActorKind> {
    match visit.booked_by_id {
        Some(holder) => (who.user_id() == Some(holder)).then_some(ActorKind::Patient),
        None => Some(ActorKind::Guest),
    }
}

/// Those of many visits that the caller may see without a token.
pub(super) async fn open_many(
    services: &Services,
    who: &Principal,
    ids: &[AppointmentId],
) -> Outcome<HashMap<AppointmentId, Seen>> {
    let conn = services.db.read();
    let visits = appointment::find_many(conn, ids).await?;
    let own = match who.user_id() {
        Some(user) => account::patients_of(conn, user).await?.into_iter().map(|(profile, _)| profile.id).collect(),
        None => HashSet::new(),
    };
    let seen = visits.into_iter().filter_map(|visit| {
        let as_who = who.staff_of(visit.doctor_id, visit.clinic_id).or_else(|| match visit.patient_id {
            Some(patient) => own.contains(&patient).then_some(ActorKind::Patient),
            None => holder(who, &visit),
        })?;
        Some((visit.id, Seen { visit, as_who }))
    });
    Ok(seen.collect())
}
