//! `kill -9` in the middle of a migration; two that migrate at once; a database from the future.

use rstest::rstest;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};

use crate::support::{Backend, Backend::*, Folder, PASSWORD, Server, TestDatabase};

async fn connect(database: &TestDatabase) -> DatabaseConnection {
    let url = database.url();
    Database::connect(format!("{url}{}", if url.starts_with("sqlite") { "?mode=rwc" } else { "" }))
        .await
        .expect("the database opens")
}

async fn texts(connection: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = connection.query_all_raw(Statement::from_string(connection.get_database_backend(), sql)).await;
    rows.expect("rows").iter().map(|row| row.try_get_by_index(0).expect("text")).collect()
}

/// Tables of the database.
async fn tables(connection: &DatabaseConnection, backend: Backend) -> Vec<String> {
    let sql = match backend {
        Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table'",
        Postgres => "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'",
    };
    texts(connection, sql).await
}

#[rstest]
#[case("migration::in_step=return(hang)")]
#[case("migration::in_step=25*off->return(hang)")]
#[case("migration::before_step=1*off->return(hang)")]
#[case("migration::before_step=4*off->return(hang)")]
#[tokio::test]
async fn a_migration_that_is_killed_leaves_nothing_and_the_next_start_completes_it(
    #[case] points: &str,
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let database = TestDatabase::create_empty(backend).await;
    let mut killed = Server::start(&database.url()).fault(points).spawn();
    killed.log().wait_for("a fault point was reached").await;
    killed.kill_hard();

    let connection = connect(&database).await;
    assert_eq!(tables(&connection, backend).await, [""; 0]);
    connection.close().await.expect("it closes");

    let server = killed.restart().await;
    server.folder().run(&["check"], &[("DATABASE_URL", &database.url())]).expect_success();
    drop(server);
    database.remove().await;
}

#[rstest]
#[tokio::test]
async fn two_that_migrate_an_empty_database_at_once_both_succeed_and_every_step_is_applied_once(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let database = TestDatabase::create_empty(backend).await;
    // Slow steps, so that the second one comes in the middle of the first one's work.
    let slow = Server::start(&database.url()).fault("migration::before_step=return(100)");
    match backend {
        // One server to a file.
        Sqlite => {
            let start = || slow.clone().command(&["migrate"]).spawn();
            let (mut one, mut other) = (start(), start());
            assert_eq!((one.ended().await, other.ended().await), (Some(0), Some(0)), "{}", other.log().text());
        }
        Postgres => {
            let slow = slow.env("MEDBOOK_ADMIN_EMAIL", "root@example.org").env("MEDBOOK_ADMIN_PASSWORD", PASSWORD);
            let (one, other) = tokio::join!(slow.clone().into_future(), slow.into_future());
            for server in [one, other] {
                server
                    .graphql("{ doctors { totalCount } }", serde_json::json!({}), None)
                    .await
                    .expect("it answers")
                    .data();
            }
        }
    }

    let connection = connect(&database).await;
    let steps = texts(&connection, "SELECT version FROM seaql_migrations ORDER BY version").await;
    let names: Vec<_> = migration_names();
    assert_eq!(steps, names);
    connection.close().await.expect("it closes");
    database.remove().await;
}

fn migration_names() -> Vec<String> {
    use migration::{Migrator, MigratorTrait};
    Migrator::migrations().iter().map(|step| step.name().to_owned()).collect()
}

#[rstest]
#[tokio::test]
async fn a_database_from_which_a_newer_version_has_taken_something_is_left_alone_and_said_so_in_one_line(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let database = TestDatabase::create(backend).await;
    let connection = connect(&database).await;
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_contract_the_future', 0)";
    connection.execute_unprepared(newer).await.expect("a row can be written");
    let before = tables(&connection, backend).await;

    let (folder, url) = (Folder::new(), database.url());
    for command in ["serve", "migrate", "check"] {
        let ended = folder.run(&[command], &[("DATABASE_URL", &url), ("MEDBOOK_LISTEN", "127.0.0.1:0")]);
        assert_eq!(ended.code, Some(1), "{ended:?}");
        let lines: Vec<_> = ended.err.lines().filter(|line| line.starts_with("medbook: ")).collect();
        assert_eq!(lines.len(), 1, "{ended:?}");
        assert!(
            lines[0].contains("m9999_contract_the_future") && lines[0].contains("newer than this medbook"),
            "{ended:?}"
        );
    }

    assert_eq!(tables(&connection, backend).await, before);
    connection.close().await.expect("it closes");
    database.remove().await;
}

#[rstest]
#[tokio::test]
async fn a_server_starts_again_on_a_database_to_which_a_newer_version_has_added_something(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let database = TestDatabase::create(backend).await;
    let connection = connect(&database).await;
    let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_more_of_everything', 0)";
    connection.execute_unprepared(newer).await.expect("a row can be written");

    let server = Server::start(&database.url()).await;

    let ready = reqwest::get(server.url("/health/ready")).await.expect("the server answers");
    assert_eq!(ready.status(), 200);
    server.log().wait_for("m9999_more_of_everything").await;
    connection.close().await.expect("it closes");
    drop(server);
    database.remove().await;
}
