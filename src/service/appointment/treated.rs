//! Who is treated: a patient that the caller may book for, or a guest who gets a profile.

use chrono::NaiveDate;
use entity::id::{ContactId, PatientId};

use crate::domain::access::Principal;
use crate::domain::account::{BirthDate, EmailAddress, PersonName, PhoneNumber, Reach};
use crate::domain::refusal::Invalid;
use crate::service::{Error, Outcome, Services};
use crate::store::Tx;
use crate::store::account::{GuestProfile, insert_guest, may_act_for, patients_within};

/// Who is treated.
#[derive(Clone, Debug)]
pub enum Patient {
    Profile(PatientId),
    Guest(Guest),
}

/// Somebody without an account, as they describe themselves.
#[derive(Clone, Debug)]
pub struct Guest {
    pub name: String,
    pub email: String,
    pub phone: Option<String>,
    pub birth_date: Option<NaiveDate>,
}

/// Who is treated, with everything about a guest checked.
pub(super) enum Treated {
    Profile(PatientId),
    Guest { name: PersonName, email: EmailAddress, phone: Option<PhoneNumber>, birth_date: Option<BirthDate> },
}

impl Treated {
    /// Checks what can be checked before anything is opened.
    pub(super) fn read(services: &Services, who: &Principal, patient: &Patient) -> Outcome<Self> {
        match patient {
            Patient::Profile(_) if who.account.is_none() => Err(Error::Unauthenticated),
            Patient::Profile(patient) => Ok(Self::Profile(*patient)),
            Patient::Guest(guest) => Ok(Self::guest(services, guest)?),
        }
    }

    fn guest(services: &Services, guest: &Guest) -> Result<Self, Invalid> {
        Ok(Self::Guest {
            name: PersonName::parse("guest.name", &guest.name)?,
            email: EmailAddress::parse("guest.email", &guest.email)?,
            phone: PhoneNumber::optional("guest.phone", guest.phone.as_deref())?,
            birth_date: BirthDate::optional("guest.birthDate", guest.birth_date, services.now())?,
        })
    }

    /// The address that a guest books with.
    pub(super) fn email(&self) -> Option<&EmailAddress> {
        match self {
            Self::Guest { email, .. } => Some(email),
            Self::Profile(_) => None,
        }
    }

    /// The patient's profile; a guest's is made now. Staff may also book for patients they have treated.
    pub(super) async fn profile(
        &self,
        services: &Services,
        tx: &Tx,
        who: &Principal,
        is_staff: bool,
    ) -> Outcome<PatientId> {
        match self {
            Self::Profile(patient) => {
                let user = who.user_id().ok_or(Error::Unauthenticated)?;
                let known = may_act_for(&**tx, user, *patient).await? || is_staff && treats(tx, who, *patient).await?;
                if known { Ok(*patient) } else { Err(Error::NotFound("patient")) }
            }
            Self::Guest { name, email, phone, birth_date } => {
                let patient = PatientId(services.id());
                let profile = GuestProfile {
                    patient,
                    contact: ContactId(services.id()),
                    name: name.clone(),
                    email: email.clone(),
                    phone: phone.clone(),
                    birth_date: *birth_date,
                    at: services.now(),
                };
                insert_guest(tx, profile).await?;
                Ok(patient)
            }
        }
    }
}

async fn treats(tx: &Tx, who: &Principal, patient: PatientId) -> Outcome<bool> {
    match Reach::of(who) {
        Some(reach) => Ok(!patients_within(&**tx, &reach, &[patient]).await?.is_empty()),
        None => Ok(false),
    }
}
