//! Reading the event log. Positions are commit order without gaps (see the migration of `event_log`), so a consumer that
//! remembers the last position it has seen misses nothing and sees nothing twice.

use entity::event_log::{Column, Entity, Model};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// The events after `position`, oldest first, at most `limit` of them.
pub async fn since(conn: &impl ConnectionTrait, position: i64, limit: u64) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Position.gt(position)).order_by_asc(Column::Position).limit(limit).all(conn).await
}

/// The position of the newest event; 0 if there is none.
pub async fn newest(conn: &impl ConnectionTrait) -> Result<i64, DbErr> {
    let head = entity::event_head::Entity::find_by_id(1_i16).one(conn).await?;
    Ok(head.map_or(0, |head| head.position))
}
