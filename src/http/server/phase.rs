//! Which bytes of a connection belong to the request that it is at.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};
use std::task::Waker;

use futures::task::AtomicWaker;

/// A body whose length nobody has said.
const UNKNOWN: u64 = u64::MAX;

/// How far a connection is: even numbers await a request, odd ones answer it.
#[derive(Clone, Default)]
pub struct Phase(Arc<Shared>);

#[derive(Default)]
struct Shared {
    number: AtomicU32,
    body: AtomicU64,
    next: AtomicWaker,
}

impl Phase {
    /// The headers of a request are there; its body has so many bytes, if it says so.
    pub fn answering(&self, body: Option<u64>) {
        self.0.body.store(body.unwrap_or(UNKNOWN), Relaxed);
        self.0.number.fetch_add(1, Relaxed);
    }

    /// The answer is ready to be written.
    pub fn answered(&self) {
        self.0.number.fetch_add(1, Relaxed);
        self.0.next.wake();
    }

    /// The connection became something else: all that comes is part of it.
    pub fn upgraded(&self) {
        self.0.body.store(UNKNOWN, Relaxed);
        self.0.number.fetch_add(2, Relaxed);
        self.0.next.wake();
    }

    pub fn number(&self) -> u32 {
        self.0.number.load(Relaxed)
    }

    /// Bytes of the body of the newest request.
    pub fn body(&self) -> Option<u64> {
        Some(self.0.body.load(Relaxed)).filter(|body| *body != UNKNOWN)
    }

    /// Wakes somebody when the request is answered.
    pub fn wake(&self, waker: &Waker) {
        self.0.next.register(waker);
    }
}

/// Looks for the empty line at the end of headers. The parser skips empty lines before them and takes a bare line feed for
/// the end of a line; so does this.
#[derive(Default)]
pub struct EmptyLine {
    begun: bool,
    line_ends: u8,
}

impl EmptyLine {
    /// How many of the bytes there are up to the end of the empty line: all, if it is not among them.
    pub fn find(&mut self, bytes: &[u8]) -> usize {
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                b'\n' => self.line_ends = self.line_ends.saturating_add(1),
                b'\r' => {}
                _ => (self.begun, self.line_ends) = (true, 0),
            }
            if self.begun && self.is_last() {
                *self = Self::default();
                return at + 1;
            }
        }
        bytes.len()
    }

    /// Takes notice of bytes that are no headers.
    pub fn pass(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match byte {
                b'\n' => self.line_ends = self.line_ends.saturating_add(1),
                b'\r' => {}
                _ => self.line_ends = 0,
            }
        }
    }

    /// Whether the last line is empty.
    pub fn is_last(&self) -> bool {
        self.line_ends >= 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headers_end_with_the_first_empty_line_after_something() {
        for (bytes, end) in [
            ("GET / HTTP/1.1\r\nHost: a\r\n\r\nPOST", 27),
            ("\r\n\r\nGET / HTTP/1.1\r\n\r\n", 22),
            ("GET / HTTP/1.1\n\nGET", 16),
            ("GET / HTTP/1.1\r\nHost: a\r\n", 25),
        ] {
            assert_eq!(EmptyLine::default().find(bytes.as_bytes()), end, "{bytes:?}");
        }
    }
}
