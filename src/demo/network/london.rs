//! The doctors of Marylebone Medical Centre, London.

use super::doctor::{BOTH, DoctorPlan, IN_PERSON, VIDEO};
use super::offer::Offer;
use super::place::Place;

pub const DOCTORS: &[DoctorPlan] = &[
    DoctorPlan {
        handle: "oliver.whitcombe",
        name: "Oliver Whitcombe",
        degree: "MBBS, MRCGP",
        specialty: "General Practice",
        licence: "GMC 6148290",
        years: 15,
        fee: 9_500,
        languages: &["English", "German"],
        bio: "Oliver Whitcombe is a general practitioner with a special interest in asthma and sleep. He sees families, \
              students and people who are only in London for a week. Repeat prescriptions are best dealt with by video.",
        limit: Some(28),
        modes: BOTH,
        offers: &[Offer::Consultation, Offer::FollowUp, Offer::Vaccination],
        hours: &[(Place::London, "Mon Tue Wed Thu Fri 08:30-12:30 14:00-17:30")],
        ratings: &[3, 4, 4, 5],
    },
    DoctorPlan {
        handle: "priyanka.nair",
        name: "Priyanka Nair",
        degree: "MBBS, FRCPCH",
        specialty: "Paediatrics",
        licence: "GMC 6052177",
        years: 17,
        fee: 16_000,
        languages: &["English", "Malayalam", "Hindi"],
        bio: "Priyanka Nair looks after children from birth to sixteen, with allergies and feeding problems as her main \
              interest. She was a consultant at Great Ormond Street before she joined the practice. There are always \
              stickers.",
        limit: Some(20),
        modes: BOTH,
        offers: &[Offer::FollowUp, Offer::First, Offer::Vaccination],
        hours: &[(Place::London, "Mon Wed Thu 09:00-13:00; Tue 14:00-18:30; Sat 09:30-12:30")],
        ratings: &[5, 5, 5, 4],
    },
    DoctorPlan {
        handle: "zoe.brennan-clarke",
        name: "Zoë Brennan-Clarke",
        degree: "MBChB, MRCPsych",
        specialty: "Psychiatry",
        licence: "GMC 7019934",
        years: 12,
        fee: 14_000,
        languages: &["English", "Irish"],
        bio: "Zoë Brennan-Clarke works with adults who live with anxiety, depression or ADHD. A first appointment is an \
              hour's worth of questions in half the time; after that you decide together whether talking, medication or \
              both make sense. All of her sessions are online.",
        limit: Some(8),
        modes: VIDEO,
        offers: &[Offer::First, Offer::Therapy],
        hours: &[(Place::London, "Mon Tue Wed 11:00-19:00; Thu 13:00-20:00")],
        ratings: &[5, 5, 4],
    },
    DoctorPlan {
        handle: "babatunde.adeyemi",
        name: "Babatunde Adeyemi",
        degree: "MBBS, FRCS (Urol)",
        specialty: "Andrology",
        licence: "GMC 5217846",
        years: 22,
        fee: 19_000,
        languages: &["English", "Yoruba", "French"],
        bio: "Babatunde Adeyemi sees men and couples who are trying for a child. Samples are collected and analysed in \
              the building, and results are discussed in person or by video within two days. He leads the clinic's \
              fertility programme.",
        limit: Some(14),
        modes: BOTH,
        offers: &[Offer::FollowUp, Offer::First, Offer::SemenCollection, Offer::Pathology],
        hours: &[(Place::London, "Mon Thu 08:00-12:00; Tue Fri 13:00-18:00")],
        ratings: &[4, 5, 5],
    },
    DoctorPlan {
        handle: "sian.llewellyn",
        name: "Siân Llewellyn",
        degree: "MBBCh, PhD, FRCP",
        specialty: "Neurology",
        licence: "GMC 4703358",
        years: 24,
        fee: 22_000,
        languages: &["English", "Welsh"],
        bio: "Siân Llewellyn is a neurologist with a clinic for migraine and other headaches, and another for tremor and \
              Parkinson's disease. She takes time over the first appointment and writes letters that patients can read.",
        limit: Some(10),
        modes: BOTH,
        offers: &[Offer::FollowUp, Offer::First],
        hours: &[(Place::London, "Tue Wed 09:00-12:30 13:30-16:30; Thu 09:00-12:30")],
        ratings: &[4, 5, 5, 5],
    },
    DoctorPlan {
        handle: "tomasz.wojcik",
        name: "Tomasz Wójcik",
        degree: "MD, FRCS",
        specialty: "General Surgery",
        licence: "GMC 6294415",
        years: 19,
        fee: 20_000,
        languages: &["English", "Polish"],
        bio: "Tomasz Wójcik operates on hernias, gallbladders and everything that can be done in a day. He sees every \
              patient himself before and after the operation. Smaller procedures take place on Wednesdays.",
        limit: Some(9),
        modes: IN_PERSON,
        offers: &[Offer::First, Offer::MinorSurgery, Offer::Surgery],
        hours: &[(Place::London, "Mon 09:00-17:00; Wed 08:00-16:00; Fri 09:00-13:00")],
        ratings: &[4, 4, 5],
    },
];
