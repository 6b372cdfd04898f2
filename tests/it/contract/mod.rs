//! What clients may rely on: the schema keeps every promise, is written down, and explains itself.

pub mod facts;
mod schema;
