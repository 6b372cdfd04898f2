//! Changing visits.

mod book;
mod input;
mod life;

use async_graphql::MergedObject;

/// Mutations of visits.
#[derive(MergedObject, Default)]
pub struct AppointmentMutation(book::BookingMutation, life::LifeMutation);
