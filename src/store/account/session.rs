//! Refresh tokens, by their hashes.

use chrono::{DateTime, Utc};
use entity::id::{SessionFamilyId, SessionId, UserId};
use entity::session::{self, Column, Entity};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter};

use crate::store::Tx;

/// Writes down a token that is about to be given out.
pub async fn insert_session(tx: &Tx, session: session::Model) -> Result<(), DbErr> {
    Entity::insert(session.into_active_model().reset_all()).exec_without_returning(&**tx).await?;
    Ok(())
}

/// A token by its hash.
pub async fn session_by_token(
    connection: &impl ConnectionTrait,
    token_hash: &[u8],
) -> Result<Option<session::Model>, DbErr> {
    Entity::find().filter(Column::TokenHash.eq(token_hash)).one(connection).await
}

/// Notes that a token has been exchanged, unless that is noted already.
pub async fn mark_rotated(tx: &Tx, id: SessionId, at: DateTime<Utc>) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::RotatedAt, Expr::val(at))
        .filter(Column::Id.eq(id))
        .filter(Column::RotatedAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Ends a login with all of its tokens. Lock the user first: a token that another transaction is about to give out would
/// be missed.
pub async fn revoke_family(tx: &Tx, family: SessionFamilyId, at: DateTime<Utc>) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::val(at))
        .filter(Column::FamilyId.eq(family))
        .filter(Column::RevokedAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Ends all logins of an account. Lock it first, as for [`revoke_family`].
pub async fn revoke_all(tx: &Tx, user: UserId, at: DateTime<Utc>) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::val(at))
        .filter(Column::UserId.eq(user))
        .filter(Column::RevokedAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Forgets tokens that expired before `now`; answers how many.
pub async fn delete_expired_sessions(tx: &Tx, now: DateTime<Utc>) -> Result<u64, DbErr> {
    Ok(Entity::delete_many().filter(Column::ExpiresAt.lt(now)).exec(&**tx).await?.rows_affected)
}
