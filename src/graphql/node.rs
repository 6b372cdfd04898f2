//! `node(id)`: any object by its opaque id.

use async_graphql::Object;

/// The entry point for any object.
#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    async fn placeholder(&self) -> bool {
        true
    }
}
