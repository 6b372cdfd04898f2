//! The tables of medbook, one file a table; the names are those of the database (domain.md §8).
//!
//! Rows are plain facts. What is allowed lives in the server's `domain`, how rows are read and written in its `store`.

pub mod enums;
pub mod id;

pub mod appointment;
pub mod clinic;
pub mod closure;
pub mod contact;
pub mod credential;
pub mod date_rule;
pub mod doctor;
pub mod doctor_clinic;
pub mod doctor_day;
pub mod doctor_language;
pub mod doctor_service;
pub mod event_head;
pub mod event_log;
pub mod fee;
pub mod feedback;
pub mod idempotency_record;
pub mod manage_token;
pub mod patient_profile;
pub mod profile_access;
pub mod role_grant;
pub mod room;
pub mod service;
pub mod session;
pub mod slot_claim;
pub mod specialty;
pub mod time_off;
pub mod travel_time;
pub mod user;
pub mod weekly_hours;
