//! Inputs about clinics.

use async_graphql::{ID, InputObject, MaybeUndefined};
use entity::id::ClinicId;

use crate::graphql::directory::VisitKind;
use crate::graphql::error::ApiError;
use crate::graphql::id::PublicId;
use crate::graphql::scalar::{Date, TimeZone};
use crate::service::directory::{AddClosure, ClinicFacts, CreateRoom, Location, PolicyFacts};

/// A new clinic.
#[derive(InputObject)]
pub struct CreateClinicInput {
    /// What it is called.
    pub name: String,
    /// Street and house.
    pub address: Option<String>,
    /// The city.
    pub city: String,
    /// The country.
    pub country: String,
    /// The zone of all its wall-clock times.
    pub time_zone: TimeZone,
    /// How it takes bookings.
    pub policy: Option<ClinicPolicyInput>,
    /// Telephone number with its country code, such as +34 600 000 000.
    pub phone: Option<String>,
    /// Where it is on the map.
    pub location: Option<LocationInput>,
    /// The currency it usually charges in, ISO 4217.
    pub currency: Option<String>,
}

/// How a new clinic takes bookings.
#[derive(InputObject)]
pub struct ClinicPolicyInput {
    /// Whether bookings are confirmed at once.
    #[graphql(default_with = "Some(true)")]
    pub auto_confirm: Option<bool>,
    /// Elapsed minutes between booking and start; at most 60 days.
    #[graphql(default_with = "Some(0)")]
    pub minimum_notice_minutes: Option<i32>,
    /// Up to 730.
    #[graphql(default_with = "Some(90)")]
    pub booking_horizon_days: Option<i32>,
    /// Elapsed minutes before the start until which a patient may cancel or move; at most 60 days.
    #[graphql(default_with = "Some(0)")]
    pub cancel_notice_minutes: Option<i32>,
    /// Minutes after the start before a visit can be marked as no-show; at most 240.
    #[graphql(default_with = "Some(10)")]
    pub no_show_grace_minutes: Option<i32>,
}

/// Changes of how a clinic takes bookings.
#[derive(InputObject)]
pub struct UpdateClinicPolicyInput {
    /// Whether bookings are confirmed at once.
    pub auto_confirm: Option<bool>,
    /// Elapsed minutes between booking and start; at most 60 days.
    pub minimum_notice_minutes: Option<i32>,
    /// Up to 730.
    pub booking_horizon_days: Option<i32>,
    /// Elapsed minutes before the start until which a patient may cancel or move; at most 60 days.
    pub cancel_notice_minutes: Option<i32>,
    /// Minutes after the start before a visit can be marked as no-show; at most 240.
    pub no_show_grace_minutes: Option<i32>,
}

/// A point on the map (WGS 84).
#[derive(InputObject)]
pub struct LocationInput {
    /// Degrees north of the equator.
    pub latitude: f64,
    /// Degrees east of Greenwich.
    pub longitude: f64,
}

/// Changes of a clinic; what is left out stays.
#[derive(InputObject)]
pub struct UpdateClinicInput {
    /// Which clinic.
    pub clinic_id: ID,
    /// What it is called.
    pub name: Option<String>,
    /// Street and house; null for none.
    pub address: MaybeUndefined<String>,
    /// The city.
    pub city: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// The zone of all its wall-clock times; cannot change once there are visits.
    pub time_zone: Option<TimeZone>,
    /// How it takes bookings. Visits that are confirmed keep the policy that they were confirmed under.
    pub policy: Option<UpdateClinicPolicyInput>,
    /// Telephone number with its country code; null for none.
    pub phone: MaybeUndefined<String>,
    /// Where it is on the map; null for nowhere.
    pub location: MaybeUndefined<LocationInput>,
    /// The currency it usually charges in, ISO 4217; null for none.
    pub currency: MaybeUndefined<String>,
    /// Whether it takes bookings and is listed.
    pub active: Option<bool>,
}

/// Dates on which a clinic will be closed.
#[derive(InputObject)]
pub struct AddClosureInput {
    /// Which clinic.
    pub clinic_id: ID,
    /// The first date.
    pub from: Date,
    /// The last date, included; the first date if not given.
    pub until: Option<Date>,
    /// Why; everybody can read it.
    pub reason: Option<String>,
}

/// A closure to take back.
#[derive(InputObject)]
pub struct RemoveClosureInput {
    /// Which closure.
    pub closure_id: ID,
}

/// A new room.
#[derive(InputObject)]
pub struct CreateRoomInput {
    /// At which clinic.
    pub clinic_id: ID,
    /// What it is called; unique at the clinic.
    pub name: String,
    /// The kind of visit that takes place there.
    pub kind: VisitKind,
    /// How many visits fit at once.
    #[graphql(default_with = "Some(1)")]
    pub capacity: Option<i32>,
}

impl From<LocationInput> for Location {
    fn from(input: LocationInput) -> Self {
        Self { latitude: input.latitude, longitude: input.longitude }
    }
}

impl From<ClinicPolicyInput> for PolicyFacts {
    fn from(input: ClinicPolicyInput) -> Self {
        Self {
            auto_confirm: input.auto_confirm,
            minimum_notice_minutes: input.minimum_notice_minutes,
            booking_horizon_days: input.booking_horizon_days,
            cancel_notice_minutes: input.cancel_notice_minutes,
            no_show_grace_minutes: input.no_show_grace_minutes,
        }
    }
}

impl From<UpdateClinicPolicyInput> for PolicyFacts {
    fn from(input: UpdateClinicPolicyInput) -> Self {
        Self {
            auto_confirm: input.auto_confirm,
            minimum_notice_minutes: input.minimum_notice_minutes,
            booking_horizon_days: input.booking_horizon_days,
            cancel_notice_minutes: input.cancel_notice_minutes,
            no_show_grace_minutes: input.no_show_grace_minutes,
        }
    }
}

impl From<CreateClinicInput> for ClinicFacts {
    fn from(input: CreateClinicInput) -> Self {
        Self {
            name: Some(input.name),
            address: Some(input.address),
            city: Some(input.city),
            country: Some(input.country),
            time_zone: Some(input.time_zone.0),
            phone: Some(input.phone),
            location: Some(input.location.map(Location::from)),
            currency: Some(input.currency),
            active: None,
            policy: input.policy.map(PolicyFacts::from).unwrap_or_default(),
        }
    }
}

impl UpdateClinicInput {
    /// Which clinic, and what changes.
    pub fn parts(self) -> Result<(ClinicId, ClinicFacts), ApiError> {
        let facts = ClinicFacts {
            name: self.name,
            address: self.address.into(),
            city: self.city,
            country: self.country,
            time_zone: self.time_zone.map(|zone| zone.0),
            phone: self.phone.into(),
            location: self.location.map_value(Location::from).into(),
            currency: self.currency.into(),
            active: self.active,
            policy: self.policy.map(PolicyFacts::from).unwrap_or_default(),
        };
        Ok((ClinicId::parse(&self.clinic_id)?, facts))
    }
}

impl TryFrom<AddClosureInput> for AddClosure {
    type Error = ApiError;

    fn try_from(input: AddClosureInput) -> Result<Self, ApiError> {
        Ok(Self {
            clinic: ClinicId::parse(&input.clinic_id)?,
            from: input.from.0,
            until: input.until.unwrap_or(input.from).0,
            reason: input.reason,
        })
    }
}

impl TryFrom<CreateRoomInput> for CreateRoom {
    type Error = ApiError;

    fn try_from(input: CreateRoomInput) -> Result<Self, ApiError> {
        Ok(Self {
            clinic: ClinicId::parse(&input.clinic_id)?,
            name: input.name,
            kind: input.kind.into(),
            capacity: input.capacity.unwrap_or(1),
        })
    }
}
