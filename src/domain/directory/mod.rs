//! Doctors, clinics and what they offer: which facts are acceptable, and in what order doctors are listed.

mod cursor;
mod facts;
mod money;
mod offered;
mod policy;
mod search;

pub use cursor::{ClinicCursor, DoctorCursor, DoctorOrder, SortKey, SortText, StoredOrder};
pub use facts::{
    Language, MAX_CLINICS, MAX_SERVICES, daily_limit, experience, languages, license_key, modes, photo_url,
};
pub use money::{CURRENCIES, MAX_AMOUNT, Money};
pub use offered::{MAX_TRAVEL_MINUTES, buffer, capacity, duration, travel_minutes};
pub use policy::ClinicPolicy;
pub use search::{search_key, words};
