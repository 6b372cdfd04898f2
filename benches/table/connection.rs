//! One connection that stays open: just enough HTTP/1.1 (RFC 9112) for answers with a `Content-Length`.

use std::net::SocketAddr;

use anyhow::{Context, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A connection to a GraphQL server.
pub struct Connection {
    stream: TcpStream,
    sent: Vec<u8>,
    received: Vec<u8>,
}

/// An answer, as long as the next one has not come.
pub struct Answer<'a> {
    pub status: u16,
    pub body: &'a [u8],
}

impl Connection {
    pub async fn open(server: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(server).await.context("the server does not listen")?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, sent: Vec::new(), received: Vec::new() })
    }

    /// Sends a JSON document to `/graphql` and waits for the whole answer.
    pub async fn post(&mut self, json: &str) -> anyhow::Result<Answer<'_>> {
        let head = "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ";
        self.sent.clear();
        self.sent.extend_from_slice(head.as_bytes());
        self.sent.extend_from_slice(json.len().to_string().as_bytes());
        self.sent.extend_from_slice(b"\r\n\r\n");
        self.sent.extend_from_slice(json.as_bytes());
        self.stream.write_all(&self.sent).await?;
        self.receive().await
    }

    /// Asks for a path; answers the status.
    pub async fn get(&mut self, path: &str) -> anyhow::Result<u16> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        self.stream.write_all(request.as_bytes()).await?;
        Ok(self.receive().await?.status)
    }

    async fn receive(&mut self) -> anyhow::Result<Answer<'_>> {
        self.received.clear();
        let (head, length) = loop {
            self.read_more().await?;
            if let Some(head) = self.received.windows(4).position(|window| window == b"\r\n\r\n") {
                break (head + 4, content_length(&self.received[..head])?);
            }
        };
        self.received.reserve((head + length).saturating_sub(self.received.len()));
        while self.received.len() < head + length {
            self.read_more().await?;
        }
        let status = std::str::from_utf8(&self.received[9..12])?.parse()?;
        Ok(Answer { status, body: &self.received[head..head + length] })
    }

    async fn read_more(&mut self) -> anyhow::Result<()> {
        let count = self.stream.read_buf(&mut self.received).await?;
        ensure!(count > 0, "the server closed the connection");
        Ok(())
    }
}

fn content_length(head: &[u8]) -> anyhow::Result<usize> {
    let head = std::str::from_utf8(head)?;
    let lengths = head.lines().filter_map(|line| line.split_once(':'));
    let length = lengths.into_iter().find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    Ok(length.context("the answer has no Content-Length")?.1.trim().parse()?)
}
