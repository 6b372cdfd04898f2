//! A doctor with everything the directory shows.

use sea_orm::entity::prelude::*;

use crate::id::{DoctorId, SpecialtyId, UserId};

/// One row of `doctor`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "doctor")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DoctorId,
    pub version: i32,
    pub user_id: Option<UserId>,
    pub specialty_id: SpecialtyId,
    pub name: String,
    /// `name`, case-folded: what is sorted by.
    pub name_key: String,
    pub degree: Option<String>,
    pub license_number: String,
    /// `license_number` without case and spaces: what is unique.
    pub license_key: String,
    pub years_of_experience: Option<i32>,
    pub bio: Option<String>,
    pub photo_url: Option<String>,
    pub phone: Option<String>,
    pub max_patients_per_day: Option<i32>,
    /// Minor units.
    pub consultation_fee_amount: Option<i64>,
    pub consultation_fee_currency: Option<String>,
    pub offers_in_person: bool,
    pub offers_video: bool,
    pub rating_sum: i64,
    pub rating_count: i32,
    /// Mean of the feedback in thousandths; null without any.
    pub rating_milli: Option<i32>,
    pub active: bool,
    /// Name and bio, case-folded.
    pub search_text: String,
    pub created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
