use std::process::Command;

use sea_orm::ConnectionTrait;

use crate::support::{Backend, Doctor, Folder, Server, TestApp, Visit};

/// A network in use: a doctor, and guests who have booked with them.
struct Network {
    app: TestApp,
    doctor: Doctor,
    visits: Vec<Visit>,
}

impl Network {
    async fn start(backend: Backend) -> Self {
        let app = TestApp::start(backend).await;
        let doctor = app.doctor().weekly("Mon-Fri 08:00-20:00", "Europe/Madrid").create().await;
        let mut network = Self { app, doctor, visits: Vec::new() };
        network.book(3).await;
        network
    }

    /// So many more guests book.
    async fn book(&mut self, count: u32) {
        for _ in 0..count {
            let gil = self.app.guest("Gil");
            let slot = gil.first_slot(&self.doctor).await;
            self.visits.push(gil.book(&slot).await.expect_booked());
        }
    }

    fn url(&self) -> String {
        self.app.database_url()
    }

    /// Proves that what was restored at `url` passes the check, serves, and has the first `count` visits.
    async fn expect_restored(&self, url: &str, count: usize) {
        Folder::new().run(&["check"], &[("DATABASE_URL", url)]).expect_success();
        let server = Server::start(url).await;
        for visit in &self.visits[..count] {
            let restored = server.visitor().read(visit).await.expect("what was answered before the copy is in it");
            assert_eq!(restored.value, visit.value);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_of_sqlite_taken_while_guests_book_is_whole_and_has_all_that_was_answered_before() {
    let (mut network, folder) = (Network::start(Backend::Sqlite).await, Folder::new());
    let (url, before) = (network.url(), network.visits.len());

    let copy = tokio::task::spawn_blocking(move || {
        folder.run(&["backup", "copy.db"], &[("DATABASE_URL", &url)]).expect_success();
        folder
    });
    network.book(20).await;
    let folder = copy.await.expect("the copy is made");

    assert_eq!(std::fs::read_dir(&folder.0).expect("the folder").count(), 1, "nothing but the copy");
    network.expect_restored(&format!("sqlite:{}", folder.0.join("copy.db").display()), before).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dump_of_postgres_taken_while_guests_book_is_whole_and_has_all_that_was_answered_before() {
    let (mut network, folder) = (Network::start(Backend::Postgres).await, Folder::new());
    let (url, before) = (network.url(), network.visits.len());
    let file = folder.0.join("medbook.dump").display().to_string();

    let dump = {
        let (url, file) = (url.clone(), file.clone());
        tokio::task::spawn_blocking(move || postgres_tool("pg_dump", &["--format=custom", "--file", &file, &url]))
    };
    network.book(20).await;
    dump.await.expect("the dump is made");
    let restored = TestApp::start(Backend::Postgres).await;
    restored
        .services
        .db
        .read()
        .execute_unprepared("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        .await
        .expect("an empty database");
    postgres_tool("pg_restore", &["--exit-on-error", "--no-owner", "--dbname", &restored.database_url(), &file]);

    network.expect_restored(&restored.database_url(), before).await;
}

#[tokio::test]
async fn a_copy_never_replaces_a_file_and_is_never_made_of_nothing() {
    let (network, folder) = (Network::start(Backend::Sqlite).await, Folder::new());
    std::fs::write(folder.0.join("precious.db"), "precious").expect("a file");

    let existing = folder.run(&["backup", "precious.db"], &[("DATABASE_URL", &network.url())]);
    let nothing = folder.run(&["backup", "copy.db"], &[("DATABASE_URL", "sqlite:absent.db")]);
    let postgres = folder
        .run(&["backup", "copy.db"], &[("DATABASE_URL", &TestApp::start(Backend::Postgres).await.database_url())]);

    for (ended, reason) in [(existing, "exists"), (nothing, "there is no file"), (postgres, "pg_dump")] {
        assert_eq!((ended.code, ended.err.lines().count()), (Some(1), 1), "{ended:?}");
        assert!(ended.err.contains(reason), "{ended:?}");
    }
    assert_eq!(std::fs::read_to_string(folder.0.join("precious.db")).expect("still there"), "precious");
    assert!(!folder.0.join("absent.db").exists() && !folder.0.join("copy.db").exists());
}

/// Runs one of PostgreSQL's own programs.
fn postgres_tool(name: &str, arguments: &[&str]) {
    let ended = Command::new(name).args(arguments).output();
    let ended = ended.unwrap_or_else(|error| panic!("{name} is needed, from PostgreSQL's client programs: {error}"));
    assert!(ended.status.success(), "{name}: {}", String::from_utf8_lossy(&ended.stderr));
}
