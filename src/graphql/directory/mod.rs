//! The directory: doctors, clinics, specialties and services.

mod batches;
mod clinic;
mod doctor;
mod enums;
mod filter;
mod input;
mod money;
pub mod mutation;
mod query;
mod result;
mod service;
mod specialty;

pub use clinic::{Clinic, ClinicConnection, ClinicPolicy, Closure, Location, Room};
pub use doctor::{Doctor, DoctorConnection, ServiceFee};
pub use enums::{DoctorOrder, VisitKind, VisitMode};
pub use money::{Money, MoneyInput};
pub use mutation::DirectoryMutation;
pub use query::DirectoryQuery;
pub use service::Service;
pub use specialty::Specialty;
