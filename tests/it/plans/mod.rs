//! How the databases answer what the API asks: no operation that people wait for reads all of a big table.
//!
//! [`watch`] seeds a network, lets the real application send its statements, and has the database explain them;
//! [`hot`] lists the operations, and for each the tables that it may read whole, with the reason.

mod hot;
mod watch;
