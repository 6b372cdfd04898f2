//! What `medbook check` reads: everything, in batches.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::enums::EventKind;
use entity::id::{AppointmentId, DoctorId};
use entity::{appointment, doctor, doctor_day, event_head, event_log, feedback, slot_claim};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// How many rows are looked at together.
const BATCH: u64 = 1_000;

/// The visits after `after`, by id; a batch of them.
pub async fn visits_after(
    conn: &impl ConnectionTrait,
    after: Option<AppointmentId>,
) -> Result<Vec<appointment::Model>, DbErr> {
    let mut select = appointment::Entity::find().order_by_asc(appointment::Column::Id).limit(BATCH);
    if let Some(after) = after {
        select = select.filter(appointment::Column::Id.gt(after));
    }
    select.all(conn).await
}

/// The claims of some visits.
pub async fn claims_of(conn: &impl ConnectionTrait, visits: &[AppointmentId]) -> Result<Vec<slot_claim::Model>, DbErr> {
    let of_them = slot_claim::Column::AppointmentId.is_in(visits.iter().copied());
    slot_claim::Entity::find().filter(of_them).all(conn).await
}

/// The status changes of some visits, oldest first.
pub async fn changes_of(conn: &impl ConnectionTrait, visits: &[AppointmentId]) -> Result<Vec<event_log::Model>, DbErr> {
    event_log::Entity::find()
        .filter(event_log::Column::AppointmentId.is_in(visits.iter().copied()))
        .filter(event_log::Column::Kind.eq(EventKind::Appointment))
        .order_by_asc(event_log::Column::Position)
        .all(conn)
        .await
}

/// How many claims there are, of whatever visit.
pub async fn count_claims(conn: &impl ConnectionTrait) -> Result<u64, DbErr> {
    slot_claim::Entity::find().count(conn).await
}

/// The counts of all days.
pub async fn days(conn: &impl ConnectionTrait) -> Result<HashMap<(DoctorId, NaiveDate), i32>, DbErr> {
    let rows = doctor_day::Entity::find().all(conn).await?;
    Ok(rows.into_iter().map(|row| ((row.doctor_id, row.date), row.visits)).collect())
}

/// The position of the newest event as the counter says, as the log says, and how many events there are.
pub async fn log_positions(conn: &impl ConnectionTrait) -> Result<(i64, i64, u64), DbErr> {
    let head = event_head::Entity::find_by_id(1_i16).one(conn).await?.map_or(0, |head| head.position);
    let newest = event_log::Entity::find().order_by_desc(event_log::Column::Position).one(conn).await?;
    let count = event_log::Entity::find().count(conn).await?;
    Ok((head, newest.map_or(0, |event| event.position), count))
}

/// The rating of each doctor as the directory shows it, and the ratings that patients gave.
pub async fn ratings(
    conn: &impl ConnectionTrait,
) -> Result<(Vec<(DoctorId, i64, i32, Option<i32>)>, Vec<(DoctorId, i16)>), DbErr> {
    use doctor::Column::{Id, RatingCount, RatingMilli, RatingSum};
    let shown = doctor::Entity::find()
        .select_only()
        .columns([Id, RatingSum, RatingCount, RatingMilli])
        .into_tuple()
        .all(conn)
        .await?;
    let given = feedback::Entity::find()
        .select_only()
        .columns([feedback::Column::DoctorId, feedback::Column::Rating])
        .into_tuple()
        .all(conn)
        .await?;
    Ok((shown, given))
}
