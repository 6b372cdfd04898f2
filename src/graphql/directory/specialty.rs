//! A field of medicine.

use std::sync::Arc;

use async_graphql::{ID, Object};
use entity::specialty;

use crate::graphql::id::PublicId;

/// A field of medicine.
#[derive(Clone)]
pub struct Specialty(Arc<specialty::Model>);

impl From<Arc<specialty::Model>> for Specialty {
    fn from(row: Arc<specialty::Model>) -> Self {
        Self(row)
    }
}

/// A field of medicine.
#[Object]
impl Specialty {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        self.0.id.public()
    }

    /// As it was first written; found in any case.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What it belongs to, if that is known.
    async fn category(&self) -> Option<&str> {
        self.0.category.as_deref()
    }
}
