//! A bookable time.

use chrono::{DateTime, Duration, SecondsFormat, Utc};
use serde_json::Value;
use uuid::Uuid;

/// A bookable time of a doctor at a clinic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    pub doctor: String,
    pub clinic: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

impl Slot {
    /// The slots of a list that asked for `startsAt endsAt doctor { id } clinic { id }`.
    #[track_caller]
    pub fn list(list: &Value) -> Vec<Self> {
        let id = |value: &Value| value["id"].as_str().expect("an id").to_owned();
        let slot = |value: &Value| Self {
            doctor: id(&value["doctor"]),
            clinic: id(&value["clinic"]),
            starts_at: instant(&value["startsAt"]),
            ends_at: instant(&value["endsAt"]),
        };
        list.as_array().expect("a list of slots").iter().map(slot).collect()
    }

    /// The slot that is so many minutes later.
    pub fn plus_minutes(&self, minutes: i64) -> Self {
        let by = Duration::minutes(minutes);
        Self { starts_at: self.starts_at + by, ends_at: self.ends_at + by, ..self.clone() }
    }

    /// `startsAt`, as it is sent.
    pub fn start(&self) -> String {
        text(self.starts_at)
    }
}

/// An instant as it is sent.
pub fn text(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// An instant as it was received: in UTC.
#[track_caller]
pub fn instant(value: &Value) -> DateTime<Utc> {
    let text = value.as_str().unwrap_or_else(|| panic!("no instant: {value}"));
    assert!(text.ends_with('Z'), "instants are sent in UTC, not as {text}");
    super::at(text)
}

/// The UUID of a public id.
#[track_caller]
pub fn uuid(id: &str) -> Uuid {
    id.split_once(':').and_then(|(_, uuid)| uuid.parse().ok()).unwrap_or_else(|| panic!("no public id: {id}"))
}
