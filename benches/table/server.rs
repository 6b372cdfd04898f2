//! The real server: the `medbook` binary beside this program, as a child process.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

use crate::connection::Connection;

/// How long a server may take to answer, and to end.
const STARTS_WITHIN: Duration = Duration::from_secs(30);
const STOPS_WITHIN: Duration = Duration::from_secs(10);

/// A child process that answers GraphQL.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
}

impl Server {
    /// `medbook serve` on a database. `pool` is the number of connections; the server's own default if not given.
    pub async fn medbook(url: &str, pool: Option<u32>) -> anyhow::Result<Self> {
        let address = free_address()?;
        let mut command = medbook(url)?;
        command.arg("serve").env("MEDBOOK_LISTEN", address.to_string());
        if let Some(pool) = pool {
            command.env("MEDBOOK_DATABASE_POOL", pool.to_string());
        }
        Self::start(command, address).await
    }

    /// This program again, with the given arguments and the address to listen at.
    pub async fn own(arguments: &[&str]) -> anyhow::Result<Self> {
        let address = free_address()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(arguments).arg(address.to_string());
        Self::start(command, address).await
    }

    async fn start(mut command: Command, address: SocketAddr) -> anyhow::Result<Self> {
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().context("the server does not start")?;
        let begun = Instant::now();
        loop {
            if let Ok(mut connection) = Connection::open(address).await
                && connection.get("/health/ready").await.is_ok_and(|status| status == 200)
            {
                return Ok(Self { child, address });
            }
            if let Some(status) = child.try_wait()? {
                anyhow::bail!("the server ended with {status}");
            }
            ensure!(begun.elapsed() < STARTS_WITHIN, "the server does not answer");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Ends it the way an operator does.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        let begun = Instant::now();
        while begun.elapsed() < STOPS_WITHIN {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        anyhow::bail!("the server does not stop");
    }
}

impl Drop for Server {
    /// Nothing stays behind, however the benchmark ends.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a command of `medbook` on a database to its end.
pub fn run(url: &str, arguments: &[&str]) -> anyhow::Result<()> {
    let ended = medbook(url)?.args(arguments).stdin(Stdio::null()).output()?;
    let said = || String::from_utf8_lossy(&ended.stdout).into_owned() + &String::from_utf8_lossy(&ended.stderr);
    ensure!(ended.status.success(), "medbook {} failed: {}", arguments.join(" "), said());
    Ok(())
}

/// The folder of build results that this program lies in: `target/release`, for example.
pub fn build_folder() -> anyhow::Result<PathBuf> {
    let program = std::env::current_exe()?;
    Ok(program.parent().context("this program lies in no folder")?.to_owned())
}

fn medbook(url: &str) -> anyhow::Result<Command> {
    let mut command = Command::new(build_folder()?.join("medbook"));
    // Another folder, so that nobody's `.env` is read.
    command.current_dir(std::env::temp_dir()).env("DATABASE_URL", url).env("MEDBOOK_LOG", "warn");
    Ok(command)
}

fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
