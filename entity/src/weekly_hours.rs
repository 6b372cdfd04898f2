//! An opening window of every week, in wall-clock time of the clinic.

use sea_orm::entity::prelude::*;

use crate::id::{ClinicId, DoctorId, WeeklyHoursId};

/// One row of `weekly_hours`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "weekly_hours")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WeeklyHoursId,
    pub doctor_id: DoctorId,
    pub clinic_id: ClinicId,
    /// ISO: 1 is Monday, 7 is Sunday.
    pub weekday: i16,
    pub start_time: Time,
    /// At or before the start: on the next day.
    pub end_time: Time,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
