//! The scheduling engine against examples, against a slow model, and against every zone of the database.

mod build;
mod clock_changes;
mod extremes;
mod limits;
mod opening_hours;
mod oracle;
mod overrides;
mod properties;
mod random;
mod rooms_and_travel;
mod typed_windows;
mod wall_clock;
mod zones;
