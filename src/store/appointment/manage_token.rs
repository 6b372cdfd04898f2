//! Guests' tokens.

use chrono::{DateTime, Utc};
use entity::id::{AppointmentId, ManageTokenId};
use entity::manage_token::{ActiveModel, Column, Entity};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use crate::store::{StoreError, Tx};

/// A token to be stored, by its hash.
#[derive(Copy, Clone, Debug)]
pub struct TokenRow {
    pub id: ManageTokenId,
    pub visit: AppointmentId,
    pub hash: [u8; 32],
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// Stores a token.
pub async fn insert_token(tx: &Tx, token: TokenRow) -> Result<(), StoreError> {
    let row = ActiveModel {
        id: Set(token.id),
        appointment_id: Set(token.visit),
        token_hash: Set(token.hash.to_vec()),
        created_at: Set(token.created_at),
        expires_at: Set(token.expires_at),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Whether the token with this hash opens `visit` at `now`. The hash is looked up, not the token: how long that takes
/// says nothing of the token.
pub async fn token_opens(
    conn: &impl ConnectionTrait,
    hash: [u8; 32],
    visit: AppointmentId,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let token = Entity::find()
        .filter(Column::AppointmentId.eq(visit))
        .filter(Column::TokenHash.eq(hash.to_vec()))
        .filter(Column::ExpiresAt.gt(now))
        .one(conn)
        .await?;
    Ok(token.is_some())
}
