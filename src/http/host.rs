//! Names of this machine.

use std::net::IpAddr;

/// Whether a host, as URLs write it, is this machine: `localhost` and what is below it (RFC 6761 §6.3), or an address of
/// the loopback.
pub fn is_loopback(host: &str) -> bool {
    let host = host.to_lowercase();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || host.ends_with(".localhost") || address.is_ok_and(|address| address.is_loopback())
}
