//! Placeholder.
use async_graphql::Object;
#[derive(Default)]
pub struct AvailabilityQuery;
#[Object]
impl AvailabilityQuery {
    async fn availability_query(&self) -> bool {
        true
    }
}
#[derive(Default)]
pub struct AvailabilityMutation;
#[Object]
impl AvailabilityMutation {
    async fn availability_mutation(&self) -> bool {
        true
    }
}
pub mod object;
