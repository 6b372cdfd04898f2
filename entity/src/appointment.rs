//! A visit, from hold to its end (domain.md §4).

use sea_orm::entity::prelude::*;

use crate::enums::{ActorKind, AppointmentStatus, VisitMode};
use crate::id::{AppointmentId, ClinicId, DoctorId, PatientId, RoomId, ServiceId, UserId};

/// One row of `appointment`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appointment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AppointmentId,
    /// Raised by every transition, which names the version that it saw.
    pub version: i32,
    pub status: AppointmentStatus,
    pub doctor_id: DoctorId,
    pub clinic_id: ClinicId,
    pub service_id: ServiceId,
    pub mode: VisitMode,
    pub patient_id: Option<PatientId>,
    pub booked_by_id: Option<UserId>,
    /// Who holds without an account: a keyed hash of the network address.
    pub holder_key: Option<Vec<u8>>,
    pub starts_at: DateTimeUtc,
    pub ends_at: DateTimeUtc,
    /// The clinic's local date of the start: the day of daily limits.
    pub local_date: Date,
    pub buffer_before_minutes: i32,
    pub buffer_after_minutes: i32,
    pub room_id: Option<RoomId>,
    pub room_ordinal: Option<i32>,
    pub reason: Option<String>,
    pub symptoms: Option<String>,
    pub department: Option<String>,
    pub remark: Option<String>,
    /// Minor units; quoted until confirmed, frozen then.
    pub fee_amount: Option<i64>,
    pub fee_currency: Option<String>,
    /// Frozen when the visit is confirmed.
    pub cancel_notice_minutes: Option<i32>,
    /// A hold counts until then, whether or not somebody swept it.
    pub hold_expires_at: Option<DateTimeUtc>,
    pub cancelled_by: Option<ActorKind>,
    pub cancellation_reason: Option<String>,
    pub previous_id: Option<AppointmentId>,
    pub successor_id: Option<AppointmentId>,
    /// The first visit of a chain of reschedules.
    pub chain_id: AppointmentId,
    /// Rules that staff lifted for this visit, separated by commas.
    pub override_rules: Option<String>,
    pub override_reason: Option<String>,
    pub overridden_by_id: Option<UserId>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
