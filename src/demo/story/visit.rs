//! A visit that will happen when the story is played.

use chrono::{DateTime, NaiveDate, Utc};
use entity::enums::VisitMode;

use crate::demo::network::{Offer, Place};
use crate::demo::people::GuestPlan;

/// A visit of the story.
pub struct Visit {
    /// Which of the network's doctors.
    pub doctor: usize,
    pub place: Place,
    pub offer: Offer,
    pub mode: VisitMode,
    pub who: Who,
    pub reason: Option<&'static str>,
    /// When somebody books it.
    pub booked: DateTime<Utc>,
    /// For which day, or the first one after it that has a free slot.
    pub day: NaiveDate,
    /// Which of that day's free slots, counted round and round.
    pub turn: usize,
    pub ending: Ending,
}

/// Who is treated.
#[derive(Copy, Clone)]
pub enum Who {
    /// One of the population.
    Patient(usize),
    Guest(&'static GuestPlan),
}

/// What becomes of a visit. What would lie after the present has not happened yet.
#[derive(Copy, Clone)]
pub enum Ending {
    /// The patient comes, and perhaps says how it was.
    Seen(Option<Review>),
    /// The patient moves it to another day, then comes.
    Moved,
    /// The patient cancels it.
    Cancelled(&'static str),
    /// The patient does not come.
    Missed,
    /// The clinic does not answer the request.
    Unanswered,
    /// The clinic declines the request, where it decides.
    Declined,
}

/// What a patient says of a visit, and the doctor to it.
#[derive(Copy, Clone)]
pub struct Review {
    pub rating: i32,
    pub comment: Option<&'static str>,
    pub anonymous: bool,
    pub reply: Option<&'static str>,
}
