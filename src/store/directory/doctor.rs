//! Doctors, one at a time or by id.

use entity::doctor;
use entity::id::DoctorId;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};

use crate::store::Tx;

/// The doctors with these ids, in no order; inactive ones too.
pub async fn by_ids(db: &impl ConnectionTrait, ids: &[DoctorId]) -> Result<Vec<doctor::Model>, DbErr> {
    doctor::Entity::find().filter(doctor::Column::Id.is_in(ids.iter().copied())).all(db).await
}

/// One doctor.
pub async fn find(db: &impl ConnectionTrait, id: DoctorId) -> Result<Option<doctor::Model>, DbErr> {
    doctor::Entity::find_by_id(id).one(db).await
}

/// One doctor, kept from changing until the transaction ends: feedback raises the rating in the same row.
pub async fn find_for_update(tx: &Tx, id: DoctorId) -> Result<Option<doctor::Model>, DbErr> {
    doctor::Entity::find_by_id(id).lock_exclusive().one(&**tx).await
}

/// A new doctor.
pub async fn insert(tx: &Tx, doctor: doctor::Model) -> Result<doctor::Model, DbErr> {
    doctor.into_active_model().reset_all().insert(&**tx).await
}

/// Writes all columns of a doctor.
pub async fn update(tx: &Tx, doctor: doctor::Model) -> Result<doctor::Model, DbErr> {
    doctor.into_active_model().reset_all().update(&**tx).await
}
