//! A visit as the API shows it to one who may see it.

use async_graphql::{Context, ID, Object};
use entity::enums::ActorKind;
use entity::id::AppointmentId;

use super::AppointmentStatus;
use crate::domain::appointment::effective_status;
use crate::graphql::RequestContext;
use crate::graphql::account::object::Patient;
use crate::graphql::availability::object::local_label;
use crate::graphql::connection::connection;
use crate::graphql::directory::{Clinic, Doctor, Money, Service, VisitMode};
use crate::graphql::error::ApiResult;
use crate::graphql::id::PublicId;
use crate::graphql::loader::{Loaders, batch};
use crate::graphql::problem::result_union;
use crate::graphql::scalar::DateTime;
use crate::service::account::patient_of_visit;
use crate::service::appointment::{self, Booked, Seen};

/// A visit of a patient to a doctor, from its hold to its end.
#[derive(Clone)]
pub struct Appointment(pub Seen);

connection!(AppointmentConnection, AppointmentEdge, Appointment, "visit", "visits", total_count);
batch!(AppointmentId => Seen, appointment::by_id);

impl From<Seen> for Appointment {
    fn from(seen: Seen) -> Self {
        Self(seen)
    }
}

fn loaders<'c>(ctx: &'c Context<'_>) -> &'c Loaders {
    ctx.data_unchecked::<Loaders>()
}

/// A visit of a patient to a doctor, from its hold to its end.
#[Object]
impl Appointment {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        self.0.visit.id.public()
    }

    /// Raised by every change; send it as `expectedVersion` to make a change conditional.
    async fn version(&self) -> i32 {
        self.0.visit.version
    }

    /// Where the visit is in its life, now.
    async fn status(&self, ctx: &Context<'_>) -> AppointmentStatus {
        effective_status(&self.0.visit, ctx.services().now()).into()
    }

    /// Who sees the patient.
    async fn doctor(&self, ctx: &Context<'_>) -> ApiResult<Doctor> {
        Ok(Doctor::new(loaders(ctx).must(self.0.visit.doctor_id).await?))
    }

    /// Where.
    async fn clinic(&self, ctx: &Context<'_>) -> ApiResult<Clinic> {
        Ok(Clinic::new(loaders(ctx).must(self.0.visit.clinic_id).await?))
    }

    /// For what.
    async fn service(&self, ctx: &Context<'_>) -> ApiResult<Service> {
        Ok(Service::new(loaders(ctx).must(self.0.visit.service_id).await?))
    }

    /// In person or by video.
    async fn mode(&self) -> VisitMode {
        self.0.visit.mode.into()
    }

    /// Null for those who may not know, and while the visit is only held.
    async fn patient(&self, ctx: &Context<'_>) -> ApiResult<Option<Patient>> {
        let Some(patient) = self.0.visit.patient_id else { return Ok(None) };
        if let Some(visible) = loaders(ctx).get(patient).await? {
            return Ok(Some(Patient::from(visible)));
        }
        // The request itself is nobody's when a token opened the visit, or when it is the answer to a login.
        Ok(patient_of_visit(ctx.services(), patient).await?.map(Patient::from))
    }

    /// When it begins.
    async fn starts_at(&self) -> DateTime {
        DateTime(self.0.visit.starts_at)
    }

    /// When it ends.
    async fn ends_at(&self) -> DateTime {
        DateTime(self.0.visit.ends_at)
    }

    /// The start with the clinic's offset, e.g. 2027-11-07T01:30:00-05:00.
    async fn local_start(&self, ctx: &Context<'_>) -> ApiResult<String> {
        local_label(ctx, self.0.visit.clinic_id, DateTime(self.0.visit.starts_at)).await
    }

    /// Why the patient comes, in their words.
    async fn reason(&self) -> Option<&str> {
        self.0.visit.reason.as_deref()
    }

    /// What the patient feels, in their words.
    async fn symptoms(&self) -> Option<&str> {
        self.0.visit.symptoms.as_deref()
    }

    /// What it costs: quoted until the visit is confirmed, frozen then. Null where nothing is stated.
    async fn fee(&self) -> Option<Money> {
        let visit = &self.0.visit;
        visit.fee_amount.zip(visit.fee_currency.clone()).map(|(amount, currency)| Money::new(amount, currency))
    }

    /// Until when the time is held.
    async fn hold_expires_at(&self) -> Option<DateTime> {
        self.0.visit.hold_expires_at.map(DateTime)
    }

    /// Why it was cancelled, if it was and somebody said.
    async fn cancellation_reason(&self) -> Option<&str> {
        self.0.visit.cancellation_reason.as_deref()
    }

    /// In what capacity somebody cancelled it, if it was cancelled.
    async fn cancelled_by(&self) -> Option<super::enums::Capacity> {
        self.0.visit.cancelled_by.map(Into::into)
    }

    /// Which rules staff set aside for it, and why. For staff only; null for others and where no rule was set aside.
    async fn staff_override(&self) -> Option<String> {
        let visit = &self.0.visit;
        let lifted = visit.override_rules.as_ref().zip(visit.override_reason.as_ref()).filter(|_| self.0.is_staff());
        lifted.map(|(rules, reason)| format!("{rules}: {reason}"))
    }

    /// The visit that this one replaced.
    async fn previous(&self, ctx: &Context<'_>) -> ApiResult<Option<Appointment>> {
        self.linked(ctx, self.0.visit.previous_id).await
    }

    /// The visit that replaced this one.
    async fn successor(&self, ctx: &Context<'_>) -> ApiResult<Option<Appointment>> {
        self.linked(ctx, self.0.visit.successor_id).await
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.visit.created_at)
    }
}

impl Appointment {
    /// Another visit of the same chain. What opened this one for a guest opens that one, too.
    async fn linked(&self, ctx: &Context<'_>, id: Option<AppointmentId>) -> ApiResult<Option<Self>> {
        let Some(id) = id else { return Ok(None) };
        let seen = match self.0.as_who {
            ActorKind::Guest => appointment::of_chain(ctx.services(), &self.0, id).await?,
            _ => loaders(ctx).get(id).await?,
        };
        Ok(seen.map(Self))
    }
}

/// A visit that was booked or moved.
pub struct Booking(Booked);

impl From<Booked> for Booking {
    fn from(booked: Booked) -> Self {
        Self(booked)
    }
}

/// A visit that was booked or moved.
#[Object]
impl Booking {
    /// The visit.
    async fn appointment(&self) -> Appointment {
        Appointment(self.0.seen.clone())
    }

    /// Given once, to guests only.
    async fn manage_token(&self) -> Option<&str> {
        self.0.manage_token.as_deref()
    }
}

result_union!(HoldSlotResult = Appointment, "A held time, or why it cannot be held.");
result_union!(BookAppointmentResult = Booking, "A booked visit, or why it cannot be booked.");
result_union!(RescheduleAppointmentResult = Booking, "The visit at its new time, or why it stays where it is.");
result_union!(CancelAppointmentResult = Appointment, "The cancelled visit, or why it stands.");
result_union!(AppointmentActionResult = Appointment, "The changed visit, or why it stays as it is.");
