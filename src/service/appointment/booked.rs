//! What booking and moving have in common: what they answer, and the rules that staff may set aside.

use super::access::Seen;
use crate::domain::availability::Rule;

/// A booked visit.
#[derive(Clone, Debug)]
pub struct Booked {
    pub seen: Seen,
    /// Given once, to guests only.
    pub manage_token: Option<String>,
}

/// Rules that staff set aside, and why. Exclusivity is none of them.
#[derive(Clone, Debug)]
pub struct StaffOverride {
    pub rules: Vec<Rule>,
    pub reason: String,
}

impl StaffOverride {
    /// As the visit records it.
    pub(super) fn names(&self) -> String {
        let names: Vec<String> = self.rules.iter().map(|rule| format!("{rule:?}")).collect();
        names.join(",")
    }
}
