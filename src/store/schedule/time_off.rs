//! Time off.

use chrono::{DateTime, Utc};
use entity::id::{DoctorId, TimeOffId};
use entity::time_off::{Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};

use crate::store::Tx;

/// The time off of these doctors that ends after `now`, earliest first.
pub async fn of_doctors(
    db: &impl ConnectionTrait,
    doctors: &[DoctorId],
    now: DateTime<Utc>,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::DoctorId.is_in(doctors.iter().copied()))
        .filter(Column::EndsAt.gt(now))
        .order_by_asc(Column::StartsAt)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// Which of these doctors are away at `now`.
pub async fn away(db: &impl ConnectionTrait, doctors: &[DoctorId], now: DateTime<Utc>) -> Result<Vec<DoctorId>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::DoctorId)
        .distinct()
        .filter(Column::DoctorId.is_in(doctors.iter().copied()))
        .filter(Column::StartsAt.lte(now))
        .filter(Column::EndsAt.gt(now))
        .into_tuple()
        .all(db)
        .await
}

/// How much time off of a doctor ends after `now`.
pub async fn count(db: &impl ConnectionTrait, doctor: DoctorId, now: DateTime<Utc>) -> Result<u64, DbErr> {
    Entity::find().filter(Column::DoctorId.eq(doctor)).filter(Column::EndsAt.gt(now)).count(db).await
}

/// One time off.
pub async fn find(db: &impl ConnectionTrait, id: TimeOffId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

/// A new time off.
pub async fn insert(tx: &Tx, time_off: Model) -> Result<(), DbErr> {
    time_off.into_active_model().reset_all().insert(&**tx).await?;
    Ok(())
}

/// Whether the time off was there to be removed.
pub async fn delete(tx: &Tx, id: TimeOffId) -> Result<bool, DbErr> {
    Ok(Entity::delete_by_id(id).exec(&**tx).await?.rows_affected > 0)
}
