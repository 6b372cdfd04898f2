//! A stream that ends itself when the other side is too slow.

use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

use super::phase::{EmptyLine, Phase};

/// How much a client must read to be given the whole time anew, in bytes: one byte now and then is not reading.
const PROGRESS: usize = 8 * 1024;

/// How many times longer than a stall a client may take for the whole of what is written at once.
const WHOLE: u32 = 3;

/// A connection's stream with its clocks. It hands on one request at a time: what comes after its end stays here until it
/// is answered, and so nobody forgets that the next one has begun.
pub struct Watched {
    stream: TcpStream,
    phase: Phase,
    seen: u32,
    /// What is left of the body, if its length is known.
    body: Option<u64>,
    line: EmptyLine,
    /// What was read too early, and how much of it has been handed on since.
    ahead: Vec<u8>,
    handed_on: usize,
    longest_head: Duration,
    longest_stall: Duration,
    /// Runs from the first byte of a request to the end of its headers.
    head: Option<Pin<Box<Sleep>>>,
    /// Runs while there is something to write that the client does not take.
    stall: Option<Pin<Box<Sleep>>>,
    /// Runs from then until all of it is written.
    whole: Option<Pin<Box<Sleep>>>,
    written: usize,
}

impl Watched {
    /// The first request is awaited no longer than it may take.
    pub fn new(stream: TcpStream, phase: Phase, longest_head: Duration, longest_stall: Duration) -> Self {
        let head = Some(Box::pin(sleep(longest_head)));
        Self {
            stream,
            phase,
            seen: 0,
            body: Some(0),
            line: EmptyLine::default(),
            ahead: Vec::new(),
            handed_on: 0,
            longest_head,
            longest_stall,
            head,
            stall: None,
            whole: None,
            written: 0,
        }
    }

    fn is_answering(&self) -> bool {
        self.seen % 2 == 1
    }

    /// Notices that a request has begun to be answered, or has been.
    fn turn(&mut self) {
        let phase = self.phase.number();
        if phase == self.seen {
            return;
        }
        // A body of unknown length was handed on with what followed; it ends with an empty line.
        let more = !self.ahead.is_empty() || (self.body.is_none() && !self.line.is_last());
        (self.seen, self.head, self.body) = (phase, None, self.phase.body());
        if !self.is_answering() {
            self.line = EmptyLine::default();
            if more {
                self.begin();
            }
        }
    }

    /// A request begins.
    fn begin(&mut self) {
        let longest = self.longest_head;
        self.head.get_or_insert_with(|| Box::pin(sleep(longest)));
    }

    /// How many of these bytes belong to the request.
    fn belonging(&mut self, bytes: &[u8]) -> usize {
        if !self.is_answering() {
            return self.line.find(bytes);
        }
        let Some(left) = &mut self.body else {
            self.line.pass(bytes);
            return bytes.len();
        };
        let belonging = usize::try_from(*left).map_or(bytes.len(), |left| left.min(bytes.len()));
        *left -= belonging as u64;
        belonging
    }

    /// Reads what belongs to the request: pending, if something has come and none of it does.
    fn hand_on(&mut self, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.ahead.is_empty() {
            let before = buf.filled().len();
            ready!(Pin::new(&mut self.stream).poll_read(cx, buf))?;
            if buf.filled().len() == before {
                return Poll::Ready(Ok(()));
            }
            let belonging = self.belonging(&buf.filled()[before..]);
            self.ahead.extend_from_slice(&buf.filled()[before + belonging..]);
            buf.set_filled(before + belonging);
            return self.handed(cx, belonging);
        }
        let ahead = std::mem::take(&mut self.ahead);
        let end = ahead.len().min(self.handed_on + buf.remaining());
        let belonging = self.belonging(&ahead[self.handed_on..end]);
        buf.put_slice(&ahead[self.handed_on..self.handed_on + belonging]);
        self.handed_on += belonging;
        match self.handed_on < ahead.len() {
            true => self.ahead = ahead,
            false => self.handed_on = 0,
        }
        self.handed(cx, belonging)
    }

    fn handed(&self, cx: &Context<'_>, bytes: usize) -> Poll<io::Result<()>> {
        if bytes > 0 {
            return Poll::Ready(Ok(()));
        }
        self.phase.wake(cx.waker());
        Poll::Pending
    }

    fn watch_write(&mut self, cx: &mut Context<'_>, polled: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        if let Poll::Ready(result) = polled {
            self.written += result.as_ref().copied().unwrap_or_default();
            if self.written >= PROGRESS {
                (self.stall, self.written) = (None, 0);
            }
            return Poll::Ready(result);
        }
        let longest = self.longest_stall;
        let stall = self.stall.get_or_insert_with(|| Box::pin(sleep(longest)));
        let whole = self.whole.get_or_insert_with(|| Box::pin(sleep(WHOLE * longest)));
        if stall.as_mut().poll(cx).is_pending() && whole.as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        Poll::Ready(Err(too_slow("the client does not read")))
    }

    fn all_written(&mut self) {
        (self.stall, self.whole, self.written) = (None, None, 0);
    }
}

fn too_slow(what: &'static str) -> io::Error {
    io::Error::new(ErrorKind::TimedOut, what)
}

impl AsyncRead for Watched {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        this.turn();
        let before = buf.filled().len();
        let polled = this.hand_on(cx, buf);
        if this.is_answering() {
            return polled;
        }
        if polled.is_ready() && buf.filled().len() > before {
            this.begin();
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

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    const STALL: Duration = Duration::from_millis(500);

    async fn pair() -> (Watched, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (stream, _) = listener.accept().await.unwrap();
        (Watched::new(stream, Phase::default(), STALL, STALL), client)
    }

    #[tokio::test]
    async fn whoever_reads_all_the_time_but_slowly_is_cut_in_the_end() {
        let (mut watched, mut client) = pair().await;
        let (begun, mut read) = (Instant::now(), vec![0; 512 * 1024]);
        let writing = async {
            let answer = vec![0; 256 * 1024 * 1024];
            watched.write_all(&answer).await.map_err(|error| error.kind())
        };
        let reading = async {
            while client.read(&mut read).await.is_ok() {
                sleep(Duration::from_millis(10)).await;
            }
        };
        let written = tokio::select! {
            written = writing => written,
            () = reading => panic!("the server ends first"),
        };
        assert_eq!(written, Err(ErrorKind::TimedOut));
        assert!(begun.elapsed() >= WHOLE * STALL, "{:?}", begun.elapsed());
    }

    #[tokio::test]
    async fn a_request_that_came_with_the_one_before_is_handed_on_when_that_is_answered() {
        let (mut watched, mut client) = pair().await;
        let phase = watched.phase.clone();
        let (first, body, second) = ("POST /one HTTP/1.1\r\n\r\n", "body", "GET /two HTTP/1.1\r\n\r\n");
        client.write_all(format!("{first}{body}{second}GET /th").as_bytes()).await.unwrap();
        let mut read = [0; 1024];
        let mut next = async |watched: &mut Watched| {
            let length = tokio::time::timeout(STALL / 2, watched.read(&mut read)).await.ok()?;
            Some(
                length
                    .map(|length| String::from_utf8_lossy(&read[..length]).into_owned())
                    .map_err(|error| error.kind()),
            )
        };

        assert_eq!(next(&mut watched).await, Some(Ok(first.to_owned())));
        phase.answering(Some(4));
        assert_eq!(next(&mut watched).await, Some(Ok(body.to_owned())));
        assert_eq!(next(&mut watched).await, None);
        phase.answered();
        assert_eq!(next(&mut watched).await, Some(Ok(second.to_owned())));
        phase.answering(Some(0));
        sleep(2 * STALL).await;
        phase.answered();
        assert_eq!(next(&mut watched).await, Some(Ok("GET /th".to_owned())));
        sleep(STALL).await;
        assert_eq!(next(&mut watched).await, Some(Err(ErrorKind::TimedOut)));
    }
}
