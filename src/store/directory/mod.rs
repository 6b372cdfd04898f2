//! Clinics, doctors and what they offer.
//!
//! The directory is public: reads are not scoped to who asks, but lists show only what is active, while reads by id
//! answer inactive rows too, because visits refer to them.

pub mod catalogue;
pub mod clinic;
pub mod closure;
pub mod doctor;
pub mod doctor_link;
pub mod doctor_search;
pub mod practice;
pub mod room;
pub mod travel;

mod text_match;
