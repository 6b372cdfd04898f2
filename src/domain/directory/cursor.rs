//! The orders in which the directory is listed, and the sort keys that cursors carry.

use std::cmp::Ordering;

use chrono::{DateTime, Utc};
use entity::id::{ClinicId, DoctorId};
use serde::{Deserialize, Serialize};

/// How doctors are sorted; ties by id.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DoctorOrder {
    Stored(StoredOrder),
    /// Earliest free time first, none last.
    NextSlot,
}

/// The orders that a column of the doctor decides.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StoredOrder {
    /// Best first, none last.
    Rating,
    /// Cheapest first, none last.
    Fee,
    /// Most first, none last.
    Experience,
    Name,
}

/// Where a doctor stands in one of the orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoctorCursor {
    pub key: SortKey,
    pub id: DoctorId,
}

/// The value that a doctor is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SortKey {
    Rating(Option<i32>),
    Fee(Option<i64>),
    Experience(Option<i32>),
    Name(SortText),
    NextSlot(Option<DateTime<Utc>>),
}

/// Where a clinic stands: by name, then id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ClinicCursor {
    pub name: SortText,
    pub id: ClinicId,
}

/// A text in a cursor. Cursors come back from clients, so what no database column can hold is refused.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct SortText(pub String);

impl TryFrom<String> for SortText {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.contains(char::is_control) { Err("a name has no control characters") } else { Ok(Self(text)) }
    }
}

impl SortKey {
    /// The order that this key belongs to.
    pub fn order(&self) -> DoctorOrder {
        match self {
            Self::Rating(_) => DoctorOrder::Stored(StoredOrder::Rating),
            Self::Fee(_) => DoctorOrder::Stored(StoredOrder::Fee),
            Self::Experience(_) => DoctorOrder::Stored(StoredOrder::Experience),
            Self::Name(_) => DoctorOrder::Stored(StoredOrder::Name),
            Self::NextSlot(_) => DoctorOrder::NextSlot,
        }
    }
}

impl Ord for SortKey {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Rating(a), Self::Rating(b)) | (Self::Experience(a), Self::Experience(b)) => highest_first(*a, *b),
            (Self::Fee(a), Self::Fee(b)) => lowest_first(*a, *b),
            (Self::Name(a), Self::Name(b)) => a.cmp(b),
            (Self::NextSlot(a), Self::NextSlot(b)) => lowest_first(*a, *b),
            _ => self.order().cmp(&other.order()),
        }
    }
}

impl PartialOrd for SortKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DoctorCursor {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key).then(self.id.cmp(&other.id))
    }
}

impl PartialOrd for DoctorCursor {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn lowest_first<T: Ord>(a: Option<T>, b: Option<T>) -> Ordering {
    a.is_none().cmp(&b.is_none()).then_with(|| a.cmp(&b))
}

fn highest_first<T: Ord>(a: Option<T>, b: Option<T>) -> Ordering {
    a.is_none().cmp(&b.is_none()).then_with(|| b.cmp(&a))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn sorted(keys: &[SortKey]) -> Vec<SortKey> {
        let mut cursors: Vec<DoctorCursor> =
            keys.iter().map(|key| DoctorCursor { key: key.clone(), id: DoctorId(Uuid::nil()) }).collect();
        cursors.sort();
        cursors.into_iter().map(|cursor| cursor.key).collect()
    }

    #[test]
    fn the_best_the_cheapest_and_the_earliest_come_first_and_none_last() {
        use SortKey::{Experience, Fee, NextSlot, Rating};

        let at = |second| DateTime::from_timestamp(second, 0);
        assert_eq!(
            sorted(&[Rating(None), Rating(Some(1)), Rating(Some(5))]),
            [5, 1].map(|n| Rating(Some(n))).into_iter().chain([Rating(None)]).collect::<Vec<_>>()
        );
        assert_eq!(
            sorted(&[Experience(None), Experience(Some(0)), Experience(Some(9))]).last(),
            Some(&Experience(None))
        );
        assert_eq!(sorted(&[Fee(None), Fee(Some(5)), Fee(Some(0))]), [Fee(Some(0)), Fee(Some(5)), Fee(None)]);
        assert_eq!(
            sorted(&[NextSlot(None), NextSlot(at(9)), NextSlot(at(1))]),
            [NextSlot(at(1)), NextSlot(at(9)), NextSlot(None)]
        );
    }

    #[test]
    fn ties_are_sorted_by_id() {
        let [low, high] =
            [1, 2].map(|id| DoctorCursor { key: SortKey::Rating(None), id: DoctorId(Uuid::from_u128(id)) });
        assert!(low < high);
    }

    #[test]
    fn a_cursor_cannot_carry_what_no_column_holds() {
        assert!(serde_json::from_str::<SortText>(r#""a\u0000b""#).is_err());
        assert!(serde_json::from_str::<SortText>(r#""émile""#).is_ok());
    }
}
