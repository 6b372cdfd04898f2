//! The doctors of Ballygunge Specialists, Kolkata.

use super::doctor::{BOTH, DoctorPlan, IN_PERSON};
use super::offer::Offer;
use super::place::Place;

pub const DOCTORS: &[DoctorPlan] = &[
    DoctorPlan {
        handle: "arindam.chatterjee",
        name: "Arindam Chatterjee",
        degree: "MBBS, MD, DM (Neurology)",
        specialty: "Neurology",
        licence: "WBMC 52817",
        years: 19,
        fee: 120_000,
        languages: &["Bengali", "English", "Hindi"],
        bio: "Arindam Chatterjee treats epilepsy, stroke and neuropathy. After a stroke he sees the whole family once, \
              because recovery happens at home. Earlier reports and scans should be brought along, however old.",
        limit: Some(22),
        modes: BOTH,
        offers: &[Offer::Consultation, Offer::First],
        hours: &[(Place::Kolkata, "Mon Wed Fri 10:00-13:30 17:30-20:30")],
        ratings: &[4, 5, 5],
    },
    DoctorPlan {
        handle: "sharmistha.banerjee",
        name: "Sharmistha Banerjee",
        degree: "MBBS, MD, DM (Endocrinology)",
        specialty: "Endocrinology",
        licence: "WBMC 60143",
        years: 13,
        fee: 100_000,
        languages: &["Bengali", "English", "Hindi"],
        bio: "Sharmistha Banerjee helps people with diabetes and thyroid disease to live as they like to. A dietician \
              sits in on first appointments. Blood can be drawn in the clinic half an hour earlier.",
        limit: Some(25),
        modes: BOTH,
        offers: &[Offer::Consultation, Offer::FollowUp, Offer::Pathology],
        hours: &[(Place::Kolkata, "Mon Tue Thu 09:00-13:00; Sat 09:00-12:00")],
        ratings: &[5, 5, 4],
    },
    DoctorPlan {
        handle: "debashis.ghosh",
        name: "Debashis Ghosh",
        degree: "MBBS, MS, MCh (Urology)",
        specialty: "Andrology",
        licence: "WBMC 47290",
        years: 23,
        fee: 150_000,
        languages: &["Bengali", "English", "Hindi"],
        bio: "Debashis Ghosh works in male fertility and men's health. Couples come from all over the east of India, so \
              that examination, sample and talk can be booked on one day. Everything stays in the room.",
        limit: Some(16),
        modes: BOTH,
        offers: &[Offer::FollowUp, Offer::First, Offer::SemenCollection, Offer::Pathology],
        hours: &[(Place::Kolkata, "Tue Thu 11:00-16:00; Sat 11:00-18:00")],
        ratings: &[4, 5],
    },
    DoctorPlan {
        handle: "farhan.siddiqui",
        name: "Farhan Siddiqui",
        degree: "MBBS, DNB (Family Medicine)",
        specialty: "General Practice",
        licence: "WBMC 71865",
        years: 8,
        fee: 50_000,
        languages: &["English", "Hindi", "Urdu", "Bengali"],
        bio: "Farhan Siddiqui is the doctor whom people here see first, for fevers, coughs, blood pressure and \
              certificates. He speaks four languages and apologises when he runs late, which is in the rains.",
        limit: Some(40),
        modes: BOTH,
        offers: &[Offer::Consultation, Offer::Vaccination, Offer::Pathology],
        hours: &[(Place::Kolkata, "Mon Tue Wed Thu Fri Sat 08:00-11:00 18:00-21:00")],
        ratings: &[3, 4, 5, 5],
    },
    DoctorPlan {
        handle: "ananya.mukherjee",
        name: "Ananya Mukherjee",
        degree: "MBBS, MD (Radiodiagnosis)",
        specialty: "Radiology",
        licence: "WBMC 66502",
        years: 10,
        fee: 90_000,
        languages: &["Bengali", "English"],
        bio: "Ananya Mukherjee performs ultrasound scans of the abdomen, the thyroid and the vessels. Please drink a \
              litre of water an hour before an abdominal scan. Reports are sent to your doctor the same day.",
        limit: None,
        modes: IN_PERSON,
        offers: &[Offer::Ultrasound],
        hours: &[(Place::Kolkata, "Mon Tue Wed Thu Fri 09:30-14:00; Sat 09:30-12:00")],
        ratings: &[4, 5, 4],
    },
];
