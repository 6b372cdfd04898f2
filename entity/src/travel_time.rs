//! Minutes a doctor needs between two clinics, the same in both directions.

use sea_orm::entity::prelude::*;

use crate::id::{ClinicId, DoctorId};

/// One row of `travel_time`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "travel_time")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub doctor_id: DoctorId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub clinic_a_id: ClinicId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub clinic_b_id: ClinicId,
    pub minutes: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
