//! A PostgreSQL of a test's own, which can crash.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

static MADE: AtomicU32 = AtomicU32::new(0);

/// A cluster on a port of its own below a temporary folder, which is removed with it. It writes as durably as PostgreSQL
/// does, unless the settings say otherwise.
pub struct OwnPostgres {
    folder: PathBuf,
    port: u16,
    settings: Vec<String>,
}

impl OwnPostgres {
    /// Starts with `settings` such as `synchronous_commit=off`. Panics with one line when PostgreSQL is not installed.
    pub fn start(settings: &[&str]) -> Self {
        let template = template();
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = folder(&format!("postgres{number}"));
        as_somebody("cp", &["-R", &text(template), &text(&folder)]).unwrap_or_else(|reason| panic!("{reason}"));
        let own = Self { folder, port: free_port(), settings: settings.iter().map(|&s| s.to_owned()).collect() };
        own.resume();
        own
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }

    /// `DATABASE_URL` of its only database, through whatever listens at `address`.
    pub fn url_at(&self, address: SocketAddr) -> String {
        format!("postgres://postgres@{address}/postgres?sslmode=disable")
    }

    /// `DATABASE_URL` of its only database.
    pub fn url(&self) -> String {
        self.url_at(self.address())
    }

    /// Ends as in a crash: nothing is written down that was not before.
    pub fn crash(&self) {
        self.control(&["-m", "immediate", "stop"]).unwrap_or_else(|reason| panic!("{reason}"));
    }

    /// Starts again and recovers.
    pub fn resume(&self) {
        let mut options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=80 -c shared_buffers=32MB",
            self.port
        );
        for setting in &self.settings {
            options.push_str(&format!(" -c {setting}"));
        }
        let log = text(&self.folder.join("log"));
        let started = self.control(&["-l", &log, "-o", &options, "-t", "30", "start"]);
        started.unwrap_or_else(|reason| {
            let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            panic!("{reason}\n{log}")
        });
    }

    /// Waits until nobody is connected any more: what they sent has been done by then, or never will be.
    pub async fn wait_until_alone(&self) {
        let sql =
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";
        let deadline = Instant::now() + Duration::from_secs(30);
        while self.run(sql).trim() != "0" {
            assert!(Instant::now() < deadline, "somebody is still connected after thirty seconds");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Runs SQL and answers what it printed. For what no user of the server could do: breaking its schema.
    pub fn run(&self, sql: &str) -> String {
        let arguments = ["--no-psqlrc", "-v", "ON_ERROR_STOP=1", "-qAtc", sql, &self.url()];
        let ran = Command::new(binaries().join("psql")).args(arguments).output();
        answer("psql", ran).unwrap_or_else(|reason| panic!("{reason}"))
    }

    fn control(&self, arguments: &[&str]) -> Result<(), String> {
        let folder = text(&self.folder);
        as_somebody(&text(&binaries().join("pg_ctl")), &[&["-D", &folder, "-w", "-s"], arguments].concat())
    }
}

impl Drop for OwnPostgres {
    fn drop(&mut self) {
        let _ = self.control(&["-m", "immediate", "stop"]);
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Named as all that tests leave behind, so that the next run finds and removes it.
fn folder(what: &str) -> PathBuf {
    std::env::temp_dir().join(format!("medbook_test_{}_{what}", std::process::id()))
}

/// A cluster that never runs, to be copied: that is faster than `initdb`.
fn template() -> &'static Path {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    &TEMPLATE
        .get_or_init(|| {
            let folder = folder("postgres_template");
            let initdb = text(&binaries().join("initdb"));
            let arguments = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D"];
            let made = as_somebody(&initdb, &[&arguments[..], &[text(&folder).as_str()]].concat());
            made.unwrap_or_else(|reason| panic!("{reason}"));
            Template(folder)
        })
        .0
}

struct Template(PathBuf);

/// The folder of PostgreSQL's newest binaries, as `.ci/services` finds them.
fn binaries() -> PathBuf {
    let newest = |parent: &str, prefix: &str| {
        let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
        let folders = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix));
        let mut folders: Vec<PathBuf> = folders.map(|entry| entry.path().join("bin")).collect();
        folders.sort_by_key(|folder| version(folder));
        folders.pop()
    };
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found =
        [newest("/usr/lib/postgresql", ""), newest("/usr", "pgsql-"), newest("/opt/homebrew/opt", "postgresql@")]
            .into_iter()
            .flatten()
            .chain(std::env::split_paths(&path))
            .find(|folder| folder.join("initdb").exists());
    found.unwrap_or_else(|| {
        panic!("these tests crash a PostgreSQL of their own and need its binaries: install postgresql")
    })
}

fn version(bin: &Path) -> u32 {
    let digits: String = text(bin).chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_default()
}

/// PostgreSQL refuses to run as root.
fn as_somebody(program: &str, arguments: &[&str]) -> Result<(), String> {
    let id = |arguments: &[&str]| {
        let ran = Command::new("id").args(arguments).output();
        ran.ok().filter(|ran| ran.status.success()).map(|ran| String::from_utf8_lossy(&ran.stdout).trim().to_owned())
    };
    let mut command = if id(&["-u"]).as_deref() == Some("0") {
        let user = if id(&["-u", "postgres"]).is_some() { "postgres" } else { "nobody" };
        let mut command = Command::new("runuser");
        command.args(["-u", user, "--", program]);
        command
    } else {
        Command::new(program)
    };
    // A server that goes on holds no pipe of ours, or waiting for the output would never end.
    let errors = tempfile();
    let ran = command
        .args(arguments)
        .current_dir(std::env::temp_dir())
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(errors.0)
        .status();
    let said = std::fs::read_to_string(&errors.1).unwrap_or_default();
    let _ = std::fs::remove_file(errors.1);
    match ran {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{program} ended with {status}: {said}")),
        Err(error) => Err(format!("{program} does not run: {error}")),
    }
}

fn tempfile() -> (std::fs::File, PathBuf) {
    let path = folder(&format!("said{}", MADE.fetch_add(1, Ordering::Relaxed)));
    (std::fs::File::create(&path).expect("the temporary folder is writable"), path)
}

fn answer(program: &str, ran: std::io::Result<Output>) -> Result<String, String> {
    match ran {
        Ok(output) if output.status.success() => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        Ok(output) => Err(format!("{program}: {}", String::from_utf8_lossy(&output.stderr))),
        Err(error) => Err(format!("{program} does not run: {error}")),
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    listener.local_addr().expect("the listener has an address").port()
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
