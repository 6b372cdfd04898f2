//! Placeholder.
use async_graphql::Object;
#[derive(Default)]
pub struct FeedbackQuery;
#[Object]
impl FeedbackQuery {
    async fn feedback_query(&self) -> bool {
        true
    }
}
#[derive(Default)]
pub struct FeedbackMutation;
#[Object]
impl FeedbackMutation {
    async fn feedback_mutation(&self) -> bool {
        true
    }
}
