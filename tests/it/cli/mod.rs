//! The binary as an operator starts it.

mod commands;
mod medbook;
mod serve;
mod settings;
