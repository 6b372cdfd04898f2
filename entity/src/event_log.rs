//! Every change, in commit order and without gaps (domain.md §4).

use sea_orm::entity::prelude::*;

use crate::enums::{ActorKind, AppointmentStatus, EventKind};
use crate::id::{AppointmentId, ClinicId, DoctorId, PatientId, UserId};

/// One row of `event_log`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "event_log")]
pub struct Model {
    /// 1, 2, 3 … in commit order.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub at: DateTimeUtc,
    pub kind: EventKind,
    pub actor: ActorKind,
    pub actor_id: Option<UserId>,
    pub doctor_id: Option<DoctorId>,
    pub clinic_id: Option<ClinicId>,
    pub appointment_id: Option<AppointmentId>,
    pub patient_id: Option<PatientId>,
    /// The visit's version after the transition.
    pub version: Option<i32>,
    pub from_status: Option<AppointmentStatus>,
    pub to_status: Option<AppointmentStatus>,
    pub starts_at: Option<DateTimeUtc>,
    pub ends_at: Option<DateTimeUtc>,
    pub detail: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
