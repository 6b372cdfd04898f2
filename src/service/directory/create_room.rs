//! Opens a room.

use std::sync::Arc;

use entity::enums::VisitKind;
use entity::id::{ClinicId, RoomId};
use entity::room;

use super::rights;
use crate::domain::access::Principal;
use crate::domain::directory::capacity;
use crate::domain::refusal::Refusal;
use crate::domain::text;
use crate::service::{Error, Outcome, Services};
use crate::store::directory::{clinic, room as store};
use crate::store::{Constraint, Lock, StoreError, transact};

/// A new room.
#[derive(Clone, Debug)]
pub struct CreateRoom {
    pub clinic: ClinicId,
    /// Unique at the clinic.
    pub name: String,
    /// The kind of visit that takes place there.
    pub kind: VisitKind,
    /// How many visits fit at once.
    pub capacity: i32,
}

/// Makes a room at a clinic.
pub async fn create_room(services: &Services, who: &Principal, command: CreateRoom) -> Outcome<Arc<room::Model>> {
    rights::admin_of(who, command.clinic)?;
    let room = room::Model {
        id: RoomId(services.id()),
        clinic_id: command.clinic,
        name: text::line("name", &command.name, 80)?,
        kind: command.kind,
        capacity: capacity("capacity", command.capacity)?,
        active: true,
    };
    let now = services.now();
    let written = transact!(services.db, Lock::None, |tx| {
        clinic::find(&**tx, room.clinic_id).await?.ok_or(Error::NotFound("clinic"))?;
        let room = store::insert(tx, room.clone()).await?;
        tx.record(rights::clinic_changed(who, now, Some(room.clinic_id), "room"));
        Ok(Arc::new(room))
    });
    written.map_err(|error| match error {
        Error::Store(StoreError::Violated(Constraint::RoomName)) => Refusal::AlreadyExists("name").into(),
        other => other,
    })
}
