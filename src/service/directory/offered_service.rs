//! Makes and changes services: what can be booked.

use std::sync::Arc;

use entity::enums::VisitKind;
use entity::id::ServiceId;
use entity::service;

use super::rights;
use crate::domain::access::Principal;
use crate::domain::directory::{buffer, duration, search_key};
use crate::domain::refusal::{Invalid, Refusal};
use crate::domain::text;
use crate::service::{Error, Outcome, Services};
use crate::store::directory::catalogue;
use crate::store::{Constraint, Lock, StoreError, transact};

/// Facts of a service; what is `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct ServiceFacts {
    /// Unique in any case.
    pub name: Option<String>,
    pub kind: Option<VisitKind>,
    pub duration_minutes: Option<i32>,
    pub buffer_before_minutes: Option<i32>,
    pub buffer_after_minutes: Option<i32>,
    pub needs_room: Option<bool>,
    pub active: Option<bool>,
}

/// Makes a service of facts that name it and its kind. No doctor offers it yet.
pub async fn create_service(services: &Services, who: &Principal, facts: ServiceFacts) -> Outcome<Arc<service::Model>> {
    rights::network_admin(who)?;
    let mut service = service::Model {
        id: ServiceId(services.id()),
        name: String::new(),
        name_key: String::new(),
        kind: VisitKind::Consultation,
        duration_minutes: 10,
        buffer_before_minutes: 0,
        buffer_after_minutes: 0,
        needs_room: false,
        active: true,
    };
    facts.apply(&mut service)?;
    let written = transact!(services.db, Lock::None, |tx| {
        Ok(Arc::new(catalogue::insert_service(tx, service.clone()).await?))
    });
    written.map_err(taken)
}

/// Changes the facts that are given. Visits that exist keep their times.
pub async fn update_service(
    services: &Services,
    who: &Principal,
    id: ServiceId,
    facts: ServiceFacts,
) -> Outcome<Arc<service::Model>> {
    rights::network_admin(who)?;
    let now = services.now();
    let written = transact!(services.db, Lock::None, |tx| {
        let old = catalogue::service_for_update(tx, id).await?.ok_or(Error::NotFound("service"))?;
        let mut new = old.clone();
        facts.apply(&mut new)?;
        if new != old {
            tx.record(rights::clinic_changed(who, now, None, "service"));
            new = catalogue::update_service(tx, new).await?;
        }
        Ok(Arc::new(new))
    });
    written.map_err(taken)
}

impl ServiceFacts {
    fn apply(&self, service: &mut service::Model) -> Result<(), Invalid> {
        if let Some(name) = &self.name {
            service.name = text::line("name", name, 80)?;
            service.name_key = search_key(&service.name);
        }
        if let Some(minutes) = self.duration_minutes {
            service.duration_minutes = duration("durationMinutes", minutes)?;
        }
        if let Some(minutes) = self.buffer_before_minutes {
            service.buffer_before_minutes = buffer("bufferBeforeMinutes", minutes)?;
        }
        if let Some(minutes) = self.buffer_after_minutes {
            service.buffer_after_minutes = buffer("bufferAfterMinutes", minutes)?;
        }
        service.kind = self.kind.unwrap_or(service.kind);
        service.needs_room = self.needs_room.unwrap_or(service.needs_room);
        service.active = self.active.unwrap_or(service.active);
        Ok(())
    }
}

fn taken(error: Error) -> Error {
    match error {
        Error::Store(StoreError::Violated(Constraint::ServiceName)) => Refusal::AlreadyExists("name").into(),
        other => other,
    }
}
