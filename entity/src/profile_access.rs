//! Which account may act for which patient, and as what.

use sea_orm::entity::prelude::*;

use crate::enums::Relation as FamilyRelation;
use crate::id::{PatientId, UserId};

/// One row of `profile_access`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "profile_access")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: UserId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub patient_id: PatientId,
    pub relation: FamilyRelation,
    pub created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
