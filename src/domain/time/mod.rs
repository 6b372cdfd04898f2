//! Time as medbook sees it: ticks of five minutes, and the zones that give them wall-clock names (docs/domain.md §1).
//!
//! Everything outside of `zone` speaks chrono; the tz database is asked nowhere else.

pub mod tick;
pub mod zone;

pub use tick::{TICK_MINUTES, Tick, TickSpan};
pub use zone::{FIRST_DATE, LAST_DATE, UnknownZone, Zone, zone_names};
