//! The doctors of Clínica Retiro, Madrid.

use super::doctor::{BOTH, DoctorPlan, IN_PERSON};
use super::offer::Offer;
use super::place::Place;

pub const DOCTORS: &[DoctorPlan] = &[
    DoctorPlan {
        handle: "doctor",
        name: "Elena Ruiz Ortega",
        degree: "MD, PhD, FESC",
        specialty: "Cardiology",
        licence: "282841973",
        years: 18,
        fee: 12_000,
        languages: &["Spanish", "English", "French"],
        bio: "Elena Ruiz Ortega sees adults with palpitations, high blood pressure and heart failure, and reads her own \
              echocardiograms. She trained at Hospital Gregorio Marañón and spent three years in the heart failure unit \
              of the Royal Brompton. On Fridays she is in London.",
        limit: Some(18),
        modes: BOTH,
        offers: &[Offer::Consultation, Offer::First, Offer::Echocardiogram],
        hours: &[
            (Place::Madrid, "Mon Tue Wed Thu 09:00-14:00; Mon Wed 16:00-19:00"),
            (Place::London, "Fri 10:30-17:00"),
        ],
        ratings: &[4, 5, 5, 5, 5],
    },
    DoctorPlan {
        handle: "inigo.etxeberria",
        name: "Íñigo Etxeberria Zabala",
        degree: "MD",
        specialty: "Orthopaedics",
        licence: "484809315",
        years: 14,
        fee: 11_000,
        languages: &["Spanish", "Basque", "English"],
        bio: "Íñigo Etxeberria treats knees and shoulders, most of them hurt in sport. He looks for a way without an \
              operation first, and works closely with the physiotherapists two doors down. He was team doctor of a \
              rowing club in Donostia for six seasons.",
        limit: Some(20),
        modes: IN_PERSON,
        offers: &[Offer::Consultation, Offer::First, Offer::MinorSurgery],
        hours: &[(Place::Madrid, "Tue Thu 15:30-20:00; Wed Fri 09:00-13:30")],
        ratings: &[3, 4, 5, 5],
    },
    DoctorPlan {
        handle: "nuria.alvarez",
        name: "Nuria Álvarez Peña",
        degree: "MD, MSc Dermatology",
        specialty: "Dermatology",
        licence: "282856204",
        years: 11,
        fee: 9_500,
        languages: &["Spanish", "English", "Portuguese"],
        bio: "Nuria Álvarez looks after moles, acne, eczema and psoriasis, in adults and teenagers. She removes small \
              lesions in the clinic on the same day whenever that is safe. Photographs sent before a video visit help \
              her a great deal.",
        limit: None,
        modes: BOTH,
        offers: &[Offer::Consultation, Offer::FollowUp, Offer::MinorSurgery],
        hours: &[(Place::Madrid, "Mon Tue Wed Thu 10:00-14:00 16:30-20:00; Fri 10:00-14:00")],
        ratings: &[4, 4, 5, 5],
    },
    DoctorPlan {
        handle: "joaquin.cebrian",
        name: "Joaquín Cebrián Muñoz",
        degree: "MD",
        specialty: "General Practice",
        licence: "282818847",
        years: 31,
        fee: 6_000,
        languages: &["Spanish", "English"],
        bio: "Joaquín Cebrián has been a family doctor in this neighbourhood for three decades. He treats whatever comes \
              through the door, gives travel vaccinations, and keeps the first two hours of every morning for patients \
              who called the day before.",
        limit: Some(35),
        modes: BOTH,
        offers: &[Offer::Consultation, Offer::FollowUp, Offer::Vaccination],
        hours: &[(Place::Madrid, "Mon Tue Wed Thu Fri 08:00-14:30")],
        ratings: &[4, 5, 5],
    },
    DoctorPlan {
        handle: "marta.soler",
        name: "Marta Soler i Puig",
        degree: "MD, PhD",
        specialty: "Gynaecology",
        licence: "080847733",
        years: 16,
        fee: 11_500,
        languages: &["Catalan", "Spanish", "English", "Italian"],
        bio: "Marta Soler accompanies women from the first check-up to the menopause, and through pregnancies with and \
              without complications. She does her own ultrasound scans, so that one visit is usually enough. Her thesis \
              was on endometriosis.",
        limit: Some(16),
        modes: IN_PERSON,
        offers: &[Offer::FollowUp, Offer::First, Offer::Ultrasound],
        hours: &[(Place::Madrid, "Mon Thu 09:00-15:00; Tue 15:00-20:00")],
        ratings: &[5, 5, 4, 5],
    },
    DoctorPlan {
        handle: "andres.quintero",
        name: "Andrés Quintero Salazar",
        degree: "MD",
        specialty: "Radiology",
        licence: "282863391",
        years: 8,
        fee: 8_000,
        languages: &["Spanish", "English"],
        bio: "Andrés Quintero is the clinic's radiologist: abdomen, thyroid, soft tissue and vessels. He explains the \
              pictures while he takes them, and the written report is ready the same evening. He qualified in Bogotá \
              and specialised in Madrid.",
        limit: None,
        modes: IN_PERSON,
        offers: &[Offer::Ultrasound],
        hours: &[(Place::Madrid, "Mon Wed Fri 08:30-14:30")],
        ratings: &[4, 5],
    },
];
