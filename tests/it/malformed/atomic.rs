use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{Backend::*, TestApp};

const CLINIC: &str = r#"name: "A", city: "B", country: "C""#;

#[rstest]
#[case::in_a_variable("$zone", json!({ "zone": "nope" }))]
#[case::in_the_document("\"nope\"", json!({ "zone": "Europe/Madrid" }))]
#[tokio::test]
async fn a_document_with_a_value_that_cannot_be_read_changes_nothing(#[case] bad: &str, #[case] variables: Value) {
    let app = TestApp::start(Sqlite).await;
    let admin = app.admin().await;
    let document = format!(
        r#"mutation ($zone: TimeZone!) {{
            fine: createClinic(input: {{ {CLINIC}, timeZone: "Europe/Madrid" }}) {{ __typename }}
            bad: createClinic(input: {{ {CLINIC}, timeZone: {bad} }}) {{ __typename }}
            used: createClinic(input: {{ {CLINIC}, timeZone: $zone }}) {{ __typename }}
        }}"#
    );

    admin.graphql(&document, variables).await.expect_error("BAD_USER_INPUT");

    let clinics = app.visitor().query("{ clinics { totalCount } }").await;
    assert_eq!(clinics.at("/clinics/totalCount"), 0);
}
