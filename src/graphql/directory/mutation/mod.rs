//! Changing the directory.

mod clinic;
mod doctor;
mod service;

use async_graphql::MergedObject;

/// Mutations of the directory.
#[derive(MergedObject, Default)]
pub struct DirectoryMutation(clinic::ClinicMutation, doctor::DoctorMutation, service::ServiceMutation);
