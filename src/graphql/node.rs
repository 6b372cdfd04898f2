//! `node(id)`: any object by its opaque id.
//!
//! To add a type: a line in [`nodes!`] at the end of this file, an `impl From<the loader's value>` for the object, and
//! `pub async fn id` in it.

use async_graphql::dataloader::Loader;
use async_graphql::{Context, ID, Interface, Object};
use entity::id::{AppointmentId, ClinicId, DoctorId, FeedbackId, PatientId, ServiceId, SpecialtyId, UserId};

use super::account::object::{Patient, User};
use super::appointment::Appointment;
use super::directory::{Clinic, Doctor, Service, Specialty};
use super::error::{ApiError, ApiResult, Code};
use super::feedback::Feedback;
use super::id::PublicId;
use super::loader::{Batches, Loaders};
use crate::graphql::RequestContext;
use crate::service::account;

/// The entry point for any object.
#[derive(Default)]
pub struct NodeQuery;

#[Object]
impl NodeQuery {
    /// Any object by its id; null for what does not exist or may not be seen.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The object's id, as the API gave it.")] id: ID,
    ) -> ApiResult<Option<Node>> {
        match Node::find(ctx, &id).await {
            Err(error) if matches!(error.code, Code::NotFound | Code::Forbidden | Code::Unauthenticated) => Ok(None),
            found => found,
        }
    }
}

/// Declares the types that have an identity, and how each is found by its id.
macro_rules! nodes {
    ($($object:ident: $id:ty => $find:path),+ $(,)?) => {
        /// An object with an identity.
        // Lives for one answer.
        #[allow(clippy::large_enum_variant)]
        #[derive(Interface)]
        #[graphql(field(name = "id", ty = "ID", desc = "Opaque id."))]
        pub enum Node {
            $($object($object)),+
        }

        impl Node {
            async fn find(ctx: &Context<'_>, id: &ID) -> ApiResult<Option<Self>> {
                let kind = id.split(':').next().unwrap_or_default();
                $(
                    if kind == <$id>::TYPE {
                        return Ok($find(ctx, <$id>::parse(id)?).await?.map(Self::$object));
                    }
                )+
                Err(ApiError::bad_input("This is not an id of this API: use an id as the API gave it."))
            }
        }
    };
}

/// The object of a row that its loader answers, which answers only what the caller may see.
async fn loaded<K, O>(ctx: &Context<'_>, key: K) -> ApiResult<Option<O>>
where
    K: Send + Sync + std::hash::Hash + Eq + Clone + 'static,
    Batches: Loader<K, Error = ApiError>,
    O: From<<Batches as Loader<K>>::Value>,
{
    Ok(ctx.data_unchecked::<Loaders>().get(key).await?.map(O::from))
}

/// The caller's own account; nobody sees another's.
async fn own_account(ctx: &Context<'_>, id: UserId) -> ApiResult<Option<User>> {
    let viewer = account::viewer(ctx.services(), ctx.principal()).await?;
    Ok(viewer.filter(|viewer| viewer.user.id == id).map(User::from))
}

nodes! {
    User: UserId => own_account,
    Patient: PatientId => loaded,
    Appointment: AppointmentId => loaded,
    Feedback: FeedbackId => loaded,
    Specialty: SpecialtyId => loaded,
    Service: ServiceId => loaded,
    Clinic: ClinicId => loaded,
    Doctor: DoctorId => loaded,
}
