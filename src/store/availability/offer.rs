//! What a doctor offers: the service asked for, or the one that is meant when nobody names one.

use std::collections::HashMap;

use entity::enums::VisitKind;
use entity::id::{DoctorId, ServiceId};
use entity::{doctor_service, service};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use crate::domain::availability::VisitShape;

/// A service that a doctor offers, with the time it takes.
#[derive(Clone, Debug)]
pub struct Offer {
    pub service: service::Model,
    pub shape: VisitShape,
}

/// What each of `doctors` offers of `wanted`; doctors who do not offer it are missing. Without a wish it is the doctor's
/// shortest consultation, or their shortest service if they offer none.
pub async fn offers(
    conn: &impl ConnectionTrait,
    doctors: &[DoctorId],
    wanted: Option<ServiceId>,
) -> Result<HashMap<DoctorId, Offer>, DbErr> {
    let mut select =
        doctor_service::Entity::find().filter(doctor_service::Column::DoctorId.is_in(doctors.iter().copied()));
    if let Some(wanted) = wanted {
        select = select.filter(doctor_service::Column::ServiceId.eq(wanted));
    }
    let offered = select.all(conn).await?;
    let services = service::Entity::find().filter(service::Column::Active.eq(true)).all(conn).await?;
    let services: HashMap<ServiceId, service::Model> = services.into_iter().map(|row| (row.id, row)).collect();

    let mut chosen: HashMap<DoctorId, &service::Model> = HashMap::new();
    for row in &offered {
        let Some(service) = services.get(&row.service_id) else { continue };
        let best = chosen.entry(row.doctor_id).or_insert(service);
        if preference(service) < preference(best) {
            *best = service;
        }
    }
    Ok(chosen.into_iter().map(|(doctor, service)| (doctor, Offer::new(service.clone()))).collect())
}

fn preference(service: &service::Model) -> (bool, i32, ServiceId) {
    (service.kind != VisitKind::Consultation, service.duration_minutes, service.id)
}

impl Offer {
    fn new(service: service::Model) -> Self {
        let minutes = |value: i32| u32::try_from(value).expect("the database checks that minutes are not negative");
        let shape = VisitShape {
            duration_minutes: minutes(service.duration_minutes),
            buffer_before_minutes: minutes(service.buffer_before_minutes),
            buffer_after_minutes: minutes(service.buffer_after_minutes),
            needs_room: service.needs_room,
        };
        Self { service, shape }
    }

    /// The kind of room that the visit takes, if it takes one.
    pub fn room_kind(&self) -> Option<VisitKind> {
        self.shape.needs_room.then_some(self.service.kind)
    }
}
