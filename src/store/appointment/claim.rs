//! Claims: the proof that nothing overlaps (domain.md §3).

use entity::enums::SubjectKind;
use entity::id::{AppointmentId, DoctorId, PatientId, RoomId};
use entity::slot_claim::{ActiveModel, Column, Entity};
use sea_orm::prelude::Uuid;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::domain::refusal::{NotOffered, Refusal};
use crate::domain::time::TickSpan;
use crate::store::{Constraint, StoreError, Tx};

/// Whose time a visit takes.
#[derive(Copy, Clone, Debug)]
pub enum ClaimedBy {
    Doctor(DoctorId),
    Room(RoomId, u32),
    Patient(PatientId),
}

impl ClaimedBy {
    fn key(self) -> (SubjectKind, Uuid, i32) {
        match self {
            Self::Doctor(id) => (SubjectKind::Doctor, id.0, 0),
            Self::Room(id, ordinal) => (SubjectKind::Room, id.0, i32::try_from(ordinal).unwrap_or(i32::MAX)),
            Self::Patient(id) => (SubjectKind::Patient, id.0, 0),
        }
    }

    /// What it means that somebody else has that time.
    fn refusal(self) -> Refusal {
        match self {
            Self::Doctor(_) => Refusal::SlotTaken,
            Self::Room(..) => Refusal::SlotNotOffered(NotOffered::NoRoom),
            Self::Patient(_) => Refusal::PatientBusy,
        }
    }
}

/// Claims `span` for a visit, or says who has it. Claim the doctor first, then the room, then the patient: the one
/// global order that keeps transactions from waiting for each other in a circle.
pub async fn take<E: From<StoreError> + From<Refusal>>(
    tx: &Tx,
    visit: AppointmentId,
    by: ClaimedBy,
    span: TickSpan,
) -> Result<(), E> {
    let (subject_kind, subject_id, ordinal) = by.key();
    let claims = span.iter().map(|tick| ActiveModel {
        subject_kind: Set(subject_kind),
        subject_id: Set(subject_id),
        tick: Set(tick.0),
        ordinal: Set(ordinal),
        appointment_id: Set(visit),
    });
    match Entity::insert_many(claims).exec_without_returning(&**tx).await.map_err(StoreError::from) {
        Ok(_) => Ok(()),
        Err(StoreError::Violated(Constraint::SlotClaim)) => Err(by.refusal().into()),
        Err(other) => Err(other.into()),
    }
}

/// Gives back everything that a visit claimed.
pub(super) async fn release(tx: &Tx, visit: AppointmentId) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::AppointmentId.eq(visit)).exec(&**tx).await?;
    Ok(())
}
