//! Who sends a request: the account of its token and the address it comes from.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, header};

use super::Edge;
use crate::domain::access::Principal;
use crate::service::{Error, account};

/// The principal of a request. An `Authorization` that is not a valid bearer token is an error, not a guest.
pub async fn principal(edge: &Edge, headers: &HeaderMap, peer: SocketAddr) -> Result<Principal, Error> {
    let address = Some(address(headers, peer.ip(), edge.trusted_proxies));
    let Some(authorization) = headers.get(header::AUTHORIZATION) else { return Ok(Principal::anonymous(address)) };
    let token = authorization
        .to_str()
        .ok()
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .ok_or(Error::Unauthenticated)?;
    account::authenticate(&edge.services, token, address).await
}

/// The address of the client: that of the peer, or what the outermost trusted proxy saw.
fn address(headers: &HeaderMap, peer: IpAddr, trusted_proxies: usize) -> IpAddr {
    if trusted_proxies == 0 {
        return peer;
    }
    let forwarded = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = forwarded.flat_map(|value| value.split(',')).map(str::trim).collect();
    hops.iter().rev().nth(trusted_proxies - 1).and_then(|hop| hop.parse().ok()).unwrap_or(peer)
}
