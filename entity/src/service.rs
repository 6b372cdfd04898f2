//! What can be booked: a kind of visit with its duration and buffers.

use sea_orm::entity::prelude::*;

use crate::enums::VisitKind;
use crate::id::ServiceId;

/// One row of `service`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "service")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ServiceId,
    pub name: String,
    pub name_key: String,
    pub kind: VisitKind,
    pub duration_minutes: i32,
    /// The doctor is occupied that much earlier.
    pub buffer_before_minutes: i32,
    /// The doctor is occupied that much longer.
    pub buffer_after_minutes: i32,
    /// Claims a room of its kind at the clinic.
    pub needs_room: bool,
    pub active: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
