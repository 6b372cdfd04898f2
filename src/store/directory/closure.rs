//! Dates on which a clinic is closed.

use chrono::NaiveDate;
use entity::closure;
use entity::id::{ClinicId, ClosureId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder,
};

use crate::store::Tx;

/// The closures of these clinics that end on `from` or later, earliest first.
pub async fn of_clinics(
    db: &impl ConnectionTrait,
    clinics: &[ClinicId],
    from: NaiveDate,
) -> Result<Vec<closure::Model>, DbErr> {
    closure::Entity::find()
        .filter(closure::Column::ClinicId.is_in(clinics.iter().copied()))
        .filter(closure::Column::UntilDate.gte(from))
        .order_by_asc(closure::Column::FromDate)
        .order_by_asc(closure::Column::Id)
        .all(db)
        .await
}

/// How many closures of a clinic end on `from` or later.
pub async fn count(db: &impl ConnectionTrait, clinic: ClinicId, from: NaiveDate) -> Result<u64, DbErr> {
    closure::Entity::find()
        .filter(closure::Column::ClinicId.eq(clinic))
        .filter(closure::Column::UntilDate.gte(from))
        .count(db)
        .await
}

/// One closure.
pub async fn find(db: &impl ConnectionTrait, id: ClosureId) -> Result<Option<closure::Model>, DbErr> {
    closure::Entity::find_by_id(id).one(db).await
}

/// A new closure.
pub async fn insert(tx: &Tx, closure: closure::Model) -> Result<(), DbErr> {
    closure.into_active_model().reset_all().insert(&**tx).await?;
    Ok(())
}

/// Whether the closure was there to be removed.
pub async fn delete(tx: &Tx, id: ClosureId) -> Result<bool, DbErr> {
    Ok(closure::Entity::delete_by_id(id).exec(&**tx).await?.rows_affected > 0)
}
