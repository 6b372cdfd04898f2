//! What is answered is on disk, whatever the database says, or it is said loudly.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use medbook::store::Db;
use rstest::rstest;

use crate::support::{Backend, Backend::*, Server, TestApp};

/// What PostgreSQL does with the commits of our connections.
async fn synchronous_commit(db: &Db) -> String {
    let row = db.read().query_one_raw(Statement::from_string(DbBackend::Postgres, "SHOW synchronous_commit")).await;
    row.expect("it answers").expect("a row").try_get_by_index(0).expect("text")
}

/// The warnings of a server about one setting.
fn warnings(server: &Server, setting: &str) -> Vec<String> {
    server.log().lines().into_iter().filter(|line| line.contains("\"WARN\"") && line.contains(setting)).collect()
}

#[tokio::test]
async fn a_database_that_does_not_wait_for_the_disk_is_made_to_and_warned_of() {
    let app = TestApp::start(Postgres).await;
    let url = app.database_url();
    let name = url.rsplit('/').next().and_then(|name| name.split('?').next()).expect("a name").to_owned();
    let alter = format!("ALTER DATABASE {name} SET synchronous_commit = off");
    app.services.db.read().execute_unprepared(&alter).await.expect("a database can be altered");

    let server = Server::start(&url).await;

    let warned = warnings(&server, "synchronous_commit=off");
    assert!(matches!(&warned[..], [line] if line.contains("set it on for the database")), "{warned:?}");
    let db = Db::connect(&url, 1).await.expect("it opens");
    assert_eq!(synchronous_commit(&db).await, "on");
}

#[tokio::test]
async fn an_operator_who_insists_on_not_waiting_for_the_disk_is_warned() {
    let app = TestApp::start(Postgres).await;
    let url = app.database_url();
    let separator = if url.contains('?') { '&' } else { '?' };
    let url = format!("{url}{separator}options=-c%20synchronous_commit%3Doff");

    let server = Server::start(&url).await;

    let warned = warnings(&server, "synchronous_commit=off");
    assert!(matches!(&warned[..], [line] if line.contains("DATABASE_URL")), "{warned:?}");
    let db = Db::connect(&url, 1).await.expect("it opens");
    assert_eq!(synchronous_commit(&db).await, "off");
}

#[rstest]
#[tokio::test]
async fn nobody_is_warned_of_settings_that_are_right(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;

    let server = Server::start(&app.database_url()).await;

    for setting in ["synchronous", "journal_mode"] {
        assert_eq!(warnings(&server, setting), [""; 0]);
    }
}
