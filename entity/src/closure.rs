//! Local dates on which a clinic is closed, both included.

use sea_orm::entity::prelude::*;

use crate::id::{ClinicId, ClosureId};

/// One row of `closure`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "closure")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ClosureId,
    pub clinic_id: ClinicId,
    pub from_date: Date,
    pub until_date: Date,
    pub reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
