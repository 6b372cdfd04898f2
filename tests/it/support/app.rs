//! The application under test.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Once};

use chrono::{DateTime, Duration, Utc};
use entity::id::ClinicId;
use medbook::adapter::clock::{Clock, ManualClock};
use medbook::adapter::token::Tokens;
use medbook::app::{App, Parts};
use medbook::http::{MetricsAccess, Traffic};
use medbook::service::{self, Services, Settings};
use medbook::store::Db;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::OnceCell;

use super::caller::Caller;
use super::clinic::{Clinic, ClinicBuilder};
use super::database::{Backend, TestDatabase};
use super::doctor::{Doctor, DoctorBuilder};
use super::outcome::{Outcome, Visit};
use super::person::{self, Person};
use super::random::SeededRandom;
use super::slot::uuid;

/// When every test begins: a Monday, 07:00 in Madrid.
pub const NOW: &str = "2027-03-01T06:00:00Z";

/// The password of everybody who has one.
pub const PASSWORD: &str = "correct horse battery staple";

/// Issues the tokens of every application under test.
pub const PUBLIC_URL: &str = "https://book.example.org";
/// Signs the tokens of every application under test.
pub const JWT_SECRET: &str = "a secret of the tests, of more than thirty-two bytes";
const ADMIN_EMAIL: &str = "admin@example.org";

/// The instant that RFC 3339 text means.
pub fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).expect("an RFC 3339 instant").with_timezone(&Utc)
}

/// The real application, serving HTTP on a port of its own over a database of its own, with a clock that stands still.
///
/// Dropping it proves that `medbook check` has nothing to say of its database, whatever the test did.
pub struct TestApp {
    pub services: Arc<Services>,
    /// What is going on at the edge.
    pub traffic: Arc<Traffic>,
    clock: Arc<ManualClock>,
    database: TestDatabase,
    address: SocketAddr,
    admin: OnceCell<Caller>,
    count: AtomicU32,
    planted: bool,
}

impl TestApp {
    /// Starts with an empty directory and default settings, but for access tokens: they last as long as any test.
    pub async fn start(backend: Backend) -> Self {
        let settings = Settings { access_token: Duration::days(1000), ..Settings::default() };
        Self::start_with(backend, settings).await
    }

    /// Starts with an empty directory.
    pub async fn start_with(backend: Backend, settings: Settings) -> Self {
        Self::start_over(backend, settings, async |_: &mut Db| {}).await
    }

    /// Starts over a database that `prepare` has filled.
    pub async fn start_over(backend: Backend, settings: Settings, prepare: impl AsyncFnOnce(&mut Db)) -> Self {
        let database = TestDatabase::create(backend).await;
        let mut db = database.connect().await;
        prepare(&mut db).await;
        Self::open(database, db, settings, |_| {})
    }

    /// Starts with an empty directory, so many connections to the database, and parts that differ from the usual ones.
    pub async fn start_with_parts(backend: Backend, pool: u32, change: impl FnOnce(&mut Parts)) -> Self {
        let database = TestDatabase::create(backend).await;
        let db = database.connect_with(pool).await;
        let settings = Settings { access_token: Duration::days(1000), ..Settings::default() };
        Self::open(database, db, settings, change)
    }

    fn open(database: TestDatabase, db: Db, settings: Settings, change: impl FnOnce(&mut Parts)) -> Self {
        show_errors();
        let clock = Arc::new(ManualClock::at(at(NOW)));
        let mut parts = Parts::new(db, PUBLIC_URL.to_owned(), JWT_SECRET.to_owned(), settings);
        parts.clock = Arc::clone(&clock) as Arc<dyn Clock>;
        parts.random = Arc::new(SeededRandom::new(42));
        // So that people can come from addresses of their own.
        parts.trusted_proxies = 1;
        parts.metrics = MetricsAccess::Anybody;
        parts.limits.connections.per_address = None;
        change(&mut parts);
        let app = App::new(parts).expect("the application starts");
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
        listener.set_nonblocking(true).expect("a listener need not block");
        let listener = TcpListener::from_std(listener).expect("the listener is open");
        let address = listener.local_addr().expect("the listener has an address");
        let traffic = Arc::clone(app.traffic());
        tokio::spawn(app.listen(listener, std::future::pending()));
        Self {
            services: app.services,
            traffic,
            clock,
            database,
            address,
            admin: OnceCell::new(),
            count: AtomicU32::new(0),
            planted: false,
        }
    }

    /// What the application takes for now.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Lets time pass.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    /// Lets time pass until `instant`.
    pub fn advance_to(&self, instant: DateTime<Utc>) {
        self.clock.advance(instant - self.now());
    }

    /// Of one of its paths.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Host and port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// A second server's way into the same database.
    pub async fn another_pool(&self) -> Db {
        self.database.connect_with(2).await
    }

    /// How a second process opens the same database.
    pub fn database_url(&self) -> String {
        self.database.url()
    }

    /// Somebody who has not signed in, on a connection and at an address of their own.
    pub fn visitor(&self) -> Caller {
        let number = self.next();
        Caller::new(self.url("/graphql"), format!("10.1.{}.{}", number / 250, number % 250 + 1))
    }

    /// The administrator of the whole network.
    pub async fn admin(&self) -> &Caller {
        let sign_in = || async {
            let created = service::account::create_admin(&self.services, ADMIN_EMAIL, PASSWORD, None).await;
            created.expect("the first administrator can be created");
            self.sign_in(ADMIN_EMAIL).await
        };
        self.admin.get_or_init(sign_in).await
    }

    /// An administrator of these clinics only, made as an operator makes one.
    pub async fn clinic_admin(&self, clinics: &[&Clinic]) -> Caller {
        let email = format!("keeper{}@example.org", self.next());
        for clinic in clinics {
            let clinic = Some(ClinicId(uuid(&clinic.id)));
            let created = service::account::create_admin(&self.services, &email, PASSWORD, clinic).await;
            created.expect("an administrator can be created");
        }
        self.sign_in(&email).await
    }

    /// Signs in with the password that everybody has.
    pub async fn sign_in(&self, email: &str) -> Caller {
        person::sign_in(self.visitor(), email, PASSWORD).await
    }

    /// A clinic to be created; in Madrid, if nothing else is said.
    pub fn clinic(&self) -> ClinicBuilder<'_> {
        ClinicBuilder::new(self)
    }

    /// A doctor to be created.
    pub fn doctor(&self) -> DoctorBuilder<'_> {
        DoctorBuilder::new(self)
    }

    /// Somebody who has registered.
    pub async fn patient(&self, name: &str) -> Person {
        Person::register(self.visitor(), name, self.next()).await
    }

    /// Somebody who books without an account.
    pub fn guest(&self, name: &str) -> Person {
        Person::guest(self.visitor(), name, self.next())
    }

    /// Lets a patient visit a doctor on the next free slot (which is not before the day that it is) and rate the visit.
    pub async fn rate(&self, patient: &Person, doctor: &Doctor, rating: i32) -> Outcome {
        let visit = self.completed(patient, doctor).await;
        let input = json!({ "appointmentId": visit.id, "rating": rating });
        patient.mutate("leaveFeedback", "LeaveFeedbackInput", "... on Feedback { id }", input).await
    }

    /// Lets a patient visit a doctor on the next free slot, up to the end of the visit.
    pub async fn completed(&self, patient: &Person, doctor: &Doctor) -> Visit {
        let slot = patient.first_slot(doctor).await;
        let visit = patient.book(&slot).await.expect_booked();
        self.advance_to(slot.starts_at);
        let staff = self.admin().await;
        staff.act("checkInAppointment", &visit).await.expect_visit("CHECKED_IN");
        staff.act("startAppointment", &visit).await.expect_visit("IN_PROGRESS");
        self.advance_to(slot.ends_at);
        staff.act("completeAppointment", &visit).await.expect_visit("COMPLETED");
        patient.read(&visit).await.expect("a patient sees their own visit")
    }

    /// The next number of this test, for what must be unique.
    pub fn next(&self) -> u32 {
        self.count.fetch_add(1, Ordering::Relaxed)
    }

    /// The test breaks the database on purpose: what the check says of it is the test's own business.
    pub fn plants_a_violation(&mut self) {
        self.planted = true;
    }

    /// The check needs a runtime of its own: that of the test cannot run while it is waited for here.
    fn close(&self, check: bool) -> Result<(), String> {
        let work = || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
            runtime.block_on(async {
                let verdict = if check { self.verdict().await } else { Ok(()) };
                self.database.remove().await;
                verdict
            })
        };
        std::thread::scope(|scope| scope.spawn(work).join()).unwrap_or_else(|_| Err("the check panicked".to_owned()))
    }

    async fn verdict(&self) -> Result<(), String> {
        let db = self.database.connect().await;
        let services = Services {
            db: db.clone(),
            clock: Arc::clone(&self.services.clock),
            random: Arc::clone(&self.services.random),
            passwords: self.services.passwords.clone(),
            tokens: Tokens::new(PUBLIC_URL, JWT_SECRET.as_bytes()),
            settings: self.services.settings.clone(),
        };
        let report = service::check::run(&services).await.map_err(|error| format!("the check failed: {error}"))?;
        db.close().await.map_err(|error| error.to_string())?;
        if report.is_clean() { Ok(()) } else { Err(format!("the test left a broken database behind:\n{report}")) }
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        let failed = std::thread::panicking();
        let closed = self.close(!failed && !self.planted);
        if !failed && let Err(reason) = closed {
            panic!("{reason}");
        }
    }
}

/// What the server logs as an error is shown with the test that fails.
fn show_errors() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let builder = tracing_subscriber::fmt().with_max_level(tracing::Level::ERROR).with_test_writer();
        builder.try_init().expect("nobody else sets the subscriber of the tests");
    });
}
