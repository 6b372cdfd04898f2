//! Placeholder.
use async_graphql::Object;
#[derive(Default)]
pub struct DirectoryQuery;
#[Object]
impl DirectoryQuery {
    async fn directory_query(&self) -> bool {
        true
    }
}
#[derive(Default)]
pub struct DirectoryMutation;
#[Object]
impl DirectoryMutation {
    async fn directory_mutation(&self) -> bool {
        true
    }
}
