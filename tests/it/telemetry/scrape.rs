//! Reading `/metrics`.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::TestApp;

/// One answer of `/metrics`: the values of all series.
pub struct Scrape {
    pub text: String,
    series: BTreeMap<String, f64>,
}

impl Scrape {
    /// What the application says now.
    pub async fn of(app: &TestApp) -> Self {
        let response = app.visitor().http.get(app.url("/metrics")).send().await.expect("the server answers");
        assert_eq!(response.status(), 200);
        let media_type = response.headers()["content-type"].to_str().expect("text").to_owned();
        assert!(media_type.starts_with("application/openmetrics-text"), "{media_type}");
        Self::read(response.text().await.expect("the text arrives"))
    }

    /// Reads OpenMetrics text.
    pub fn read(text: String) -> Self {
        assert!(text.ends_with("# EOF\n"), "OpenMetrics ends with EOF: {text}");
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let series = lines.map(|line| {
            let (series, value) = line.rsplit_once(' ').unwrap_or_else(|| panic!("no value: {line}"));
            (series.to_owned(), value.parse().unwrap_or_else(|_| panic!("no number: {line}")))
        });
        Self { series: series.collect(), text }
    }

    /// The value of a series as it is written; 0 if it is not there.
    pub fn value(&self, series: &str) -> f64 {
        self.series.get(series).copied().unwrap_or_default()
    }

    /// How many operations ended so.
    pub fn operations(&self, operation: &str, kind: &str, outcome: &str) -> f64 {
        let labels = format!("operation=\"{operation}\",kind=\"{kind}\",outcome=\"{outcome}\"");
        let name = "medbook_operation_duration_seconds";
        let count = self.value(&format!("{name}_count{{{labels}}}"));
        let all = self.value(&format!("{name}_bucket{{le=\"+Inf\",{labels}}}"));
        assert_eq!(count, all, "every operation is in the last bucket:\n{}", self.text);
        count
    }

    /// How often something was refused with this code.
    pub fn refusals(&self, code: &str) -> f64 {
        self.value(&format!("medbook_refusals_total{{code=\"{code}\"}}"))
    }

    /// The names of all series with their labels.
    pub fn names(&self) -> BTreeSet<&str> {
        self.series.keys().map(String::as_str).collect()
    }

    /// The metrics, as `# TYPE` names them.
    pub fn families(&self) -> BTreeSet<&str> {
        let types = self.text.lines().filter_map(|line| line.strip_prefix("# TYPE "));
        types.filter_map(|line| line.split(' ').next()).collect()
    }
}
