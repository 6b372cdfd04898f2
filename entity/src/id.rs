//! Typed ids: a doctor's id cannot be taken for a clinic's. All are UUID v7, made by the server.

use sea_orm::DeriveValueType;
use sea_orm::prelude::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType, serde::Serialize, serde::Deserialize,
        )]
        pub struct $name(pub Uuid);

        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )+};
}

ids! {
    /// Of an account.
    UserId,
    /// Of a refresh token.
    SessionId,
    /// Of all refresh tokens that descend from one login.
    SessionFamilyId,
    /// Of a person who is treated.
    PatientId,
    /// Of a guest's or emergency contact.
    ContactId,
    /// Of a role given to an account.
    RoleGrantId,
    /// Of a clinic.
    ClinicId,
    /// Of a room.
    RoomId,
    /// Of a specialty.
    SpecialtyId,
    /// Of a service.
    ServiceId,
    /// Of a doctor.
    DoctorId,
    /// Of one weekly window.
    WeeklyHoursId,
    /// Of one window of a date.
    DateRuleId,
    /// Of a clinic's closure.
    ClosureId,
    /// Of a doctor's time off.
    TimeOffId,
    /// Of a visit.
    AppointmentId,
    /// Of a guest's token.
    ManageTokenId,
    /// Of a patient's feedback.
    FeedbackId,
}
