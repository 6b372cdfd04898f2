//! Documents made to hurt, sent to the real server.

use std::fmt::Write;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{Answer, Caller, Folder, Server};

/// Far more than the milliseconds that it takes, for machines that do much else.
const LONG: Duration = Duration::from_secs(3);
/// How much the memory of the server may grow while it is attacked.
const GROWTH: u64 = 48 * 1024 * 1024;

fn repeated(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut text, number| {
        write!(text, "{} ", part(number)).expect("text can be written");
        text
    })
}

fn fragment_bomb() -> String {
    let fragments = repeated(24, |n| format!("fragment f{n} on Query {{ ...f{0} ...f{0} }}", n + 1));
    format!("{{ ...f0 }} {fragments} fragment f24 on Query {{ __typename }}")
}

/// Asks for the types of the types of a type, as often as that.
fn introspection_bomb(times: usize) -> String {
    let (open, close) = ("possibleTypes { interfaces { ".repeat(times), "} } ".repeat(times));
    format!("{{ __type(name: \"Node\") {{ {open} name {close} }} }}")
}

/// Name, document, and the code that it is refused with.
fn attacks() -> Vec<(&'static str, String, &'static str)> {
    let (too_complex, bad) = ("QUERY_TOO_COMPLEX", "BAD_USER_INPUT");
    vec![
        ("fragment bomb", fragment_bomb(), too_complex),
        ("fragment bomb of nothing", fragment_bomb().replace("{ __typename }", "{ ...nope }"), too_complex),
        ("introspection bomb", introspection_bomb(8), too_complex),
        (
            "introspection bomb of fields",
            format!("{{ __schema {{ types {{ {} name {} }} }} }}", "fields { type { ".repeat(6), "} } ".repeat(6)),
            too_complex,
        ),
        (
            "introspection flood",
            format!(
                "{{ {} }}",
                repeated(90, |n| format!("a{n}: __schema {{ types {{ fields {{ args {{ name }} }} }} }}"))
            ),
            too_complex,
        ),
        (
            "fragments in a circle",
            "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }".into(),
            too_complex,
        ),
        ("alias flood", format!("{{ {} }}", repeated(101, |n| format!("a{n}: viewer {{ id }}"))), too_complex),
        (
            "alias flood of what costs nothing",
            format!("{{ {} }}", repeated(10_000, |n| format!("a{n}: __typename"))),
            too_complex,
        ),
        ("deep document", format!("{} id {}", "{ a ".repeat(5_000), "}".repeat(5_000)), too_complex),
        ("deep document without an end", "{a".repeat(30_000), too_complex),
        ("deep list", format!("{{ slots(filter: {}", "[".repeat(60_000)), too_complex),
        ("deep object", format!("{{ slots(filter: {}", "{a:".repeat(20_000)), too_complex),
        ("deep type", format!("query($a: {}", "[".repeat(60_000)), too_complex),
        (
            "deep list behind what looks like a string",
            format!("{{ a(b: [\"\"\" \"\n {}", "[".repeat(60_000)),
            too_complex,
        ),
        ("huge document", format!("{{ __typename }} {}", " ".repeat(200_000)), too_complex),
        ("directive flood", format!("{{ __typename {} }}", "@include(if: true) ".repeat(3_000)), too_complex),
        ("arguments", format!("{{ doctors({}) {{ totalCount }} }}", repeated(1_500, |n| format!("a{n}: 1"))), bad),
        (
            "argument flood",
            format!("{{ doctors({}) {{ totalCount }} }}", repeated(6_000, |n| format!("a{n}: 1"))),
            too_complex,
        ),
        ("fields that do not exist", format!("{{ {} }}", repeated(4_000, |n| format!("a{n}"))), bad),
        ("long name", format!("{{ {} }}", "x".repeat(60_000)), bad),
        ("syntax error with much before it", format!("{{ {} ? }}", "x".repeat(60_000)), bad),
        ("string without an end", format!("{{ a(b: \"{}", "x".repeat(60_000)), bad),
    ]
}

fn judge(name: &str, answer: &Answer, code: &str) {
    let errors = answer.body["errors"].as_array().unwrap_or_else(|| panic!("{name}: {:?}", answer.body));
    assert!((1..=10).contains(&errors.len()), "{name}: {} errors", errors.len());
    for error in errors {
        let message = error["message"].as_str().expect("a message");
        assert!(message.chars().count() <= 201, "{name}: a message of {} bytes", message.len());
        assert_eq!(error["extensions"]["code"], code, "{name}: {error}");
    }
    assert_eq!(answer.status, 400, "{name}");
    assert_eq!(answer.body.get("data"), None, "{name}");
}

/// Asks for something simple all the time, until told to stop.
async fn neighbour(caller: Caller, stop: &AtomicBool, served: &AtomicU32) -> Duration {
    let mut slowest = Duration::ZERO;
    while !stop.load(Relaxed) {
        let begun = Instant::now();
        assert_eq!(caller.query("{ __typename }").await.status, 200, "the neighbours are served");
        slowest = slowest.max(begun.elapsed());
        served.fetch_add(1, Relaxed);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    slowest
}

#[tokio::test]
async fn documents_made_to_hurt_are_refused_at_once_and_leave_no_trace() {
    let folder = Folder::new();
    let server = Server::start(&format!("sqlite:{}", folder.0.join("attacked.db").display())).await;
    let (stop, served) = (AtomicBool::new(false), AtomicU32::new(0));
    let attack = async {
        let caller = server.visitor();
        for (name, query, code) in &attacks() {
            let begun = Instant::now();
            judge(name, &caller.query(query).await, code);
            assert!(begun.elapsed() < LONG, "{name} took {:?}", begun.elapsed());
        }
        let before = server.resident_bytes();
        for _ in 0..12 {
            for (name, query, code) in &attacks() {
                judge(name, &caller.query(query).await, code);
            }
        }
        stop.store(true, Relaxed);
        server.resident_bytes().saturating_sub(before)
    };

    let (grown, slowest) = tokio::join!(attack, neighbour(server.visitor(), &stop, &served));

    assert!(grown < GROWTH, "the server's memory grew by {} KiB", grown / 1024);
    assert!(slowest < LONG && served.load(Relaxed) > 10, "{served:?} served, the slowest in {slowest:?}");
}

#[tokio::test]
async fn variables_and_bodies_made_to_hurt_are_refused_at_once_and_leave_no_trace() {
    let folder = Folder::new();
    let server = Server::start(&format!("sqlite:{}", folder.0.join("attacked.db").display())).await;
    let body = |variables: Value| json!({ "query": "{ __typename }", "variables": { "a": variables } }).to_string();
    let nested = |count: usize| (0..count).fold(json!(0), |value, _| json!([value]));
    let attacks = [
        ("deep list", body(nested(100)), 400),
        ("deeper list", format!(r#"{{"query":"{{ __typename }}","variables":{{"a":{}"#, "[".repeat(200_000)), 400),
        ("deep object", format!(r#"{{"query":"{{ __typename }}","variables":{}"#, r#"{"a":"#.repeat(40_000)), 400),
        ("many values", body(json!(vec![0; 100_000])), 400),
        ("long text", body(json!("x".repeat(250_000))), 200),
        ("huge body", body(json!("x".repeat(1_000_000))), 413),
        ("batch", format!("[{}]", vec![body(json!(0)); 1_000].join(",")), 400),
    ];
    let caller = server.visitor();
    let mut before = 0;
    for round in 0..15 {
        for (name, body, status) in &attacks {
            let begun = Instant::now();
            let answer = caller.post(body.clone()).await;
            assert_eq!(answer.status, *status, "{name}");
            assert!(*status == 200 || answer.code() == Some("BAD_USER_INPUT"), "{name}: {:?}", answer.body);
            assert!(begun.elapsed() < LONG, "{name} took {:?}", begun.elapsed());
        }
        if round == 1 {
            before = server.resident_bytes();
        }
    }
    let grown = server.resident_bytes().saturating_sub(before);
    assert!(grown < GROWTH, "the server's memory grew by {} KiB", grown / 1024);
}
