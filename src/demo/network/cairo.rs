//! The doctors of Zamalek Family Hospital, Cairo.

use super::doctor::{BOTH, DoctorPlan, IN_PERSON};
use super::offer::Offer;
use super::place::Place;

pub const DOCTORS: &[DoctorPlan] = &[
    DoctorPlan {
        handle: "yasmine.elsayed",
        name: "Yasmine El-Sayed",
        degree: "MBBCh, MSc, MD",
        specialty: "Gynaecology",
        licence: "EMS 118342",
        years: 15,
        fee: 70_000,
        languages: &["Arabic", "English", "French"],
        bio: "Yasmine El-Sayed cares for women before, during and after pregnancy, and runs the hospital's high-risk \
              pregnancy clinic. Ultrasound scans are part of the visit. She holds evening hours so that nobody has to \
              ask for a day off.",
        limit: Some(24),
        modes: BOTH,
        offers: &[Offer::Consultation, Offer::First, Offer::Ultrasound],
        hours: &[(Place::Cairo, "Sun Mon Tue Wed Thu 17:00-21:30; Sat 11:00-15:00")],
        ratings: &[4, 5, 5, 5],
    },
    DoctorPlan {
        handle: "karim.abdelrahman",
        name: "Karim Abdel Rahman",
        degree: "MBBCh, MD, FACS",
        specialty: "General Surgery",
        licence: "EMS 094417",
        years: 20,
        fee: 80_000,
        languages: &["Arabic", "English", "German"],
        bio: "Karim Abdel Rahman is the head of surgery. He specialised in keyhole operations in Heidelberg and brought \
              them back to Cairo. He meets every patient at least twice before an operation.",
        limit: Some(12),
        modes: IN_PERSON,
        offers: &[Offer::Consultation, Offer::MinorSurgery, Offer::Surgery],
        hours: &[(Place::Cairo, "Sun Tue 09:00-16:00; Thu 10:00-20:00")],
        ratings: &[4, 5, 5],
    },
    DoctorPlan {
        handle: "nadia.mansour",
        name: "Nadia Mansour",
        degree: "MBBCh, MD",
        specialty: "Paediatrics",
        licence: "EMS 131208",
        years: 10,
        fee: 55_000,
        languages: &["Arabic", "English"],
        bio: "Nadia Mansour has been a paediatrician for ten years and a mother for eight. She follows babies from the \
              maternity ward through all of their vaccinations, and answers the questions that were not asked.",
        limit: Some(30),
        modes: BOTH,
        offers: &[Offer::Consultation, Offer::FollowUp, Offer::Vaccination],
        hours: &[(Place::Cairo, "Sat Sun Mon Tue Wed 12:00-16:00 18:00-21:00")],
        ratings: &[5, 5, 4, 5],
    },
    DoctorPlan {
        handle: "tarek.fahmy",
        name: "Tarek Fahmy",
        degree: "MBBCh, MD, PhD",
        specialty: "Cardiology",
        licence: "EMS 076630",
        years: 26,
        fee: 95_000,
        languages: &["Arabic", "English", "Italian"],
        bio: "Tarek Fahmy founded the hospital's heart centre. Rhythm disorders are his field, from the first \
              palpitation to the pacemaker. He reads every echocardiogram himself and likes to show patients what he \
              sees.",
        limit: Some(20),
        modes: BOTH,
        offers: &[Offer::Consultation, Offer::First, Offer::Echocardiogram],
        hours: &[(Place::Cairo, "Sun Mon Wed 16:00-22:00; Thu 13:00-18:00")],
        ratings: &[4, 4, 5, 5],
    },
    DoctorPlan {
        handle: "mariam.girgis",
        name: "Mariam Girgis",
        degree: "MBBCh, MSc, FRCSEd",
        specialty: "Ophthalmology",
        licence: "EMS 142955",
        years: 7,
        fee: 50_000,
        languages: &["Arabic", "English"],
        bio: "Mariam Girgis examines eyes of all ages: glasses, cataracts, glaucoma, diabetes. Pupils are widened in \
              most first appointments, so please do not drive afterwards. Chalazia are treated in the small theatre.",
        limit: None,
        modes: IN_PERSON,
        offers: &[Offer::Consultation, Offer::First, Offer::MinorSurgery],
        hours: &[(Place::Cairo, "Sat Mon Tue Thu 10:00-15:00")],
        ratings: &[3, 4, 5],
    },
];
