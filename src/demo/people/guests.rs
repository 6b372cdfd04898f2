//! People who book without an account.

use crate::demo::network::Place;
use crate::service::appointment::Guest;

/// Somebody without an account.
pub struct GuestPlan {
    pub place: Place,
    name: &'static str,
    email: &'static str,
    phone: &'static str,
}

const fn guest(place: Place, name: &'static str, email: &'static str, phone: &'static str) -> GuestPlan {
    GuestPlan { place, name, email, phone }
}

pub const GUESTS: [GuestPlan; 18] = [
    guest(Place::Madrid, "Pilar Iglesias Romero", "pilar.iglesias@mail.example", "+34 600 555 201"),
    guest(Place::Madrid, "Hugo Benítez", "hugo.benitez@mail.example", "+34 600 555 219"),
    guest(Place::Madrid, "Anneke de Vries", "anneke@devries.example", "+31 20 555 0143"),
    guest(Place::London, "Charlotte Okonkwo", "c.okonkwo@mail.example", "+44 20 7946 0520"),
    guest(Place::London, "Rhys Pritchard", "rhys@pritchard.example", "+44 20 7946 0633"),
    guest(Place::London, "Mateusz Zieliński", "m.zielinski@mail.example", "+44 20 7946 0648"),
    guest(Place::NewYork, "Grace Kim", "grace.kim@mail.example", "+1 212 555 0123"),
    guest(Place::NewYork, "Luis Alvarado", "luis.alvarado@mail.example", "+1 212 555 0176"),
    guest(Place::NewYork, "Shanice Brooks", "shanice@brooks.example", "+1 212 555 0182"),
    guest(Place::Cairo, "Mona Sharif", "mona.sharif@mail.example", "+20 2 2735 5541"),
    guest(Place::Cairo, "Amr Nabil", "amr.nabil@mail.example", "+20 2 2735 5556"),
    guest(Place::Cairo, "Giulia Ferri", "giulia@ferri.example", "+39 06 555 0172"),
    guest(Place::Kolkata, "Tanmoy Sarkar", "tanmoy.sarkar@mail.example", "+91 33 2461 5593"),
    guest(Place::Kolkata, "Nasreen Begum", "nasreen.begum@mail.example", "+91 33 2461 5602"),
    guest(Place::Kolkata, "Joy Pereira", "joy@pereira.example", "+91 33 2461 5614"),
    guest(Place::Kathmandu, "Deepak Maharjan", "deepak.maharjan@mail.example", "+977 1 441 5583"),
    guest(Place::Kathmandu, "Freya Lindqvist", "freya@lindqvist.example", "+46 8 555 0166"),
    guest(Place::Kathmandu, "Sabina Thapa", "sabina.thapa@mail.example", "+977 1 441 5597"),
];

impl GuestPlan {
    /// As the guest fills in the form.
    pub fn form(&self) -> Guest {
        Guest {
            name: self.name.to_owned(),
            email: self.email.to_owned(),
            phone: Some(self.phone.to_owned()),
            birth_date: None,
        }
    }
}
