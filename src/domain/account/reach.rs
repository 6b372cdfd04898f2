//! Which patients a caller may see (domain.md §5).

use entity::enums::Role;
use entity::id::{ClinicId, DoctorId, UserId};

use crate::domain::access::Principal;

/// How far somebody sees: their own patients, those they treat as a doctor, those of the clinics they administer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    pub user: UserId,
    pub doctor: Option<DoctorId>,
    pub clinics: Clinics,
}

/// Whose visits an admin sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clinics {
    /// Those of the whole network.
    All,
    /// Those of these clinics; none for who is no admin.
    Only(Vec<ClinicId>),
}

impl Reach {
    /// How far the caller sees; `None` for somebody without an account, who sees no patient.
    pub fn of(who: &Principal) -> Option<Self> {
        let account = who.account.as_ref()?;
        let clinics = if who.is_network_admin() {
            Clinics::All
        } else {
            let admin = account.grants.iter().filter(|grant| grant.role == Role::Admin);
            Clinics::Only(admin.filter_map(|grant| grant.clinic).collect())
        };
        Some(Self { user: account.id, doctor: account.doctor, clinics })
    }
}
