//! Many at once, from connections of their own: the database decides, and everybody gets an answer that says so.

mod day;
mod idempotency;
mod lifecycle;
mod slot;
