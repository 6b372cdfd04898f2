//! Who is asking.

use async_graphql::{Context, Object};

use super::object::User;
use crate::graphql::RequestContext;
use crate::graphql::error::ApiResult;
use crate::service::account;

/// Queries about accounts.
#[derive(Default)]
pub struct AccountQuery;

#[Object]
impl AccountQuery {
    /// The signed-in user; null when nobody is signed in.
    async fn viewer(&self, ctx: &Context<'_>) -> Option<ApiResult<User>> {
        let viewer = account::viewer(ctx.services(), ctx.principal()).await;
        viewer.map(|viewer| viewer.map(User::from)).map_err(Into::into).transpose()
    }
}
