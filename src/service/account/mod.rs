//! Accounts: registering, signing in and staying signed in, and the patients an account manages (domain.md §5).

mod add_patient;
mod admin;
mod authenticate;
mod known;
mod login;
mod logout;
mod password;
mod patients;
mod refresh;
mod register;
mod session;
mod viewer;

pub use add_patient::{AddPatient, add_patient};
pub use admin::{AdminMade, create_admin, create_admin_if_missing};
pub use authenticate::authenticate;
pub use known::{anybody_known, is_known};
pub use login::login;
pub use logout::logout;
pub use password::hash;
pub use patients::{VisiblePatient, patient_of_visit, patients_by_id, patients_of};
pub use refresh::refresh;
pub use register::{Register, register};
pub use session::{SignedIn, forget_expired_sessions};
pub use viewer::{Viewer, viewer};
