//! Hours of single dates.

use chrono::NaiveDate;
use entity::date_rule::{Column, Entity, Model};
use entity::id::{ClinicId, DoctorId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::store::Tx;

/// The rules of these doctors at a clinic for the dates from `from` to `until`, both included, earliest first.
pub async fn of_doctors(
    db: &impl ConnectionTrait,
    doctors: &[DoctorId],
    clinic: ClinicId,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::DoctorId.is_in(doctors.iter().copied()))
        .filter(Column::ClinicId.eq(clinic))
        .filter(Column::Date.between(from, until))
        .order_by_asc(Column::Date)
        .order_by_asc(Column::StartTime)
        .all(db)
        .await
}

/// Forgets the hours of a date; whether there were any.
pub async fn clear(tx: &Tx, doctor: DoctorId, clinic: ClinicId, date: NaiveDate) -> Result<bool, DbErr> {
    let cleared = Entity::delete_many()
        .filter(Column::DoctorId.eq(doctor))
        .filter(Column::ClinicId.eq(clinic))
        .filter(Column::Date.eq(date))
        .exec(&**tx)
        .await?;
    Ok(cleared.rows_affected > 0)
}

/// Adds the rows of a date.
pub async fn insert(tx: &Tx, rules: Vec<Model>) -> Result<(), DbErr> {
    let rows = rules.into_iter().map(|row| row.into_active_model().reset_all());
    Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(())
}
