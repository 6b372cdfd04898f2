//! The directory: clinics, doctors and services, searched by anybody and kept by administrators.

mod clinic_admins;
mod clinics;
mod doctors;
mod order;
mod paging;
mod rights;
mod search;
mod statements;
