//! A room that visits of one kind can need; `capacity` visits fit at once.

use sea_orm::entity::prelude::*;

use crate::enums::VisitKind;
use crate::id::{ClinicId, RoomId};

/// One row of `room`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "room")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RoomId,
    pub clinic_id: ClinicId,
    pub name: String,
    pub kind: VisitKind,
    pub capacity: i32,
    pub active: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
