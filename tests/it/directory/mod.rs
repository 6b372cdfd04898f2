//! The directory: clinics, doctors and services, searched by anybody and kept by administrators.

mod clinic_admins;
mod clinics;
mod doctors;
mod keeping;
mod kept;
mod order;
mod paging;
mod rights;
mod schedule;
mod search;
mod statements;
