//! A field of medicine, unique by its case-folded name.

use sea_orm::entity::prelude::*;

use crate::id::SpecialtyId;

/// One row of `specialty`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "specialty")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SpecialtyId,
    pub name: String,
    pub name_key: String,
    pub category: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
