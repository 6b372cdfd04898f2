//! HTTP by hand, for what no decent client sends.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How long the server may take for anything that is asked here.
const PATIENCE: Duration = Duration::from_secs(20);

/// A connection.
pub struct Raw {
    stream: TcpStream,
    read: Vec<u8>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct RawAnswer {
    pub status: u16,
    /// In lower case.
    pub head: String,
    pub body: String,
}

impl RawAnswer {
    /// `extensions.code` of the first error.
    pub fn code(&self) -> String {
        let body: Value = serde_json::from_str(&self.body).unwrap_or_default();
        body.pointer("/errors/0/extensions/code").and_then(Value::as_str).unwrap_or_default().to_owned()
    }
}

impl Raw {
    pub async fn open(address: SocketAddr) -> Self {
        Self { stream: TcpStream::connect(address).await.expect("the server listens"), read: Vec::new() }
    }

    /// Sends bytes. The server may have closed already.
    pub async fn send(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(bytes.as_ref()).await.is_ok()
    }

    /// The next answer; `None` if the connection ends before.
    pub async fn answer(&mut self) -> Option<RawAnswer> {
        let end = loop {
            if let Some(at) = self.read.windows(4).position(|four| four == b"\r\n\r\n") {
                break at + 4;
            }
            self.more().await.then_some(())?;
        };
        let head = String::from_utf8(self.read[..end].to_vec()).expect("headers are text").to_lowercase();
        let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok());
        let length: usize = length.unwrap_or_default();
        while self.read.len() < end + length {
            self.more().await.then_some(())?;
        }
        let body = String::from_utf8(self.read[end..end + length].to_vec()).expect("bodies are text");
        self.read.drain(..end + length);
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status line");
        Some(RawAnswer { status, head, body })
    }

    /// How long it takes until the server closes the connection, whatever it says before.
    pub async fn closed_after(&mut self) -> Duration {
        let begun = Instant::now();
        while self.more().await {}
        begun.elapsed()
    }

    async fn more(&mut self) -> bool {
        let read = tokio::time::timeout(PATIENCE, self.stream.read_buf(&mut self.read)).await;
        matches!(read.expect("the server says something or closes"), Ok(read) if read > 0)
    }
}

/// A POST of JSON.
pub fn post(body: &str) -> String {
    format!(
        "POST /graphql HTTP/1.1\r\nHost: medbook\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// A query that is always answered.
pub fn ping() -> String {
    post(r#"{"query":"{ __typename }"}"#)
}
