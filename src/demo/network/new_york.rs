//! The doctors of Hudson Street Health, New York.

use super::doctor::{BOTH, DoctorPlan, IN_PERSON};
use super::offer::Offer;
use super::place::Place;

pub const DOCTORS: &[DoctorPlan] = &[
    DoctorPlan {
        handle: "rachel.goldstein",
        name: "Rachel Goldstein",
        degree: "MD, FACC",
        specialty: "Cardiology",
        licence: "NY 214503",
        years: 21,
        fee: 32_000,
        languages: &["English", "Hebrew", "Spanish"],
        bio: "Rachel Goldstein is board certified in cardiovascular disease. Her practice is about prevention: \
              cholesterol, blood pressure and the hearts of people who run marathons in their fifties. Echocardiograms \
              are done on site.",
        limit: Some(16),
        modes: BOTH,
        offers: &[Offer::FollowUp, Offer::First, Offer::Echocardiogram],
        hours: &[(Place::NewYork, "Mon Tue Thu 08:00-12:00 13:00-16:00; Wed 12:00-19:00")],
        ratings: &[4, 5, 5],
    },
    DoctorPlan {
        handle: "marcus.thibodeaux",
        name: "Marcus Thibodeaux",
        degree: "MD, FACEP",
        specialty: "Emergency Medicine",
        licence: "NY 239917",
        years: 13,
        fee: 24_000,
        languages: &["English", "French", "Haitian Creole"],
        bio: "Marcus Thibodeaux keeps the clinic open at night. Cuts, sprains, fevers, chest pain that may be nothing: \
              he sees them all, and knows when to send somebody across the street to the hospital. Born in Lafayette, \
              trained at Bellevue.",
        limit: None,
        modes: IN_PERSON,
        offers: &[Offer::Consultation, Offer::MinorSurgery],
        hours: &[(Place::NewYork, "Thu Fri Sat Sun 20:00-06:00")],
        ratings: &[3, 5, 5, 5],
    },
    DoctorPlan {
        handle: "mei-ling.chen",
        name: "Mei-Ling Chen",
        degree: "MD, PhD",
        specialty: "Endocrinology",
        licence: "NY 251186",
        years: 12,
        fee: 28_000,
        languages: &["English", "Mandarin", "Cantonese"],
        bio: "Mei-Ling Chen treats diabetes, thyroid disease and disorders of the pituitary gland. Most follow-ups are \
              by video, with readings from your meter or sensor shared beforehand. She teaches at a medical school \
              uptown on Fridays.",
        limit: Some(18),
        modes: BOTH,
        offers: &[Offer::FollowUp, Offer::First, Offer::Pathology],
        hours: &[(Place::NewYork, "Mon Tue Wed Thu 09:30-13:00 14:00-17:00")],
        ratings: &[5, 5, 4],
    },
    DoctorPlan {
        handle: "camila.restrepo",
        name: "Camila Restrepo Vargas",
        degree: "MD",
        specialty: "Dermatology",
        licence: "NY 268840",
        years: 9,
        fee: 26_500,
        languages: &["English", "Spanish"],
        bio: "Camila Restrepo is a dermatologist for every colour of skin. She screens for skin cancer, treats acne, \
              eczema and hair loss, and removes small lesions in the procedure room. Saturdays are for people who \
              cannot leave work.",
        limit: None,
        modes: BOTH,
        offers: &[Offer::Consultation, Offer::First, Offer::MinorSurgery],
        hours: &[(Place::NewYork, "Tue Wed Fri 09:00-17:00; Sat 10:00-14:00")],
        ratings: &[4, 5, 3, 5],
    },
    DoctorPlan {
        handle: "daniel.orourke",
        name: "Daniel O'Rourke",
        degree: "MD, FAAOS",
        specialty: "Orthopaedics",
        licence: "NY 197725",
        years: 27,
        fee: 30_000,
        languages: &["English"],
        bio: "Daniel O'Rourke has repaired hips, knees and ankles for twenty-seven years. He will tell you plainly when \
              an operation is not going to help. Bring earlier pictures to the first appointment if you have them.",
        limit: Some(15),
        modes: IN_PERSON,
        offers: &[Offer::FollowUp, Offer::First],
        hours: &[(Place::NewYork, "Mon Wed Fri 07:30-13:30")],
        ratings: &[3, 4, 4, 5],
    },
];
