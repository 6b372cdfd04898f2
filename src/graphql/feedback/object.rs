//! Feedback as the API shows it.

use std::collections::HashMap;

use async_graphql::{Context, ID, Object};
use entity::feedback::Model;
use entity::id::{DoctorId, FeedbackId, PatientId};

use crate::domain::access::Principal;
use crate::domain::page::Page;
use crate::graphql::connection::{PageArguments, connection};
use crate::graphql::error::ApiResult;
use crate::graphql::id::PublicId;
use crate::graphql::loader::{Loaders, batch};
use crate::graphql::problem::result_union;
use crate::graphql::scalar::DateTime;
use crate::service::feedback::{self, FeedbackKey, FeedbackPage};
use crate::service::{Outcome, Services};

/// What a patient says of a completed visit, and the doctor's reply.
#[derive(Clone)]
pub struct Feedback(Model);

connection!(FeedbackConnection, FeedbackEdge, Feedback, "patient's feedback", "feedback", total_count);
result_union!(LeaveFeedbackResult = Feedback, "The feedback, or why it cannot be left.");
result_union!(ReplyToFeedbackResult = Feedback, "The feedback with its reply, or why there can be none.");

impl From<Model> for Feedback {
    fn from(row: Model) -> Self {
        Self(row)
    }
}

/// What a patient says of a completed visit, and the doctor's reply.
#[Object]
impl Feedback {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        self.0.id.public()
    }

    /// From 1 (bad) to 5 (good).
    async fn rating(&self) -> i32 {
        self.0.rating.into()
    }

    /// What the patient says.
    async fn comment(&self) -> Option<&str> {
        self.0.comment.as_deref()
    }

    /// Whether the patient wished to stay unnamed.
    async fn anonymous(&self) -> bool {
        self.0.anonymous
    }

    /// What the doctor answered.
    async fn reply(&self) -> Option<&str> {
        self.0.reply.as_deref()
    }

    /// First name and initial of the patient; null for anonymous feedback.
    async fn author(&self, ctx: &Context<'_>) -> ApiResult<Option<String>> {
        if self.0.anonymous {
            return Ok(None);
        }
        let name = ctx.data_unchecked::<Loaders>().get(AuthorOf(self.0.patient_id)).await?;
        Ok(name.map(|name| shortened(&name)))
    }

    /// When it was left.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }
}

/// Enough to be a person, not enough to be found: `Ann B.`
fn shortened(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    match words.next_back().and_then(|last| last.chars().next()) {
        Some(initial) => format!("{first} {initial}."),
        None => first.to_owned(),
    }
}

/// A page of what patients say of one doctor, newest first.
pub async fn doctor_feedback(
    ctx: &Context<'_>,
    doctor: DoctorId,
    page: PageArguments,
) -> ApiResult<FeedbackConnection> {
    let loaders = ctx.data_unchecked::<Loaders>();
    let page = loaders.must(FeedbackPage { doctor, page: page.read()? }).await?;
    let total = match ctx.look_ahead().field("totalCount").exists() {
        true => loaders.get(CountOf(doctor)).await?.unwrap_or_default(),
        false => 0,
    };
    Ok(FeedbackConnection::new(page, FeedbackKey::of, Feedback, total))
}

/// How much feedback a doctor has.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct CountOf(DoctorId);

/// The name of a patient who gave feedback under it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct AuthorOf(PatientId);

batch!(FeedbackPage => Page<Model>, pages);
batch!(FeedbackId => Model, by_id);
batch!(CountOf => u64, counts);
batch!(AuthorOf => String, authors);

async fn pages(
    services: &Services,
    _: &Principal,
    questions: &[FeedbackPage],
) -> Outcome<HashMap<FeedbackPage, Page<Model>>> {
    feedback::pages(services, questions).await
}

async fn by_id(services: &Services, _: &Principal, ids: &[FeedbackId]) -> Outcome<HashMap<FeedbackId, Model>> {
    feedback::by_id(services, ids).await
}

async fn counts(services: &Services, _: &Principal, keys: &[CountOf]) -> Outcome<HashMap<CountOf, u64>> {
    let doctors: Vec<DoctorId> = keys.iter().map(|key| key.0).collect();
    Ok(feedback::counts(services, &doctors).await?.into_iter().map(|(id, count)| (CountOf(id), count)).collect())
}

async fn authors(services: &Services, _: &Principal, keys: &[AuthorOf]) -> Outcome<HashMap<AuthorOf, String>> {
    let patients: Vec<PatientId> = keys.iter().map(|key| key.0).collect();
    Ok(feedback::authors(services, &patients).await?.into_iter().map(|(id, name)| (AuthorOf(id), name)).collect())
}
