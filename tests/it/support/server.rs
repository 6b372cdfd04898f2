//! The real server: the binary as an operator starts it, in a process that can be killed.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::answer::Answer;
use super::app::{JWT_SECRET, PUBLIC_URL};
use super::caller::Caller;
use super::medbook::{Ended, Folder};

/// How long a start, a stop or a line of the log may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// How a server is started. Its whole environment is what is said here, on top of: a free port, JSON logs, and the secret
/// and public URL of every [`TestApp`](super::TestApp), so that a token of one is good at the other.
#[derive(Clone)]
#[must_use]
pub struct ServerBuilder {
    folder: Arc<Folder>,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
}

/// A running server. Dropping it kills it.
///
/// ```ignore
/// let mut server = Server::start(&app.database_url()).env("MEDBOOK_DATABASE_POOL", "4").await;
/// server.kill_hard();
/// let server = server.restart().await;
/// ```
pub struct Server {
    how: ServerBuilder,
    child: Child,
    address: String,
    log: Log,
    caller: Caller,
}

/// What a server has logged so far, line by line.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<String>>>);

impl Server {
    /// A server to be started on this database. Awaiting it starts it and waits until it says where it listens.
    pub fn start(database_url: &str) -> ServerBuilder {
        let builder = ServerBuilder {
            folder: Arc::new(Folder::new()),
            arguments: vec!["serve".to_owned()],
            environment: Vec::new(),
        };
        builder
            .env("DATABASE_URL", database_url)
            .env("MEDBOOK_LISTEN", "127.0.0.1:0")
            .env("MEDBOOK_LOG_FORMAT", "json")
            .env("MEDBOOK_PUBLIC_URL", PUBLIC_URL)
            .env("MEDBOOK_JWT_SECRET", JWT_SECRET)
    }

    /// Another one to be started on this database, in the same folder.
    pub fn beside(&self, database_url: &str) -> ServerBuilder {
        ServerBuilder { folder: Arc::clone(&self.how.folder), ..Self::start(database_url) }
    }

    /// Of one of its paths.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address())
    }

    /// Host and port.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The folder it runs in.
    pub fn folder(&self) -> &Folder {
        &self.how.folder
    }

    /// What it has logged.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Somebody who has not signed in, on a connection of their own.
    pub fn visitor(&self) -> Caller {
        Caller::new(self.url("/graphql"), "127.0.0.1".to_owned())
    }

    /// Sends an operation. An error says that no answer came: it may have been done or not.
    pub async fn graphql(&self, query: &str, variables: Value, token: Option<&str>) -> reqwest::Result<Answer> {
        Caller { token: token.map(str::to_owned), ..self.caller.clone() }.try_graphql(query, variables).await
    }

    /// The memory that is its own and in use, in bytes.
    pub fn resident_bytes(&self) -> u64 {
        let path = format!("/proc/{}/statm", self.pid());
        let statm = std::fs::read_to_string(&path).expect("a running process has its figures");
        let pages: u64 =
            statm.split(' ').nth(1).and_then(|pages| pages.parse().ok()).expect("resident pages come second");
        pages * 4096
    }

    /// `kill -9`: it ends at whatever instruction it is, and nothing of it runs any more.
    pub fn kill_hard(&mut self) {
        self.child.kill().expect("it is a child of ours");
        self.child.wait().expect("it is a child of ours");
    }

    /// Asks it to stop (SIGTERM) and answers its exit code.
    pub async fn stop(&mut self) -> Option<i32> {
        let told = Command::new("kill").args(["-TERM", &self.pid().to_string()]).status();
        assert!(told.expect("kill is there").success());
        self.ended().await
    }

    /// Waits until it ends by itself and answers its exit code.
    pub async fn ended(&mut self) -> Option<i32> {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait().expect("it is a child of ours") {
                return status.code();
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("the server did not end within {PATIENCE:?}:\n{}", self.log.text());
    }

    /// Starts it again on the same data, in the same way but for its fault points. Kills it if it still runs.
    pub async fn restart(self) -> Self {
        let how = self.how.clone().without("FAILPOINTS");
        drop(self);
        how.await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl ServerBuilder {
    /// Sets a variable of its environment.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self = self.without(name);
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Arms fault points, `name=action;…` (see the crate `fault`). The sweeper passes them like everybody else who
    /// writes, so it is stopped before it begins, unless it is spoken of.
    pub fn fault(self, points: &str) -> Self {
        let quiet = if points.contains("sweep::") { "" } else { ";sweep::before=return(hang)" };
        self.env("FAILPOINTS", &format!("{points}{quiet}"))
    }

    /// Adds an argument to `medbook serve`.
    pub fn argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    /// The folder it will run in.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Runs another command than `serve`.
    pub fn command(mut self, arguments: &[&str]) -> Self {
        self.arguments = arguments.iter().map(|argument| (*argument).to_owned()).collect();
        self
    }

    /// Takes a variable out of its environment.
    pub fn without(mut self, name: &str) -> Self {
        self.environment.retain(|(known, _)| known != name);
        self
    }

    /// Starts the process without waiting for anything but its first line. For a start that is killed or refused.
    pub fn spawn(self) -> Server {
        let arguments: Vec<_> = self.arguments.iter().map(String::as_str).collect();
        let environment: Vec<_> =
            self.environment.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let mut command = self.folder.command(&arguments, &environment);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the binary runs");
        let log = Log::default();
        let (lines, written) = (BufReader::new(child.stderr.take().expect("a pipe")).lines(), log.clone());
        // Read to its end, so that it never blocks on a full pipe.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| written.push(line)));
        let caller = Caller::new(String::new(), "127.0.0.1".to_owned());
        Server { how: self, child, address: String::new(), log, caller }
    }

    /// Starts it and waits until it says where it listens, or answers how it ended before.
    pub async fn try_start(self) -> Result<Server, Ended> {
        let mut server = self.spawn();
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(address) = server.log.address() {
                server.caller.url = format!("http://{address}/graphql");
                server.address = address;
                return Ok(server);
            }
            if let Some(status) = server.child.try_wait().expect("it is a child of ours") {
                // What it said last is still on its way through the pipe.
                tokio::time::sleep(Duration::from_millis(50)).await;
                return Err(Ended { code: status.code(), out: String::new(), err: server.log.text() });
            }
            assert!(Instant::now() < deadline, "the server did not start within {PATIENCE:?}:\n{}", server.log.text());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

impl IntoFuture for ServerBuilder {
    type Output = Server;
    type IntoFuture = std::pin::Pin<Box<dyn Future<Output = Server> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async {
            self.try_start().await.unwrap_or_else(|ended| panic!("the server did not start: {ended:#?}"))
        })
    }
}

impl Log {
    fn push(&self, line: String) {
        self.0.lock().expect("nobody panics here").push(line);
    }

    /// All lines up to now.
    pub fn lines(&self) -> Vec<String> {
        self.0.lock().expect("nobody panics here").clone()
    }

    /// All lines up to now, as one text.
    pub fn text(&self) -> String {
        self.lines().join("\n")
    }

    /// Where the server said that it listens.
    fn address(&self) -> Option<String> {
        self.lines().iter().find_map(|line| {
            let line: Value = serde_json::from_str(line).ok()?;
            let fields = &line["fields"];
            (fields["message"] == "serving").then(|| fields["address"].as_str().map(str::to_owned))?
        })
    }

    /// The first line that contains `text`, as soon as it is there.
    pub async fn wait_for(&self, text: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if let Some(line) = self.lines().into_iter().find(|line| line.contains(text)) {
                return line;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("nothing of {text:?} within {PATIENCE:?} in:\n{}", self.text());
    }
}
