//! The doctors of Lazimpat Health Home, Kathmandu.

use super::doctor::{BOTH, DoctorPlan, IN_PERSON};
use super::offer::Offer;
use super::place::Place;

pub const DOCTORS: &[DoctorPlan] = &[
    DoctorPlan {
        handle: "sunita.shrestha",
        name: "Sunita Shrestha",
        degree: "MBBS, MDGP",
        specialty: "General Practice",
        licence: "NMC 4127",
        years: 18,
        fee: 100_000,
        languages: &["Nepali", "Newari", "English", "Hindi"],
        bio: "Sunita Shrestha is a general practitioner who worked in district hospitals for ten years and can still \
              deliver a baby by torchlight. Here she sees families, trekkers with stomachs and trekkers with altitude. \
              She is also the travel vaccination centre.",
        limit: Some(30),
        modes: BOTH,
        offers: &[Offer::Consultation, Offer::FollowUp, Offer::Vaccination],
        hours: &[(Place::Kathmandu, "Sun Mon Tue Wed Thu Fri 09:00-13:00 14:00-17:00")],
        ratings: &[4, 5, 5, 5],
    },
    DoctorPlan {
        handle: "bikash.gurung",
        name: "Bikash Gurung",
        degree: "MBBS, MS (Ortho)",
        specialty: "Orthopaedics",
        licence: "NMC 7736",
        years: 12,
        fee: 150_000,
        languages: &["Nepali", "Gurung", "English"],
        bio: "Bikash Gurung sets the bones of climbers, porters and motorcyclists. He comes from a village below \
              Annapurna and knows what a knee has to do there. Casts and small procedures are done on the spot.",
        limit: Some(18),
        modes: IN_PERSON,
        offers: &[Offer::Consultation, Offer::FollowUp, Offer::MinorSurgery],
        hours: &[(Place::Kathmandu, "Sun Tue Thu 10:00-16:00")],
        ratings: &[4, 5],
    },
    DoctorPlan {
        handle: "pema.sherpa",
        name: "Pema Dolma Sherpa",
        degree: "MBBS, MD (Paediatrics)",
        specialty: "Paediatrics",
        licence: "NMC 9014",
        years: 9,
        fee: 120_000,
        languages: &["Nepali", "Sherpa", "English", "Tibetan"],
        bio: "Pema Dolma Sherpa looks after newborns, schoolchildren and worried grandparents. Vaccinations follow the \
              national schedule; she also plans the catch-up for children who come from abroad.",
        limit: Some(26),
        modes: BOTH,
        offers: &[Offer::Consultation, Offer::FollowUp, Offer::Vaccination],
        hours: &[(Place::Kathmandu, "Sun Mon Wed Fri 09:00-12:30; Tue Thu 15:00-18:30")],
        ratings: &[5, 5, 4],
    },
    DoctorPlan {
        handle: "rajendra.koirala",
        name: "Rajendra Prasad Koirala",
        degree: "MBBS, MD (Psychiatry)",
        specialty: "Psychiatry",
        licence: "NMC 5580",
        years: 16,
        fee: 180_000,
        languages: &["Nepali", "English", "Hindi"],
        bio: "Rajendra Prasad Koirala treats depression, anxiety and what earthquakes leave behind. Sessions are \
              unhurried and confidential, in the clinic or by video for patients outside the valley.",
        limit: Some(7),
        modes: BOTH,
        offers: &[Offer::First, Offer::Therapy],
        hours: &[(Place::Kathmandu, "Mon Wed 11:00-18:00; Fri 11:00-15:00")],
        ratings: &[4, 5, 5],
    },
];
