//! Placeholder.
use async_graphql::Object;
#[derive(Default)]
pub struct AppointmentQuery;
#[Object]
impl AppointmentQuery {
    async fn appointment_query(&self) -> bool {
        true
    }
}
#[derive(Default)]
pub struct AppointmentMutation;
#[Object]
impl AppointmentMutation {
    async fn appointment_mutation(&self) -> bool {
        true
    }
}
