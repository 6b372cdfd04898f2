//! `medbook check`: proves the invariants of a whole database (domain.md §3).

mod rating;
mod report;
mod visit;

pub use report::Report;

use super::{Outcome, Services};

/// Checks everything. Takes one batch after another, so a busy database may show a visit in the middle of its change:
/// run it again before you believe a finding there.
pub async fn run(services: &Services) -> Outcome<Report> {
    let mut report = Report::default();
    visit::check(services, &mut report).await?;
    rating::check(services, &mut report).await?;
    Ok(report)
}
