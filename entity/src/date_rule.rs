//! The hours of one date at one clinic: its windows, or one row without times for "closed".

use sea_orm::entity::prelude::*;

use crate::id::{ClinicId, DateRuleId, DoctorId};

/// One row of `date_rule`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "date_rule")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DateRuleId,
    pub doctor_id: DoctorId,
    pub clinic_id: ClinicId,
    pub date: Date,
    /// Null: closed that day.
    pub start_time: Option<Time>,
    pub end_time: Option<Time>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
