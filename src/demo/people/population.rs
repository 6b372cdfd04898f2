//! Registers the families.

use chrono::NaiveDate;
use entity::enums::Gender;
use entity::id::PatientId;

use super::families::{FAMILIES, Family, Person};
use crate::demo::logins;
use crate::demo::network::Place;
use crate::domain::access::Principal;
use crate::service::account::{self, AddPatient, Register};
use crate::service::{Error, Outcome, Services};

/// Everybody who can be treated on somebody's account.
pub struct Population {
    pub patients: Vec<Patient>,
}

/// Somebody who is treated, and the account that acts for them.
pub struct Patient {
    pub id: PatientId,
    pub name: &'static str,
    pub place: Place,
    pub gender: Gender,
    pub born: NaiveDate,
    pub guardian: Principal,
}

impl Population {
    /// Registers every family.
    pub async fn register(services: &Services) -> Outcome<Self> {
        let mut patients = Vec::new();
        for family in &FAMILIES {
            patients.extend(register(services, family).await?);
        }
        Ok(Self { patients })
    }

    /// A patient by the name.
    pub fn called(&self, name: &str) -> Outcome<usize> {
        let found = self.patients.iter().position(|patient| patient.name == name);
        found.ok_or_else(|| Error::Internal(format!("the demo has no patient {name:?}")))
    }
}

/// Makes the account of a family. Only the demo's login has a password that anybody is told.
pub async fn register(services: &Services, family: &Family) -> Outcome<Vec<Patient>> {
    let email = logins::address(family.handle);
    let password = match email == logins::PATIENT {
        true => logins::PASSWORD.to_owned(),
        false => services.id().simple().to_string(),
    };
    let command = Register {
        email,
        password,
        name: family.head.name.to_owned(),
        birth_date: Some(birth_date(&family.head)),
        gender: Some(family.head.gender),
        phone: Some(family.phone.to_owned()),
    };
    let signed_in = account::register(services, command).await?;
    account::logout(services, &signed_in.refresh_token).await?;
    let user = signed_in.viewer.account.id;
    let guardian = Principal { address: None, account: Some(signed_in.viewer.account) };
    let patient = |id, person: &Person| Patient {
        id,
        name: person.name,
        place: family.place,
        gender: person.gender,
        born: birth_date(person),
        guardian: guardian.clone(),
    };
    let own = account::patients_of(services, user).await?;
    let mut patients: Vec<Patient> = own.iter().map(|own| patient(own.profile.id, &family.head)).collect();
    for (relation, person) in family.members {
        let command = AddPatient {
            name: person.name.to_owned(),
            relation: *relation,
            birth_date: Some(birth_date(person)),
            gender: Some(person.gender),
        };
        let added = account::add_patient(services, &guardian, command).await?;
        patients.push(patient(added.profile.id, person));
    }
    Ok(patients)
}

fn birth_date(person: &Person) -> NaiveDate {
    let (year, month, day) = person.born;
    NaiveDate::from_ymd_opt(year, month, day).expect("birth dates of the tables exist")
}
