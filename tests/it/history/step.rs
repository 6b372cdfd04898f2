//! What happens to the time of a doctor or patient, step by step.

/// Ticks of one day, as bits.
pub type Ticks = u128;

/// One thing that happened to a doctor or patient.
#[derive(Clone, Debug)]
pub struct Step {
    /// It took effect after this position …
    pub from: usize,
    /// … and before this one; `None`: whenever, or never.
    pub until: Option<usize>,
    pub kind: Kind,
    /// The number of the call, for the report.
    pub call: Option<u32>,
}

/// Visits are numbers into [`Object::visits`].
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Claim(usize),
    /// A visit gives its time back.
    End(usize),
    /// A hold gives its time back by itself, unless it has been booked.
    Expire(usize),
    /// A hold is booked.
    Fill(usize),
    Move {
        old: usize,
        new: usize,
    },
    /// An observation: nothing changes.
    See(Seen, Limits),
}

/// What was observed.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// Somebody has one of these ticks.
    Taken(Ticks),
    /// Nobody has any of these ticks.
    Free(Ticks),
    /// It has its time, and is a hold, or is none.
    Held(usize),
    Booked(usize),
    /// One of these has happened to it.
    Went(usize, &'static [Role]),
    /// It cannot be moved: it is a hold, or over in another way than by a move.
    Immovable(usize),
    /// Within `window`, exactly `taken` is taken, by these visits among others.
    Exactly {
        window: Ticks,
        taken: Ticks,
        visits: Vec<usize>,
    },
}

/// What steps do to a visit.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Role {
    Claimed,
    Filled,
    Cancelled,
    Expired,
    Moved,
}

/// What else held when something was observed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    /// This visit was active, and does not count as being in the way.
    pub moving: Option<usize>,
    /// None of these steps had taken effect: a call that did would have been answered again.
    pub before: Vec<usize>,
}

/// A doctor or patient, with everything that happened to them.
#[derive(Clone, Debug, Default)]
pub struct Object {
    pub name: String,
    /// The ticks of each visit.
    pub visits: Vec<Ticks>,
    /// Those that began as a hold.
    pub holds: Vec<usize>,
    pub steps: Vec<Step>,
}
