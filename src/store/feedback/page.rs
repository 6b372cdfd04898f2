//! Pages of feedback, of many doctors at once.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::feedback::{Column, Entity, Model};
use entity::id::{DoctorId, FeedbackId};
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, WindowStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, Iterable, Order, QueryFilter,
    QuerySelect,
};
use serde::{Deserialize, Serialize};

use crate::domain::page::{Page, PageRequest};

/// Where feedback stands in a list: newest first.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FeedbackKey(pub DateTime<Utc>, pub FeedbackId);

impl FeedbackKey {
    pub fn of(feedback: &Model) -> Self {
        Self(feedback.created_at, feedback.id)
    }
}

/// The same page of each doctor's feedback, in one query; doctors without any are missing.
pub async fn pages(
    conn: &impl ConnectionTrait,
    doctors: &[DoctorId],
    request: &PageRequest<FeedbackKey>,
) -> Result<HashMap<DoctorId, Page<Model>>, DbErr> {
    let order = if request.is_backward() { Order::Asc } else { Order::Desc };
    let in_order = WindowStatement::partition_by(Column::DoctorId)
        .order_by(Column::CreatedAt, order.clone())
        .order_by(Column::Id, order)
        .to_owned();
    let numbered = Query::select()
        .columns(Column::iter())
        .expr_window_as(Func::cust("ROW_NUMBER"), in_order, "number")
        .from(Entity)
        .cond_where(Column::DoctorId.is_in(doctors.iter().copied()))
        .cond_where(beyond_cursor(request))
        .to_owned();
    let select = Query::select()
        .columns(Column::iter())
        .from_subquery(numbered, "feedback")
        .and_where(Expr::col("number").lte(i64::try_from(request.fetch()).unwrap_or(i64::MAX)))
        .order_by("number", Order::Asc)
        .to_owned();
    let rows = Model::find_by_statement(conn.get_database_backend().build(&select)).all(conn).await?;
    let mut by_doctor: HashMap<DoctorId, Vec<Model>> = HashMap::new();
    for row in rows {
        by_doctor.entry(row.doctor_id).or_default().push(row);
    }
    Ok(by_doctor.into_iter().map(|(doctor, rows)| (doctor, request.page(rows))).collect())
}

fn beyond_cursor(request: &PageRequest<FeedbackKey>) -> Condition {
    let Some(FeedbackKey(at, id)) = request.cursor() else { return Condition::all() };
    let (beyond_at, beyond_id) = if request.is_backward() {
        (Column::CreatedAt.gt(*at), Column::Id.gt(*id))
    } else {
        (Column::CreatedAt.lt(*at), Column::Id.lt(*id))
    };
    let same_time = Condition::all().add(Column::CreatedAt.eq(*at)).add(beyond_id);
    Condition::any().add(beyond_at).add(same_time)
}

/// How much feedback each doctor has; doctors without any are missing.
pub async fn counts(conn: &impl ConnectionTrait, doctors: &[DoctorId]) -> Result<HashMap<DoctorId, u64>, DbErr> {
    let rows: Vec<(DoctorId, i64)> = Entity::find()
        .select_only()
        .column(Column::DoctorId)
        .column_as(Column::Id.count(), "count")
        .filter(Column::DoctorId.is_in(doctors.iter().copied()))
        .group_by(Column::DoctorId)
        .into_tuple()
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|(doctor, count)| (doctor, count.unsigned_abs())).collect())
}

/// The feedback with this id.
pub async fn find(conn: &impl ConnectionTrait, id: FeedbackId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(conn).await
}

/// The feedback with these ids.
pub async fn find_many(conn: &impl ConnectionTrait, ids: &[FeedbackId]) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(conn).await
}
