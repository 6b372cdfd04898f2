//! The directory: who can be booked, where, for what, and who may change that.
//!
//! Reading is public. Admins of the network change everything, admins of a clinic what concerns their clinics.

mod batch;
mod clinic_facts;
mod closure;
mod create_clinic;
mod create_doctor;
mod create_room;
mod doctor_facts;
mod doctor_links;
mod list_clinics;
mod list_doctors;
mod offered_service;
mod practices;
pub(super) mod rights;
mod travel;
mod update_clinic;
mod update_doctor;

pub use batch::{
    ClinicsOf, ClosuresOf, FeesOf, LanguagesOf, PhoneShown, RoomsOf, ServicesOf, clinics_by_id, clinics_of,
    closures_of, doctors_by_id, fees_of, languages_of, phones_shown, rooms_of, services, services_by_id, services_of,
    specialties, specialties_by_id,
};
pub use clinic_facts::{ClinicFacts, Location, PolicyFacts};
pub use closure::{AddClosure, add_closure, remove_closure};
pub use create_clinic::create_clinic;
pub use create_doctor::{CreateDoctor, create_doctor};
pub use create_room::{CreateRoom, create_room};
pub use doctor_facts::{DoctorFacts, Fee};
pub use doctor_links::{DoctorLinks, ServiceFee};
pub use list_clinics::{ClinicSearch, ListClinics, clinics};
pub use list_doctors::{DoctorSearch, ListDoctors, doctors};
pub use offered_service::{ServiceFacts, create_service, update_service};
pub use practices::set_doctor_clinics;
pub use travel::{SetTravelTime, set_travel_time};
pub use update_clinic::update_clinic;
pub use update_doctor::update_doctor;

/// A page of a list, each row with its sort key, and how many rows the whole list has where somebody asked.
pub struct Listed<C, T> {
    pub page: crate::domain::page::Page<(C, T)>,
    pub total: Option<u64>,
}

/// A change of a fact that may be empty: `None` leaves it, `Some(None)` empties it.
pub type Change<T> = Option<Option<T>>;
