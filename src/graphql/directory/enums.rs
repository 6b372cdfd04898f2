//! The words of the directory, as the API spells them.

use async_graphql::Enum;
use entity::enums;

use crate::domain::directory::{self, StoredOrder};

/// The kinds of visit.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::VisitKind")]
pub enum VisitKind {
    /// A talk with the doctor, and an examination.
    Consultation,
    /// A sample is given.
    SemenCollection,
    /// A sample is examined.
    Pathology,
    /// An examination by ultrasound.
    Ultrasound,
    /// An operation.
    Surgery,
}

/// Where doctor and patient meet.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "enums::VisitMode")]
pub enum VisitMode {
    /// At the clinic.
    InPerson,
    /// By video.
    Video,
}

/// How doctors are sorted. Doctors without the value come last; ties are sorted by id.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Enum)]
pub enum DoctorOrder {
    /// Best rated first.
    Rating,
    /// Cheapest consultation first.
    Fee,
    /// Most years of experience first.
    Experience,
    /// By name.
    Name,
    /// Earliest free slot first.
    NextSlot,
}

impl From<DoctorOrder> for directory::DoctorOrder {
    fn from(order: DoctorOrder) -> Self {
        match order {
            DoctorOrder::Rating => Self::Stored(StoredOrder::Rating),
            DoctorOrder::Fee => Self::Stored(StoredOrder::Fee),
            DoctorOrder::Experience => Self::Stored(StoredOrder::Experience),
            DoctorOrder::Name => Self::Stored(StoredOrder::Name),
            DoctorOrder::NextSlot => Self::NextSlot,
        }
    }
}
