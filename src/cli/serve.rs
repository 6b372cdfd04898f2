//! `medbook serve`.

use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use tokio::net::TcpListener;

use crate::app::{App, Parts};
use crate::config::{DatabaseConfig, EdgeConfig, LogConfig, ServerConfig, TelemetryConfig};
use crate::demo;
use crate::service::account;
use crate::telemetry::export::Export;

/// Serve the API.
#[derive(Args)]
pub struct Serve {
    /// Fill an empty database with a small clinic network and offer its logins on the playground
    #[arg(long)]
    demo: bool,
    #[command(flatten)]
    server: ServerConfig,
    #[command(flatten)]
    edge: EdgeConfig,
    #[command(flatten)]
    database: DatabaseConfig,
    #[command(flatten)]
    log: LogConfig,
    #[command(flatten)]
    telemetry: TelemetryConfig,
}

impl Serve {
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let destination = self.telemetry.destination()?;
        let export = destination.map(|to| Export::start(&to)).transpose().context("OTEL_EXPORTER_OTLP_ENDPOINT")?;
        self.log.start(export.as_ref())?;
        let first_admin = self.server.first_admin()?;
        let limits = self.edge.limits(self.database.pool, self.server.trusted_proxies)?;
        let passwords = self.edge.passwords()?;
        let (mut parts, address, public_url) = super::online(&self.database, &self.server, &self.telemetry).await?;
        (parts.limits, parts.passwords) = (limits, passwords);
        if self.demo {
            anyhow::ensure!(
                address.ip().is_loopback(),
                "--demo: its passwords are public, so it is served on loopback only; set MEDBOOK_LISTEN"
            );
        }
        let listener =
            TcpListener::bind(address).await.with_context(|| format!("MEDBOOK_LISTEN: cannot listen on {address}"))?;
        let welcome = match self.demo {
            true => prepare_demo(&mut parts, &public_url).await?,
            false => String::new(),
        };
        let app = App::new(parts)?;
        if let Some((email, password)) = first_admin {
            account::create_admin_if_missing(&app.services, email, password)
                .await
                .context("MEDBOOK_ADMIN_EMAIL / MEDBOOK_ADMIN_PASSWORD")?;
        }
        super::print(&welcome)?;
        tracing::info!(address = %listener.local_addr()?, url = public_url, "serving");
        app.serve(listener, stop_signal()).await;
        if let Some(export) = export {
            export.stop().await;
        }
        tracing::info!("stopped");
        Ok(ExitCode::SUCCESS)
    }
}

/// Sees to the demo's data, before the first administrator is made: an unused database is still empty then. Answers
/// what to say about it.
async fn prepare_demo(parts: &mut Parts, public_url: &str) -> anyhow::Result<String> {
    let state = demo::prepare(&parts.db, parts.clock.now()).await?;
    parts.demo = (state != demo::State::Foreign).then(|| demo::logins().into());
    Ok(demo::welcome(state, public_url))
}

/// Resolves at the first Ctrl-C or SIGTERM. The second one ends the process.
async fn stop_signal() {
    signalled().await;
    tracing::info!("stopping: no new requests, finishing those under way");
    tokio::spawn(async {
        signalled().await;
        tracing::warn!("told to stop again: ending at once");
        std::process::exit(130);
    });
}

/// Resolves at the next Ctrl-C or SIGTERM.
async fn signalled() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        },
        Err(_) => drop(interrupted.await),
    }
}
