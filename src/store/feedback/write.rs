//! Writing feedback; the doctor's rating follows in the same transaction.

use chrono::{DateTime, Utc};
use entity::doctor;
use entity::feedback::{ActiveModel, Column, Entity, Model};
use entity::id::{DoctorId, FeedbackId};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter};

use crate::store::{StoreError, Tx};

/// Writes feedback and counts it in the doctor's rating. Violates its constraint when the visit has feedback already.
pub async fn insert(tx: &Tx, feedback: &Model) -> Result<(), StoreError> {
    Entity::insert(feedback.clone().into_active_model()).exec_without_returning(&**tx).await?;
    rate(tx, feedback.doctor_id, feedback.rating).await
}

async fn rate(tx: &Tx, doctor: DoctorId, rating: i16) -> Result<(), StoreError> {
    use doctor::Column::{Id, RatingCount, RatingMilli, RatingSum};
    let sum = || Expr::col(RatingSum).add(i64::from(rating));
    let count = || Expr::col(RatingCount).add(1);
    doctor::Entity::update_many()
        .col_expr(RatingSum, sum())
        .col_expr(RatingCount, count())
        // All three see the row as it was before the update.
        .col_expr(RatingMilli, sum().mul(1000).add(count().div(2)).div(count()))
        .filter(Id.eq(doctor))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Writes the doctor's reply, in place of an earlier one.
pub async fn reply(tx: &Tx, id: FeedbackId, reply: &str, at: DateTime<Utc>) -> Result<Option<Model>, StoreError> {
    let change = ActiveModel { reply: Set(Some(reply.to_owned())), replied_at: Set(Some(at)), ..Default::default() };
    let written = Entity::update_many().set(change).filter(Column::Id.eq(id)).exec_with_returning(&**tx).await?;
    Ok(written.into_iter().next())
}
