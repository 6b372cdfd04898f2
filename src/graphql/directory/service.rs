//! What can be booked.

use std::sync::Arc;

use async_graphql::{ID, Object};
use entity::service;

use super::VisitKind;
use crate::graphql::id::PublicId;

/// What can be booked: a kind of visit with its duration.
#[derive(Clone)]
pub struct Service(Arc<service::Model>);

impl Service {
    /// The service of a row.
    pub fn new(row: Arc<service::Model>) -> Self {
        Self(row)
    }
}

impl From<Arc<service::Model>> for Service {
    fn from(row: Arc<service::Model>) -> Self {
        Self(row)
    }
}

/// What can be booked: a kind of visit with its duration.
#[Object]
impl Service {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        self.0.id.public()
    }

    /// What it is called.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What kind of visit it is.
    async fn kind(&self) -> VisitKind {
        self.0.kind.into()
    }

    /// How long the visit is.
    async fn duration_minutes(&self) -> i32 {
        self.0.duration_minutes
    }

    /// How long the doctor is occupied before the visit.
    async fn buffer_before_minutes(&self) -> i32 {
        self.0.buffer_before_minutes
    }

    /// How long the doctor is occupied after the visit.
    async fn buffer_after_minutes(&self) -> i32 {
        self.0.buffer_after_minutes
    }

    /// Whether the visit needs a room of its kind at the clinic.
    async fn needs_room(&self) -> bool {
        self.0.needs_room
    }

    /// Whether it can be booked.
    async fn active(&self) -> bool {
        self.0.active
    }
}
