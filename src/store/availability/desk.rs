//! The rows that a visit refers to.

use entity::id::{ClinicId, DoctorId, ServiceId};
use entity::{clinic, doctor, fee, service};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect};

use crate::store::Tx;

/// The doctor, if there is one with this id.
pub async fn doctor(conn: &impl ConnectionTrait, id: DoctorId) -> Result<Option<doctor::Model>, DbErr> {
    doctor::Entity::find_by_id(id).one(conn).await
}

/// The clinic, if there is one with this id.
pub async fn clinic(conn: &impl ConnectionTrait, id: ClinicId) -> Result<Option<clinic::Model>, DbErr> {
    clinic::Entity::find_by_id(id).one(conn).await
}

/// The clinic that a visit is being placed at: its zone, policy and closures stay as they are until `tx` ends, because
/// whoever changes them takes the row for themself. (SQLite has one writer at a time.)
pub async fn clinic_in_use(tx: &Tx, id: ClinicId) -> Result<Option<clinic::Model>, DbErr> {
    clinic::Entity::find_by_id(id).lock_shared().one(&**tx).await
}

/// The service, if there is one with this id.
pub async fn service(conn: &impl ConnectionTrait, id: ServiceId) -> Result<Option<service::Model>, DbErr> {
    service::Entity::find_by_id(id).one(conn).await
}

/// What the doctor charges for this service in particular.
pub async fn fee(
    conn: &impl ConnectionTrait,
    doctor: DoctorId,
    service: ServiceId,
) -> Result<Option<fee::Model>, DbErr> {
    fee::Entity::find_by_id((doctor, service)).one(conn).await
}

/// The clinics with these ids.
pub async fn clinics(conn: &impl ConnectionTrait, ids: &[ClinicId]) -> Result<Vec<clinic::Model>, DbErr> {
    clinic::Entity::find().filter(clinic::Column::Id.is_in(ids.iter().copied())).all(conn).await
}
