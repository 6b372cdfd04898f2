use rstest::rstest;
use serde_json::json;

use crate::support::Folder;
use crate::support::{Backend, Backend::*, PASSWORD, SESSION, TestApp};

const SMALL: [&str; 11] =
    ["seed", "--doctors", "6", "--clinics", "3", "--patients", "60", "--appointments", "90", "--today", "2027-03-01"];

#[rstest]
#[tokio::test]
async fn a_seeded_server_lets_people_in_with_the_password_that_was_given_and_not_without(
    #[values(Sqlite, Postgres)] backend: Backend,
    #[values(true, false)] with_password: bool,
) {
    let app = TestApp::start(backend).await;
    let (folder, url) = (Folder::new(), app.database_url());
    let environment = [("DATABASE_URL", url.as_str()), ("MEDBOOK_LOG", "error")];

    let said = match with_password {
        true => folder.run_with_input(&[&SMALL[..], &["--password-stdin"]].concat(), &environment, PASSWORD),
        false => folder.run(&SMALL, &environment),
    };

    let said = said.expect_success();
    assert!(said.contains("3 clinics, 6 doctors, 60 patients"), "{said}");
    assert_eq!(said.contains("nobody can sign in"), !with_password, "{said}");
    for email in ["admin@seed.example", "clinic-1@seed.example", "doctor-1@seed.example", "patient-1@seed.example"] {
        let input = json!({ "email": email, "password": PASSWORD });
        let answer = app.visitor().mutate("login", "LoginInput", SESSION, input).await.word();
        assert_eq!(answer, if with_password { "Session" } else { "INVALID_CREDENTIALS" }, "{email}");
    }
}

#[rstest]
#[tokio::test]
async fn a_database_that_holds_data_is_left_alone(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    let (folder, url) = (Folder::new(), app.database_url());
    let environment = [("DATABASE_URL", url.as_str()), ("MEDBOOK_LOG", "error")];
    app.patient("Ann").await;

    let refused = folder.run(&SMALL, &environment);

    assert_eq!((refused.code, refused.err.lines().count()), (Some(1), 1), "{refused:?}");
    assert!(refused.err.contains("holds data"), "{refused:?}");
    assert_eq!(app.visitor().query("{ doctors { totalCount } }").await.at("/doctors/totalCount"), 0);
}

#[test]
fn more_visits_than_there_is_time_for_are_refused_in_one_line() {
    let folder = Folder::new();
    let arguments = ["seed", "--doctors", "1", "--clinics", "1", "--patients", "1", "--appointments", "9000"];

    let refused = folder.run(&arguments, &[("MEDBOOK_LOG", "error")]);

    assert_eq!((refused.code, refused.err.lines().count()), (Some(1), 1), "{refused:?}");
    assert!(refused.err.contains("found no free time"), "{refused:?}");
}
