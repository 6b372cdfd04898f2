//! What an operator does: copies that can be restored, and a container's health check.

mod backup;
mod health;
