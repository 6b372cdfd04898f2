use crate::support::{Backend::Sqlite, Server, TestApp};

const TOKEN: &str = "a-token-for-prometheus";

/// The status of `/metrics` with this header.
async fn status(server: &Server, authorization: Option<&str>) -> u16 {
    let mut request = reqwest::Client::new().get(server.url("/metrics"));
    if let Some(authorization) = authorization {
        request = request.header("authorization", authorization);
    }
    request.send().await.expect("the server answers").status().as_u16()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_for_others_has_no_metrics_until_it_has_a_token_for_them() {
    let app = TestApp::start(Sqlite).await;
    let server = Server::start(&app.database_url()).await;
    assert_eq!(status(&server, None).await, 404);
    assert_eq!(status(&server, Some(&format!("Bearer {TOKEN}"))).await, 404);
    drop(server);

    let server = Server::start(&app.database_url()).env("MEDBOOK_METRICS_TOKEN", TOKEN).await;
    assert_eq!(status(&server, Some(&format!("Bearer {TOKEN}"))).await, 200);
    assert_eq!(status(&server, Some(&format!("bearer {TOKEN}"))).await, 200);
    for wrong in ["", "Bearer", "Bearer ", "Bearer a-token-for-prometheu", "Bearer a-token-for-prometheusX"] {
        assert_eq!(status(&server, Some(wrong)).await, 401, "{wrong:?}");
    }
    assert_eq!(status(&server, Some(&format!("Basic {TOKEN}"))).await, 401);
    assert_eq!(status(&server, None).await, 401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_only_its_own_machine_reaches_needs_no_token_but_respects_one() {
    let app = TestApp::start(Sqlite).await;
    let private = Server::start(&app.database_url()).without("MEDBOOK_PUBLIC_URL");

    assert_eq!(status(&private.clone().await, None).await, 200);

    let server = private.env("MEDBOOK_METRICS_TOKEN", TOKEN).await;
    assert_eq!(status(&server, None).await, 401);
    assert_eq!(status(&server, Some(&format!("Bearer {TOKEN}"))).await, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_reads_the_metrics_of_such_a_server_through_a_proxy_or_under_another_name() {
    let app = TestApp::start(Sqlite).await;
    let server = Server::start(&app.database_url()).without("MEDBOOK_PUBLIC_URL").await;
    let status = async |name: &'static str, value: &'static str| {
        let request = reqwest::Client::new().get(server.url("/metrics")).header(name, value);
        request.send().await.expect("the server answers").status().as_u16()
    };
    for host in ["localhost", "LOCALHOST:8000", "127.0.0.1", "127.8.8.8:1", "[::1]:8000"] {
        assert_eq!(status("host", host).await, 200, "{host}");
    }
    for host in ["example.org", "localhost.example.org", "127.0.0.1.example.org:8000", "10.0.0.1", "a b"] {
        assert_eq!(status("host", host).await, 404, "{host}");
    }
    for header in ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"] {
        assert_eq!(status(header, "127.0.0.1").await, 404, "{header}");
    }
}
