//! The GraphQL API: the schema's objects over the use cases of `service`.
//!
//! [`schema`] puts the features together. To add an operation: write the use case in `service`, an object for what it
//! answers and a resolver in the feature's `query` or `mutation`, a line in the feature's merged root; then `make schema`.

pub mod account;
pub mod appointment;
pub mod availability;
pub mod connection;
pub mod directory;
pub mod error;
pub mod feedback;
pub mod id;
pub mod limits;
pub mod loader;
pub mod node;
mod operation;
pub mod problem;
pub mod scalar;
pub mod schedule;
pub mod schema;
pub mod tokens;

mod context;
mod introspection;
mod stall;

pub use context::RequestContext;
pub use loader::{Loaders, execute};
pub use operation::operation;
pub use schema::{ApiSchema, build, sdl};

/// The codes of everything that can be refused: in results and in `errors[]`.
pub fn codes() -> impl Iterator<Item = &'static str> {
    problem::ProblemCode::all().chain(error::Code::ALL.map(error::Code::as_str))
}
