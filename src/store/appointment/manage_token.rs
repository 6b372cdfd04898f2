//! Guests' tokens.

use chrono::{DateTime, Utc};
use entity::appointment;
use entity::id::{AppointmentId, ManageTokenId};
use entity::manage_token::{ActiveModel, Column, Entity};
use sea_orm::sea_query::{Query, SelectStatement};
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

/// Whether the token with this hash opens the visits of `chain` at `now`: a visit that is moved stays the guest's. The
/// hash is looked up, not the token: how long that takes says nothing of the token.
pub async fn token_opens(
    conn: &impl ConnectionTrait,
    hash: [u8; 32],
    chain: AppointmentId,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let token = Entity::find()
        .filter(Column::TokenHash.eq(hash.to_vec()))
        .filter(Column::ExpiresAt.gt(now))
        .filter(Column::AppointmentId.in_subquery(visits_of(chain)))
        .one(conn)
        .await?;
    Ok(token.is_some())
}

/// Lets the tokens of a chain live until `expiry` at least.
pub async fn extend_tokens(tx: &Tx, chain: AppointmentId, expiry: DateTime<Utc>) -> Result<(), StoreError> {
    let extended = ActiveModel { expires_at: Set(expiry), ..Default::default() };
    Entity::update_many()
        .set(extended)
        .filter(Column::AppointmentId.in_subquery(visits_of(chain)))
        .filter(Column::ExpiresAt.lt(expiry))
        .exec(&**tx)
        .await?;
    Ok(())
}

fn visits_of(chain: AppointmentId) -> SelectStatement {
    Query::select()
        .column(appointment::Column::Id)
        .from(appointment::Entity)
        .and_where(appointment::Column::ChainId.eq(chain))
        .to_owned()
}
