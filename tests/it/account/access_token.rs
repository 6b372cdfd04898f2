//! Attacks on the access token (RFC 8725).

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Duration;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use medbook::service::Settings;
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Answer, Backend, Backend::*, JWT_SECRET, Person, TestApp};

/// The key that the server derives from its secret.
fn signing_key(secret: &str) -> Vec<u8> {
    let root = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    hmac::sign(&root, b"medbook access token").as_ref().to_vec()
}

/// The claims of a valid token.
fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).expect("a JWT has three parts");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).expect("base64url")).expect("JSON")
}

fn sign(algorithm: Algorithm, key: &[u8], claims: &Value) -> String {
    encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(key)).expect("claims can be signed")
}

fn with(claims: &Value, field: &str, value: Value) -> Value {
    let mut claims = claims.clone();
    claims[field] = value;
    claims
}

async fn viewer(person: &Person, token: &str) -> Answer {
    person.with_token(token).query("{ viewer { id } }").await
}

#[rstest]
#[tokio::test]
async fn a_forged_access_token_is_refused_and_not_taken_for_a_visitor(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start_with(backend, Settings::default()).await;
    let (ann, ben) = (app.patient("Ann").await, app.patient("Ben").await);
    let token = ann.token.clone().expect("a token");
    let (claims, key) = (claims(&token), signing_key(JWT_SECRET));
    // The control: with the server's own key, a token made here is as good as its own.
    let own = viewer(&ann, &sign(Algorithm::HS256, &key, &claims)).await;
    assert_eq!(own.text("/viewer/id"), ann.user);

    let unsigned = |algorithm: &str| {
        let header = URL_SAFE_NO_PAD.encode(json!({ "alg": algorithm, "typ": "JWT" }).to_string());
        format!("{header}.{}.", URL_SAFE_NO_PAD.encode(claims.to_string()))
    };
    let (header, rest) = token.split_once('.').expect("a JWT has parts");
    let (_, signature) = rest.split_once('.').expect("a JWT has three parts");
    let ben_id = ben.user.trim_start_matches("user:");
    let foreign_payload = URL_SAFE_NO_PAD.encode(with(&claims, "sub", json!(ben_id)).to_string());
    let without_expiry = {
        let mut claims = claims.clone();
        claims.as_object_mut().expect("claims are an object").remove("exp");
        claims
    };
    let now = app.now().timestamp();
    let attacks = [
        ("no algorithm", unsigned("none")),
        ("no algorithm, oddly written", unsigned("nOnE")),
        ("another secret", sign(Algorithm::HS256, &signing_key("another secret of thirty-two bytes"), &claims)),
        ("the bare secret as a key", sign(Algorithm::HS256, JWT_SECRET.as_bytes(), &claims)),
        ("another algorithm of the same key", sign(Algorithm::HS384, &key, &claims)),
        ("another audience", sign(Algorithm::HS256, &key, &with(&claims, "aud", json!("another-api")))),
        ("another issuer", sign(Algorithm::HS256, &key, &with(&claims, "iss", json!("https://evil.example")))),
        ("an expiry in the past", sign(Algorithm::HS256, &key, &with(&claims, "exp", json!(now)))),
        ("issued in the future", sign(Algorithm::HS256, &key, &with(&claims, "iat", json!(now + 3600)))),
        ("no expiry", sign(Algorithm::HS256, &key, &without_expiry)),
        ("somebody else, with the signature kept", format!("{header}.{foreign_payload}.{signature}")),
        (
            "no signature",
            format!("{header}.{rest}").rsplit_once('.').map(|(head, _)| format!("{head}.")).expect("dots"),
        ),
        ("nothing", String::new()),
        ("nonsense", "nonsense".to_owned()),
        ("an endless one", "a.".repeat(2_000)),
    ];
    for (attack, forged) in attacks {
        let answer = viewer(&ann, &forged).await;
        assert_eq!((answer.status, answer.code()), (401, Some("UNAUTHENTICATED")), "{attack}: {answer:?}");
    }
}

#[rstest]
#[tokio::test]
async fn an_access_token_ends_by_the_clock_to_the_second(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start_with(backend, Settings::default()).await;
    let ann = app.patient("Ann").await;

    app.advance(Duration::minutes(15) - Duration::seconds(1));
    assert_eq!(ann.query("{ viewer { id } }").await.text("/viewer/id"), ann.user);

    app.advance(Duration::seconds(1));
    assert_eq!(ann.query("{ viewer { id } }").await.status, 401);
}

#[rstest]
#[tokio::test]
async fn a_refresh_token_is_no_access_token(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start_with(backend, Settings::default()).await;
    let ann = app.patient("Ann").await;

    assert_eq!(viewer(&ann, &ann.refresh_token).await.status, 401);
}
