//! The doctor's reply.

use entity::enums::{ActorKind, EventKind};
use entity::feedback::Model;
use entity::id::FeedbackId;

use crate::domain::access::Principal;
use crate::domain::text;
use crate::service::{Error, Outcome, Services};
use crate::store::{Lock, NewEvent, feedback, transact};

/// Longest reply, in characters.
const LONGEST_REPLY: usize = 2_000;

/// Reply to feedback.
#[derive(Clone, Debug)]
pub struct ReplyToFeedback {
    pub feedback: FeedbackId,
    pub reply: String,
}

/// Replies to feedback, in place of an earlier reply. Only the doctor whom it is about may.
pub async fn reply(services: &Services, who: &Principal, command: ReplyToFeedback) -> Outcome<Model> {
    let user = who.user_id().ok_or(Error::Unauthenticated)?;
    let text = text::paragraph("reply", &command.reply, LONGEST_REPLY)?;
    transact!(services.db, Lock::None, |tx| {
        let found = feedback::find(&**tx, command.feedback).await?.ok_or(Error::NotFound("feedback"))?;
        if who.doctor_id() != Some(found.doctor_id) {
            return Err(Error::Forbidden("Only the doctor can reply to this feedback."));
        }
        let now = services.now();
        let replied = feedback::reply(tx, found.id, &text, now).await?.ok_or(Error::NotFound("feedback"))?;
        tx.record(NewEvent {
            doctor_id: Some(found.doctor_id),
            appointment_id: Some(found.appointment_id),
            ..NewEvent::new(now, EventKind::Feedback, ActorKind::Doctor, Some(user))
        });
        Ok(replied)
    })
}
