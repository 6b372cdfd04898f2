//! Ways between clinics.

use entity::travel_time::{Column, Entity, Model};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, DbErr, EntityTrait, IntoActiveModel};

use crate::store::Tx;

/// Writes how long a doctor takes between two clinics. The clinics must be in ascending order.
pub async fn set(tx: &Tx, travel: Model) -> Result<(), DbErr> {
    let row = travel.into_active_model().reset_all();
    Entity::insert(row)
        .on_conflict(
            OnConflict::columns([Column::DoctorId, Column::ClinicAId, Column::ClinicBId])
                .update_column(Column::Minutes)
                .to_owned(),
        )
        .exec_without_returning(&**tx)
        .await?;
    Ok(())
}
