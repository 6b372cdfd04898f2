//! Visits. Every change of a status goes through [`transition`]: one place keeps claims, daily counts and the event log
//! in step with it.

mod claim;
mod day;
mod expire;
mod holder;
mod idempotency;
mod manage_token;
mod page;
mod transition;

pub use claim::{ClaimedBy, take};
pub use expire::{Near, due, expire, expire_due};
pub use holder::Holder;
pub use idempotency::{Known, forget_before, recall, remember};
pub use manage_token::{TokenRow, extend_tokens, insert_token, token_opens};
pub use page::{VisitKey, agenda, count_of_patients, page_of_patients};
pub use transition::{Actor, insert, set_successor, transition};

use entity::appointment::{self, Model};
use entity::id::AppointmentId;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

/// The visit, as it was last written (see `effective_status` for what counts now).
pub async fn find(conn: &impl ConnectionTrait, id: AppointmentId) -> Result<Option<Model>, DbErr> {
    appointment::Entity::find_by_id(id).one(conn).await
}

/// The visits with these ids.
pub async fn find_many(conn: &impl ConnectionTrait, ids: &[AppointmentId]) -> Result<Vec<Model>, DbErr> {
    appointment::Entity::find().filter(appointment::Column::Id.is_in(ids.iter().copied())).all(conn).await
}
