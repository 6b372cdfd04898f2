//! What the server says of itself to those who run it: metrics, the names of operations in logs and traces, and the
//! export of spans. `docs/metrics.md` describes all of it.
//!
//! Nothing here ever holds what people typed. Labels and names come from closed sets (the schema's root fields, the codes
//! of refusals); the only text from outside is a request id of a strict form. Everything lives in a [`Telemetry`] that
//! `app` makes and hands down, so that several applications in one process do not count for each other.

pub mod export;
pub mod operation;
pub mod panic;
pub mod process;
pub mod reading;
pub mod request;

mod metrics;

pub use metrics::Telemetry;
pub use operation::{Kind, Operation, Outcome};
pub use reading::Reading;
