//! The edge: everything that arrives over HTTP.
//!
//! A request comes through [`server`] (connections), [`router`], `graphql` (the endpoint: `accept`, `body`, `request`,
//! `document`, `admission`, then the schema) and leaves through `answer`. `docs/limits.md` has the numbers.

mod accept;
mod admission;
mod answer;
mod body;
mod caller;
mod demo;
mod document;
mod graphql;
mod health;
mod host;
mod limits;
mod metrics;
mod observe;
pub mod pages;
mod request;
mod router;
pub mod server;
mod traffic;

pub use admission::Admission;
pub use demo::DemoLogin;
pub use host::is_loopback;
pub use limits::{ConnectionLimits, Limits, OperationLimits};
pub use metrics::Access as MetricsAccess;
pub use router::{Edge, router};
pub use traffic::{Class, Traffic};
