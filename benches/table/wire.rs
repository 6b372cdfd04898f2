//! What medbook really sends to PostgreSQL: a proxy that reads the frontend's messages
//! (<https://www.postgresql.org/docs/current/protocol-message-formats.html>).

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use anyhow::Context;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

/// A statement as it was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    pub sql: String,
    /// Type and binary value of each parameter; `None` is null.
    pub parameters: Vec<(u32, Option<Vec<u8>>)>,
}

/// What was sent in some time.
#[derive(Clone, Debug, Default)]
pub struct Recording {
    pub statements: Vec<Sent>,
    /// How often the client waited for an answer.
    pub round_trips: usize,
}

/// A proxy before PostgreSQL.
pub struct Wire {
    pub address: SocketAddr,
    recording: Arc<Mutex<Recording>>,
}

impl Wire {
    /// Listens, and passes everything on to `upstream`.
    pub async fn before(upstream: String) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let wire = Self { address: listener.local_addr()?, recording: Arc::default() };
        let recording = Arc::clone(&wire.recording);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let Ok(server) = TcpStream::connect(&upstream).await else { break };
                let _ = (client.set_nodelay(true), server.set_nodelay(true));
                let ((client_in, mut client_out), (mut server_in, server_out)) =
                    (client.into_split(), server.into_split());
                tokio::spawn(async move { tokio::io::copy(&mut server_in, &mut client_out).await });
                tokio::spawn(listen(client_in, server_out, Arc::clone(&recording)));
            }
        });
        Ok(wire)
    }

    /// What was sent since the last time.
    pub fn take(&self) -> Recording {
        std::mem::take(&mut self.recording.lock().expect("no panic happens while it is held"))
    }
}

async fn listen(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    recording: Arc<Mutex<Recording>>,
) -> anyhow::Result<()> {
    let mut prepared: HashMap<String, (String, Vec<u32>)> = HashMap::new();
    let mut started = false;
    let mut bytes = Vec::new();
    loop {
        if from.read_buf(&mut bytes).await? == 0 {
            return Ok(());
        }
        // The first message has no type.
        let head = if started { 1 } else { 0 };
        let mut passed = 0;
        while let Some(length) = bytes.get(passed + head..passed + head + 4) {
            let length = usize::try_from(u32::from_be_bytes(length.try_into()?))?;
            let Some(message) = bytes.get(passed..passed + head + length) else { break };
            if started {
                note(message[0], &message[5..], &mut prepared, &recording)?;
            }
            passed += head + length;
            if !started {
                started = true;
                break;
            }
        }
        to.write_all(&bytes[..passed]).await?;
        bytes.drain(..passed);
    }
}

fn note(
    kind: u8,
    body: &[u8],
    prepared: &mut HashMap<String, (String, Vec<u32>)>,
    recording: &Mutex<Recording>,
) -> anyhow::Result<()> {
    let mut recording = recording.lock().expect("no panic happens while it is held");
    let mut body = Reader(body);
    match kind {
        b'P' => {
            let (name, sql) = (body.text()?, body.text()?);
            let count = body.short()?;
            prepared.insert(name, (sql, (0..count).map(|_| body.long()).collect::<Result<_, _>>()?));
        }
        b'B' => {
            body.text()?;
            let (sql, types) = prepared.get(&body.text()?).context("a statement that was not prepared")?;
            for _ in 0..body.short()? {
                body.short()?;
            }
            let count = usize::from(body.short()?);
            let values = (0..count).map(|_| body.value()).collect::<Result<Vec<_>, _>>()?;
            let parameters = types.iter().copied().zip(values).collect();
            recording.statements.push(Sent { sql: sql.clone(), parameters });
        }
        b'Q' => {
            recording.statements.push(Sent { sql: body.text()?, parameters: Vec::new() });
            recording.round_trips += 1;
        }
        b'S' => recording.round_trips += 1,
        _ => {}
    }
    Ok(())
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take(&mut self, count: usize) -> anyhow::Result<&[u8]> {
        let (taken, rest) = self.0.split_at_checked(count).context("a message is too short")?;
        self.0 = rest;
        Ok(taken)
    }

    fn short(&mut self) -> anyhow::Result<u16> {
        Ok(u16::from_be_bytes(self.take(2)?.try_into()?))
    }

    fn long(&mut self) -> anyhow::Result<u32> {
        Ok(u32::from_be_bytes(self.take(4)?.try_into()?))
    }

    fn text(&mut self) -> anyhow::Result<String> {
        let end = self.0.iter().position(|byte| *byte == 0).context("a text without an end")?;
        let text = String::from_utf8(self.take(end)?.to_vec())?;
        self.take(1)?;
        Ok(text)
    }

    fn value(&mut self) -> anyhow::Result<Option<Vec<u8>>> {
        let length = self.long()?.cast_signed();
        usize::try_from(length).ok().map(|length| Ok(self.take(length)?.to_vec())).transpose()
    }
}
