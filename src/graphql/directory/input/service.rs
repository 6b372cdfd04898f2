//! Inputs about services.

use async_graphql::{ID, InputObject};
use entity::id::ServiceId;

use crate::graphql::directory::VisitKind;
use crate::graphql::error::ApiError;
use crate::graphql::id::PublicId;
use crate::service::directory::ServiceFacts;

/// A new service.
#[derive(InputObject)]
pub struct CreateServiceInput {
    /// What it is called; unique in any case.
    pub name: String,
    /// What kind of visit it is.
    pub kind: VisitKind,
    /// How long the visit is: 10, 20, … 480.
    pub duration_minutes: i32,
    /// How long the doctor is occupied before the visit: 0, 5, … 240.
    #[graphql(default_with = "Some(0)")]
    pub buffer_before_minutes: Option<i32>,
    /// How long the doctor is occupied after the visit: 0, 5, … 240.
    #[graphql(default_with = "Some(0)")]
    pub buffer_after_minutes: Option<i32>,
    /// Whether the visit needs a room of its kind at the clinic.
    #[graphql(default_with = "Some(false)")]
    pub needs_room: Option<bool>,
}

/// Changes of a service; what is left out stays. Visits that exist keep their times.
#[derive(InputObject)]
pub struct UpdateServiceInput {
    /// Which service.
    pub service_id: ID,
    /// What it is called; unique in any case.
    pub name: Option<String>,
    /// What kind of visit it is.
    pub kind: Option<VisitKind>,
    /// How long the visit is: 10, 20, … 480.
    pub duration_minutes: Option<i32>,
    /// How long the doctor is occupied before the visit: 0, 5, … 240.
    pub buffer_before_minutes: Option<i32>,
    /// How long the doctor is occupied after the visit: 0, 5, … 240.
    pub buffer_after_minutes: Option<i32>,
    /// Whether the visit needs a room of its kind at the clinic.
    pub needs_room: Option<bool>,
    /// Whether it can be booked.
    pub active: Option<bool>,
}

impl From<CreateServiceInput> for ServiceFacts {
    fn from(input: CreateServiceInput) -> Self {
        Self {
            name: Some(input.name),
            kind: Some(input.kind.into()),
            duration_minutes: Some(input.duration_minutes),
            buffer_before_minutes: input.buffer_before_minutes,
            buffer_after_minutes: input.buffer_after_minutes,
            needs_room: input.needs_room,
            active: None,
        }
    }
}

impl UpdateServiceInput {
    /// Which service, and what changes.
    pub fn parts(self) -> Result<(ServiceId, ServiceFacts), ApiError> {
        let facts = ServiceFacts {
            name: self.name,
            kind: self.kind.map(Into::into),
            duration_minutes: self.duration_minutes,
            buffer_before_minutes: self.buffer_before_minutes,
            buffer_after_minutes: self.buffer_after_minutes,
            needs_room: self.needs_room,
            active: self.active,
        };
        Ok((ServiceId::parse(&self.service_id)?, facts))
    }
}
