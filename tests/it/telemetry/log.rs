use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::support::{Backend::Sqlite, Server, TestApp};

/// Sends an operation under this id.
async fn ask(server: &Server, id: &str, query: &str) {
    let request = reqwest::Client::new().post(server.url("/graphql")).header("x-request-id", id);
    request.json(&json!({ "query": query })).send().await.expect("the server answers");
}

/// The lines of a request: level, message, and the fields `outcome` and `codes` where they are.
fn lines(server: &Server, id: &str) -> Vec<(String, String, String)> {
    let lines = server.log().lines();
    let lines = lines.iter().map(|line| serde_json::from_str::<Value>(line).expect("JSON lines"));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let of_the_request = lines.filter(|line| line["spans"][0]["request_id"] == id);
    let line = |line: Value| {
        let fields = &line["fields"];
        let ended = format!("{} {}", text(&fields["outcome"]), text(&fields["codes"])).trim().to_owned();
        (text(&line["level"]), text(&fields["message"]), ended)
    };
    of_the_request.map(line).collect()
}

async fn start(app: &TestApp, level: &str, slow: &str) -> Server {
    Server::start(&app.database_url()).env("MEDBOOK_LOG", level).env("MEDBOOK_SLOW_MILLIS", slow).await
}

fn line(level: &str, message: &str, ended: &str) -> (String, String, String) {
    (level.to_owned(), message.to_owned(), ended.to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operation_ends_with_a_line_if_somebody_should_look_at_it() {
    let mut app = TestApp::start(Sqlite).await;
    app.plants_a_violation();
    let mut server = start(&app, "info", "60000").await;

    ask(&server, "fine", "{ doctors { totalCount } }").await;
    ask(&server, "refused", "{ nothing }").await;
    app.services.db.read().execute_unprepared("ALTER TABLE clinic RENAME TO elsewhere").await.expect("it is renamed");
    ask(&server, "failed", "{ clinics { totalCount } }").await;
    server.stop().await;

    assert_eq!(lines(&server, "fine"), []);
    assert_eq!(lines(&server, "refused"), [line("INFO", "an operation was refused", "error BAD_USER_INPUT")]);
    let failed = [line("ERROR", "a resolver failed", ""), line("ERROR", "an operation failed", "internal INTERNAL")];
    assert_eq!(lines(&server, "failed"), failed);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_operation_is_worth_a_line_and_at_debug_each_is() {
    let app = TestApp::start(Sqlite).await;
    let mut server = start(&app, "info", "0").await;
    ask(&server, "slow", "{ doctors { totalCount } }").await;
    server.stop().await;
    assert_eq!(lines(&server, "slow"), [line("WARN", "an operation was slow", "ok")]);

    let mut server = start(&app, "info,medbook=debug", "60000").await;
    ask(&server, "fine", "{ doctors { totalCount } }").await;
    server.stop().await;
    assert_eq!(lines(&server, "fine"), [line("DEBUG", "an operation ended", "ok")]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_is_logged_with_its_place_and_never_with_what_it_says() {
    let app = TestApp::start(Sqlite).await;
    let mut server =
        Server::start(&app.database_url()).env("FAILPOINTS", "graphql::resolver=1*panic(Zuleika Quillfeather)").await;
    ask(&server, "unlucky", "{ doctors { totalCount } }").await;
    ask(&server, "lucky", "{ doctors { totalCount } }").await;
    server.stop().await;

    let log = server.log().text();
    assert!(!log.contains("Zuleika"), "{log}");
    let lines = server.log().lines();
    let lines: Vec<Value> = lines.iter().map(|line| serde_json::from_str(line).expect("JSON lines only")).collect();
    let bug = lines.iter().find(|line| line["fields"]["message"] == "a bug: the code panicked");
    let bug = bug.unwrap_or_else(|| panic!("no line of the panic: {log}"));
    assert_eq!(bug["spans"][0]["request_id"], "unlucky", "{bug}");
    assert!(bug["fields"]["place"].as_str().is_some_and(|place| place.contains(".rs:")), "{bug}");
}
