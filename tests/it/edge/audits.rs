//! What the makers of other tools check, with their own code (npm packages in `tests/audits`).

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Folder, Server};

/// Runs a script of `tests/audits` against a real server, and answers what it says.
async fn run(script: &str, further: &[&str]) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audits");
    assert!(folder.join("node_modules").exists(), "the audits need their packages: run `npm ci` in tests/audits first");
    let data = Folder::new();
    let server = Server::start(&format!("sqlite:{}", data.0.join("audits.db").display())).await;
    let mut command = Command::new("node");
    command.current_dir(folder).arg(script).arg(server.url("/graphql")).args(further);
    let output = command.output().expect("the audits need Node 20 or newer: install it");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{script}: {}{}", said(&output.stdout), said(&output.stderr));
    said(&output.stdout)
}

#[tokio::test]
async fn every_audit_of_graphql_over_http_passes() {
    assert_eq!(run("http.mjs", &[]).await.trim(), "61 of 61 audits pass");
}

#[tokio::test]
async fn tools_learn_the_whole_schema_by_introspection() {
    let schema: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.graphql");
    run("introspection.mjs", &[schema.to_str().expect("a path in UTF-8")]).await;
}

#[tokio::test]
async fn a_code_generator_works_from_the_server_alone() {
    run("codegen.mjs", &[]).await;
}
