//! The schema: every feature's queries and mutations under one root.

use std::sync::Arc;

use async_graphql::{EmptySubscription, MergedObject, Schema, SchemaBuilder};

use super::{account, appointment, availability, directory, feedback, limits, operation, schedule};
use crate::service::Services;

/// What the fields of a document may cost in all, by their `complexity`. Enough for GraphiQL and every screen.
const MOST_COMPLEX: usize = 10_000;

/// Everything that can be asked.
#[derive(MergedObject, Default)]
pub struct Query(
    super::node::NodeQuery,
    account::AccountQuery,
    directory::DirectoryQuery,
    availability::AvailabilityQuery,
    appointment::AppointmentQuery,
);

/// Everything that can be changed.
#[derive(MergedObject, Default)]
pub struct Mutation(
    account::AccountMutation,
    directory::DirectoryMutation,
    schedule::ScheduleMutation,
    appointment::AppointmentMutation,
    feedback::FeedbackMutation,
);

/// The schema of the API.
pub type ApiSchema = Schema<Query, Mutation, EmptySubscription>;

fn builder() -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    Schema::build(Query::default(), Mutation::default(), EmptySubscription)
}

/// The schema over real services.
pub fn build(services: Arc<Services>) -> ApiSchema {
    // Now, not with the first request.
    operation::learn();
    builder().data(services).limit_depth(limits::DEEPEST).limit_complexity(MOST_COMPLEX).finish()
}

/// The schema as text: what `schema.graphql` holds.
pub fn sdl() -> String {
    builder().finish().sdl_with_options(async_graphql::SDLExportOptions::new().sorted_fields().include_specified_by())
}
