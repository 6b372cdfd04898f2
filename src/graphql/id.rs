//! Opaque ids: the type's name, a colon and a UUID (`doctor:0198c1…`).

use async_graphql::ID;
use entity::id::{
    AppointmentId, ClinicId, ClosureId, DoctorId, FeedbackId, PatientId, RoomId, ServiceId, SpecialtyId, TimeOffId,
    UserId,
};
use uuid::Uuid;

use super::error::ApiError;

/// An id that clients see.
pub trait PublicId: Sized {
    /// What stands before the colon.
    const TYPE: &'static str;
    fn from_uuid(uuid: Uuid) -> Self;
    fn uuid(&self) -> Uuid;

    /// As clients see it.
    fn public(&self) -> ID {
        ID(format!("{}:{}", Self::TYPE, self.uuid().hyphenated()))
    }

    /// Reads what a client sent; another type or shape is refused as BAD_USER_INPUT.
    fn parse(id: &ID) -> Result<Self, ApiError> {
        id.strip_prefix(Self::TYPE)
            .and_then(|rest| rest.strip_prefix(':'))
            .filter(|rest| rest.len() == 36)
            .and_then(|rest| Uuid::parse_str(rest).ok())
            .map(Self::from_uuid)
            .ok_or_else(|| {
                ApiError::bad_input(format!("This is not the id of a {}: use an id as the API gave it.", Self::TYPE))
            })
    }

    /// [`parse`](Self::parse) of an optional id.
    fn parse_optional(id: Option<&ID>) -> Result<Option<Self>, ApiError> {
        id.map(Self::parse).transpose()
    }
}

macro_rules! public_ids {
    ($($id:ident = $name:literal),+ $(,)?) => {$(
        impl PublicId for $id {
            const TYPE: &'static str = $name;

            fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            fn uuid(&self) -> Uuid {
                self.0
            }
        }
    )+};
}

public_ids! {
    AppointmentId = "appointment",
    ClinicId = "clinic",
    ClosureId = "closure",
    DoctorId = "doctor",
    FeedbackId = "feedback",
    PatientId = "patient",
    RoomId = "room",
    ServiceId = "service",
    SpecialtyId = "specialty",
    TimeOffId = "timeoff",
    UserId = "user",
}
