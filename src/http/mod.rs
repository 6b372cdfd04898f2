//! The edge: everything that arrives over HTTP.

mod answer;
mod caller;
mod demo;
mod graphql;
mod health;
mod metrics;
mod observe;
pub mod pages;

mod router;

pub use demo::DemoLogin;
pub use metrics::Access as MetricsAccess;
pub use router::{Edge, router};
