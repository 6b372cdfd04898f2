//! What happened, in order: the rows of the event log.

use chrono::{DateTime, Utc};
use entity::enums::{ActorKind, AppointmentStatus, EventKind};
use entity::event_log;
use entity::id::{ClinicId, DoctorId, UserId};

use super::visits::Visit;

/// One change. Small, because there are several for each visit.
pub struct Event {
    pub at: DateTime<Utc>,
    pub actor: ActorKind,
    pub actor_id: Option<UserId>,
    pub what: What,
}

/// What changed.
pub enum What {
    /// A visit's status; the visit by its index.
    Step {
        visit: usize,
        version: i32,
        from: Option<AppointmentStatus>,
        to: AppointmentStatus,
    },
    Feedback {
        visit: usize,
    },
    Hours(DoctorId),
    Closure(ClinicId),
}

impl Event {
    /// The row at a position.
    pub fn row(&self, position: i64, visits: &[Visit]) -> event_log::Model {
        let bare = event_log::Model {
            position,
            at: self.at,
            kind: EventKind::Appointment,
            actor: self.actor,
            actor_id: self.actor_id,
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
        };
        let of_visit = |index: usize| {
            let visit = &visits[index].row;
            event_log::Model {
                doctor_id: Some(visit.doctor_id),
                clinic_id: Some(visit.clinic_id),
                appointment_id: Some(visit.id),
                patient_id: visit.patient_id,
                ..bare.clone()
            }
        };
        match self.what {
            What::Step { visit, version, from, to } => event_log::Model {
                version: Some(version),
                from_status: from,
                to_status: Some(to),
                starts_at: Some(visits[visit].row.starts_at),
                ends_at: Some(visits[visit].row.ends_at),
                // Who is treated is not known while a time is only held.
                patient_id: visits[visit].row.patient_id.filter(|_| to != AppointmentStatus::Held),
                ..of_visit(visit)
            },
            What::Feedback { visit } => event_log::Model { kind: EventKind::Feedback, ..of_visit(visit) },
            What::Hours(doctor) => event_log::Model {
                kind: EventKind::DoctorAvailability,
                doctor_id: Some(doctor),
                detail: Some(r#"{"change":"weeklyHours"}"#.to_owned()),
                ..bare
            },
            What::Closure(clinic) => event_log::Model {
                kind: EventKind::ClinicAvailability,
                clinic_id: Some(clinic),
                detail: Some(r#"{"change":"closure"}"#.to_owned()),
                ..bare
            },
        }
    }
}
