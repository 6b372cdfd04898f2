//! The table.

use std::fmt::Write;
use std::time::Duration;

use crate::machine::Machine;
use crate::measure::Sample;

/// One line: what medbook does beside what could be done.
pub struct Row {
    pub what: String,
    pub ours: Sample,
    pub limit_is: &'static str,
    pub limit: Sample,
}

impl Row {
    /// From interleaved runs of both.
    pub fn new(what: impl Into<String>, ours: &[Sample], limit_is: &'static str, limit: &[Sample]) -> Self {
        Self { what: what.into(), ours: Sample::median(ours), limit_is, limit: Sample::median(limit) }
    }

    fn ratio(&self) -> f64 {
        self.ours.per_second / self.limit.per_second
    }
}

/// Everything as Markdown: the machine, the table, and what was counted besides.
pub fn markdown(machine: &Machine, rows: &[Row], notes: &[String]) -> String {
    let mut text = format!("{machine}\n\n");
    text.push_str("| what | per second | p50 | p99 | limit | per second | p50 | p99 | ratio |\n");
    text.push_str("|---|---:|---:|---:|---|---:|---:|---:|---:|\n");
    for row in rows {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} | {} | **{:.2}** |",
            row.what,
            count(row.ours.per_second),
            time(row.ours.p50),
            time(row.ours.p99),
            row.limit_is,
            count(row.limit.per_second),
            time(row.limit.p50),
            time(row.limit.p99),
            row.ratio(),
        );
    }
    if !notes.is_empty() {
        text.push('\n');
    }
    for note in notes {
        let _ = writeln!(text, "- {note}");
    }
    text
}

/// Three digits are what repeated runs agree on.
fn count(per_second: f64) -> String {
    match per_second {
        many if many >= 10_000.0 => format!("{:.0} k", many / 1_000.0),
        some if some >= 100.0 => format!("{some:.0}"),
        few => format!("{few:.1}"),
    }
}

fn time(time: Duration) -> String {
    let nanoseconds = time.as_secs_f64() * 1e9;
    let (value, unit) = match nanoseconds {
        long if long >= 1e9 => (long / 1e9, "s"),
        middle if middle >= 1e6 => (middle / 1e6, "ms"),
        short if short >= 1e3 => (short / 1e3, "µs"),
        shortest => (shortest, "ns"),
    };
    if value >= 100.0 { format!("{value:.0} {unit}") } else { format!("{value:.1} {unit}") }
}

/// Puts a table between the marks of a page.
pub fn save(page: &str, table: &str) -> anyhow::Result<String> {
    const BEGIN: &str = "<!-- table: begin -->\n";
    const END: &str = "<!-- table: end -->";
    let begin = page.find(BEGIN).ok_or_else(|| anyhow::anyhow!("the page lacks the mark {BEGIN:?}"))? + BEGIN.len();
    let end = page.find(END).ok_or_else(|| anyhow::anyhow!("the page lacks the mark {END:?}"))?;
    Ok(format!("{}\n{table}\n{}", &page[..begin], &page[end..]))
}
