//! What was answered to a caller's idempotency key.

use chrono::{DateTime, Utc};
use entity::id::AppointmentId;
use entity::idempotency_record::{ActiveModel, Column, Entity, Model};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use crate::store::{StoreError, Tx};

/// A caller's key with the input it came with, all as hashes.
#[derive(Clone, Debug)]
pub struct Known {
    pub caller: [u8; 32],
    pub key: [u8; 32],
    pub input: [u8; 32],
}

/// What was answered to the key, if it was used.
pub async fn recall(conn: &impl ConnectionTrait, known: &Known) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id((known.caller.to_vec(), known.key.to_vec())).one(conn).await
}

/// Remembers the answer. Violates the key when another request with it was faster.
pub async fn remember(
    tx: &Tx,
    known: &Known,
    visit: AppointmentId,
    sealed_token: Option<Vec<u8>>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = ActiveModel {
        caller: Set(known.caller.to_vec()),
        key_hash: Set(known.key.to_vec()),
        input_hash: Set(known.input.to_vec()),
        appointment_id: Set(visit),
        sealed_token: Set(sealed_token),
        created_at: Set(now),
    };
    Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Forgets keys used before `then`.
pub async fn forget_before(tx: &Tx, then: DateTime<Utc>) -> Result<(), StoreError> {
    Entity::delete_many().filter(Column::CreatedAt.lt(then)).exec(&**tx).await?;
    Ok(())
}
