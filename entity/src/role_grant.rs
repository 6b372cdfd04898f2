//! A role of an account; ADMIN may be limited to one clinic.

use sea_orm::entity::prelude::*;

use crate::enums::Role;
use crate::id::{ClinicId, RoleGrantId, UserId};

/// One row of `role_grant`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "role_grant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RoleGrantId,
    pub user_id: UserId,
    pub role: Role,
    pub clinic_id: Option<ClinicId>,
    pub created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
