//! An application over a seeded network.

use std::sync::{Arc, Mutex};

use chrono::Duration;
use medbook::adapter::password::{PasswordLimits, Passwords};
use medbook::adapter::random::SystemRandomness;
use medbook::seed::{self, Scale, World};
use medbook::service::Settings;
use medbook::store::Db;
use sea_orm::Statement;

use super::app::{PASSWORD, TestApp, at};
use super::database::Backend;

/// The statements that the application sent, with their values.
pub type Statements = Arc<Mutex<Vec<Statement>>>;

/// The real application over a network as `medbook seed` makes it; everybody has [`PASSWORD`].
pub struct Seeded {
    pub app: TestApp,
    pub world: World,
    pub statements: Statements,
}

impl Seeded {
    /// Seeds for the day on which tests begin.
    pub async fn start(backend: Backend, scale: Scale) -> Self {
        let world = World::new(&scale, &|_| ()).expect("so many visits find a time");
        let statements = Statements::default();
        let settings = Settings { access_token: Duration::days(1000), ..Settings::default() };
        let seen = Arc::clone(&statements);
        let app = TestApp::start_over(backend, settings, async |db: &mut Db| {
            let random = SystemRandomness::new();
            let passwords = Passwords::new(&random, PasswordLimits::default()).expect("passwords can be hashed");
            let hash = passwords.hash(&random, PASSWORD).await.expect("a password can be hashed");
            seed::fill(db, &scale, &world, Some(&hash), &|_| ()).await.expect("an empty database can be seeded");
            db.watch(move |info| seen.lock().expect("no panic").push(info.statement.clone()));
        })
        .await;
        Self { app, world, statements }
    }

    /// A scale for the day on which tests begin.
    pub fn scale(doctors: u32, clinics: u32, patients: u32, appointments: u32) -> Scale {
        let today = at(super::app::NOW).date_naive();
        Scale { doctors, clinics, patients, appointments, seed: 7, today }
    }
}
