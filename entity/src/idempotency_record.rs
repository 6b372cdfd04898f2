//! The answer that was given to a caller's idempotency key.

use sea_orm::entity::prelude::*;

use crate::id::AppointmentId;

/// One row of `idempotency_record`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_record")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub caller: Vec<u8>,
    #[sea_orm(primary_key, auto_increment = false)]
    pub key_hash: Vec<u8>,
    pub input_hash: Vec<u8>,
    pub appointment_id: AppointmentId,
    /// The guest's manage token, readable only with the idempotency key itself.
    pub sealed_token: Option<Vec<u8>>,
    pub created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
