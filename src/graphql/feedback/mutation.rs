//! Leaving feedback and replying to it.

use async_graphql::{Context, ID, InputObject, Object};
use entity::id::{AppointmentId, FeedbackId};

use super::object::{LeaveFeedbackResult, ReplyToFeedbackResult};
use crate::graphql::RequestContext;
use crate::graphql::error::ApiResult;
use crate::graphql::id::PublicId;
use crate::service::feedback::{LeaveFeedback, ReplyToFeedback, leave, reply};

/// How a visit was.
#[derive(InputObject)]
pub struct LeaveFeedbackInput {
    /// The completed visit.
    appointment_id: ID,
    /// From 1 (bad) to 5 (good).
    rating: i32,
    /// At most 2,000 characters.
    comment: Option<String>,
    /// Whether to stay unnamed.
    #[graphql(default_with = "Some(false)")]
    anonymous: Option<bool>,
}

/// A doctor's reply.
#[derive(InputObject)]
pub struct ReplyToFeedbackInput {
    /// The feedback.
    feedback_id: ID,
    /// At most 2,000 characters.
    reply: String,
}

/// Mutations of feedback.
#[derive(Default)]
pub struct FeedbackMutation;

#[Object]
impl FeedbackMutation {
    /// Says how a completed visit was; once, by somebody who acts for its patient.
    async fn leave_feedback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which visit, and how it was.")] input: LeaveFeedbackInput,
    ) -> ApiResult<LeaveFeedbackResult> {
        let command = LeaveFeedback {
            visit: AppointmentId::parse(&input.appointment_id)?,
            rating: input.rating,
            comment: input.comment,
            anonymous: input.anonymous.unwrap_or_default(),
        };
        LeaveFeedbackResult::of(leave(ctx.services(), ctx.principal(), command).await)
    }

    /// Replies to feedback, in place of an earlier reply. For the doctor whom it is about.
    async fn reply_to_feedback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which feedback, and the reply.")] input: ReplyToFeedbackInput,
    ) -> ApiResult<ReplyToFeedbackResult> {
        let command = ReplyToFeedback { feedback: FeedbackId::parse(&input.feedback_id)?, reply: input.reply };
        ReplyToFeedbackResult::of(reply(ctx.services(), ctx.principal(), command).await)
    }
}
