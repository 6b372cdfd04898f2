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
use std::sync::Arc;
macro_rules! stub { ($($n:ident $m:ty),*) => {$(#[derive(Clone)] pub struct $n(pub Arc<$m>); impl $n { pub fn new(m: Arc<$m>) -> Self { Self(m) } } #[Object] impl $n { async fn x(&self) -> bool { true } })*} }
stub!(Doctor entity::doctor::Model, Clinic entity::clinic::Model, Service entity::service::Model);
#[derive(async_graphql::SimpleObject, Clone)]
pub struct Money {
    amount: i64,
    currency: String,
}
impl Money {
    pub fn new(amount: i64, currency: String) -> Self {
        Self { amount, currency }
    }
}
#[derive(Copy, Clone, Debug, PartialEq, Eq, async_graphql::Enum)]
#[graphql(remote = "entity::enums::VisitMode")]
pub enum VisitMode {
    InPerson,
    Video,
}
macro_rules! b {
    ($k:ident $m:ty) => {
        impl async_graphql::dataloader::Loader<entity::id::$k> for crate::graphql::loader::Batches {
            type Value = Arc<$m>;
            type Error = crate::graphql::error::ApiError;
            async fn load(
                &self,
                _: &[entity::id::$k],
            ) -> Result<std::collections::HashMap<entity::id::$k, Arc<$m>>, Self::Error> {
                Ok(Default::default())
            }
        }
    };
}
b!(DoctorId entity::doctor::Model);
b!(ClinicId entity::clinic::Model);
b!(ServiceId entity::service::Model);
