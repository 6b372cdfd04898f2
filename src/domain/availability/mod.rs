//! When a doctor can be booked: the heart of the product (docs/domain.md §1 and §2).
//!
//! [`Calendar`] holds everything that decides it, as one moment of the database showed it. Two questions are asked of
//! it: [`Calendar::slots`] lists, [`Calendar::place`] answers for one time. **Both go through the same judge** (`desk`),
//! so that what is listed is bookable and what is bookable is listed; the list is nothing but the candidates of the
//! grid that the judge let pass.
//!
//! # From hours to open time
//!
//! 1. *Windows of a date* (`hours`). A date with a date rule has the rule's windows, any other date those of its
//!    weekday. A rule without windows is *closed*. Windows may run past midnight. What spills over lies on the next
//!    local date, and that date decides: a *closed* rule there cuts it; an *open* rule there replaces it if it is
//!    weekly, because a rule replaces all weekly hours that lie on its date; the spill-over of another rule stays,
//!    because somebody typed both on purpose.
//! 2. *Merging* (`hours`). Windows that overlap in time, through spill-over or in a repeated hour, become one, whose
//!    grid is anchored at the earliest start: two grids over the same minutes would offer overlapping slots. Windows
//!    that merely touch stay two, each with its own grid, and no visit crosses from one into the other: whoever
//!    typed 08:10–12:00 and 12:00–16:00 wants visits at 12:00.
//! 3. *Cutting* (`opening`). Clinic closures, by local date, and the doctor's time off, by instant, take time away.
//!    A closure closes what lies on its own dates: not what a window of a closed date spills onto an open one. Time
//!    off is rounded outward to ticks. **Cutting never moves the grid**: the anchor stays the start of the whole
//!    window, so that an hour off in the morning does not shift the visits of the afternoon. Hence merging comes
//!    before cutting.
//!
//! # From open time to slots
//!
//! Slots start at the anchor plus whole multiples of ten *elapsed* minutes, and the whole visit lies in open time.
//! Buffers may lie outside of it, but the visit widened by its buffers meets nothing that is occupied, and keeps the
//! travel time from and to what is occupied at other clinics. A room is claimed for the visit without its buffers.
//!
//! Notice is elapsed time; the horizon and the daily limit go by the local date of the start at the clinic. Staff may
//! override what [`Rule`] names. Nobody can override that the time is taken, that no room is free, that doctor or
//! clinic is inactive, or that visits lie on ticks.

mod bounds;
mod calendar;
mod desk;
mod hours;
mod judgement;
mod listing;
mod opening;
mod rooms;
mod span_set;
mod travel;
mod validation;
mod window;

pub use bounds::MAX_HORIZON_DAYS;
pub use calendar::{BookingPolicy, Calendar, Closure, Occupied, Practice, RoomLoad, TimeOff, VisitShape};
pub use judgement::{Placement, Refusal, Rule, Slot};
pub use opening::OpenSpan;
pub use travel::TravelTimes;
pub use validation::{MAX_WINDOWS_PER_DAY, WindowProblem, validate_day, validate_weekly};
pub use window::{WeeklyWindow, Window};
