//! What a patient says of a completed visit, and the doctor's reply.

use sea_orm::entity::prelude::*;

use crate::id::{AppointmentId, DoctorId, FeedbackId, PatientId, UserId};

/// One row of `feedback`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feedback")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FeedbackId,
    pub appointment_id: AppointmentId,
    pub doctor_id: DoctorId,
    pub patient_id: PatientId,
    pub author_id: UserId,
    pub rating: i16,
    pub comment: Option<String>,
    pub anonymous: bool,
    pub reply: Option<String>,
    pub replied_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
