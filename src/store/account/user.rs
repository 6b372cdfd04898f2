//! Accounts and their passwords.

use chrono::{DateTime, Utc};
use entity::id::UserId;
use entity::{credential, session, user};
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, JoinType, QueryFilter,
    QuerySelect, QueryTrait,
};

use crate::domain::account::{EmailAddress, PersonName, PhoneNumber};
use crate::store::Tx;

/// An account to be made.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub id: UserId,
    pub email: EmailAddress,
    pub name: PersonName,
    pub phone: Option<PhoneNumber>,
    pub at: DateTime<Utc>,
}

/// An account with what proves that somebody is its owner.
#[derive(Clone, Debug)]
pub struct Login {
    pub user: user::Model,
    /// `None`: nobody can sign in with a password.
    pub password_hash: Option<String>,
}

/// Makes an account. An e-mail that has one violates `Constraint::UserEmail`.
pub async fn insert_user(tx: &Tx, new: NewUser) -> Result<user::Model, DbErr> {
    let user = user::Model {
        id: new.id,
        email: new.email.into(),
        display_name: new.name.into(),
        phone: new.phone.map(String::from),
        active: true,
        created_at: new.at,
    };
    user::Entity::insert(user.clone().into_active_model().reset_all()).exec_without_returning(&**tx).await?;
    Ok(user)
}

/// Sets the password of an account, whether or not it has one.
pub async fn set_password(tx: &Tx, user: UserId, hash: &str, at: DateTime<Utc>) -> Result<(), DbErr> {
    use credential::Column;

    let credential = credential::Model { user_id: user, password_hash: hash.to_owned(), changed_at: at };
    credential::Entity::insert(credential.into_active_model().reset_all())
        .on_conflict(
            OnConflict::column(Column::UserId).update_columns([Column::PasswordHash, Column::ChangedAt]).to_owned(),
        )
        .exec_without_returning(&**tx)
        .await?;
    Ok(())
}

/// Whether there is any account.
pub async fn any_user(connection: &impl ConnectionTrait) -> Result<bool, DbErr> {
    Ok(user::Entity::find().one(connection).await?.is_some())
}

/// An account by its id.
pub async fn user_by_id(connection: &impl ConnectionTrait, id: UserId) -> Result<Option<user::Model>, DbErr> {
    user::Entity::find_by_id(id).one(connection).await
}

/// An account by its e-mail.
pub async fn user_by_email(
    connection: &impl ConnectionTrait,
    email: &EmailAddress,
) -> Result<Option<user::Model>, DbErr> {
    user::Entity::find().filter(user::Column::Email.eq(email.as_str())).one(connection).await
}

/// An account and its password by its e-mail.
pub async fn login_by_email(connection: &impl ConnectionTrait, email: &EmailAddress) -> Result<Option<Login>, DbErr> {
    let credential = user::Entity::belongs_to(credential::Entity).from(user::Column::Id).to(credential::Column::UserId);
    let found = user::Entity::find()
        .join(JoinType::LeftJoin, credential.into())
        .select_also(credential::Entity)
        .filter(user::Column::Email.eq(email.as_str()))
        .one(connection)
        .await?;
    Ok(found.map(|(user, credential)| Login { user, password_hash: credential.map(|row| row.password_hash) }))
}

/// What is stored of an account's password.
pub async fn password_hash(connection: &impl ConnectionTrait, user: UserId) -> Result<Option<String>, DbErr> {
    Ok(credential::Entity::find_by_id(user).one(connection).await?.map(|row| row.password_hash))
}

/// An account by its id, locked: until the end of the transaction nobody else changes its sessions or patients.
/// (SQLite has one writer at a time anyway.)
pub async fn lock_user(tx: &Tx, id: UserId) -> Result<Option<user::Model>, DbErr> {
    user::Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(&**tx).await
}

/// [`lock_user`] of the account to which a refresh token was given.
pub async fn lock_user_of_token(tx: &Tx, token_hash: &[u8]) -> Result<Option<user::Model>, DbErr> {
    let owner = session::Entity::find()
        .select_only()
        .column(session::Column::UserId)
        .filter(session::Column::TokenHash.eq(token_hash))
        .into_query();
    user::Entity::find().filter(user::Column::Id.in_subquery(owner)).lock(LockType::NoKeyUpdate).one(&**tx).await
}
