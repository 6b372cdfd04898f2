//! A PostgreSQL of a test's own, which can crash.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

static MADE: AtomicU32 = AtomicU32::new(0);
/// How long a start is tried again: something else may still have the port.
const PATIENCE: Duration = Duration::from_secs(5);

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
        let own = Self { folder, port: port_of_our_own(), settings: settings.iter().map(|&s| s.to_owned()).collect() };
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
        let deadline = Instant::now() + PATIENCE;
        while let Err(reason) = self.control(&["-l", &log, "-o", &options, "-t", "30", "start"]) {
            let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            assert!(Instant::now() < deadline, "{reason}\n{log}");
            std::thread::sleep(Duration::from_millis(200));
        }
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
            let remover = remove_at_our_end(&folder);
            let initdb = text(&binaries().join("initdb"));
            let arguments = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D"];
            let made = as_somebody(&initdb, &[&arguments[..], &[text(&folder).as_str()]].concat());
            made.unwrap_or_else(|reason| panic!("{reason}"));
            Template { folder, _remover: remover }
        })
        .folder
}

struct Template {
    folder: PathBuf,
    /// Waits as long as this process holds its input.
    _remover: Option<Child>,
}

/// No destructor of a static ever runs. So a shell removes the folder when this process ends, however it ends; without a
/// shell the next run does.
fn remove_at_our_end(folder: &Path) -> Option<Child> {
    let script = "trap '' INT TERM HUP; cat > /dev/null; rm -rf -- \"$0\"";
    let mut shell = Command::new("sh");
    shell.args(["-c", script]).arg(folder).current_dir(std::env::temp_dir());
    shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()
}

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
        .stdin(Stdio::null())
        .stdout(Stdio::null())
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

/// A free port that the kernel gives to nobody who asks for any: so it is still free after a crash. Processes that run at
/// the same time begin at different ones.
fn port_of_our_own() -> u16 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    const FIRST: u32 = 20_000;
    let range = std::fs::read_to_string("/proc/sys/net/ipv4/ip_local_port_range").unwrap_or_default();
    let kernels: Option<u32> = range.split_whitespace().next().and_then(|first| first.parse().ok());
    let count = kernels.filter(|kernels| *kernels > FIRST).map_or(10_000, |kernels| (kernels - FIRST).min(10_000));
    let mut ports = (0..count).map(|_| {
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        let port = FIRST + std::process::id().wrapping_mul(37).wrapping_add(next) % count;
        u16::try_from(port).expect("all of them are below 30000")
    });
    let is_free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    ports.find(is_free).expect("one of thousands of ports is free")
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
