//! Data loaders: one query for all the doctors of a page, not one each. Made anew for every request.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Request, Response};

use super::error::ApiError;
use super::schema::ApiSchema;
use super::stall::{AtOnce, Loads};
use crate::domain::access::Principal;
use crate::service::Services;

/// What loads rows by their keys, on behalf of one caller.
pub struct Batches {
    pub services: Arc<Services>,
    pub principal: Principal,
}

/// The loaders of one request.
pub struct Loaders(pub DataLoader<Batches>);

/// Executes a request on behalf of `principal`, with loaders of its own.
pub async fn execute(schema: ApiSchema, services: Arc<Services>, principal: Principal, request: Request) -> Response {
    let loads = Loads::default();
    let batches = Batches { services, principal: principal.clone() };
    let loaders = Loaders(DataLoader::new(batches, loads.clone(), AtOnce));
    loads.serve(schema.execute(request.data(principal).data(loaders))).await
}

/// Declares how a batch is loaded: `batch!(DoctorId => Arc<Doctor>, services::directory::doctors_by_id)`, where the use
/// case takes `(&Services, &Principal, &[Key])` and answers `HashMap<Key, Value>`.
macro_rules! batch {
    ($key:ty => $value:ty, $load:path) => {
        impl async_graphql::dataloader::Loader<$key> for $crate::graphql::loader::Batches {
            type Value = $value;
            type Error = $crate::graphql::error::ApiError;

            async fn load(&self, keys: &[$key]) -> Result<std::collections::HashMap<$key, Self::Value>, Self::Error> {
                fault::passed(fault::Point::GraphqlLoader);
                Ok($load(&self.services, &self.principal, keys).await?)
            }
        }
    };
}
pub(crate) use batch;

impl Loaders {
    /// The row of `key`, if there is one that the caller may see.
    pub async fn get<K>(&self, key: K) -> Result<Option<<Batches as Loader<K>>::Value>, ApiError>
    where
        K: Send + Sync + std::hash::Hash + Eq + Clone + 'static,
        Batches: Loader<K, Error = ApiError>,
    {
        self.0.load_one(key).await
    }

    /// The rows of `keys` that exist.
    pub async fn get_many<K>(&self, keys: Vec<K>) -> Result<HashMap<K, <Batches as Loader<K>>::Value>, ApiError>
    where
        K: Send + Sync + std::hash::Hash + Eq + Clone + 'static,
        Batches: Loader<K, Error = ApiError>,
    {
        self.0.load_many(keys).await
    }

    /// The row of `key` that must exist because another row refers to it.
    pub async fn must<K>(&self, key: K) -> Result<<Batches as Loader<K>>::Value, ApiError>
    where
        K: Send + Sync + std::hash::Hash + Eq + Clone + 'static,
        Batches: Loader<K, Error = ApiError>,
    {
        self.get(key).await?.ok_or_else(|| ApiError::internal(&"a row refers to one that does not exist"))
    }
}
