//! A doctor as the directory shows them.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use entity::doctor;
use entity::id::ClinicId;

use super::{Clinic, Money, Service, Specialty, VisitMode};
use crate::graphql::availability::{Slot, doctor_next_slot, doctor_slots};
use crate::graphql::connection::{PageArguments, connection, page_cost};
use crate::graphql::error::ApiResult;
use crate::graphql::feedback::{FeedbackConnection, doctor_feedback};
use crate::graphql::id::PublicId;
use crate::graphql::loader::Loaders;
use crate::graphql::scalar::{Date, DateTime};
use crate::graphql::schedule::{DateHours, TimeOff, WeeklyWindow, date_hours, time_off, weekly_hours};
use crate::service::directory::{ClinicsOf, FeesOf, LanguagesOf, PhoneShown, ServicesOf};
use crate::service::schedule::OnLeave;

/// A doctor.
#[derive(Clone)]
pub struct Doctor(Arc<doctor::Model>);

connection!(DoctorConnection, DoctorEdge, Doctor, "doctor", "doctors", total_count);

impl Doctor {
    /// The doctor of a row.
    pub fn new(row: Arc<doctor::Model>) -> Self {
        Self(row)
    }
}

impl From<Arc<doctor::Model>> for Doctor {
    fn from(row: Arc<doctor::Model>) -> Self {
        Self(row)
    }
}

fn loaders<'c>(ctx: &'c Context<'_>) -> &'c Loaders {
    ctx.data_unchecked::<Loaders>()
}

/// A doctor of the directory.
#[Object]
impl Doctor {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        self.0.id.public()
    }

    /// First and last name.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The field of medicine.
    async fn specialty(&self, ctx: &Context<'_>) -> ApiResult<Specialty> {
        Ok(loaders(ctx).must(self.0.specialty_id).await?.into())
    }

    /// Academic degree.
    async fn degree(&self) -> Option<&str> {
        self.0.degree.as_deref()
    }

    /// The licence to practise.
    async fn license_number(&self) -> &str {
        &self.0.license_number
    }

    /// For how many years they have practised.
    async fn years_of_experience(&self) -> Option<i32> {
        self.0.years_of_experience
    }

    /// What the doctor says about themself.
    async fn bio(&self) -> Option<&str> {
        self.0.bio.as_deref()
    }

    /// Where a photo is.
    async fn photo_url(&self) -> Option<&str> {
        self.0.photo_url.as_deref()
    }

    /// Telephone number in E.164. Null unless the caller is the doctor or an administrator of one of their clinics.
    async fn phone(&self, ctx: &Context<'_>) -> ApiResult<Option<&str>> {
        let Some(phone) = self.0.phone.as_deref() else { return Ok(None) };
        let shown = loaders(ctx).get(PhoneShown(self.0.id)).await?.unwrap_or_default();
        Ok(shown.then_some(phone))
    }

    /// Languages spoken with patients, in the order given.
    async fn languages(&self, ctx: &Context<'_>) -> ApiResult<Vec<String>> {
        Ok(loaders(ctx).get(LanguagesOf(self.0.id)).await?.unwrap_or_default())
    }

    /// What a consultation costs; null where nothing is stated.
    async fn consultation_fee(&self) -> Option<Money> {
        Some(Money::new(self.0.consultation_fee_amount?, self.0.consultation_fee_currency.clone()?))
    }

    /// What services cost that do not cost the consultation fee.
    async fn fees(&self, ctx: &Context<'_>) -> ApiResult<Vec<ServiceFee>> {
        let fees = loaders(ctx).get(FeesOf(self.0.id)).await?.unwrap_or_default();
        let services = loaders(ctx).get_many(fees.iter().map(|fee| fee.service_id).collect()).await?;
        let fee = |row: entity::fee::Model| {
            let service = Service::new(Arc::clone(services.get(&row.service_id)?));
            Some(ServiceFee { service, fee: Money::new(row.amount, row.currency) })
        };
        Ok(fees.into_iter().filter_map(fee).collect())
    }

    /// Mean of the feedback, 1–5; null without any.
    async fn rating(&self) -> Option<f64> {
        self.0.rating_milli.map(|milli| f64::from(milli) / 1000.0)
    }

    /// How much feedback there is.
    async fn rating_count(&self) -> i32 {
        self.0.rating_count
    }

    /// The most visits on one local date, over all clinics; null for no limit.
    async fn max_patients_per_day(&self) -> Option<i32> {
        self.0.max_patients_per_day
    }

    /// In what ways the doctor sees patients.
    async fn modes(&self) -> Vec<VisitMode> {
        let offered = [(VisitMode::InPerson, self.0.offers_in_person), (VisitMode::Video, self.0.offers_video)];
        offered.into_iter().filter(|(_, offers)| *offers).map(|(mode, _)| mode).collect()
    }

    /// Whether the doctor takes bookings and is listed.
    async fn active(&self) -> bool {
        self.0.active
    }

    /// Whether the doctor is away right now.
    async fn on_leave(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(loaders(ctx).get(OnLeave(self.0.id)).await?.unwrap_or_default())
    }

    /// The active clinics where the doctor practises, by name.
    async fn clinics(&self, ctx: &Context<'_>) -> ApiResult<Vec<Clinic>> {
        let clinics = loaders(ctx).get(ClinicsOf(self.0.id)).await?.unwrap_or_default();
        Ok(clinics.into_iter().map(Clinic::new).collect())
    }

    /// The services that the doctor offers, by kind and name.
    async fn services(&self, ctx: &Context<'_>) -> ApiResult<Vec<Service>> {
        let services = loaders(ctx).get(ServicesOf(self.0.id)).await?.unwrap_or_default();
        Ok(services.into_iter().map(Service::new).collect())
    }

    /// The free slots in a period of at most 31 days, earliest first.
    #[graphql(complexity = "10 * child_complexity + 20")]
    async fn slots(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Not before.")] from: DateTime,
        #[graphql(desc = "Before; at most 31 days later.")] until: DateTime,
        #[graphql(desc = "Only at this clinic.")] clinic_id: Option<ID>,
        #[graphql(desc = "For this service; a consultation if not given.")] service_id: Option<ID>,
    ) -> ApiResult<Vec<Slot>> {
        doctor_slots(ctx, self.0.id, (from, until), clinic_id, service_id).await
    }

    /// The earliest free slot; null when there is none as far as the clinics book.
    #[graphql(complexity = "child_complexity + 20")]
    async fn next_slot(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only at this clinic.")] clinic_id: Option<ID>,
        #[graphql(desc = "For this service; a consultation if not given.")] service_id: Option<ID>,
    ) -> ApiResult<Option<Slot>> {
        doctor_next_slot(ctx, self.0.id, clinic_id, service_id).await
    }

    /// What patients say, newest first.
    #[graphql(complexity = "page_cost(first, last) * child_complexity + 1")]
    async fn feedback(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the start; 20 if nothing is given, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> ApiResult<FeedbackConnection> {
        doctor_feedback(ctx, self.0.id, PageArguments { first, after, last, before }).await
    }

    /// The hours of every week, Monday first, in the wall-clock time of each clinic.
    async fn weekly_hours(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only at this clinic.")] clinic_id: Option<ID>,
    ) -> ApiResult<Vec<WeeklyWindow>> {
        weekly_hours(ctx, self.0.id, ClinicId::parse_optional(clinic_id.as_ref())?).await
    }

    /// The dates with hours of their own instead of the weekly ones, earliest first.
    #[graphql(complexity = "5 * child_complexity + 1")]
    async fn date_hours(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At which clinic.")] clinic_id: ID,
        #[graphql(desc = "The first date.")] from: Date,
        #[graphql(desc = "The last date, included; at most 366 days later.")] until: Date,
    ) -> ApiResult<Vec<DateHours>> {
        date_hours(ctx, self.0.id, ClinicId::parse(&clinic_id)?, (from, until)).await
    }

    /// When the doctor is away, earliest first, without what is over. Null unless the caller is the doctor or an
    /// administrator of all their clinics.
    async fn time_off(&self, ctx: &Context<'_>) -> ApiResult<Option<Vec<TimeOff>>> {
        time_off(ctx, self.0.id).await
    }
}

/// What a doctor charges for one service.
#[derive(Clone, SimpleObject)]
pub struct ServiceFee {
    /// For what.
    pub service: Service,
    /// How much.
    pub fee: Money,
}
