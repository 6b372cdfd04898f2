//! How the server is reached and what it allows.

use std::net::SocketAddr;

use chrono::Duration;
use clap::Args;

use super::BadSetting;
use crate::http::is_loopback;
use crate::service::Settings;

/// The secret of a server that only this machine can reach. Refused anywhere else.
pub const DEVELOPMENT_SECRET: &str = "medbook development secret, known to everybody";

/// The shortest secret that is taken, in bytes: as long as the hash it keys (RFC 7518 §3.2).
const SHORTEST_SECRET: usize = 32;

/// Settings of the server.
#[derive(Args, Clone)]
pub struct ServerConfig {
    /// Address and port to listen on
    #[arg(long, env = "MEDBOOK_LISTEN", default_value = "127.0.0.1:8000")]
    pub listen: String,

    /// URL under which people reach the server [default: http:// and the listening address]
    #[arg(long, env = "MEDBOOK_PUBLIC_URL")]
    pub public_url: Option<String>,

    /// Secret of at least 32 bytes that signs access tokens; has a default on loopback only
    #[arg(long, env = "MEDBOOK_JWT_SECRET", default_value = DEVELOPMENT_SECRET, hide_env_values = true, hide_default_value = true)]
    pub jwt_secret: String,

    /// E-mail of the first admin, made at start unless it is an admin's; an account that exists gets the password
    #[arg(long, env = "MEDBOOK_ADMIN_EMAIL")]
    pub admin_email: Option<String>,

    /// Password of the first admin
    #[arg(long, env = "MEDBOOK_ADMIN_PASSWORD", hide_env_values = true)]
    pub admin_password: Option<String>,

    /// Minutes that a hold lasts
    #[arg(long, env = "MEDBOOK_HOLD_MINUTES", default_value_t = 5)]
    pub hold_minutes: u32,

    /// Holds that one person or address may have open
    #[arg(long, env = "MEDBOOK_MAX_OPEN_HOLDS", default_value_t = 3)]
    pub max_open_holds: u32,

    /// Proxies in front of the server: so many entries of X-Forwarded-For, from the right, are believed
    #[arg(long, env = "MEDBOOK_TRUSTED_PROXIES", default_value_t = 0)]
    pub trusted_proxies: usize,
}

impl ServerConfig {
    /// The address to listen on; refuses what would be unsafe there.
    pub fn address(&self) -> Result<SocketAddr, BadSetting> {
        let address: SocketAddr = self
            .listen
            .parse()
            .map_err(|_| BadSetting::new("MEDBOOK_LISTEN", "must be an address and a port, such as 127.0.0.1:8000"))?;
        if self.jwt_secret == DEVELOPMENT_SECRET && self.is_for_others(address) {
            let reason = "must be set when others than this machine can reach the server, for example to the output of `openssl rand -hex 32`";
            return Err(BadSetting::new("MEDBOOK_JWT_SECRET", reason));
        }
        if self.jwt_secret.len() < SHORTEST_SECRET {
            return Err(BadSetting::new("MEDBOOK_JWT_SECRET", format!("must have at least {SHORTEST_SECRET} bytes")));
        }
        Ok(address)
    }

    /// Whether others than this machine reach the server, be it through a proxy.
    pub fn is_for_others(&self, address: SocketAddr) -> bool {
        let public = self.public_url.as_deref().and_then(host);
        !address.ip().is_loopback() || self.trusted_proxies > 0 || public.is_some_and(|host| !is_loopback(host))
    }

    /// The URL under which people reach the server, without a slash at its end.
    pub fn public_url(&self, address: SocketAddr) -> Result<String, BadSetting> {
        let Some(url) = &self.public_url else { return Ok(format!("http://{address}")) };
        match host(url) {
            Some(_) if !url.contains(char::is_whitespace) => Ok(url.trim_end_matches('/').to_owned()),
            _ => Err(BadSetting::new("MEDBOOK_PUBLIC_URL", "must be a URL such as https://book.example.org")),
        }
    }

    /// The first admin's e-mail and password.
    pub fn first_admin(&self) -> Result<Option<(&str, &str)>, BadSetting> {
        match (&self.admin_email, &self.admin_password) {
            (Some(email), Some(password)) => Ok(Some((email, password))),
            (Some(_), None) => Err(BadSetting::new("MEDBOOK_ADMIN_PASSWORD", "must be set with MEDBOOK_ADMIN_EMAIL")),
            (None, _) => Ok(None),
        }
    }

    /// The numbers that use cases work with.
    pub fn settings(&self) -> Result<Settings, BadSetting> {
        if !(1..=60).contains(&self.hold_minutes) {
            return Err(BadSetting::new("MEDBOOK_HOLD_MINUTES", "must be between 1 and 60"));
        }
        if self.max_open_holds == 0 {
            return Err(BadSetting::new("MEDBOOK_MAX_OPEN_HOLDS", "must be at least 1"));
        }
        Ok(Settings {
            hold: Duration::minutes(self.hold_minutes.into()),
            max_open_holds: self.max_open_holds,
            ..Settings::default()
        })
    }
}

/// The host in a URL, without its port.
fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next(),
        None => host.split(':').next(),
    };
    host.filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_a_url_is_found_and_known_to_be_this_machine_or_not() {
        for url in [
            "http://localhost:8000",
            "https://LOCALHOST/",
            "http://127.0.0.1",
            "http://[::1]:80/a",
            "http://a.localhost",
        ] {
            assert!(is_loopback(host(url).unwrap()), "{url}");
        }
        for url in [
            "https://book.example.org",
            "http://localhost@example.org/",
            "http://192.168.1.2:80",
            "http://localhost.org",
        ] {
            assert!(!is_loopback(host(url).unwrap()), "{url}");
        }
        assert_eq!((host("ftp://localhost"), host("https://:80/")), (None, None));
    }
}
