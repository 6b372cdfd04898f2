//! The binary as an operator starts it.

mod commands;
mod serve;
mod settings;
