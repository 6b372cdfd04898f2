//! Rows of the availability engine, without database and HTTP. Limit: the same answers from flags worked out before.

use calendars::{Case, WorkedOut};

use crate::measure::{Plan, Sample, repeat};
use crate::report::Row;

const LIMIT: &str = "loop over flags worked out before";
const DOCTORS: u32 = 2_000;

/// Measures the engine.
pub fn rows(plan: Plan) -> Vec<Row> {
    let cases: Vec<Case> = (0..DOCTORS).map(Case::new).collect();
    let answers: Vec<WorkedOut> = cases.iter().map(Case::worked_out).collect();
    let week = || cases[1].slots().collect::<Vec<_>>();
    let known_week = || answers[1].slots().collect::<Vec<_>>();
    assert_eq!(week(), known_week(), "both ways list the same");
    let earliest = || cases.iter().filter_map(|case| case.slots().next()).min_by_key(|slot| slot.starts_at);
    let known_earliest = || answers.iter().filter_map(|known| known.slots().next()).min_by_key(|slot| slot.starts_at);
    assert_eq!(earliest(), known_earliest(), "both ways find the same");
    vec![
        row("engine: slots of one doctor for 7 days", plan, week, known_week),
        row("engine: earliest slot among 2,000 doctors", plan, earliest, known_earliest),
    ]
}

fn row<T>(what: &str, plan: Plan, ours: impl Fn() -> T, limit: impl Fn() -> T) -> Row {
    let mut samples: [Vec<Sample>; 2] = Default::default();
    for _ in 0..plan.repeats {
        samples[0].push(repeat(plan.run, &ours));
        samples[1].push(repeat(plan.run, &limit));
    }
    let [ours, limit] = samples;
    Row::new(what, &ours, LIMIT, &limit)
}
