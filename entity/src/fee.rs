//! What a doctor charges for one service, where it is not the consultation fee.

use sea_orm::entity::prelude::*;

use crate::id::{DoctorId, ServiceId};

/// One row of `fee`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fee")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub doctor_id: DoctorId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub service_id: ServiceId,
    /// Minor units.
    pub amount: i64,
    pub currency: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
