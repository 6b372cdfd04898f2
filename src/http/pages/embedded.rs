//! The built front end inside the binary. A debug build reads it from disk.

use std::borrow::Cow;

use axum::http::{HeaderMap, header};
use rust_embed::Embed;

#[derive(Embed)]
#[folder = "web/dist"]
#[allow_missing = true]
struct Dist;

/// A file in the smallest form that the client takes.
pub struct File {
    pub bytes: Cow<'static, [u8]>,
    pub media_type: String,
    /// `br`, `gzip`, or `None` for the file as it is.
    pub encoding: Option<&'static str>,
    /// Names these bytes, so differs between encodings.
    pub etag: String,
}

/// The build keeps up to two packed copies next to each file that gains from it; smallest first.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// The file at a path below `web/dist`.
pub fn find(path: &str, request: &HeaderMap) -> Option<File> {
    let plain = Dist::get(path)?;
    let mut media_type = plain.metadata.mimetype().to_owned();
    if media_type.starts_with("text/") {
        media_type.push_str("; charset=utf-8");
    }
    let accepted = request.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let packed = ENCODINGS
        .iter()
        .filter(|(encoding, _)| accepts(accepted, encoding))
        .find_map(|(encoding, suffix)| Some((Dist::get(&format!("{path}{suffix}"))?, Some(*encoding))));
    let (file, encoding) = packed.unwrap_or((plain, None));
    let hash = file.metadata.sha256_hash();
    let etag = hash[..16].iter().fold(String::from("\""), |text, byte| format!("{text}{byte:02x}")) + "\"";
    Some(File { bytes: file.data, media_type, encoding, etag })
}

/// Whether an `Accept-Encoding` names this encoding and does not forbid it with `q=0`.
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let forbidden = parts
            .filter_map(|parameter| parameter.strip_prefix("q="))
            .any(|weight| weight.parse::<f32>().is_ok_and(|weight| weight == 0.0));
        named && !forbidden
    })
}
