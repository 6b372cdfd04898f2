//! How many visits count against a doctor's daily limit on a local date.

use sea_orm::entity::prelude::*;

use crate::id::DoctorId;

/// One row of `doctor_day`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "doctor_day")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub doctor_id: DoctorId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub date: Date,
    pub visits: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
