use std::net::TcpListener;

use crate::support::{Folder, Server};

#[tokio::test]
async fn health_ends_with_zero_while_a_server_serves_and_with_one_when_none_does() {
    let folder = Folder::new();
    let mut server = Server::start("sqlite:health.db").await;
    let ask = |address: &str| folder.run(&["health"], &[("MEDBOOK_LISTEN", address)]);

    let serving = ask(server.address());
    let (_, port) = server.address().rsplit_once(':').expect("an address has a port");
    let from_anywhere = ask(&format!("0.0.0.0:{port}"));
    let gone = server.address().to_owned();
    assert_eq!(server.stop().await, Some(0));
    let stopped = ask(&gone);

    assert_eq!(
        (serving.expect_success(), from_anywhere.expect_success()),
        ("ready\n".to_owned(), "ready\n".to_owned())
    );
    assert_eq!((stopped.code, stopped.err.lines().count()), (Some(1), 1), "{stopped:?}");
}

#[test]
fn health_does_not_wait_for_a_server_that_does_not_answer() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = silent.local_addr().expect("it has an address").to_string();

    let ended = Folder::new().run(&["health"], &[("MEDBOOK_LISTEN", &address)]);

    assert_eq!((ended.code, ended.err.lines().count()), (Some(1), 1), "{ended:?}");
}
