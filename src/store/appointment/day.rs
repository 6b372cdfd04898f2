//! How many visits count against a doctor's day.

use chrono::NaiveDate;
use entity::doctor_day::{ActiveModel, Column, Entity};
use entity::id::DoctorId;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, EntityTrait, ExprTrait};

use crate::store::{StoreError, Tx};

/// Adds `change` to the day's visits and answers how many there are now.
pub(super) async fn add(tx: &Tx, doctor: DoctorId, date: NaiveDate, change: i32) -> Result<i32, StoreError> {
    let row = ActiveModel { doctor_id: Set(doctor), date: Set(date), visits: Set(Ord::max(change, 0)) };
    let raised = OnConflict::columns([Column::DoctorId, Column::Date])
        .value(Column::Visits, Expr::col((Entity, Column::Visits)).add(change))
        .to_owned();
    Ok(Entity::insert(row).on_conflict(raised).exec_with_returning(&**tx).await?.visits)
}
