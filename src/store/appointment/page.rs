//! Lists of visits, scoped to who may see them.

use chrono::{DateTime, Duration, Utc};
use entity::appointment::{Column, Entity, Model};
use entity::enums::AppointmentStatus;
use entity::id::{AppointmentId, DoctorId, UserId};
use entity::profile_access;
use sea_orm::sea_query::{Query, UnionType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use serde::{Deserialize, Serialize};

use crate::domain::page::{Page, PageRequest};

/// Where a visit stands in a list: newest start first.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitKey(pub DateTime<Utc>, pub AppointmentId);

impl VisitKey {
    pub fn of(visit: &Model) -> Self {
        Self(visit.starts_at, visit.id)
    }
}

/// A page of the visits of all patients that `user` acts for, and of the user's own holds.
pub async fn page_of_patients(
    conn: &impl ConnectionTrait,
    user: UserId,
    request: &PageRequest<VisitKey>,
) -> Result<Page<Model>, DbErr> {
    let mut select = of_patients(user);
    if let Some(VisitKey(starts_at, id)) = request.cursor() {
        let (beyond_start, beyond_id) = if request.is_backward() {
            (Column::StartsAt.gt(*starts_at), Column::Id.gt(*id))
        } else {
            (Column::StartsAt.lt(*starts_at), Column::Id.lt(*id))
        };
        let same_start = Condition::all().add(Column::StartsAt.eq(*starts_at)).add(beyond_id);
        select = select.filter(Condition::any().add(beyond_start).add(same_start));
    }
    let order = if request.is_backward() { Order::Asc } else { Order::Desc };
    let rows = select
        .order_by(Column::StartsAt, order.clone())
        .order_by(Column::Id, order)
        .limit(request.fetch())
        .all(conn)
        .await?;
    Ok(request.page(rows))
}

/// How many visits [`page_of_patients`] has in all.
pub async fn count_of_patients(conn: &impl ConnectionTrait, user: UserId) -> Result<u64, DbErr> {
    of_patients(user).count(conn).await
}

/// By two lists of ids, not by one condition: PostgreSQL answers an OR with a subquery by reading all visits.
fn of_patients(user: UserId) -> Select<Entity> {
    let patients = Query::select()
        .column(profile_access::Column::PatientId)
        .from(profile_access::Entity)
        .and_where(profile_access::Column::UserId.eq(user))
        .to_owned();
    let own_holds = Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(Column::PatientId.is_null())
        .and_where(Column::BookedById.eq(user))
        .to_owned();
    let ids = Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(Column::PatientId.in_subquery(patients))
        .union(UnionType::All, own_holds)
        .to_owned();
    Entity::find().filter(Column::Id.in_subquery(ids))
}

/// Longer than any visit lasts, overrides included.
const LONGEST_VISIT: Duration = Duration::days(1);

/// The visits of `doctor` that lie, at least partly, in a period, earliest first; endings that freed the time are left
/// out, except those that the day should still show.
pub async fn agenda(
    conn: &impl ConnectionTrait,
    doctor: DoctorId,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<Model>, DbErr> {
    let shown =
        AppointmentStatus::OCCUPYING.into_iter().chain([AppointmentStatus::Completed, AppointmentStatus::NoShow]);
    Entity::find()
        .filter(Column::DoctorId.eq(doctor))
        .filter(Column::EndsAt.gt(from))
        // Says nothing new, but spares the index everything that is long over.
        .filter(Column::StartsAt.gt(from.checked_sub_signed(LONGEST_VISIT).unwrap_or(from)))
        .filter(Column::StartsAt.lt(until))
        .filter(Column::Status.is_in(shown))
        .order_by_asc(Column::StartsAt)
        .order_by_asc(Column::Id)
        .all(conn)
        .await
}
