use rstest::rstest;
use sea_orm::ConnectionTrait;
use serde_json::json;

use crate::support::Folder;
use crate::support::{Backend, Backend::*, PASSWORD, SESSION, TestApp};

#[test]
fn schema_prints_the_schema_and_needs_nothing() {
    let printed = Folder::new().run(&["schema"], &[]).expect_success();

    assert_eq!(printed, medbook::graphql::sdl());
}

#[test]
fn migrate_makes_the_default_database_and_can_be_repeated() {
    let folder = Folder::new();

    for _ in 0..2 {
        folder.run(&["migrate"], &[]).expect_success();
    }

    assert!(folder.0.join("data/medbook.db").exists());
    folder.run(&["check"], &[]).expect_success();
}

#[rstest]
#[tokio::test]
async fn an_administrator_is_created_and_an_account_that_becomes_one_gets_the_password_and_is_signed_out(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let (folder, url, ann) = (Folder::new(), app.database_url(), app.patient("Ann").await);
    let environment = [("DATABASE_URL", url.as_str()), ("MEDBOOK_LOG", "error")];
    let create = |email: &str, password: &str| {
        let arguments = ["admin", "create", "--email", email, "--password-stdin"];
        folder.run_with_input(&arguments, &environment, &format!("{password}\n"))
    };

    let created = create("Root@Example.org", PASSWORD).expect_success();
    let promoted = create(&ann.email, "another password than hers").expect_success();
    let weak = create("weak@example.org", "password");

    assert!(!created.contains("signed out") && promoted.contains("signed out"), "{created}{promoted}");
    ann.query("{ viewer { id } }").await.expect_error("UNAUTHENTICATED");
    let hers = json!({ "email": ann.email, "password": PASSWORD });
    app.visitor().mutate("login", "LoginInput", SESSION, hers).await.expect_code("INVALID_CREDENTIALS");
    create(&ann.email, PASSWORD).expect_success();
    for email in ["root@example.org", &ann.email] {
        let roles = app.sign_in(email).await.query("{ viewer { roles } }").await.texts("/viewer/roles", "");
        assert!(roles.contains(&"ADMIN".to_owned()), "{roles:?}");
    }
    assert_eq!((weak.code, weak.err.lines().count()), (Some(1), 1), "{weak:?}");
}

#[rstest]
#[tokio::test]
async fn an_administrator_of_one_clinic_is_created_for_a_clinic_that_exists(
    #[values(Sqlite, Postgres)] backend: Backend,
) {
    let app = TestApp::start(backend).await;
    let (folder, url) = (Folder::new(), app.database_url());
    let (clinic, other) = (app.clinic().create().await, app.clinic().create().await);
    let environment = [("DATABASE_URL", url.as_str()), ("MEDBOOK_LOG", "error")];
    let create = |clinic: &str| {
        let arguments = ["admin", "create", "--email", "keeper@example.org", "--password-stdin", "--clinic", clinic];
        folder.run_with_input(&arguments, &environment, &format!("{PASSWORD}\n"))
    };

    let unknown = create("clinic:01900000-0000-7000-8000-00000000ffff");
    let malformed = create("clinic");
    create(&clinic.id).expect_success();

    assert_eq!((unknown.code, unknown.err.lines().count()), (Some(1), 1), "{unknown:?}");
    assert!(unknown.err.contains("no such clinic"), "{unknown:?}");
    assert!(malformed.code.is_some_and(|code| code != 0) && malformed.err.contains("--clinic"), "{malformed:?}");
    let keeper = app.sign_in("keeper@example.org").await;
    let rename = async |clinic: &str| {
        let input = json!({ "clinicId": clinic, "name": "Renamed" });
        keeper.mutate("updateClinic", "UpdateClinicInput", "", input).await.word()
    };
    assert_eq!((rename(&clinic.id).await.as_str(), rename(&other.id).await.as_str()), ("Clinic", "FORBIDDEN"));
}

#[rstest]
#[tokio::test]
async fn check_ends_with_one_and_a_list_when_an_invariant_does_not_hold(#[values(Sqlite, Postgres)] backend: Backend) {
    let mut app = TestApp::start(backend).await;
    let (folder, url) = (Folder::new(), app.database_url());
    let doctor = app.doctor().weekly("Mon-Fri 09:00-12:00", "Europe/Madrid").create().await;
    let gil = app.guest("Gil");
    gil.book(&gil.first_slot(&doctor).await).await.expect_booked();
    folder.run(&["check"], &[("DATABASE_URL", &url)]).expect_success();

    app.plants_a_violation();
    app.services.db.read().execute_unprepared("DELETE FROM slot_claim").await.expect("the claims are gone");

    let ended = folder.run(&["check"], &[("DATABASE_URL", &url)]);
    assert_eq!(ended.code, Some(1));
    assert!(!ended.out.trim().is_empty(), "{ended:?}");
}
