//! Placeholder.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    pub clinic: entity::id::ClinicId,
    pub starts_at: chrono::DateTime<chrono::Utc>,
    pub ends_at: chrono::DateTime<chrono::Utc>,
}
