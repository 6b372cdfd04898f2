//! What the mutations of the directory answer.

use super::{Clinic, Doctor, Room, Service};
use crate::graphql::problem::result_union;

result_union!(CreateClinicResult = Clinic, "The new clinic, or why there is none.");
result_union!(UpdateClinicResult = Clinic, "The clinic as it is now, or why it was not changed.");
result_union!(AddClosureResult = Clinic, "The clinic with its closure, or why it was not closed.");
result_union!(RemoveClosureResult = Clinic, "The clinic without the closure, or why it stays.");
result_union!(CreateRoomResult = Room, "The new room, or why there is none.");
result_union!(CreateDoctorResult = Doctor, "The new doctor, or why there is none.");
result_union!(UpdateDoctorResult = Doctor, "The doctor as they are now, or why nothing was changed.");
result_union!(SetDoctorClinicsResult = Doctor, "The doctor with their clinics, or why they were not changed.");
result_union!(SetTravelTimeResult = Doctor, "The doctor, or why the travel time was not changed.");
result_union!(CreateServiceResult = Service, "The new service, or why there is none.");
result_union!(UpdateServiceResult = Service, "The service as it is now, or why it was not changed.");
