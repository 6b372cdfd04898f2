//! Whatever people do, and however it ends: nothing that they type is in the log, the metrics or the spans.

use std::time::Instant;

use chrono::Duration;
use medbook::adapter::clock::{Clock, SystemClock};
use rstest::rstest;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use super::collector::{Collector, Mood};
use super::scrape::Scrape;
use crate::support::{Backend, Backend::*, Caller, Doctor, SESSION, Server, Slot, TestApp};

/// What is typed, each so that it is found wherever it turns up.
const NAMES: [&str; 4] = ["Zuleika Quillfeather", "Barnabas Quillfeather", "Ottoline Wexcombe", "Quentin Marlowby"];
const EMAILS: [&str; 2] = ["zuleika.quillfeather@example.org", "ottoline.wexcombe@example.org"];
const PHONES: [&str; 2] = ["+34611987654", "+34622876543"];
const BIRTH_DATES: [&str; 3] = ["1971-09-23", "2019-11-07", "1954-04-13"];
const PASSWORDS: [&str; 2] = ["pelican-harpsichord-77", "walrus-tambourine-31"];
const TEXTS: [&str; 5] = [
    "Suspected sarcoidosis",
    "Night sweats since Whitsun",
    "Moving to Ljubljana",
    "Dismissed my vertigo entirely",
    "sarcoidosis_since_whitsun",
];
const KEYS: [&str; 3] = ["idem-key-5b1c9e", "idem-key-7d2f4a", "idem-key-broken-91"];
const ADDRESS: &str = "198.51.100.77";
const TOKENS: [&str; 2] = ["mg-nonsense-token-c0ffee", "eyJ-bearer-nonsense-c0ffee"];

/// What people did, and the secrets that they were given meanwhile.
struct Story<'s> {
    server: &'s Server,
    secrets: Vec<String>,
}

impl Story<'_> {
    fn visitor(&self) -> Caller {
        Caller { address: ADDRESS.to_owned(), ..self.server.visitor() }
    }

    /// A guest holds, books, moves and cancels; and is refused in between.
    async fn guest(&mut self, slots: &[Slot]) {
        let guest = self.visitor();
        let place = |slot: &Slot| json!({ "doctorId": slot.doctor, "clinicId": slot.clinic, "startsAt": slot.start() });
        let mut hold = place(&slots[0]);
        hold["idempotencyKey"] = json!(KEYS[0]);
        let held = guest.hold_input(hold).await.expect_held();
        let who = json!({ "name": NAMES[2], "email": EMAILS[1], "phone": PHONES[1], "birthDate": BIRTH_DATES[2] });
        let mut book = json!({
            "holdId": held.id, "guest": who, "reason": TEXTS[0], "symptoms": TEXTS[1], "idempotencyKey": KEYS[1],
        });
        let visit = guest.book_input(book.clone()).await.expect_booked();
        book["reason"] = json!(TEXTS[2]);
        guest.book_input(book).await.expect_code("IDEMPOTENCY_CONFLICT");
        let mut taken = place(&slots[0]);
        taken["guest"] = json!({ "name": NAMES[2], "email": EMAILS[1] });
        guest.book_input(taken).await.expect_problem();
        let mut invalid = place(&slots[1]);
        invalid["guest"] = json!({ "name": NAMES[2], "email": EMAILS[1], "phone": format!("{} ext. 5", PHONES[1]) });
        guest.book_input(invalid).await.expect_problem();

        let token = visit.manage_token.clone().expect("guests get a token");
        let moved = json!({ "appointmentId": visit.id, "startsAt": slots[2].start(), "manageToken": token });
        let moved = guest.reschedule_input(moved).await.expect_booked();
        let wrong = json!({ "appointmentId": moved.id, "manageToken": TOKENS[0], "reason": TEXTS[2] });
        guest.cancel_input(wrong).await.expect_error("NOT_FOUND");
        let latest = moved.manage_token.unwrap_or_else(|| token.clone());
        let cancel = json!({ "appointmentId": moved.id, "manageToken": latest, "reason": TEXTS[2] });
        guest.cancel_input(cancel).await.expect_visit("CANCELLED");
        self.secrets.extend([token, latest]);
    }

    /// Somebody registers, fails to sign in, signs in, adds a child and books for it.
    async fn account(&mut self, slot: &Slot) -> (Caller, String) {
        let visitor = self.visitor();
        let register = json!({
            "email": EMAILS[0], "password": PASSWORDS[0], "name": NAMES[0], "phone": PHONES[0], "birthDate": BIRTH_DATES[0],
        });
        visitor.mutate("register", "RegisterInput", SESSION, register.clone()).await.expect("Session");
        visitor.mutate("register", "RegisterInput", SESSION, register).await.expect_code("EMAIL_TAKEN");
        let login = |password: &str| json!({ "email": EMAILS[0], "password": password });
        visitor.mutate("login", "LoginInput", SESSION, login(PASSWORDS[1])).await.expect_code("INVALID_CREDENTIALS");
        let session =
            visitor.mutate("login", "LoginInput", SESSION, login(PASSWORDS[0])).await.expect("Session").clone();
        let text = |name: &str| session[name].as_str().expect("a session has tokens").to_owned();
        let (access, refresh) = (text("accessToken"), text("refreshToken"));
        let zuleika = visitor.with_token(&access);
        let child = json!({ "name": NAMES[1], "relation": "CHILD", "birthDate": BIRTH_DATES[1] });
        let added = zuleika.mutate("addPatient", "AddPatientInput", "... on Patient { id }", child).await;
        let patient = added.expect("Patient")["id"].clone();
        let book = json!({
            "doctorId": slot.doctor, "clinicId": slot.clinic, "startsAt": slot.start(), "patientId": patient,
            "reason": TEXTS[0], "idempotencyKey": KEYS[2],
        });
        let visit = zuleika.book_input(book).await.expect_booked();
        visitor.with_token(TOKENS[1]).query("{ viewer { email } }").await.expect_error("UNAUTHENTICATED");
        self.refresh(&refresh).await;
        self.secrets.extend([access, refresh]);
        (zuleika, visit.id)
    }

    /// A refresh token is used twice, the second time by somebody who stole it.
    async fn refresh(&mut self, token: &str) {
        for token in [token, token, TOKENS[1]] {
            let query = "mutation($token: String!) { refreshSession(refreshToken: $token) { __typename
                ... on Session { accessToken refreshToken } } }";
            let answer = self.visitor().graphql(query, json!({ "token": token })).await;
            let new = answer.body.pointer("/data/refreshSession/refreshToken").and_then(Value::as_str);
            self.secrets.extend(new.map(str::to_owned));
        }
    }

    /// Requests that no client of ours would send.
    async fn nonsense(&self) {
        let visitor = self.visitor();
        let name = NAMES[0].replace(' ', "_");
        visitor.query(&format!("query {name} {{ {} }}", TEXTS[4])).await.expect_error("BAD_USER_INPUT");
        visitor.query(&format!("{{ doctors(filter: \"{}\"", TEXTS[0])).await.expect_error("BAD_USER_INPUT");
        visitor.query(&format!("{{ node(id: \"{}\") {{ id }} }}", EMAILS[0])).await;
        visitor.graphql("query($id: ID!) { node(id: $id) { id } }", json!({ "id": { "name": NAMES[3] } })).await;
        visitor.post(format!("{{ \"query\": {} ", NAMES[3])).await;
        let link = self.server.url(&format!("/graphql?query={}&variables={}", TEXTS[4], EMAILS[0]));
        for url in [link, self.server.url(&format!("/{name}/{}?token={}", EMAILS[0], TOKENS[0]))] {
            let request = visitor.http.get(url).header("x-forwarded-for", ADDRESS).header("x-request-id", NAMES[0]);
            request.header("cookie", TOKENS[0]).header("user-agent", NAMES[3]).send().await.expect("an answer");
        }
    }

    /// The database refuses what nobody foresaw: the whole row is in what PostgreSQL says of it.
    async fn broken_constraint(&self, app: &TestApp, backend: Backend, slot: &Slot) {
        let plant: &[&str] = match backend {
            Postgres => &["ALTER TABLE patient_profile ADD CONSTRAINT ck_planted CHECK (name <> 'Quentin Marlowby')"],
            Sqlite => &["CREATE TRIGGER planted BEFORE INSERT ON patient_profile WHEN NEW.name = 'Quentin Marlowby'
                BEGIN SELECT RAISE(ABORT, 'planted'); END"],
        };
        for statement in plant {
            app.services.db.read().execute_unprepared(statement).await.expect("it is planted");
        }
        let input = json!({
            "doctorId": slot.doctor, "clinicId": slot.clinic, "startsAt": slot.start(),
            "guest": { "name": NAMES[3], "email": EMAILS[1], "phone": PHONES[1], "birthDate": BIRTH_DATES[2] },
            "reason": TEXTS[0],
        });
        self.visitor().book_input(input).await.expect_error("INTERNAL");
    }
}

/// What was typed or given out.
fn personal(story: &Story<'_>) -> Vec<String> {
    let typed = [&NAMES[..], &EMAILS, &PHONES, &BIRTH_DATES, &PASSWORDS, &TEXTS, &KEYS, &TOKENS, &[ADDRESS]].concat();
    let words = NAMES.iter().flat_map(|name| name.split(' '));
    let typed = typed.into_iter().chain(words).map(str::to_owned);
    // Not as JSON or an URL would write it, either.
    typed
        .chain(story.secrets.iter().cloned())
        .flat_map(|value| [value.replace('+', "%2B"), value.replace('@', "%40"), value])
        .collect()
}

async fn slots(app: &TestApp, doctor: &Doctor) -> Vec<Slot> {
    let now = app.now();
    app.guest("Nobody").slots(doctor, now, now + Duration::days(14)).await
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_people_type_is_in_the_log_the_metrics_or_the_spans(#[values(Sqlite, Postgres)] backend: Backend) {
    let mut app = TestApp::start(backend).await;
    app.plants_a_violation();
    // The server has the machine's clock; the holds of an hour ago are its sweeper's.
    app.advance_to(SystemClock.now() - Duration::hours(1));
    let doctor = app.doctor().weekly("Mon-Sun 00:00-23:00", "Europe/Madrid").create().await;
    let slots = slots(&app, &doctor).await;
    let late: Vec<_> = slots.iter().filter(|slot| slot.starts_at > SystemClock.now() + Duration::days(2)).collect();
    let slot = |number: usize| late[number * 12].clone();
    // Of another doctor: a booking beside it would write it down first.
    let other = app.doctor().weekly("Mon-Sun 00:00-23:00", "Europe/Madrid").create().await;
    app.guest("Nobody").hold(&app.guest("Nobody").first_slot(&other).await).await.expect_held();
    let collector = Collector::start(Mood::Takes).await;
    // PostgreSQL trusts the test; what a URL says more is a secret all the same.
    let database = app.database_url().replace("postgres://postgres@", &format!("postgres://postgres:{}@", TOKENS[0]));
    let server = Server::start(&database)
        .env("MEDBOOK_LOG", "trace")
        .env("MEDBOOK_SLOW_MILLIS", "0")
        .env("MEDBOOK_TRUSTED_PROXIES", "1")
        .env("MEDBOOK_METRICS_TOKEN", "a-token-for-prometheus")
        .env("MEDBOOK_ADMIN_EMAIL", "root.quillfeather@example.org")
        .env("MEDBOOK_ADMIN_PASSWORD", PASSWORDS[1])
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", &collector.url);
    let mut server = server.await;
    let mut story = Story { server: &server, secrets: vec!["a-token-for-prometheus".to_owned()] };

    story.guest(&[slot(1), slot(2), slot(3)]).await;
    let (zuleika, visit) = story.account(&slot(4)).await;
    complete(&app, &visit).await;
    let feedback = json!({ "appointmentId": visit, "rating": 1, "comment": TEXTS[3] });
    zuleika.mutate("leaveFeedback", "LeaveFeedbackInput", "... on Feedback { id }", feedback).await.expect("Feedback");
    story.nonsense().await;
    story.broken_constraint(&app, backend, &slot(5)).await;
    let personal = personal(&story);
    let scrape = swept(&server).await;
    assert_eq!(server.stop().await, Some(0));

    assert_eq!(scrape.refusals("INTERNAL"), 1.0, "{}", scrape.text);
    let (log, spans) = (server.log().text(), collector.text());
    assert!(log.contains("an operation failed") && log.contains("TRACE"), "the log is talkative:\n{log}");
    assert!(collector.spans().len() > 15, "{spans}");
    for (place, text) in [("log", &log), ("metrics", &scrape.text), ("spans", &spans)] {
        let text = text.to_lowercase();
        for value in &personal {
            let found = text.lines().find(|line| line.contains(&value.to_lowercase()));
            assert!(found.is_none(), "{value:?} is in the {place}: {found:?}");
        }
    }
    every_line_of_an_operation_says_where_it_belongs(&log);
}

/// The metrics, as soon as the sweeper has found the hold of an hour ago.
async fn swept(server: &Server) -> Scrape {
    let deadline = Instant::now() + std::time::Duration::from_secs(30);
    loop {
        let metrics = reqwest::Client::new().get(server.url("/metrics")).bearer_auth("a-token-for-prometheus");
        let text = metrics.send().await.expect("the server answers").text().await.expect("text");
        let scrape = Scrape::read(text);
        if scrape.value("medbook_swept_visits_total") >= 1.0 {
            assert!(scrape.value("medbook_sweeps_total{outcome=\"ok\"}") >= 1.0, "{}", scrape.text);
            assert!(scrape.value("medbook_last_sweep_timestamp_seconds") > 1.7e9, "{}", scrape.text);
            return scrape;
        }
        assert!(Instant::now() < deadline, "nothing was swept:\n{}", scrape.text);
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

/// The visit takes place, as the staff says.
async fn complete(app: &TestApp, visit: &str) {
    let statement = format!(
        "UPDATE appointment SET status = 'COMPLETED' WHERE id = {}",
        match app.services.db.backend() {
            medbook::store::Backend::Postgres => format!("'{}'", crate::support::uuid(visit)),
            medbook::store::Backend::Sqlite => format!("x'{}'", crate::support::uuid(visit).simple()),
        }
    );
    app.services.db.read().execute_unprepared(&statement).await.expect("the visit is completed");
}

fn every_line_of_an_operation_says_where_it_belongs(log: &str) {
    let lines = log.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON lines"));
    let of_operations: Vec<_> = lines
        .filter(|line| line["fields"]["message"].as_str().is_some_and(|said| said.starts_with("an operation")))
        .collect();
    assert!(of_operations.len() > 15, "{of_operations:?}");
    for line in of_operations {
        let spans = line["spans"].as_array().expect("spans");
        let field = |span: &str, field: &str| {
            let span = spans.iter().find(|one| one["name"] == span).unwrap_or_else(|| panic!("no {span}: {line}"));
            span[field].as_str().unwrap_or_else(|| panic!("no {field}: {line}")).to_owned()
        };
        assert_eq!(field("request", "request_id").len(), 32, "{line}");
        assert!(!field("operation", "operation").is_empty() && !field("operation", "kind").is_empty(), "{line}");
    }
}
