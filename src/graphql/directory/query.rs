//! Reading the directory.

use async_graphql::{Context, Object};

use super::clinic::{Clinic, ClinicConnection};
use super::doctor::{Doctor, DoctorConnection};
use super::enums::DoctorOrder;
use super::filter::{ClinicFilter, DoctorFilter};
use super::service::Service;
use super::specialty::Specialty;
use crate::graphql::RequestContext;
use crate::graphql::availability::ALL_FREE_TIMES;
use crate::graphql::connection::{PageArguments, page_cost};
use crate::graphql::error::ApiResult;
use crate::service::directory::{self, ListClinics, ListDoctors};

/// What finding the doctors of a list costs: their free times are worked out, or only rows are read.
fn search_cost(filter: &Option<DoctorFilter>, order: Option<DoctorOrder>) -> usize {
    let when_free = filter.as_ref().is_some_and(|filter| filter.free_from.is_some() || filter.free_until.is_some());
    if when_free || order == Some(DoctorOrder::NextSlot) { ALL_FREE_TIMES } else { 1 }
}

/// Queries of the directory.
#[derive(Default)]
pub struct DirectoryQuery;

#[Object]
impl DirectoryQuery {
    /// All specialties, by name.
    #[graphql(complexity = "20 * child_complexity + 1")]
    async fn specialties(&self, ctx: &Context<'_>) -> ApiResult<Vec<Specialty>> {
        let specialties = directory::specialties(ctx.services()).await?;
        Ok(specialties.into_iter().map(Specialty::from).collect())
    }

    /// The services that can be booked, by kind and name.
    #[graphql(complexity = "10 * child_complexity + 1")]
    async fn services(&self, ctx: &Context<'_>) -> ApiResult<Vec<Service>> {
        let services = directory::services(ctx.services()).await?;
        Ok(services.into_iter().map(Service::new).collect())
    }

    /// The active clinics, by name.
    #[graphql(complexity = "page_cost(first, last) * child_complexity + 1")]
    async fn clinics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which clinics.")] filter: Option<ClinicFilter>,
        #[graphql(desc = "How many from the start; 20 if nothing is given, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> ApiResult<ClinicConnection> {
        let list = ListClinics {
            search: filter.unwrap_or_default().into(),
            page: PageArguments { first, after, last, before }.read()?,
            counted: ctx.look_ahead().field("totalCount").exists(),
        };
        let listed = directory::clinics(ctx.services(), list).await?;
        let total = listed.total.unwrap_or_default();
        Ok(ClinicConnection::new(listed.page, |(cursor, _)| cursor.clone(), |(_, row)| Clinic::new(row), total))
    }

    /// The active doctors.
    #[expect(clippy::too_many_arguments, reason = "the arguments are those of the contract")]
    #[graphql(complexity = "search_cost(&filter, order_by) + page_cost(first, last) * child_complexity")]
    async fn doctors(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which doctors.")] filter: Option<DoctorFilter>,
        #[graphql(
            desc = "How they are sorted. A cursor belongs to the order that gave it.",
            default_with = "Some(DoctorOrder::Rating)"
        )]
        order_by: Option<DoctorOrder>,
        #[graphql(desc = "How many from the start; 20 if nothing is given, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> ApiResult<DoctorConnection> {
        let list = ListDoctors {
            search: filter.unwrap_or_default().try_into()?,
            order: order_by.unwrap_or(DoctorOrder::Rating).into(),
            page: PageArguments { first, after, last, before }.read()?,
            counted: ctx.look_ahead().field("totalCount").exists(),
        };
        let listed = directory::doctors(ctx.services(), list).await?;
        let total = listed.total.unwrap_or_default();
        Ok(DoctorConnection::new(listed.page, |(cursor, _)| cursor.clone(), |(_, row)| Doctor::new(row), total))
    }
}
