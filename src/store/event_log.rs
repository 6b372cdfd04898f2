//! Reading the event log. Positions are commit order without gaps (see the migration of `event_log`), so a consumer that
//! remembers the last position it has seen misses nothing and sees nothing twice.

use entity::event_log::{Column, Entity, Model};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// The events after `position`, oldest first, at most `limit` of them.
pub async fn since(conn: &impl ConnectionTrait, position: i64, limit: u64) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Position.gt(position)).order_by_asc(Column::Position).limit(limit).all(conn).await
}
