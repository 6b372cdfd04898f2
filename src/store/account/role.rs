//! What accounts may do.

use chrono::{DateTime, Utc};
use entity::enums::Role;
use entity::id::{ClinicId, DoctorId, RoleGrantId, SessionFamilyId, UserId};
use entity::{doctor, role_grant, session, user};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, JoinType, QueryFilter,
    QuerySelect, QueryTrait, Select,
};

use crate::domain::access::{Account, Grant};
use crate::store::Tx;

/// Gives a role to an account that may have it already.
pub async fn grant(tx: &Tx, id: RoleGrantId, user: UserId, grant: Grant, at: DateTime<Utc>) -> Result<(), DbErr> {
    let row = role_grant::Model { id, user_id: user, role: grant.role, clinic_id: grant.clinic, created_at: at };
    role_grant::Entity::insert(row.into_active_model().reset_all())
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(&**tx)
        .await?;
    Ok(())
}

/// An account with its rights, if it is active.
pub async fn account_of(connection: &impl ConnectionTrait, user: UserId) -> Result<Option<Account>, DbErr> {
    read(connection, user, with_rights(user)).await
}

/// [`account_of`], if the login that `family` stands for has not been ended.
pub async fn signed_in(
    connection: &impl ConnectionTrait,
    user: UserId,
    family: SessionFamilyId,
) -> Result<Option<Account>, DbErr> {
    let open = session::Entity::find()
        .select_only()
        .column(session::Column::UserId)
        .filter(session::Column::FamilyId.eq(family))
        .filter(session::Column::RevokedAt.is_null())
        .into_query();
    read(connection, user, with_rights(user).filter(user::Column::Id.in_subquery(open))).await
}

/// One row for each role of an active account, and one for an account without any.
fn with_rights(user: UserId) -> Select<user::Entity> {
    let grants = user::Entity::belongs_to(role_grant::Entity).from(user::Column::Id).to(role_grant::Column::UserId);
    let doctor = user::Entity::belongs_to(doctor::Entity).from(user::Column::Id).to(doctor::Column::UserId);
    user::Entity::find()
        .select_only()
        .column(doctor::Column::Id)
        .column(role_grant::Column::Role)
        .column(role_grant::Column::ClinicId)
        .join(JoinType::LeftJoin, grants.into())
        .join(JoinType::LeftJoin, doctor.into())
        .filter(user::Column::Id.eq(user))
        .filter(user::Column::Active.eq(true))
}

async fn read(
    connection: &impl ConnectionTrait,
    user: UserId,
    rows: Select<user::Entity>,
) -> Result<Option<Account>, DbErr> {
    let rows: Vec<(Option<DoctorId>, Option<Role>, Option<ClinicId>)> = rows.into_tuple().all(connection).await?;
    let Some((doctor, ..)) = rows.first() else { return Ok(None) };
    let grants = rows.iter().filter_map(|(_, role, clinic)| role.map(|role| Grant { role, clinic: *clinic })).collect();
    Ok(Some(Account { id: user, grants, doctor: *doctor }))
}
