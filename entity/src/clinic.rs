//! A place with a zone and a booking policy.

use sea_orm::entity::prelude::*;

use crate::id::ClinicId;

/// One row of `clinic`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "clinic")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ClinicId,
    pub version: i32,
    pub name: String,
    pub address: Option<String>,
    pub city: String,
    /// `city`, case-folded: what searches compare.
    pub city_key: String,
    pub country: String,
    /// IANA name.
    pub time_zone: String,
    pub phone: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub currency: Option<String>,
    pub active: bool,
    pub auto_confirm: bool,
    /// Elapsed minutes between booking and start.
    pub minimum_notice_minutes: i32,
    /// How many local days ahead a visit may start.
    pub booking_horizon_days: i32,
    /// Elapsed minutes before the start until which a patient may cancel or move.
    pub cancel_notice_minutes: i32,
    /// Minutes after the start before a visit can be marked as no-show.
    pub no_show_grace_minutes: i32,
    /// Name, address and city, case-folded.
    pub search_text: String,
    pub created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
