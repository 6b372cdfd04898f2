//! Writing down what the clock has ended.

use chrono::{DateTime, Utc};
use entity::appointment::{ActiveModel, Column, Entity, Model};
use entity::enums::AppointmentStatus;
use entity::id::{ClinicId, DoctorId, PatientId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::transition::{Actor, transition};
use crate::domain::appointment::effective_status;
use crate::store::{StoreError, Tx};

/// Whose expired visits could stand in the way of a booking.
#[derive(Copy, Clone, Debug)]
pub struct Near {
    pub doctor: DoctorId,
    /// Of which the rooms count.
    pub clinic: ClinicId,
    pub patient: Option<PatientId>,
}

impl Near {
    fn includes(self, visit: &Model) -> bool {
        visit.doctor_id == self.doctor
            || visit.clinic_id == self.clinic && visit.room_id.is_some()
            || visit.patient_id.is_some() && visit.patient_id == self.patient
    }
}

/// Holds and requests whose time is over, oldest first, at most `limit` of each. The statuses stand in the statement as
/// they do in the partial indexes that answer it; a bound value would not be recognised.
pub async fn due(conn: &impl ConnectionTrait, now: DateTime<Utc>, limit: u64) -> Result<Vec<Model>, DbErr> {
    let mut visits = Entity::find()
        .filter(Expr::cust("status = 'HELD'"))
        .filter(Column::HoldExpiresAt.lte(now))
        .order_by_asc(Column::HoldExpiresAt)
        .limit(limit)
        .all(conn)
        .await?;
    let requests = Entity::find()
        .filter(Expr::cust("status = 'PENDING'"))
        .filter(Column::StartsAt.lte(now))
        .order_by_asc(Column::StartsAt)
        .limit(limit)
        .all(conn)
        .await?;
    visits.extend(requests);
    Ok(visits)
}

/// Expires what is due and near: what could stand in the way of a booking there. A sweeper leaves little to do.
pub async fn expire_due(tx: &Tx, near: Near, now: DateTime<Utc>) -> Result<(), StoreError> {
    let held = Condition::all().add(Expr::cust("status = 'HELD'")).add(Column::HoldExpiresAt.lte(now));
    let requested = Condition::all().add(Expr::cust("status = 'PENDING'")).add(Column::StartsAt.lte(now));
    let mut due = Entity::find().filter(Condition::any().add(held).add(requested)).all(&**tx).await?;
    due.retain(|visit| near.includes(visit));
    // One order for all, so that two transactions that expire the same visits do not wait for each other in a circle.
    due.sort_unstable_by_key(|visit| visit.id);
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
