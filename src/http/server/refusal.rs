//! Sending away who finds no place: a short answer for a few at a time, nothing for a flood.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

/// How many are told why at the same time. The others just find the connection closed.
const TOLD: usize = 32;
/// How long that may take.
const LONGEST: Duration = Duration::from_secs(1);

const ANSWER: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\n\
    Retry-After: 5\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: 113\r\n\r\n\
    {\"errors\":[{\"message\":\"Too many connections; try again in a few seconds.\",\"extensions\":{\"code\":\"RATE_LIMITED\"}}]}";

/// Those who are being sent away.
pub struct Refusals(Arc<Semaphore>);

impl Default for Refusals {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(TOLD)))
    }
}

impl Refusals {
    pub fn refuse(&self, mut stream: TcpStream) {
        let Ok(place) = Arc::clone(&self.0).try_acquire_owned() else { return };
        tokio::spawn(async move {
            let told = async {
                stream.write_all(ANSWER).await?;
                stream.shutdown().await?;
                // Closing while something is unread would make the client lose the answer.
                let mut rest = [0; 1024];
                for _ in 0..16 {
                    if stream.read(&mut rest).await? == 0 {
                        break;
                    }
                }
                Ok::<_, std::io::Error>(())
            };
            let _ = tokio::time::timeout(LONGEST, told).await;
            drop(place);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_has_the_length_that_it_says() {
        let text = std::str::from_utf8(ANSWER).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("Content-Length: {}", body.len())), "{} bytes", body.len());
        assert!(serde_json::from_str::<serde_json::Value>(body).is_ok());
    }
}
