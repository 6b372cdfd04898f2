//! One server to a SQLite file.

use crate::support::Server;

/// A second server on what `url` names is refused with one line that names the file.
async fn expect_refused(server: &Server, url: &str) {
    let file = server.folder().0.canonicalize().expect("the folder is there").join("data/one.db");
    let ended = server.beside(url).try_start().await.err().unwrap_or_else(|| panic!("{url} is served twice"));
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert_eq!(ended.err.lines().count(), 1, "{ended:?}");
    assert!(ended.err.contains(&format!("another medbook serves {}", file.display())), "{ended:?}");
}

#[tokio::test]
async fn a_second_server_on_one_file_is_refused_by_whichever_name_it_comes() {
    let server = Server::start("sqlite:data/one.db").await;
    let folder = server.folder();
    std::os::unix::fs::symlink("data/one.db", folder.0.join("link.db")).expect("a link can be made");
    std::os::unix::fs::symlink("data", folder.0.join("elsewhere")).expect("a link can be made");

    let absolute = folder.0.join("data/one.db");
    for path in ["data/one.db", "./data/../data/one.db", "link.db", "elsewhere/one.db", &absolute.display().to_string()]
    {
        expect_refused(&server, &format!("sqlite:{path}")).await;
    }
    expect_refused(&server, &format!("sqlite://{}", absolute.display())).await;
    expect_refused(&server, "sqlite:data/one.db?mode=rwc").await;

    server.graphql("{ doctors { totalCount } }", serde_json::json!({}), None).await.expect("it still serves").data();
}

#[tokio::test]
async fn commands_that_end_run_beside_the_server() {
    let server = Server::start("sqlite:data/one.db").await;
    let environment = [("DATABASE_URL", "sqlite:data/one.db")];

    server.folder().run(&["migrate"], &environment).expect_success();
    server.folder().run(&["check"], &environment).expect_success();
    let create = ["admin", "create", "--email", "root@example.org", "--password-stdin"];
    server.folder().run_with_input(&create, &environment, "correct horse battery staple\n").expect_success();
}

#[tokio::test]
async fn a_server_that_was_killed_or_has_stopped_leaves_its_file_to_the_next() {
    let mut server = Server::start("sqlite:data/one.db").await;
    server.kill_hard();
    let mut server = server.restart().await;
    assert_eq!(server.stop().await, Some(0));
    server.restart().await;
}
