use rstest::rstest;

use crate::support::{Backend, Backend::*, TestApp};

#[rstest]
#[tokio::test]
async fn a_server_with_an_up_to_date_database_is_live_and_ready(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;

    for path in ["/health/live", "/health/ready"] {
        let response = app.visitor().http.get(app.url(path)).send().await.expect("the server answers");
        let status = response.status();
        assert_eq!(status, 200, "{path}: {:?}", response.text().await);
    }
}
