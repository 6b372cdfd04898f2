//! Real servers on a real database, with proxies in between, and what can be done to them.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use medbook::adapter::clock::{Clock, SystemClock};
use serde_json::json;

use super::dice::Dice;
use super::record::{Recorder, What};
use super::world::World;
use crate::support::{Backend, COMMIT, Caller, Folder, Mode, OwnPostgres, PASSWORD, Proxy, SESSION, Server};

const ADMIN: &str = "root@example.org";
/// So few that they fight, so many that they overlap.
const DOCTORS: usize = 3;
const PATIENTS: usize = 4;

/// How much longer than planned answers are cut off until one is.
const PATIENCE: Duration = Duration::from_secs(3);

/// A fault that can be injected.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// `kill -9` of a server, which is started again.
    Kill,
    /// PostgreSQL ends without writing anything down, and recovers.
    CrashPostgres,
    /// Between the clients and a server.
    Front(Mode),
    /// Between a server and PostgreSQL.
    Back(Mode),
}

/// What every server must survive.
pub const FAULTS: [Fault; 5] = [
    Fault::Kill,
    Fault::Front(Mode::Reset),
    Fault::Front(Mode::Refuse),
    Fault::Front(Mode::Stall),
    Fault::Front(Mode::CutAnswerTo(b"")),
];

/// What servers on PostgreSQL must survive beyond that.
pub const FAULTS_OF_POSTGRES: [Fault; 5] = [
    Fault::CrashPostgres,
    Fault::Back(Mode::Reset),
    Fault::Back(Mode::Refuse),
    Fault::Back(Mode::Stall),
    // After the commit and before the answer.
    Fault::Back(Mode::CutAnswerTo(COMMIT)),
];

/// The servers and what is around them.
pub struct Stage {
    servers: Vec<Option<Server>>,
    fronts: Vec<Proxy>,
    backs: Vec<Proxy>,
    pub postgres: Option<OwnPostgres>,
    folder: Folder,
}

impl Stage {
    /// Starts that many servers on one empty database. `parameters` are added to the URL of PostgreSQL.
    pub async fn start(backend: Backend, servers: usize, parameters: &str) -> Self {
        let postgres = (backend == Backend::Postgres).then(|| OwnPostgres::start(&["wal_writer_delay=10000ms"]));
        let mut stage =
            Self { servers: Vec::new(), fronts: Vec::new(), backs: Vec::new(), postgres, folder: Folder::new() };
        for _ in 0..servers {
            let mut url = stage.direct_url();
            if let Some(postgres) = &stage.postgres {
                let back = Proxy::start(postgres.address()).await;
                url = postgres.url_at(back.address()) + parameters;
                stage.backs.push(back);
            }
            let server = Server::start(&url)
                .env("MEDBOOK_ADMIN_EMAIL", ADMIN)
                .env("MEDBOOK_ADMIN_PASSWORD", PASSWORD)
                .env("MEDBOOK_MAX_OPEN_HOLDS", "100000")
                .env("MEDBOOK_HOLD_MINUTES", "1")
                .env("MEDBOOK_DATABASE_POOL", "10")
                .await;
            stage.fronts.push(Proxy::start(address(&server)).await);
            stage.servers.push(Some(server));
        }
        stage
    }

    fn direct_url(&self) -> String {
        match &self.postgres {
            Some(postgres) => postgres.url(),
            None => format!("sqlite:{}", self.folder.0.join("medbook.db").display()),
        }
    }

    /// Where clients send to: through the proxies.
    pub fn urls(&self) -> Vec<String> {
        self.fronts.iter().map(|front| format!("http://{}/graphql", front.address())).collect()
    }

    /// Of the first server itself.
    pub fn direct(&self) -> String {
        self.servers[0].as_ref().map(|server| server.url("/graphql")).unwrap_or_default()
    }

    /// Somebody who may read everything.
    pub async fn admin(&self) -> Caller {
        let caller = Caller::new(self.direct(), "127.0.0.1".to_owned());
        let input = json!({ "email": ADMIN, "password": PASSWORD });
        let session = caller.mutate("login", "LoginInput", SESSION, input).await;
        caller.with_token(session.expect("Session")["accessToken"].as_str().expect("a token"))
    }

    /// A world on it.
    pub async fn world(&self) -> World {
        World::make(self.admin().await, SystemClock.now(), DOCTORS, PATIENTS).await
    }

    async fn restart(&mut self, number: usize) {
        let server = self.servers[number].take().expect("a server is there, dead or alive");
        let server = server.restart().await;
        self.fronts[number].point_to(address(&server));
        self.servers[number] = Some(server);
    }

    /// Injects a fault, lets it last for a while, and mends it.
    pub async fn inject(&mut self, fault: Fault, dice: &mut Dice, recorder: &Recorder) {
        let number = dice.index(self.servers.len());
        let lasts = Duration::from_millis(100 + dice.below(700));
        let note = |what: String| recorder.note(What::Fault(what));
        match fault {
            Fault::Kill => {
                note(format!("kill -9 of server {number}"));
                if let Some(server) = &mut self.servers[number] {
                    server.kill_hard();
                }
                self.restart(number).await;
                note(format!("server {number} is back"));
            }
            Fault::CrashPostgres => {
                let postgres = self.postgres.as_ref().expect("only PostgreSQL can crash");
                note("PostgreSQL crashes".to_owned());
                postgres.crash();
                postgres.resume();
                note("PostgreSQL is back".to_owned());
            }
            Fault::Front(mode) | Fault::Back(mode) => {
                let (proxies, to) = if matches!(fault, Fault::Front(_)) {
                    (&self.fronts, "clients")
                } else {
                    (&self.backs, "PostgreSQL")
                };
                let proxy = proxies.get(number).expect("only PostgreSQL is behind a proxy");
                note(format!("between server {number} and {to}: {}", word(mode)));
                let cuts = proxy.cuts();
                proxy.set(mode);
                tokio::time::sleep(lasts).await;
                let deadline = Instant::now() + PATIENCE;
                while matches!(mode, Mode::CutAnswerTo(_)) && proxy.cuts() == cuts && Instant::now() < deadline {
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
                proxy.set(Mode::Pass);
                note(format!("between server {number} and {to}: mended"));
            }
        }
    }

    /// Ends everything that is under way, for certain, and starts again without faults.
    pub async fn settle(&mut self, recorder: &Recorder) {
        let proxies = || self.fronts.iter().chain(&self.backs);
        proxies().for_each(|proxy| proxy.set(Mode::Reset));
        for server in self.servers.iter_mut().flatten() {
            server.kill_hard();
        }
        if let Some(postgres) = &self.postgres {
            postgres.wait_until_alone().await;
        }
        proxies().for_each(|proxy| proxy.set(Mode::Pass));
        for number in 0..self.servers.len() {
            self.restart(number).await;
        }
        recorder.note(What::Settled);
    }

    /// Lets `break_it` change the database behind the servers' backs.
    pub async fn plant(&mut self, break_it: impl FnOnce(&OwnPostgres)) {
        break_it(self.postgres.as_ref().expect("bugs are planted in PostgreSQL"));
        // New connections, so that it counts.
        for number in 0..self.servers.len() {
            self.restart(number).await;
        }
    }

    /// Between a server and PostgreSQL.
    pub fn set_back(&self, server: usize, mode: Mode) {
        self.backs[server].set(mode);
    }

    /// How many answers the proxies have swallowed.
    pub fn cuts(&self) -> u32 {
        self.fronts.iter().chain(&self.backs).map(Proxy::cuts).sum()
    }

    /// Ends the servers and runs `medbook check`; an error is what it said.
    pub fn check(&mut self) -> Result<(), String> {
        self.servers.clear();
        let url = self.direct_url();
        let ended = self.folder.run(&["check"], &[("DATABASE_URL", &url)]);
        if ended.code == Some(0) { Ok(()) } else { Err(format!("{}{}", ended.out, ended.err)) }
    }
}

fn address(server: &Server) -> SocketAddr {
    server.address().parse().expect("an address and a port")
}

fn word(mode: Mode) -> &'static str {
    match mode {
        Mode::Pass => "all passes",
        Mode::Refuse => "new connections are refused",
        Mode::Reset => "connections are reset",
        Mode::Stall => "nothing moves",
        Mode::CutAnswerTo(COMMIT) => "cut after the commit and before its answer",
        Mode::CutAnswerTo(_) => "answers are cut off",
    }
}
