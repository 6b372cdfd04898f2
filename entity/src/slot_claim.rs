//! The proof of exclusivity: a tick of a doctor, a room or a patient belongs to one visit (domain.md §3).

use sea_orm::entity::prelude::*;

use crate::enums::SubjectKind;
use crate::id::AppointmentId;

/// One row of `slot_claim`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "slot_claim")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_kind: SubjectKind,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: Uuid,
    /// Five minutes: Unix seconds divided by 300.
    #[sea_orm(primary_key, auto_increment = false)]
    pub tick: i64,
    /// Which place of a room; always 0 for people.
    #[sea_orm(primary_key, auto_increment = false)]
    pub ordinal: i32,
    pub appointment_id: AppointmentId,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::appointment::Entity",
        from = "Column::AppointmentId",
        to = "super::appointment::Column::Id"
    )]
    Appointment,
}

impl Related<super::appointment::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Appointment.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
