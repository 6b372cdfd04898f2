//! Reading a request's body: not more of it, and not for longer, than anybody needs.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{HeaderMap, StatusCode, header};
use futures::StreamExt;

use super::answer::Refused;
use crate::graphql::error::ApiError;

/// Largest request body, in bytes.
pub const LARGEST: usize = 256 * 1024;
/// How much of a body that is refused is read all the same, and for how long: a client that is still sending would not
/// see the answer if the connection were cut at once.
const LARGEST_REST: usize = 4 * LARGEST;
const LONGEST_REST: Duration = Duration::from_secs(2);

/// The whole body.
pub async fn read(headers: &HeaderMap, body: Body, patience: Duration) -> Result<Vec<u8>, Refused> {
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    let mut stream = body.into_data_stream();
    if announced.is_some_and(|length| length > LARGEST) {
        // A client that waits for `100 Continue` has sent nothing and will not.
        if !headers.contains_key(header::EXPECT) {
            discard(stream);
        }
        return Err(too_large());
    }
    let whole = tokio::time::timeout(patience, collect(&mut stream, announced.unwrap_or_default())).await;
    match whole {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(Incomplete::TooLarge)) => {
            discard(stream);
            Err(too_large())
        }
        Ok(Err(Incomplete::Broken)) => {
            Err(Refused::new(StatusCode::BAD_REQUEST, ApiError::bad_input("The body ended before its end.")))
        }
        Err(_) => {
            let reason = format!("Send the whole request within {} seconds.", patience.as_secs_f32());
            Err(Refused::new(StatusCode::REQUEST_TIMEOUT, ApiError::bad_input(reason)).and_close())
        }
    }
}

enum Incomplete {
    TooLarge,
    Broken,
}

async fn collect(stream: &mut BodyDataStream, announced: usize) -> Result<Vec<u8>, Incomplete> {
    let mut bytes = Vec::with_capacity(announced.min(8 * 1024));
    while let Some(part) = stream.next().await {
        let part = part.map_err(|_| Incomplete::Broken)?;
        if bytes.len() + part.len() > LARGEST {
            return Err(Incomplete::TooLarge);
        }
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}

fn discard(mut stream: BodyDataStream) {
    tokio::spawn(tokio::time::timeout(LONGEST_REST, async move {
        let mut rest = 0;
        while let Some(Ok(part)) = stream.next().await {
            rest += part.len();
            if rest > LARGEST_REST {
                return;
            }
        }
    }));
}

fn too_large() -> Refused {
    let reason = format!("Send at most {} KiB.", LARGEST / 1024);
    Refused::new(StatusCode::PAYLOAD_TOO_LARGE, ApiError::bad_input(reason)).and_close()
}
