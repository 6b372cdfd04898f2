//! A clinic with its policy, rooms and closures.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use entity::{clinic, closure, room};

use super::VisitKind;
use crate::graphql::connection::connection;
use crate::graphql::error::ApiResult;
use crate::graphql::id::PublicId;
use crate::graphql::loader::Loaders;
use crate::graphql::scalar::{Date, TimeZone};
use crate::service::directory::{ClosuresOf, RoomsOf};

/// A place where doctors practise.
#[derive(Clone)]
pub struct Clinic(Arc<clinic::Model>);

connection!(ClinicConnection, ClinicEdge, Clinic, "clinic", "clinics", total_count);

impl Clinic {
    /// The clinic of a row.
    pub fn new(row: Arc<clinic::Model>) -> Self {
        Self(row)
    }
}

impl From<Arc<clinic::Model>> for Clinic {
    fn from(row: Arc<clinic::Model>) -> Self {
        Self(row)
    }
}

/// A place where doctors practise, with its zone and its booking policy.
#[Object]
impl Clinic {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        self.0.id.public()
    }

    /// What it is called.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Street and house.
    async fn address(&self) -> Option<&str> {
        self.0.address.as_deref()
    }

    /// The city.
    async fn city(&self) -> &str {
        &self.0.city
    }

    /// The country.
    async fn country(&self) -> &str {
        &self.0.country
    }

    /// The zone of all its wall-clock times.
    async fn time_zone(&self) -> TimeZone {
        TimeZone(self.0.time_zone.clone())
    }

    /// How it takes bookings.
    async fn policy(&self) -> ClinicPolicy {
        ClinicPolicy {
            auto_confirm: self.0.auto_confirm,
            minimum_notice_minutes: self.0.minimum_notice_minutes,
            booking_horizon_days: self.0.booking_horizon_days,
            cancel_notice_minutes: self.0.cancel_notice_minutes,
            no_show_grace_minutes: self.0.no_show_grace_minutes,
        }
    }

    /// Telephone number in E.164.
    async fn phone(&self) -> Option<&str> {
        self.0.phone.as_deref()
    }

    /// Where it is on the map.
    async fn location(&self) -> Option<Location> {
        Some(Location { latitude: self.0.latitude?, longitude: self.0.longitude? })
    }

    /// The currency it usually charges in, ISO 4217.
    async fn currency(&self) -> Option<&str> {
        self.0.currency.as_deref()
    }

    /// Whether it takes bookings and is listed.
    async fn active(&self) -> bool {
        self.0.active
    }

    /// The rooms that visits can need, by name.
    async fn rooms(&self, ctx: &Context<'_>) -> ApiResult<Vec<Room>> {
        let rooms = ctx.data_unchecked::<Loaders>().get(RoomsOf(self.0.id)).await?.unwrap_or_default();
        Ok(rooms.into_iter().map(Room::from).collect())
    }

    /// When it is closed, earliest first: today, later, and what ended yesterday.
    async fn closures(&self, ctx: &Context<'_>) -> ApiResult<Vec<Closure>> {
        let closures = ctx.data_unchecked::<Loaders>().get(ClosuresOf(self.0.id)).await?.unwrap_or_default();
        Ok(closures.into_iter().map(Into::into).collect())
    }
}

/// How a clinic takes bookings.
#[derive(Clone, SimpleObject)]
pub struct ClinicPolicy {
    /// Whether bookings are confirmed at once.
    pub auto_confirm: bool,
    /// Elapsed minutes between booking and start.
    pub minimum_notice_minutes: i32,
    /// How many local days ahead a visit may start.
    pub booking_horizon_days: i32,
    /// Elapsed minutes before the start until which a patient may cancel or move.
    pub cancel_notice_minutes: i32,
    /// Minutes after the start before a visit can be marked as no-show.
    pub no_show_grace_minutes: i32,
}

/// A point on the map (WGS 84).
#[derive(Clone, SimpleObject)]
pub struct Location {
    /// Degrees north of the equator.
    pub latitude: f64,
    /// Degrees east of Greenwich.
    pub longitude: f64,
}

/// A room that visits of one kind can need.
#[derive(Clone, SimpleObject)]
pub struct Room {
    /// Opaque id.
    pub id: ID,
    /// What it is called at its clinic.
    pub name: String,
    /// The kind of visit that takes place there.
    pub kind: VisitKind,
    /// How many visits fit at once.
    pub capacity: i32,
}

impl From<room::Model> for Room {
    fn from(row: room::Model) -> Self {
        Self { id: row.id.public(), name: row.name, kind: row.kind.into(), capacity: row.capacity }
    }
}

impl From<Arc<room::Model>> for Room {
    fn from(row: Arc<room::Model>) -> Self {
        Arc::unwrap_or_clone(row).into()
    }
}

/// Local dates on which a clinic is closed.
#[derive(Clone, SimpleObject)]
pub struct Closure {
    /// Opaque id.
    pub id: ID,
    /// The first date.
    pub from: Date,
    /// The last date, included.
    pub until: Date,
    /// Why.
    pub reason: Option<String>,
}

impl From<closure::Model> for Closure {
    fn from(row: closure::Model) -> Self {
        Self { id: row.id.public(), from: Date(row.from_date), until: Date(row.until_date), reason: row.reason }
    }
}
