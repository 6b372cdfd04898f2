//! The server is killed at the places where it hurts most; connections are cut; two servers want the same.

mod connection;
mod durability;
mod fault_points;
mod killed_write;
mod migration;
mod only_server;
mod scene;
mod sweeper;
mod write;
