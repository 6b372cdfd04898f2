//! Appending to the event log. Reading it is `store::event_log`.

use chrono::{DateTime, Utc};
use entity::enums::{ActorKind, AppointmentStatus, EventKind};
use entity::event_log;
use entity::id::{AppointmentId, ClinicId, DoctorId, PatientId, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, prelude::DbErr,
};

/// A change that is about to be committed. Its position is known only at the commit.
#[derive(Clone, Debug)]
pub struct NewEvent {
    pub at: DateTime<Utc>,
    pub kind: EventKind,
    pub actor: ActorKind,
    pub actor_id: Option<UserId>,
    pub doctor_id: Option<DoctorId>,
    pub clinic_id: Option<ClinicId>,
    pub appointment_id: Option<AppointmentId>,
    pub patient_id: Option<PatientId>,
    pub version: Option<i32>,
    pub from_status: Option<AppointmentStatus>,
    pub to_status: Option<AppointmentStatus>,
    pub starts_at: Option<DateTime<Utc>>,
    pub ends_at: Option<DateTime<Utc>>,
    /// JSON, for people who read the log; nothing filters on it.
    pub detail: Option<String>,
}

impl NewEvent {
    /// An event of `kind` by `actor` with nothing else known of it.
    pub fn new(at: DateTime<Utc>, kind: EventKind, actor: ActorKind, actor_id: Option<UserId>) -> Self {
        Self {
            at,
            kind,
            actor,
            actor_id,
            doctor_id: None,
            clinic_id: None,
            appointment_id: None,
            patient_id: None,
            version: None,
            from_status: None,
            to_status: None,
            starts_at: None,
            ends_at: None,
            detail: None,
        }
    }
}

/// Numbers and writes `events`. Must be the last write of its transaction: from here to the commit, nobody else can
/// number an event, and that is what makes the order of positions the order of commits.
pub(super) async fn append(tx: &DatabaseTransaction, events: Vec<NewEvent>) -> Result<(), DbErr> {
    use entity::event_head::{Column, Entity};

    let count = i64::try_from(events.len()).expect("a transaction records a handful of events");
    let head = Entity::update_many()
        .col_expr(Column::Position, Expr::col(Column::Position).add(count))
        .filter(Column::Id.eq(1))
        .exec_with_returning(tx)
        .await?;
    let newest = head.first().ok_or_else(|| DbErr::RecordNotFound("event_head".into()))?.position;
    let rows = events.into_iter().zip(newest - count + 1..).map(|(event, position)| row(event, position));
    event_log::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

fn row(event: NewEvent, position: i64) -> event_log::ActiveModel {
    event_log::ActiveModel {
        position: Set(position),
        at: Set(event.at),
        kind: Set(event.kind),
        actor: Set(event.actor),
        actor_id: Set(event.actor_id),
        doctor_id: Set(event.doctor_id),
        clinic_id: Set(event.clinic_id),
        appointment_id: Set(event.appointment_id),
        patient_id: Set(event.patient_id),
        version: Set(event.version),
        from_status: Set(event.from_status),
        to_status: Set(event.to_status),
        starts_at: Set(event.starts_at),
        ends_at: Set(event.ends_at),
        detail: Set(event.detail),
    }
}
