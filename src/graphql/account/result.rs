//! What the mutations of accounts answer.

use super::object::{Patient, Session};
use crate::graphql::problem::result_union;

result_union!(RegisterResult = Session, "A session of the new account, or why there is none.");
result_union!(LoginResult = Session, "A session, or why there is none.");
result_union!(RefreshSessionResult = Session, "The session with new tokens, or why it has ended.");
result_union!(AddPatientResult = Patient, "The new patient, or why there is none.");
