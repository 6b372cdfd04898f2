//! A doctor practises at a clinic.

use sea_orm::entity::prelude::*;

use crate::id::{ClinicId, DoctorId};

/// One row of `doctor_clinic`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "doctor_clinic")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub doctor_id: DoctorId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub clinic_id: ClinicId,
    pub active: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::clinic::Entity", from = "Column::ClinicId", to = "super::clinic::Column::Id")]
    Clinic,
}

impl Related<super::clinic::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Clinic.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
