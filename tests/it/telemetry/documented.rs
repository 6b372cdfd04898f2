use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::json;

use super::scrape::Scrape;
use crate::support::{Backend, Backend::*, TestApp};

/// The metrics that the page describes: the first cell of every row of its tables that is code.
fn documented() -> BTreeSet<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/metrics.md");
    let page = std::fs::read_to_string(path).expect("docs/metrics.md is there");
    let cells = page.lines().filter_map(|line| line.strip_prefix("| `")).filter_map(|row| row.split('`').next());
    let names = cells.filter(|name| name.starts_with("medbook_") || name.starts_with("process_"));
    names.map(|name| name.split('{').next().unwrap_or_default().to_owned()).collect()
}

/// The names as Prometheus stores them: counters with `_total`.
fn served(scrape: &Scrape) -> BTreeSet<String> {
    let counters: BTreeSet<_> =
        scrape.text.lines().filter(|line| line.starts_with("# TYPE ") && line.ends_with(" counter")).collect();
    let stored = |family: &str| match counters.contains(format!("# TYPE {family} counter").as_str()) {
        true => format!("{family}_total"),
        false => family.to_owned(),
    };
    scrape.families().into_iter().map(stored).collect()
}

#[rstest]
#[tokio::test]
async fn the_page_describes_every_metric_and_no_other(#[values(Sqlite, Postgres)] backend: Backend) {
    let app = TestApp::start(backend).await;
    app.visitor().query("{ doctors { totalCount } }").await.data();

    let scrape = Scrape::of(&app).await;

    assert_eq!(documented(), served(&scrape));
}

#[tokio::test]
async fn every_metric_says_what_it_is() {
    let app = TestApp::start(Sqlite).await;
    app.visitor().graphql("{ doctors { totalCount } }", json!({})).await.data();

    let scrape = Scrape::of(&app).await;

    for family in scrape.families() {
        assert!(scrape.text.contains(&format!("# HELP {family} ")), "{family}");
    }
    let types = scrape.text.lines().filter(|line| line.starts_with("# TYPE ")).count();
    assert_eq!(types, scrape.families().len(), "a family is described once:\n{}", scrape.text);
}
