//! Constraints that a use case reacts to, by the names that PostgreSQL reports and the columns that SQLite reports.

use sqlx::error::{DatabaseError, ErrorKind};

/// A constraint whose violation has a meaning in the domain.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// A tick of a doctor, room or patient is taken.
    SlotClaim,
    /// Two occupying visits of one doctor overlap (PostgreSQL's second line).
    DoctorOverlap,
    /// The caller's idempotency key is known.
    IdempotencyKey,
    /// The visit has been replaced.
    Successor,
    UserEmail,
    DoctorLicense,
    DoctorUser,
    SpecialtyName,
    ServiceName,
    RoomName,
    FeedbackOncePerVisit,
    OwnProfile,
}

const NAMES: [(Constraint, &str, &str); 12] = [
    (Constraint::SlotClaim, "slot_claim_pkey", "slot_claim.subject_kind"),
    (Constraint::DoctorOverlap, "ex_appointment_doctor", ""),
    (Constraint::IdempotencyKey, "idempotency_record_pkey", "idempotency_record.caller"),
    (Constraint::Successor, "uq_appointment_previous", "appointment.previous_id"),
    (Constraint::UserEmail, "uq_user_email", "user.email"),
    (Constraint::DoctorLicense, "uq_doctor_license", "doctor.license_key"),
    (Constraint::DoctorUser, "uq_doctor_user", "doctor.user_id"),
    (Constraint::SpecialtyName, "uq_specialty_name", "specialty.name_key"),
    (Constraint::ServiceName, "uq_service_name", "service.name_key"),
    (Constraint::RoomName, "uq_room_name", "room.clinic_id"),
    (Constraint::FeedbackOncePerVisit, "uq_feedback_appointment", "feedback.appointment_id"),
    (Constraint::OwnProfile, "uq_profile_access_self", "profile_access.user_id"),
];

/// Which of our constraints `error` reports, if it reports one.
pub fn violated(error: &dyn DatabaseError) -> Option<Constraint> {
    if let Some(name) = error.constraint() {
        return NAMES.iter().find(|(_, postgres, _)| *postgres == name).map(|(constraint, ..)| *constraint);
    }
    if !matches!(error.kind(), ErrorKind::UniqueViolation) {
        return None;
    }
    // SQLite: "UNIQUE constraint failed: slot_claim.subject_kind, slot_claim.subject_id, …"
    let columns = error.message().rsplit(": ").next()?;
    let first = columns.split(", ").next()?;
    NAMES.iter().find(|(_, _, sqlite)| *sqlite == first).map(|(constraint, ..)| *constraint)
}
