//! The pages for people: what medbook is (`/`) and the playground (`/graphiql`).
//!
//! They are built by Vite into `web/dist` and embedded into the binary. A binary that was built without them says so at
//! `/` and has a tiny console of its own at `/graphiql`.
//!
//! To add a page: 1. an HTML entry in `web/vite.config.ts`, 2. a route in [`router`], 3. a policy in [`policy`] if the
//! page needs more than the strict one.

mod asset;
mod embedded;
mod policy;
mod router;

pub use router::router;
