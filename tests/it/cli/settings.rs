use rstest::rstest;

use crate::support::Folder;

#[rstest]
#[case("DATABASE_URL", "mysql://localhost/medbook")]
#[case("DATABASE_URL", "sqlite::memory:")]
#[case("DATABASE_URL", "sqlite:/proc/nowhere/medbook.db")]
#[case("DATABASE_URL", "postgres://medbook:hunter2@127.0.0.1:1/medbook")]
#[case("MEDBOOK_DATABASE_POOL", "0")]
#[case("MEDBOOK_DATABASE_POOL", "many")]
#[case("MEDBOOK_LISTEN", "everywhere")]
#[case("MEDBOOK_LISTEN", "203.0.113.1:80000")]
#[case("MEDBOOK_PUBLIC_URL", "ftp://book.example.org")]
#[case("MEDBOOK_PUBLIC_URL", "https://")]
#[case("MEDBOOK_JWT_SECRET", "too short")]
#[case("MEDBOOK_HOLD_MINUTES", "0")]
#[case("MEDBOOK_HOLD_MINUTES", "61")]
#[case("MEDBOOK_HOLD_MINUTES", "-1")]
#[case("MEDBOOK_MAX_OPEN_HOLDS", "0")]
#[case("MEDBOOK_TRUSTED_PROXIES", "all")]
#[case("MEDBOOK_MAX_CONNECTIONS", "0")]
#[case("MEDBOOK_MAX_CONNECTIONS_PER_ADDRESS", "0")]
#[case("MEDBOOK_HEADER_TIMEOUT", "0")]
#[case("MEDBOOK_BODY_TIMEOUT", "0")]
#[case("MEDBOOK_IDLE_TIMEOUT", "3601")]
#[case("MEDBOOK_WRITE_TIMEOUT", "soon")]
#[case("MEDBOOK_SHUTDOWN_TIMEOUT", "-1")]
#[case("MEDBOOK_MAX_OPERATIONS", "1")]
#[case("MEDBOOK_MAX_WAITING", "100001")]
#[case("MEDBOOK_WAIT_TIMEOUT", "0")]
#[case("MEDBOOK_OPERATION_TIMEOUT", "0")]
#[case("MEDBOOK_MAX_PASSWORD_HASHES", "0")]
#[case("MEDBOOK_ADMIN_EMAIL", "root@example.org")]
#[case("MEDBOOK_LOG", "medbook=[")]
#[case("MEDBOOK_LOG_FORMAT", "xml")]
#[case("MEDBOOK_SLOW_MILLIS", "-1")]
#[case("MEDBOOK_METRICS_TOKEN", "too short")]
#[case("MEDBOOK_METRICS_TOKEN", "")]
#[case("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector.example.org")]
#[case("OTEL_EXPORTER_OTLP_ENDPOINT", "http://")]
#[case("OTEL_EXPORTER_OTLP_ENDPOINT", "http://user name@host")]
#[case("OTEL_TRACES_SAMPLER_ARG", "1.5")]
#[case("OTEL_TRACES_SAMPLER_ARG", "some")]
#[test]
fn a_setting_that_cannot_be_used_ends_the_start_with_one_line_that_names_it(#[case] name: &str, #[case] value: &str) {
    let ended = Folder::new().run(&["serve"], &[("MEDBOOK_LISTEN", "127.0.0.1:0"), (name, value)]);

    assert!(ended.code.is_some_and(|code| code != 0), "{ended:?}");
    let lines: Vec<_> = ended.err.lines().collect();
    assert!(matches!(lines[..], [line] if line.contains(name)), "{ended:#?}");
    assert!(!ended.err.contains("hunter2"), "a password was printed");
}

#[test]
fn the_development_secret_is_refused_where_others_can_reach_the_server() {
    let public = [
        ("MEDBOOK_LISTEN", "0.0.0.0:0"),
        ("MEDBOOK_LISTEN", "[::]:0"),
        ("MEDBOOK_PUBLIC_URL", "https://book.example.org"),
        ("MEDBOOK_PUBLIC_URL", "http://localhost.example.org:80/"),
        ("MEDBOOK_TRUSTED_PROXIES", "1"),
    ];
    for setting in public {
        let ended = Folder::new().run(&["serve"], &[("MEDBOOK_LISTEN", "127.0.0.1:0"), setting]);

        assert_eq!(ended.code, Some(1));
        assert!(ended.err.contains("MEDBOOK_JWT_SECRET"), "{ended:?}");
        assert_eq!(ended.err.lines().count(), 1, "{ended:?}");
    }
}

#[test]
fn a_flag_that_cannot_be_used_is_told_with_the_usage() {
    let environment = [("MEDBOOK_DATABASE_POOL", "7")];
    let ended = Folder::new().run(&["serve", "--database-pool=many"], &environment);

    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("--database-pool"), "{ended:?}");
}

#[test]
fn the_demo_is_refused_where_others_can_reach_the_server() {
    let secret = "a secret of thirty-two bytes or more";
    let settings = [("MEDBOOK_LISTEN", "0.0.0.0:0"), ("MEDBOOK_JWT_SECRET", secret)];

    let ended = Folder::new().run(&["serve", "--demo"], &settings);

    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("MEDBOOK_LISTEN") && !ended.err.contains(secret), "{ended:?}");
}

#[test]
fn a_setting_can_come_from_a_file_and_a_broken_file_is_named() {
    let folder = Folder::new();
    std::fs::write(folder.0.join(".env"), "DATABASE_URL=sqlite:elsewhere.db\n").expect("the file is written");
    folder.run(&["migrate"], &[]).expect_success();
    assert!(folder.0.join("elsewhere.db").exists());

    std::fs::write(folder.0.join(".env"), "DATABASE_URL='unclosed\n").expect("the file is written");
    let ended = folder.run(&["migrate"], &[]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains(".env"), "{ended:?}");
}

#[test]
fn every_setting_is_documented_in_the_example_file() {
    let help = Folder::new().run(&["serve", "--help"], &[]).expect_success();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/.env.example");
    let example = std::fs::read_to_string(path).expect(".env.example is there");

    let settings: Vec<_> = help.split("[env: ").skip(1).filter_map(|rest| rest.split(['=', ']']).next()).collect();

    assert!(settings.len() >= 10, "{help}");
    for setting in settings {
        assert!(example.contains(&format!("{setting}=")), "{setting} is missing in .env.example");
    }
}
