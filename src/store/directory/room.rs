//! Rooms.

use entity::id::ClinicId;
use entity::room;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::store::Tx;

/// The active rooms of these clinics, by name.
pub async fn of_clinics(db: &impl ConnectionTrait, clinics: &[ClinicId]) -> Result<Vec<room::Model>, DbErr> {
    room::Entity::find()
        .filter(room::Column::ClinicId.is_in(clinics.iter().copied()))
        .filter(room::Column::Active.eq(true))
        .order_by_asc(room::Column::Name)
        .order_by_asc(room::Column::Id)
        .all(db)
        .await
}

/// A new room.
pub async fn insert(tx: &Tx, room: room::Model) -> Result<room::Model, DbErr> {
    room.into_active_model().reset_all().insert(&**tx).await
}
