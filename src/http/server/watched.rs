//! A stream that ends itself when the other side is too slow.

use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// How much a client must read to be given the whole time anew, in bytes: one byte now and then is not reading.
const PROGRESS: usize = 8 * 1024;

/// How far a connection is: even numbers await a request, odd ones answer it.
#[derive(Clone, Default)]
pub struct Phase(Arc<AtomicU32>);

impl Phase {
    /// The headers of a request are there.
    pub fn answering(&self) {
        self.0.fetch_add(1, Relaxed);
    }

    /// The answer is ready to be written.
    pub fn answered(&self) {
        self.0.fetch_add(1, Relaxed);
    }
}

/// A connection's stream with its two clocks.
pub struct Watched {
    stream: TcpStream,
    phase: Phase,
    seen: u32,
    longest_head: Duration,
    longest_stall: Duration,
    /// Runs from the first byte of a request to the end of its headers.
    head: Option<Pin<Box<Sleep>>>,
    /// Runs while there is something to write that the client does not take.
    stall: Option<Pin<Box<Sleep>>>,
    written: usize,
}

impl Watched {
    /// The first request is awaited no longer than it may take.
    pub fn new(stream: TcpStream, phase: Phase, longest_head: Duration, longest_stall: Duration) -> Self {
        let head = Some(Box::pin(sleep(longest_head)));
        Self { stream, phase, seen: 0, longest_head, longest_stall, head, stall: None, written: 0 }
    }

    fn watch_write(&mut self, cx: &mut Context<'_>, polled: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if let Poll::Ready(result) = polled {
            self.written += result.as_ref().copied().unwrap_or_default();
            if self.written >= PROGRESS {
                self.all_written();
            }
            return Poll::Ready(result);
        }
        let longest = self.longest_stall;
        let stall = self.stall.get_or_insert_with(|| Box::pin(sleep(longest)));
        ready!(stall.as_mut().poll(cx));
        Poll::Ready(Err(too_slow("the client does not read")))
    }

    fn all_written(&mut self) {
        (self.stall, self.written) = (None, 0);
    }
}

fn too_slow(what: &'static str) -> io::Error {
    io::Error::new(ErrorKind::TimedOut, what)
}

impl AsyncRead for Watched {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        let before = buf.filled().len();
        let polled = Pin::new(&mut this.stream).poll_read(cx, buf);
        let phase = this.phase.0.load(Relaxed);
        if phase != this.seen {
            (this.seen, this.head) = (phase, None);
        }
        if phase % 2 == 1 {
            return polled;
        }
        if this.head.is_none() && polled.is_ready() && buf.filled().len() > before {
            this.head = Some(Box::pin(sleep(this.longest_head)));
        }
        if this.head.as_mut().is_some_and(|head| head.as_mut().poll(cx).is_ready()) {
            return Poll::Ready(Err(too_slow("the request takes too long")));
        }
        polled
    }
}

impl AsyncWrite for Watched {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.watch_write(cx, polled)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(cx, parts);
        self.watch_write(cx, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.all_written();
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
