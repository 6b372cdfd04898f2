//! What tests are written with: [`TestApp`] starts the real application over an empty database of its own, and people
//! use it.
//!
//! ```ignore
//! let app = TestApp::start(backend).await;
//! let doctor = app.doctor().weekly("Mon 09:00-12:00", "Europe/Madrid").create().await;
//! let (ann, ben) = (app.patient("Ann").await, app.patient("Ben").await);
//! let slot = ann.first_slot(&doctor).await;
//! ann.hold(&slot).await.expect_held();
//! assert_eq!(ben.book(&slot).await.expect_problem().code, "SLOT_TAKEN");
//! ```

mod answer;
mod app;
mod caller;
mod clinic;
mod database;
mod doctor;
mod log;
mod medbook;
mod outcome;
mod own_postgres;
mod person;
mod proxy;
mod random;
mod seeded;
mod server;
mod slot;
mod statements;

pub use answer::Answer;
pub use app::{JWT_SECRET, PASSWORD, TestApp, at};
pub use caller::Caller;
pub use clinic::Clinic;
pub use database::{Backend, TestDatabase};
pub use doctor::{Doctor, set_weekly_hours};
pub use medbook::Folder;
pub use outcome::{Outcome, Visit};
pub use own_postgres::OwnPostgres;
pub use person::{Person, SESSION, merge};
pub use proxy::{COMMIT, Mode, Proxy};
pub use seeded::Seeded;
pub use server::Server;
pub use slot::{Slot, text, uuid};
pub use statements::count_statements;
