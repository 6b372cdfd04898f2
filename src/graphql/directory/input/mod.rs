//! What clients send to change the directory. In the changes of what exists, an input that is left out leaves things as
//! they are, and null empties what can be empty.

mod clinic;
mod doctor;
mod service;

pub use clinic::{AddClosureInput, CreateClinicInput, CreateRoomInput, RemoveClosureInput, UpdateClinicInput};
pub use doctor::{CreateDoctorInput, SetDoctorClinicsInput, SetTravelTimeInput, UpdateDoctorInput, ids};
pub use service::{CreateServiceInput, UpdateServiceInput};
