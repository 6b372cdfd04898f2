//! Weekly hours.

use entity::id::{ClinicId, DoctorId};
use entity::weekly_hours::{Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::store::Tx;

/// The weekly hours of these doctors at all clinics, Monday first.
pub async fn of_doctors(db: &impl ConnectionTrait, doctors: &[DoctorId]) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::DoctorId.is_in(doctors.iter().copied()))
        .order_by_asc(Column::Weekday)
        .order_by_asc(Column::StartTime)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

/// Replaces the weekly hours of a doctor at a clinic.
pub async fn replace(tx: &Tx, doctor: DoctorId, clinic: ClinicId, hours: Vec<Model>) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::DoctorId.eq(doctor)).filter(Column::ClinicId.eq(clinic)).exec(&**tx).await?;
    let rows = hours.into_iter().map(|row| row.into_active_model().reset_all());
    Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(())
}
