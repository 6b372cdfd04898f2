//! The words that the database stores; each column that holds one has a CHECK with the same list.

use sea_orm::entity::prelude::*;

/// What an account may be; a set.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Role {
    #[sea_orm(string_value = "PATIENT")]
    Patient,
    #[sea_orm(string_value = "DOCTOR")]
    Doctor,
    #[sea_orm(string_value = "ADMIN")]
    Admin,
}

/// As the patient states it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Gender {
    #[sea_orm(string_value = "FEMALE")]
    Female,
    #[sea_orm(string_value = "MALE")]
    Male,
    #[sea_orm(string_value = "OTHER")]
    Other,
    #[sea_orm(string_value = "UNDISCLOSED")]
    Undisclosed,
}

/// What a patient is to the account that manages them. (Not an active enum: its derive would name a variant `Self`.)
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
#[sea_orm(value_type = "String", from_str = "Relation::parse", to_str = "Relation::as_str", column_type = "Text")]
pub enum Relation {
    Own,
    Child,
    Spouse,
    Parent,
    Other,
}

impl Relation {
    fn as_str(&self) -> &'static str {
        match self {
            Self::Own => "SELF",
            Self::Child => "CHILD",
            Self::Spouse => "SPOUSE",
            Self::Parent => "PARENT",
            Self::Other => "OTHER",
        }
    }

    fn parse(text: &str) -> Result<Self, sea_orm::sea_query::ValueTypeErr> {
        Ok(match text {
            "SELF" => Self::Own,
            "CHILD" => Self::Child,
            "SPOUSE" => Self::Spouse,
            "PARENT" => Self::Parent,
            "OTHER" => Self::Other,
            _ => return Err(sea_orm::sea_query::ValueTypeErr),
        })
    }
}

/// Why a contact is kept.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum ContactKind {
    #[sea_orm(string_value = "GUEST")]
    Guest,
    #[sea_orm(string_value = "EMERGENCY")]
    Emergency,
}

/// The kinds of visit.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum VisitKind {
    #[sea_orm(string_value = "CONSULTATION")]
    Consultation,
    #[sea_orm(string_value = "SEMEN_COLLECTION")]
    SemenCollection,
    #[sea_orm(string_value = "PATHOLOGY")]
    Pathology,
    #[sea_orm(string_value = "ULTRASOUND")]
    Ultrasound,
    #[sea_orm(string_value = "SURGERY")]
    Surgery,
}

/// Where doctor and patient meet.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum VisitMode {
    #[sea_orm(string_value = "IN_PERSON")]
    InPerson,
    #[sea_orm(string_value = "VIDEO")]
    Video,
}

/// The life of a visit (domain.md §4).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum AppointmentStatus {
    #[sea_orm(string_value = "HELD")]
    Held,
    #[sea_orm(string_value = "PENDING")]
    Pending,
    #[sea_orm(string_value = "CONFIRMED")]
    Confirmed,
    #[sea_orm(string_value = "CHECKED_IN")]
    CheckedIn,
    #[sea_orm(string_value = "IN_PROGRESS")]
    InProgress,
    #[sea_orm(string_value = "COMPLETED")]
    Completed,
    #[sea_orm(string_value = "CANCELLED")]
    Cancelled,
    #[sea_orm(string_value = "DECLINED")]
    Declined,
    #[sea_orm(string_value = "EXPIRED")]
    Expired,
    #[sea_orm(string_value = "NO_SHOW")]
    NoShow,
    #[sea_orm(string_value = "RESCHEDULED")]
    Rescheduled,
}

/// In what capacity somebody changed something.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum ActorKind {
    #[sea_orm(string_value = "PATIENT")]
    Patient,
    #[sea_orm(string_value = "GUEST")]
    Guest,
    #[sea_orm(string_value = "DOCTOR")]
    Doctor,
    #[sea_orm(string_value = "ADMIN")]
    Admin,
    #[sea_orm(string_value = "SYSTEM")]
    System,
}

/// What an event tells of.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum EventKind {
    #[sea_orm(string_value = "APPOINTMENT")]
    Appointment,
    #[sea_orm(string_value = "DOCTOR_AVAILABILITY")]
    DoctorAvailability,
    #[sea_orm(string_value = "CLINIC_AVAILABILITY")]
    ClinicAvailability,
    #[sea_orm(string_value = "FEEDBACK")]
    Feedback,
}

/// Whose time a claim takes. The order is the order in which claims are taken (domain.md §3).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i16", db_type = "SmallInteger")]
pub enum SubjectKind {
    #[sea_orm(num_value = 1)]
    Doctor,
    #[sea_orm(num_value = 2)]
    Room,
    #[sea_orm(num_value = 3)]
    Patient,
}

impl AppointmentStatus {
    /// The statuses that take time of a doctor: they have claims, all others have none (domain.md §4).
    pub const OCCUPYING: [Self; 5] = [Self::Held, Self::Pending, Self::Confirmed, Self::CheckedIn, Self::InProgress];

    /// Whether a visit in this status takes time of its doctor.
    pub fn is_occupying(self) -> bool {
        Self::OCCUPYING.contains(&self)
    }

    /// Whether a visit in this status counts against the doctor's daily limit: patients seen, and to be seen.
    pub fn counts_for_the_day(self) -> bool {
        self.is_occupying() || self == Self::Completed
    }
}
