//! `medbook health`: for health checks of containers, whose images have no other program to ask with.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use clap::Args;

use crate::config::BadSetting;

/// How long the server may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// Ask the server on this machine whether it can serve.
#[derive(Args)]
pub struct Health {
    /// Address and port that the server listens on
    #[arg(long, env = "MEDBOOK_LISTEN", default_value = "127.0.0.1:8000")]
    listen: String,
}

impl Health {
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let address =
            reachable(self.listen.parse().map_err(|_| {
                BadSetting::new("MEDBOOK_LISTEN", "must be an address and a port, such as 127.0.0.1:8000")
            })?);
        let answer = ask(address).with_context(|| format!("no answer from {address}"))?;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        super::print(body)?;
        Ok(if head.split(' ').nth(1) == Some("200") { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// Where a server that listens on every address is reached from its own machine.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    address
}

fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream
        .write_all(format!("GET /health/ready HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes())?;
    let mut answer = String::new();
    stream.take(64 * 1024).read_to_string(&mut answer)?;
    Ok(answer)
}
