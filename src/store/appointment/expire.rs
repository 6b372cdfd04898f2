//! Writing down what the clock has ended.

use chrono::{DateTime, Utc};
use entity::appointment::{ActiveModel, Column, Entity, Model};
use entity::enums::AppointmentStatus;
use entity::id::{ClinicId, DoctorId};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::transition::{Actor, transition};
use crate::domain::appointment::effective_status;
use crate::store::{StoreError, Tx};

/// Holds and requests whose time is over, oldest first.
pub async fn due(conn: &impl ConnectionTrait, now: DateTime<Utc>, limit: u64) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(is_due(now)).order_by_asc(Column::Id).limit(limit).all(conn).await
}

/// Expires what is due of `doctor`, and of the rooms of `clinic`: what could stand in the way of a booking there.
pub async fn expire_due(tx: &Tx, doctor: DoctorId, clinic: ClinicId, now: DateTime<Utc>) -> Result<(), StoreError> {
    let in_a_room = Condition::all().add(Column::ClinicId.eq(clinic)).add(Column::RoomId.is_not_null());
    let due = Entity::find()
        .filter(is_due(now))
        .filter(Condition::any().add(Column::DoctorId.eq(doctor)).add(in_a_room))
        .order_by_asc(Column::Id)
        .all(&**tx)
        .await?;
    for visit in due {
        expire(tx, &visit, now).await?;
    }
    Ok(())
}

/// Expires one visit that is due.
pub async fn expire(tx: &Tx, visit: &Model, now: DateTime<Utc>) -> Result<Model, StoreError> {
    debug_assert_eq!(effective_status(visit, now), AppointmentStatus::Expired);
    let change = ActiveModel { status: Set(AppointmentStatus::Expired), ..Default::default() };
    transition(tx, visit, change, Actor::system(now)).await
}

fn is_due(now: DateTime<Utc>) -> Condition {
    let hold = Condition::all().add(Column::Status.eq(AppointmentStatus::Held)).add(Column::HoldExpiresAt.lte(now));
    let request = Condition::all().add(Column::Status.eq(AppointmentStatus::Pending)).add(Column::StartsAt.lte(now));
    Condition::any().add(hold).add(request)
}
