//! A doctor with time, and somebody who looks at the database from outside of the server that is killed.

use chrono::{Duration, Timelike};
use medbook::adapter::clock::{Clock, SystemClock};
use medbook::service;

use crate::support::{Backend, Doctor, Person, Server, Slot, TestApp};

pub struct Scene {
    pub app: TestApp,
    pub doctor: Doctor,
}

impl Scene {
    /// On the machine's own time, because that is the time of a server in a process of its own.
    pub async fn open(backend: Backend) -> Self {
        let app = TestApp::start(backend).await;
        app.advance_to(SystemClock.now().with_nanosecond(0).expect("a full second exists"));
        let doctor = app.doctor().weekly("Mon-Sun 08:00-20:00", "Europe/Madrid").create().await;
        Self { app, doctor }
    }

    /// Free times of the doctor, some days ahead.
    pub async fn slots(&self, person: &Person) -> Vec<Slot> {
        let from = self.app.now() + Duration::days(4);
        person.slots(&self.doctor, from, from + Duration::days(2)).await
    }

    /// The server as its operator starts it.
    pub async fn server(&self) -> Server {
        Server::start(&self.app.database_url()).await
    }

    /// The server with fault points.
    pub async fn server_with(&self, points: &str) -> Server {
        Server::start(&self.app.database_url()).fault(points).await
    }

    /// Every invariant holds.
    pub async fn expect_sound(&self, context: &str) {
        let report = service::check::run(&self.app.services).await.expect("the database can be read");
        assert!(report.is_clean(), "{context}: {report}");
    }

    /// Somebody else books the doctor, without waiting for the dead.
    pub async fn expect_no_lock_left(&self, server: &Server, context: &str) {
        let rival = self.app.guest("Rival").at(server);
        let slot = self.slots(&rival).await.pop().expect("the doctor has time");
        let booked = tokio::time::timeout(std::time::Duration::from_secs(5), rival.book(&slot)).await;
        booked.unwrap_or_else(|_| panic!("{context}: a lock is left")).expect_booked();
    }
}
