//! What a resolver finds in its context.

use std::sync::Arc;

use async_graphql::Context;

use crate::domain::access::Principal;
use crate::service::Services;

/// Shorthands for what every request carries.
pub trait RequestContext {
    fn services(&self) -> &Arc<Services>;
    fn principal(&self) -> &Principal;
}

impl RequestContext for Context<'_> {
    fn services(&self) -> &Arc<Services> {
        fault::passed(fault::Point::GraphqlResolver);
        self.data_unchecked::<Arc<Services>>()
    }

    fn principal(&self) -> &Principal {
        self.data_unchecked::<Principal>()
    }
}
