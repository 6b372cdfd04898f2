//! What a check found.

use std::fmt;

/// How much was looked at, and every invariant that does not hold.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub visits: u64,
    pub claims: u64,
    pub events: u64,
    pub findings: Vec<String>,
}

impl Report {
    /// Whether every invariant holds.
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    /// Notes a breach unless `holds`.
    pub(super) fn expect(&mut self, holds: bool, finding: impl FnOnce() -> String) {
        if !holds {
            self.findings.push(finding());
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings {
            writeln!(f, "{finding}")?;
        }
        let verdict = match self.findings.len() {
            0 => "every invariant holds".to_owned(),
            1 => "1 breach".to_owned(),
            count => format!("{count} breaches"),
        };
        writeln!(f, "{} visits, {} claims, {} events: {verdict}", self.visits, self.claims, self.events)
    }
}
