//! The only writer of `appointment.status`.

use chrono::{DateTime, Utc};
use entity::appointment::{ActiveModel, Column, Entity, Model};
use entity::enums::{ActorKind, AppointmentStatus, EventKind};
use entity::id::{AppointmentId, UserId};
use sea_orm::{ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter};

use super::{claim, day};
use crate::store::{NewEvent, StoreError, Tx};

/// Who takes a step, and when.
#[derive(Copy, Clone, Debug)]
pub struct Actor {
    pub kind: ActorKind,
    pub user: Option<UserId>,
    pub at: DateTime<Utc>,
}

impl Actor {
    /// The server itself.
    pub fn system(at: DateTime<Utc>) -> Self {
        Self { kind: ActorKind::System, user: None, at }
    }
}

/// Writes a new visit and its first event, and counts it for its day. Answers the visits of that day, this one included.
/// Its claims come right after (they refer to it).
pub async fn insert(tx: &Tx, visit: &Model, actor: Actor) -> Result<i32, StoreError> {
    Entity::insert(visit.clone().into_active_model()).exec_without_returning(&**tx).await?;
    tx.record(event(visit, None, actor));
    day::add(tx, visit.doctor_id, visit.local_date, 1).await
}

/// Writes `change` over `before`, which must still be the newest version, and everything that follows from the change of
/// status: claims are given back when the visit stops occupying, the day's count follows, one event is recorded.
/// A visit that begins to occupy again must have taken its claims before.
pub async fn transition(tx: &Tx, before: &Model, change: ActiveModel, actor: Actor) -> Result<Model, StoreError> {
    let change = ActiveModel { version: Set(before.version + 1), updated_at: Set(actor.at), ..change };
    let written = Entity::update_many()
        .set(change)
        .filter(Column::Id.eq(before.id))
        .filter(Column::Version.eq(before.version))
        .exec_with_returning(&**tx)
        .await?;
    let Some(after) = written.into_iter().next() else {
        // Somebody expired it meanwhile: look again.
        return Err(StoreError::Conflict(DbErr::RecordNotUpdated));
    };
    if before.status.is_occupying() && !after.status.is_occupying() {
        claim::release(tx, after.id).await?;
    }
    match (before.status.counts_for_the_day(), after.status.counts_for_the_day()) {
        (true, false) => drop(day::add(tx, after.doctor_id, after.local_date, -1).await?),
        (false, true) => drop(day::add(tx, after.doctor_id, after.local_date, 1).await?),
        _ => {}
    }
    tx.record(event(&after, Some(before.status), actor));
    Ok(after)
}

/// Links a visit that was moved to the one that replaced it. Not a transition: that was recorded with the move.
pub async fn set_successor(tx: &Tx, visit: AppointmentId, successor: AppointmentId) -> Result<(), StoreError> {
    let link = ActiveModel { successor_id: Set(Some(successor)), ..Default::default() };
    Entity::update_many().set(link).filter(Column::Id.eq(visit)).exec(&**tx).await?;
    Ok(())
}

fn event(visit: &Model, from_status: Option<AppointmentStatus>, actor: Actor) -> NewEvent {
    NewEvent {
        doctor_id: Some(visit.doctor_id),
        clinic_id: Some(visit.clinic_id),
        appointment_id: Some(visit.id),
        patient_id: visit.patient_id,
        version: Some(visit.version),
        from_status,
        to_status: Some(visit.status),
        starts_at: Some(visit.starts_at),
        ends_at: Some(visit.ends_at),
        ..NewEvent::new(actor.at, EventKind::Appointment, actor.kind, actor.user)
    }
}
