//! A guest's right to one visit, by the hash of the token.

use sea_orm::entity::prelude::*;

use crate::id::{AppointmentId, ManageTokenId};

/// One row of `manage_token`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "manage_token")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ManageTokenId,
    pub appointment_id: AppointmentId,
    pub token_hash: Vec<u8>,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
