//! The checker: takes a history and explains it, or shows the smallest part that cannot be explained.

use std::collections::BTreeSet;
use std::fmt;

use super::effect::{Shown, requests};
use super::facts::findings;
use super::project::objects;
use super::record::{Action, Answer, Call, History, Time, Visit};
use super::search::{BUDGET, Stuck, explain};
use super::shrink::shrink;
use super::step::{Kind, Object, Seen};

/// The client that reads everything at the end.
pub const READER: u32 = u32::MAX;

/// Something that cannot have happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    pub reason: String,
    /// The numbers of the calls that cannot be explained together.
    pub calls: Vec<u32>,
    /// The calls, a line each.
    lines: Vec<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}:", self.reason)?;
        self.lines.iter().try_for_each(|line| writeln!(formatter, "  {line}"))
    }
}

/// Of so many doctors and patients, one may be undecided.
const UNDECIDED: usize = 5;

/// What is to be said of a history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// What is wrong with it.
    pub violations: Vec<Violation>,
    /// The doctors and patients that have too many orders to look at: neither explained nor wrong.
    pub undecided: Vec<String>,
    /// How many doctors and patients there are.
    pub objects: usize,
}

impl Verdict {
    /// Whether all of it is explained.
    pub fn is_explained(&self) -> bool {
        self.violations.is_empty() && self.undecided.is_empty()
    }

    /// Whether nothing is wrong, and so little is undecided that this means something.
    pub fn is_good(&self) -> bool {
        self.violations.is_empty() && self.undecided.len() * UNDECIDED <= self.objects
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (violations, undecided) = (self.violations.len(), self.undecided.len());
        writeln!(formatter, "{violations} violations, {undecided} of {} undecided", self.objects)?;
        self.undecided.iter().try_for_each(|name| writeln!(formatter, "{name}: too many orders to look at"))?;
        self.violations.iter().take(5).try_for_each(|violation| write!(formatter, "{violation}"))
    }
}

/// Explains `history`, or says what is wrong with it.
pub fn check(history: &History) -> Verdict {
    check_within(history, BUDGET)
}

/// The same, looking at no more than `budget` configurations of a doctor or patient.
pub fn check_within(history: &History, budget: usize) -> Verdict {
    let calls = history.calls();
    let shown = Shown::new(history, &calls);
    let requests = requests(history, &calls, &shown);
    let findings = findings(history, &calls, &requests, &shown).into_iter();
    let violations = findings.map(|finding| violation(history, &calls, finding.reason, finding.calls)).collect();
    let objects = objects(history, &calls, &requests, &shown);
    let mut verdict = Verdict { violations, undecided: Vec::new(), objects: objects.len() };
    for object in objects {
        match explain(&object, budget) {
            Ok(()) => {}
            Err(Stuck::TooMany) => verdict.undecided.push(object.name),
            Err(Stuck::At { position, .. }) => {
                let small = shrink(&object, position);
                let numbers = small.steps.iter().filter_map(|step| step.call).collect();
                verdict.violations.push(violation(history, &calls, reason(&small), numbers));
            }
        }
    }
    verdict
}

/// What the smallest part comes down to.
fn reason(object: &Object) -> String {
    let name = &object.name;
    let observations: Vec<&Seen> = object
        .steps
        .iter()
        .filter_map(|step| if let Kind::See(seen, _) = &step.kind { Some(seen) } else { None })
        .collect();
    let what = match observations.as_slice() {
        [] => "these answers overlap, and nothing was given back in between",
        [Seen::Taken(_)] => "this was refused as taken, and nobody had the time",
        [Seen::Free(_)] => "this time was called free, and somebody had it",
        [Seen::Held(_) | Seen::Booked(_)] => "a visit was there that had ended, or not begun",
        [Seen::Went(..) | Seen::Immovable(_)] => "something was said of a visit that had not happened to it",
        [Seen::Exactly { .. }] => "no moment looked as this list says",
        _ => "no order of claims and releases explains these answers",
    };
    format!("{name}: {what}")
}

fn violation(history: &History, calls: &[Call], reason: String, numbers: Vec<u32>) -> Violation {
    let numbers: BTreeSet<u32> = numbers.into_iter().collect();
    let chosen: Vec<&Call> = calls.iter().filter(|call| numbers.contains(&call.number)).collect();
    // Whatever was injected in between is worth knowing.
    let from = chosen.iter().map(|call| call.invoked).min().unwrap_or_default();
    let until = chosen.iter().map(|call| call.answered.unwrap_or(call.invoked)).max().unwrap_or_default();
    let mut lines: Vec<(usize, String)> = chosen.iter().map(|call| (call.invoked, line(history, call))).collect();
    for (position, entry) in history.entries.iter().enumerate().take(until).skip(from) {
        if let super::record::What::Fault(fault) = &entry.what {
            lines.push((position, format!("{}              {fault}", seconds(entry.at))));
        }
    }
    lines.sort();
    Violation { reason, calls: numbers.into_iter().collect(), lines: lines.into_iter().map(|(_, line)| line).collect() }
}

fn line(history: &History, call: &Call) -> String {
    let at = |position: usize| seconds(history.entries[position].at);
    let until = call.answered.map_or_else(|| "       …".to_owned(), at);
    let (action, answer) = (action(&call.action), answer(&call.answer));
    let who = if call.client == READER { "the end   ".to_owned() } else { format!("client {:<3}", call.client) };
    format!("{} – {until}  {who}  {action}  →  {answer}", at(call.invoked))
}

fn seconds(micros: u64) -> String {
    format!("{:>4}.{:03}", micros / 1_000_000, micros / 1_000 % 1_000)
}

/// The end of an id is enough to find it in the history.
fn short(id: &str) -> String {
    let (kind, rest) = id.split_once(':').unwrap_or(("", id));
    let kind = if kind == "appointment" { "visit" } else { kind };
    format!("{kind} …{}", &rest[rest.len().saturating_sub(6)..])
}

fn clock(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

fn time(time: &Time) -> String {
    format!("{}–{} of {}", clock(time.from), clock(time.until), short(&time.doctor))
}

fn patient(patient: Option<&String>) -> String {
    patient.map_or("a guest".to_owned(), |patient| short(patient))
}

fn action(action: &Action) -> String {
    match action {
        Action::Hold { time: wanted } => format!("hold {}", time(wanted)),
        Action::Book { time: wanted, patient: who } => format!("book {} for {}", time(wanted), patient(who.as_ref())),
        Action::Fill { hold, patient: who } => format!("book {} for {}", short(hold), patient(who.as_ref())),
        Action::Move { visit, time: wanted } => format!("move {} to {}", short(visit), time(wanted)),
        Action::Cancel { visit } => format!("cancel {}", short(visit)),
        Action::Slots { time: wanted } => format!("free times in {}", time(wanted)),
        Action::Agenda { time: wanted } => format!("visits in {}", time(wanted)),
        Action::Read { visit } => format!("read {}", short(visit)),
    }
}

fn shown(visit: &Visit) -> String {
    format!("{} {} v{} {}–{}", short(&visit.id), visit.status, visit.version, clock(visit.from), clock(visit.until))
}

fn answer(answer: &Answer) -> String {
    match answer {
        Answer::Done(visit) | Answer::Seen(Some(visit)) => shown(visit),
        Answer::Seen(None) => "no such visit".to_owned(),
        Answer::Refused(code) => code.clone(),
        Answer::Free(starts) => starts.iter().map(|start| clock(*start)).collect::<Vec<_>>().join(" "),
        Answer::Listed(visits) => visits.iter().map(shown).collect::<Vec<_>>().join(", "),
        Answer::Unknown(why) => format!("unknown ({why})"),
    }
}
