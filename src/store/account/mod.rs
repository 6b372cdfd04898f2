//! Accounts, their roles and sessions, and the people who are treated.

mod patient;
mod role;
mod session;
mod user;
mod visible;

pub use patient::{
    GuestProfile, NewPatient, count_patients, give_access, insert_guest, insert_patient, may_act_for, names_of,
    patients_of,
};
pub use role::{account_of, grant, signed_in};
pub use session::{delete_expired_sessions, insert_session, mark_rotated, revoke_all, revoke_family, session_by_token};
pub use user::{
    Login, NewUser, any_user, insert_user, lock_user, lock_user_of_token, login_by_email, password_hash, set_password,
    user_by_email, user_by_id,
};
pub use visible::{access_to, patient_by_id, patients_within};
