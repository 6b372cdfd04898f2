//! What an account is made of, parsed once and right from then on (domain.md §5).

mod birth_date;
mod email;
mod name;
mod password;
mod phone;
mod reach;
mod rotation;

pub use birth_date::BirthDate;
pub use email::EmailAddress;
pub use name::PersonName;
pub use password::Password;
pub use phone::PhoneNumber;
pub use reach::{Clinics, Reach};
pub use rotation::{RefreshToken, Verdict};

/// How many patients one account may manage.
pub const MOST_PATIENTS: u64 = 20;
