//! Placeholder.
use async_graphql::Object;
#[derive(Default)]
pub struct AccountQuery;
#[Object]
impl AccountQuery {
    async fn account_query(&self) -> bool {
        true
    }
}
#[derive(Default)]
pub struct AccountMutation;
#[Object]
impl AccountMutation {
    async fn account_mutation(&self) -> bool {
        true
    }
}
