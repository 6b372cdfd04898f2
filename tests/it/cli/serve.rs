use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rstest::rstest;
use serde_json::Value;

use super::medbook::Folder;
use crate::support::{Backend, Backend::*, TestApp};

/// A server that is ended with the test, whatever happens.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Starts it and waits until it says where it listens.
    fn start(folder: &Folder, arguments: &[&str], database: &str) -> Self {
        let environment = [
            ("DATABASE_URL", database),
            ("MEDBOOK_LISTEN", "127.0.0.1:0"),
            ("MEDBOOK_LOG_FORMAT", "json"),
            ("MEDBOOK_ADMIN_EMAIL", "root@example.org"),
            ("MEDBOOK_ADMIN_PASSWORD", "correct horse battery staple"),
        ];
        let mut command = folder.command(&[&["serve"], arguments].concat(), &environment);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the binary runs");
        let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
        let address = lines.by_ref().find_map(|line| {
            let line: Value = serde_json::from_str(&line.expect("text")).ok()?;
            line["fields"]["address"].as_str().map(str::to_owned)
        });
        // It must not block on a full pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Self { address: address.expect("the server says where it listens"), child }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Asks it to stop and waits for its end.
    fn stop(&mut self) -> Option<i32> {
        let killed = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(killed.expect("kill is there").success());
        let deadline = Instant::now() + Duration::from_secs(10);
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait().expect("it is a child of ours") {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("the server did not stop within ten seconds");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn serve_is_ready_has_its_first_admin_and_stops_when_told(#[values(Sqlite, Postgres)] backend: Backend) {
    let (app, folder) = (TestApp::start(backend).await, Folder::new());
    let mut server = Server::start(&folder, &[], &app.database_url());
    let client = reqwest::Client::new();

    let ready = client.get(server.url("/health/ready")).send().await.expect("the server answers");
    assert_eq!(ready.status(), 200);
    assert_eq!(client.get(server.url("/demo/logins")).send().await.expect("it answers").status(), 404);
    let admin = app.sign_in("root@example.org").await;
    assert_eq!(admin.query("{ viewer { email } }").await.text("/viewer/email"), "root@example.org");

    assert_eq!(server.stop(), Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_demo_is_filled_offers_its_logins_and_can_be_started_again() {
    let folder = Folder::new();
    for _ in 0..2 {
        let mut server = Server::start(&folder, &["--demo"], "sqlite:demo.db");
        let client = reqwest::Client::new();
        let query =
            serde_json::json!({ "query": "{ doctors { totalCount } slots(filter: {}) { nodes { startsAt } } }" });
        let answer = client.post(server.url("/graphql")).json(&query).send().await.expect("the server answers");
        let answer: Value = answer.json().await.expect("JSON");
        assert!(answer["data"]["doctors"]["totalCount"].as_i64() > Some(0), "{answer}");
        assert!(answer["data"]["slots"]["nodes"].as_array().is_some_and(|slots| !slots.is_empty()), "{answer}");
        let logins = client.get(server.url("/demo/logins")).send().await.expect("the server answers");
        let logins: Vec<Value> = logins.json().await.expect("JSON");
        let roles: Vec<_> = logins.iter().filter_map(|login| login["role"].as_str()).collect();
        for role in ["PATIENT", "DOCTOR", "ADMIN"] {
            assert!(roles.contains(&role), "{roles:?}");
        }
        for login in &logins {
            let sign_in = serde_json::json!({
                "query": "mutation($input: LoginInput!) { login(input: $input) { __typename } }",
                "variables": { "input": { "email": login["email"], "password": login["password"] } },
            });
            let answer = client.post(server.url("/graphql")).json(&sign_in).send().await.expect("the server answers");
            let answer: Value = answer.json().await.expect("JSON");
            assert_eq!(answer["data"]["login"]["__typename"], "Session", "{login}");
        }
        assert_eq!(server.stop(), Some(0));
    }
    folder.run(&["check"], &[("DATABASE_URL", "sqlite:demo.db")]).expect_success();
}
