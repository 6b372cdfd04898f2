//! What an attacker or a broken client puts where a value belongs.

use serde_json::{Value, json};

use crate::support::Answer;

/// Values for any place, of any type.
pub fn values() -> Vec<Value> {
    let id = "01900000-0000-7000-8000-00000000ffff";
    let texts = [
        String::new(),
        " ".to_owned(),
        "\u{0}".to_owned(),
        "a\u{0}b".to_owned(),
        "\u{202e}\u{feff}\u{7f}".to_owned(),
        "🫀".repeat(300),
        "x".repeat(200_000),
        "'; DROP TABLE appointment; --".to_owned(),
        "%_\\".to_owned(),
        "null".to_owned(),
        // Ids.
        format!("doctor:{id}"),
        format!("appointment:{id}"),
        format!("patient:{id}"),
        id.to_owned(),
        "doctor:".to_owned(),
        "doctor:00000000000070008000000000000000".to_owned(),
        "Doctor:😀".to_owned(),
        // Instants, dates and times.
        "9999-12-31T23:59:59Z".to_owned(),
        "0000-01-01T00:00:00Z".to_owned(),
        "-262144-01-01T00:00:00Z".to_owned(),
        "2200-12-31T23:59:59.999999999Z".to_owned(),
        "1900-01-01T00:00:00+23:59".to_owned(),
        "2027-02-29T00:00:00Z".to_owned(),
        "2027-03-01T08:00:60Z".to_owned(),
        "2027-03-01T24:00:00Z".to_owned(),
        "2027-03-01 08:00".to_owned(),
        "9999-12-31".to_owned(),
        "1900-01-01".to_owned(),
        "2200-12-31".to_owned(),
        "2027-13-01".to_owned(),
        "24:00".to_owned(),
        "09:03".to_owned(),
        "23:59:60".to_owned(),
        // Zones and addresses.
        "Mars/Olympus".to_owned(),
        "../../etc/passwd".to_owned(),
        "a@b".to_owned(),
        "a@example.org\r\nBcc: b@example.org".to_owned(),
    ];
    let others = [
        json!(null),
        json!(0),
        json!(-1),
        json!(2_147_483_647),
        json!(-2_147_483_648),
        json!(9_223_372_036_854_775_807_i64),
        json!(1.5),
        json!(1e308),
        json!(true),
        json!([]),
        json!({}),
        json!([[[[]]]]),
        json!({ "a": { "b": null } }),
    ];
    texts.into_iter().map(Value::String).chain(others).collect()
}

/// The paths of all values in `input`, the input itself included.
pub fn paths(input: &Value) -> Vec<String> {
    let mut paths = vec![String::new()];
    match input {
        Value::Object(fields) => {
            for (name, value) in fields {
                paths.extend(self::paths(value).into_iter().map(|path| format!("/{name}{path}")));
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                paths.extend(self::paths(value).into_iter().map(|path| format!("/{index}{path}")));
            }
        }
        _ => {}
    }
    paths
}

/// Whether the answer is one that a client can work with.
pub fn judge(answer: &Answer) -> Result<(), String> {
    if answer.status >= 500 {
        return Err(format!("HTTP {}", answer.status));
    }
    let errors = answer.body["errors"].as_array().cloned().unwrap_or_default();
    for error in &errors {
        let code = error.pointer("/extensions/code").and_then(Value::as_str).unwrap_or_default();
        let message = error["message"].as_str().unwrap_or_default();
        if code.is_empty() || code == "INTERNAL" {
            return Err(format!("the code {code:?}"));
        }
        if message.is_empty() || message.len() > 1_000 {
            return Err(format!("a message of {} bytes", message.len()));
        }
    }
    let problems = answer.body["data"].as_object().into_iter().flat_map(|data| data.values());
    for problem in problems.filter(|result| result["__typename"] == "Problem") {
        let message = problem["message"].as_str().unwrap_or_default();
        if message.len() < 10 || message.len() > 1_000 {
            return Err(format!("the message {message:?}"));
        }
        // An empty path is the input as a whole.
        if problem["code"] == "INVALID_INPUT" && !problem["field"].is_array() {
            return Err("INVALID_INPUT without a field".to_owned());
        }
    }
    if errors.is_empty() && answer.body["data"].is_null() {
        return Err("neither data nor errors".to_owned());
    }
    Ok(())
}
