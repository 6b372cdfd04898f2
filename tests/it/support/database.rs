//! A database of its own for every test, copied from a template that is migrated once per process.
//!
//! Everything made here is named `medbook_test_<pid>_…`, so that the next run finds and removes what a process that was
//! killed has left behind.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use medbook::store::Db;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use tokio::sync::OnceCell;

/// Which database a test runs on.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

const PREFIX: &str = "medbook_test_";
const POSTGRES: &str = "postgres://postgres@127.0.0.1:5432/postgres";
/// Connections of one test's pool.
const POOL: u32 = 8;

static TEMPLATES: [OnceCell<String>; 2] = [const { OnceCell::const_new() }; 2];
static MADE: AtomicU32 = AtomicU32::new(0);

/// A migrated database that belongs to one test.
#[derive(Clone, Debug)]
pub struct TestDatabase {
    backend: Backend,
    name: String,
}

impl TestDatabase {
    /// A fresh copy of the template.
    pub async fn create(backend: Backend) -> Self {
        let template = TEMPLATES[backend as usize].get_or_init(|| make_template(backend)).await;
        let database = Self::named(backend);
        match backend {
            Backend::Sqlite => {
                std::fs::create_dir(folder(&database.name)).expect("the temporary folder is writable");
                std::fs::copy(file(template), file(&database.name)).expect("the template can be copied");
            }
            Backend::Postgres => {
                maintain(&[format!("CREATE DATABASE {} TEMPLATE {template}", database.name)]).await;
            }
        }
        database
    }

    /// A database without any table.
    pub async fn create_empty(backend: Backend) -> Self {
        let database = Self::named(backend);
        match backend {
            Backend::Sqlite => std::fs::create_dir(folder(&database.name)).expect("the temporary folder is writable"),
            Backend::Postgres => maintain(&[format!("CREATE DATABASE {}", database.name)]).await,
        }
        database
    }

    fn named(backend: Backend) -> Self {
        Self { backend, name: name(&MADE.fetch_add(1, Ordering::Relaxed).to_string()) }
    }

    /// As `DATABASE_URL` names it.
    pub fn url(&self) -> String {
        match self.backend {
            Backend::Sqlite => format!("sqlite:{}", file(&self.name).display()),
            Backend::Postgres => with_database(&postgres_url(), &self.name),
        }
    }

    /// Opens a pool.
    pub async fn connect(&self) -> Db {
        self.connect_with(POOL).await
    }

    /// Opens a pool of so many connections.
    pub async fn connect_with(&self, pool: u32) -> Db {
        Db::connect(&self.url(), pool).await.expect("the test's database opens")
    }

    /// Removes it, whoever is connected.
    pub async fn remove(&self) {
        match self.backend {
            Backend::Sqlite => drop(std::fs::remove_dir_all(folder(&self.name))),
            Backend::Postgres => maintain(&[drop_statement(&self.name)]).await,
        }
    }
}

async fn make_template(backend: Backend) -> String {
    remove_leftovers(backend).await;
    let template = TestDatabase { backend, name: name("template") };
    match backend {
        Backend::Sqlite => {
            std::fs::create_dir_all(folder(&template.name)).expect("the temporary folder is writable");
        }
        Backend::Postgres => maintain(&[format!("CREATE DATABASE {}", template.name)]).await,
    }
    let db = template.connect().await;
    db.migrate().await.expect("every migration applies to an empty database");
    // The last connection of SQLite writes everything into the one file that is copied.
    db.close().await.expect("the pool closes");
    template.name
}

/// Removes what dead processes left, and what an older process with our number left.
async fn remove_leftovers(backend: Backend) {
    match backend {
        Backend::Sqlite => {
            let entries = std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten();
            for entry in entries.filter(|entry| is_leftover(&entry.file_name().to_string_lossy())) {
                // Another test process may be removing it as well.
                let _ = std::fs::remove_dir_all(entry.path());
            }
        }
        Backend::Postgres => {
            let server = server().await;
            let query = format!("SELECT datname FROM pg_database WHERE datname LIKE '{PREFIX}%'");
            let rows = server.query_all_raw(Statement::from_string(DbBackend::Postgres, query)).await;
            let names = rows.expect("databases can be listed").into_iter();
            let names = names.map(|row| row.try_get_by_index::<String>(0).expect("a database has a name"));
            let leftovers: Vec<_> = names.filter(|name| is_leftover(name)).collect();
            for name in leftovers {
                let _ = server.execute_unprepared(&drop_statement(&name)).await;
            }
            server.close().await.expect("the connection closes");
        }
    }
}

fn is_leftover(name: &str) -> bool {
    let Some((pid, what)) = name.strip_prefix(PREFIX).and_then(|rest| rest.split_once('_')) else { return false };
    let Ok(pid) = pid.parse::<u32>() else { return false };
    // What this process has made by now besides databases is not left over.
    let is_database = what == "template" || what.bytes().all(|byte| byte.is_ascii_digit());
    if pid == std::process::id() { is_database } else { !Path::new("/proc").join(pid.to_string()).exists() }
}

fn name(what: &str) -> String {
    format!("{PREFIX}{}_{what}", std::process::id())
}

fn folder(name: &str) -> PathBuf {
    std::env::temp_dir().join(name)
}

fn file(name: &str) -> PathBuf {
    folder(name).join("medbook.db")
}

fn drop_statement(name: &str) -> String {
    format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")
}

/// Where PostgreSQL is.
pub fn postgres_url() -> String {
    std::env::var("MEDBOOK_TEST_POSTGRES").unwrap_or_else(|_| POSTGRES.to_owned())
}

/// `url` with another database, and with its parameters.
fn with_database(url: &str, database: &str) -> String {
    let (address, parameters) = url.split_once('?').unwrap_or((url, ""));
    let (server, _) = address.rsplit_once('/').expect("MEDBOOK_TEST_POSTGRES ends in a database's name");
    if parameters.is_empty() { format!("{server}/{database}") } else { format!("{server}/{database}?{parameters}") }
}

async fn server() -> DatabaseConnection {
    let mut options = ConnectOptions::new(postgres_url());
    options.max_connections(1).sqlx_logging(false).connect_timeout(std::time::Duration::from_secs(10));
    match Database::connect(options).await {
        Ok(connection) => connection,
        Err(error) => panic!("MEDBOOK_TEST_POSTGRES: no PostgreSQL at {} ({error}); start one with .ci/services", {
            postgres_url()
        }),
    }
}

async fn maintain(statements: &[String]) {
    let server = server().await;
    for statement in statements {
        server.execute_unprepared(statement).await.unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
    server.close().await.expect("the connection closes");
}
