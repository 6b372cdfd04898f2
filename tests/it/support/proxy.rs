//! A TCP proxy that misbehaves when told to: between clients and the server, or between the server and PostgreSQL.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// `COMMIT` as a simple query of PostgreSQL's protocol: that is how every transaction of the server ends.
pub const COMMIT: &[u8] = b"Q\0\0\0\x0bCOMMIT\0";

/// What a proxy does with connections.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    Pass,
    /// New connections are reset; those that are there go on.
    Refuse,
    /// Every connection is reset, and so are new ones.
    Reset,
    /// Nothing moves until the mode changes: a black hole.
    Stall,
    /// What contains `this` is forwarded, and as soon as it is answered the connection is reset: it is done, and nobody
    /// was told. Everything, if it is empty.
    CutAnswerTo(&'static [u8]),
}

/// A proxy on a port of its own, until it is dropped.
pub struct Proxy {
    address: SocketAddr,
    mode: watch::Sender<Mode>,
    target: Arc<Mutex<SocketAddr>>,
    cuts: Arc<AtomicU32>,
    accepting: JoinHandle<()>,
}

impl Proxy {
    /// Passes to `target`.
    pub async fn start(target: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("the listener has an address");
        let (mode, watched) = watch::channel(Mode::Pass);
        let (target, cuts) = (Arc::new(Mutex::new(target)), Arc::new(AtomicU32::new(0)));
        let (to, counted) = (Arc::clone(&target), Arc::clone(&cuts));
        let accepting = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let to = *to.lock().expect("nobody panics here");
                let connection = Connection { mode: watched.clone(), cuts: Arc::clone(&counted) };
                tokio::spawn(connection.run(client, to));
            }
        });
        Self { address, mode, target, cuts, accepting }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// From now on, for all connections.
    pub fn set(&self, mode: Mode) {
        self.mode.send_replace(mode);
    }

    /// Where new connections go.
    pub fn point_to(&self, target: SocketAddr) {
        *self.target.lock().expect("nobody panics here") = target;
    }

    /// How many answers it has swallowed.
    pub fn cuts(&self) -> u32 {
        self.cuts.load(Ordering::Relaxed)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

struct Connection {
    mode: watch::Receiver<Mode>,
    cuts: Arc<AtomicU32>,
}

impl Connection {
    fn mode(&mut self) -> Mode {
        *self.mode.borrow_and_update()
    }

    async fn run(mut self, mut client: TcpStream, target: SocketAddr) {
        if matches!(self.mode(), Mode::Refuse | Mode::Reset) {
            return reset(&client);
        }
        // Without a target, the client is told as the target would: by a reset.
        let Ok(mut server) = TcpStream::connect(target).await else { return reset(&client) };
        let _ = (client.set_nodelay(true), server.set_nodelay(true));
        let ended = self.pump(&mut client, &mut server).await;
        if ended.is_err() {
            reset(&client);
            reset(&server);
        }
    }

    /// Passes bytes both ways. An error: both sides are to be reset.
    async fn pump(&mut self, client: &mut TcpStream, server: &mut TcpStream) -> std::io::Result<()> {
        let (mut question, mut answer) = (vec![0; 16 * 1024], vec![0; 16 * 1024]);
        let mut armed = false;
        let broken = || std::io::Error::from(std::io::ErrorKind::ConnectionReset);
        loop {
            let mode = self.mode();
            match mode {
                Mode::Reset => return Err(broken()),
                Mode::Stall => {
                    self.mode.changed().await.map_err(|_| broken())?;
                    continue;
                }
                Mode::CutAnswerTo(_) => {}
                Mode::Pass | Mode::Refuse => armed = false,
            }
            tokio::select! {
                changed = self.mode.changed() => changed.map_err(|_| broken())?,
                read = client.read(&mut question) => {
                    let read = read?;
                    if read == 0 {
                        return Ok(());
                    }
                    if let Mode::CutAnswerTo(this) = mode {
                        armed |= contains(&question[..read], this);
                    }
                    server.write_all(&question[..read]).await?;
                }
                read = server.read(&mut answer) => {
                    let read = read?;
                    if read == 0 {
                        return Ok(());
                    }
                    if armed {
                        self.cuts.fetch_add(1, Ordering::Relaxed);
                        return Err(broken());
                    }
                    client.write_all(&answer[..read]).await?;
                }
            }
        }
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    part.is_empty() || bytes.windows(part.len()).any(|window| window == part)
}

/// Closing it will send RST, not FIN.
fn reset(stream: &TcpStream) {
    // A connection that is gone already needs no reset.
    let _ = stream.set_zero_linger();
}
