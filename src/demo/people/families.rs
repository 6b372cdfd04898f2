//! Families: an account each, with those whom it books for.

use entity::enums::{Gender, Relation};

use crate::demo::network::Place;

/// Somebody with an account.
pub struct Family {
    pub handle: &'static str,
    pub place: Place,
    pub head: Person,
    pub phone: &'static str,
    pub members: &'static [(Relation, Person)],
}

/// Somebody who is treated.
pub struct Person {
    pub name: &'static str,
    pub gender: Gender,
    /// Year, month, day.
    pub born: (i32, u32, u32),
}

const fn woman(name: &'static str, year: i32, month: u32, day: u32) -> Person {
    Person { name, gender: Gender::Female, born: (year, month, day) }
}

const fn man(name: &'static str, year: i32, month: u32, day: u32) -> Person {
    Person { name, gender: Gender::Male, born: (year, month, day) }
}

/// An account that has just been made. Nothing is booked for it.
pub const NEWCOMER: Family = Family {
    handle: "ingrid.solheim",
    place: Place::London,
    head: woman("Ingrid Solheim", 1994, 9, 30),
    phone: "+44 20 7946 0731",
    members: &[],
};

pub const FAMILIES: [Family; 13] = [
    Family {
        handle: "patient",
        place: Place::Madrid,
        head: woman("Carmen Delgado Vega", 1986, 4, 17),
        phone: "+34 600 555 014",
        members: &[(Relation::Child, man("Mateo Delgado Vega", 2018, 11, 3))],
    },
    Family {
        handle: "javier.ortiz",
        place: Place::Madrid,
        head: man("Javier Ortiz Lara", 1971, 2, 8),
        phone: "+34 600 555 082",
        members: &[
            (Relation::Spouse, woman("Lucía Ferrer Campos", 1974, 7, 21)),
            (Relation::Parent, woman("Rosario Lara Gil", 1945, 12, 5)),
        ],
    },
    Family {
        handle: "hannah.fletcher",
        place: Place::London,
        head: woman("Hannah Fletcher", 1989, 1, 26),
        phone: "+44 20 7946 0312",
        members: &[
            (Relation::Child, woman("Poppy Fletcher", 2020, 6, 14)),
            (Relation::Child, man("Arthur Fletcher", 2016, 3, 9)),
        ],
    },
    Family {
        handle: "kwame.mensah",
        place: Place::London,
        head: man("Kwame Mensah", 1983, 10, 2),
        phone: "+44 20 7946 0457",
        members: &[(Relation::Spouse, woman("Adwoa Mensah", 1985, 5, 19))],
    },
    Family {
        handle: "jamal.washington",
        place: Place::NewYork,
        head: man("Jamal Washington", 1979, 8, 11),
        phone: "+1 212 555 0167",
        members: &[(Relation::Parent, woman("Denise Washington", 1951, 3, 28))],
    },
    Family {
        handle: "sofia.kaminski",
        place: Place::NewYork,
        head: woman("Sofia Kaminski", 1992, 12, 1),
        phone: "+1 212 555 0119",
        members: &[(Relation::Spouse, man("Ethan Park", 1990, 6, 6))],
    },
    Family {
        handle: "omar.hassan",
        place: Place::Cairo,
        head: man("Omar Hassan", 1968, 5, 30),
        phone: "+20 2 2735 5520",
        members: &[(Relation::Spouse, woman("Hoda Kamel", 1972, 9, 13))],
    },
    Family {
        handle: "laila.ibrahim",
        place: Place::Cairo,
        head: woman("Laila Ibrahim", 1991, 2, 22),
        phone: "+20 2 2735 5533",
        members: &[
            (Relation::Child, man("Youssef Adel", 2021, 8, 17)),
            (Relation::Child, woman("Salma Adel", 2017, 4, 4)),
        ],
    },
    Family {
        handle: "ritu.agarwal",
        place: Place::Kolkata,
        head: woman("Ritu Agarwal", 1980, 11, 9),
        phone: "+91 33 2461 5570",
        members: &[(Relation::Parent, man("Mahesh Agarwal", 1949, 1, 15))],
    },
    Family {
        handle: "soumya.das",
        place: Place::Kolkata,
        head: man("Soumya Das", 1987, 7, 27),
        phone: "+91 33 2461 5589",
        members: &[(Relation::Spouse, woman("Moumita Das", 1990, 10, 12))],
    },
    Family {
        handle: "anil.tamang",
        place: Place::Kathmandu,
        head: man("Anil Tamang", 1984, 3, 18),
        phone: "+977 1 441 5561",
        members: &[
            (Relation::Child, woman("Asmita Tamang", 2019, 9, 25)),
            (Relation::Child, man("Nirmal Tamang", 2022, 1, 7)),
        ],
    },
    Family {
        handle: "maya.rai",
        place: Place::Kathmandu,
        head: woman("Maya Rai", 1976, 6, 23),
        phone: "+977 1 441 5578",
        members: &[(Relation::Parent, man("Harka Bahadur Rai", 1948, 8, 2))],
    },
    Family {
        handle: "beatriz.nogueira",
        place: Place::Madrid,
        head: woman("Beatriz Nogueira Sanz", 1997, 5, 8),
        phone: "+34 600 555 131",
        members: &[],
    },
];
