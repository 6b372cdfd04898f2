//! The edge: everything that arrives over HTTP.

mod answer;
mod caller;
mod demo;
mod graphql;
mod health;
pub mod pages;
mod router;

pub use demo::DemoLogin;
pub use router::{Edge, router};
