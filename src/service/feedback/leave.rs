//! Leaving feedback.

use entity::enums::{ActorKind, AppointmentStatus, EventKind};
use entity::feedback::Model;
use entity::id::{AppointmentId, FeedbackId};

use crate::domain::access::Principal;
use crate::domain::refusal::{Invalid, Refusal};
use crate::domain::text;
use crate::service::{Error, Outcome, Services};
use crate::store::account::may_act_for;
use crate::store::{Constraint, Lock, NewEvent, StoreError, appointment, feedback, transact};

/// Longest comment, in characters.
const LONGEST_COMMENT: usize = 2_000;

/// Say how a visit was.
#[derive(Clone, Debug)]
pub struct LeaveFeedback {
    pub visit: AppointmentId,
    /// 1 to 5.
    pub rating: i32,
    pub comment: Option<String>,
    pub anonymous: bool,
}

/// Leaves feedback on a completed visit, once, by somebody who acts for its patient. The doctor's rating follows.
pub async fn leave(services: &Services, who: &Principal, command: LeaveFeedback) -> Outcome<Model> {
    let author = who.user_id().ok_or(Error::Unauthenticated)?;
    let rating = i16::try_from(command.rating).ok().filter(|rating| (1..=5).contains(rating));
    let rating = rating.ok_or_else(|| Invalid::new("rating", "Rate the visit from 1 to 5."))?;
    let comment = text::optional_paragraph("comment", command.comment.as_deref(), LONGEST_COMMENT)?;
    transact!(services.db, Lock::None, |tx| {
        let visit = appointment::find(&**tx, command.visit).await?.ok_or(Error::NotFound("visit"))?;
        let patient = visit.patient_id.ok_or(Error::NotFound("visit"))?;
        if !may_act_for(&**tx, author, patient).await? {
            return Err(match who.staff_of(visit.doctor_id, visit.clinic_id) {
                Some(_) => Error::Forbidden("Only the patient can rate a visit."),
                None => Error::NotFound("visit"),
            });
        }
        if visit.status != AppointmentStatus::Completed {
            return Err(Refusal::WrongStatus { status: visit.status }.into());
        }
        let row = Model {
            id: FeedbackId(services.id()),
            appointment_id: visit.id,
            doctor_id: visit.doctor_id,
            patient_id: patient,
            author_id: author,
            rating,
            comment: comment.clone(),
            anonymous: command.anonymous,
            reply: None,
            replied_at: None,
            created_at: services.now(),
        };
        match feedback::insert(tx, &row).await {
            Err(StoreError::Violated(Constraint::FeedbackOncePerVisit)) => {
                return Err(Refusal::AlreadyExists("appointmentId").into());
            }
            written => written?,
        }
        tx.record(NewEvent {
            doctor_id: Some(visit.doctor_id),
            clinic_id: Some(visit.clinic_id),
            appointment_id: Some(visit.id),
            patient_id: Some(patient),
            ..NewEvent::new(row.created_at, EventKind::Feedback, ActorKind::Patient, Some(author))
        });
        Ok(row)
    })
}
