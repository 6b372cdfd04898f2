//! The schema of medbook's database, one file a step.
//!
//! To add a step: write `m0007_<what>.rs` beside the others, list it in [`Migrator`], and never edit a step that has
//! landed. A step names its constraints (`uq_ ck_ fk_ ix_`), because the server recognises a refusal by them, and never
//! imports `entity`: entities move on, steps stay.
//!
//! All missing steps are one transaction. So a step cannot make an index `CONCURRENTLY`, and on SQLite, where foreign keys
//! are on, it cannot rebuild a table that others refer to. A step that takes something away has `_contract_` in its name
//! (docs/operations.md, "Migrations and upgrades").

mod dialect;
mod m0001_accounts;
mod m0002_directory;
mod m0003_schedule;
mod m0004_appointments;
mod m0005_event_log;
mod m0006_list_orders;

pub use sea_orm_migration::{MigrationTrait, MigratorTrait};

/// All steps, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_accounts::Migration),
            Box::new(m0002_directory::Migration),
            Box::new(m0003_schedule::Migration),
            Box::new(m0004_appointments::Migration),
            Box::new(m0005_event_log::Migration),
            Box::new(m0006_list_orders::Migration),
        ]
    }
}
