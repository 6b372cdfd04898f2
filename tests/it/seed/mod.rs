//! `medbook seed`: a network of any size, the same every time, that keeps every rule.

mod command;
mod network;
mod same;
