//! What patients and doctors say.

use crate::demo::network::Offer;

/// Why somebody comes to a doctor of a specialty.
pub fn reasons(specialty: &str, offer: Offer) -> &'static [&'static str] {
    match offer {
        Offer::Vaccination => return &["Vaccination", "Travel vaccinations", "Second dose"],
        Offer::Pathology => return &["Blood test", "Test ordered at the last visit"],
        Offer::SemenCollection => return &["Semen analysis", "Second sample"],
        Offer::Surgery => return &["Hernia, as discussed", "Gallbladder, as discussed"],
        _ => {}
    }
    match specialty {
        "Cardiology" => {
            &["Palpitations in the evening", "Blood pressure check", "Short of breath on stairs", "Follow-up"]
        }
        "Orthopaedics" => &["Knee pain after running", "Shoulder stiff for weeks", "Sprained ankle", "MRI results"],
        "Dermatology" => &["Mole that has changed", "Eczema on both hands", "Acne follow-up", "Itchy rash"],
        "Gynaecology" => &["Yearly check-up", "Irregular periods", "Pregnancy check"],
        "Radiology" => &["Abdominal ultrasound", "Thyroid ultrasound", "Doppler of the legs"],
        "Paediatrics" => &["Fever for three days", "Check-up", "Cough at night", "Earache"],
        "Psychiatry" => &["Trouble sleeping", "Anxiety", "Follow-up on medication"],
        "Andrology" => &["Trying for a child for a year", "Results", "Follow-up"],
        "Neurology" => &["Migraine, more often than before", "Numb fingers", "Follow-up"],
        "General Surgery" => &["Lump in the groin", "Gallstones", "Removal of stitches"],
        "Emergency Medicine" => &["Cut on the hand", "High fever", "Twisted ankle"],
        "Endocrinology" => &["Thyroid check", "Blood sugar out of range", "Follow-up"],
        "Ophthalmology" => &["Blurred vision", "New glasses", "Dry eyes"],
        _ => &["Sore throat", "Repeat prescription", "Back pain", "Tired all the time", "Check-up"],
    }
}

/// What patients write who give so many stars; each is used once.
pub fn comments(rating: i32) -> &'static [&'static str] {
    match rating {
        5 => &[
            "Took the time to explain everything, and did not look at the clock once.",
            "On time, thorough, kind. What more could one want?",
            "I finally understand what the results mean.",
            "Booked in the morning, seen in the afternoon. Excellent.",
            "Asked the questions that nobody had asked me before.",
            "The best explanation I have had in years, with a drawing I could take home.",
            "Very gentle, and honest about what would hurt.",
            "Called me back the same evening with the result. Thank you!",
            "Calm and precise. I left with a plan.",
            "Listened first, then examined, then talked. I wish they all did.",
            "The whole team is lovely, from the front desk on.",
            "I was nervous for nothing.",
            "Did not prescribe anything I did not need.",
            "Wrote everything down for me. I recommend this doctor to all of my friends.",
            "No waiting at all, and a second opinion that put my mind at rest.",
            "Speaks my language, which made all the difference.",
            "Warm, patient and very competent.",
            "Everything was exactly as described when I booked.",
        ],
        4 => &[
            "Very good, only the waiting room was a little full.",
            "Competent and friendly. Parking is difficult.",
            "Good advice, though I would have liked five minutes more.",
            "Ten minutes late, but worth the wait.",
            "Clear and to the point.",
            "Professional. The video call dropped once, and we simply went on.",
            "I felt well looked after.",
            "Helpful, even if the treatment takes longer than I hoped.",
        ],
        _ => &[
            "Fine, but it felt rushed.",
            "I waited forty minutes. The visit itself was all right.",
            "Friendly, but I still do not know what it is.",
            "A bit brisk.",
        ],
    }
}

/// What doctors answer.
pub fn replies(rating: i32) -> &'static [&'static str] {
    match rating {
        5 => &[
            "Thank you, it was a pleasure to meet you.",
            "Thank you for your kind words. I will pass them on to the team.",
            "I am glad that I could help. See you at the check-up.",
        ],
        4 => &[
            "Thank you. You are right about the waiting room; we are spreading the appointments more.",
            "Thank you for your feedback. Next time please book the longer appointment, and we will have the time.",
        ],
        _ => &[
            "I am sorry about that. We had an emergency before you; please come back if questions are left.",
            "Thank you for telling me. Please call the practice, and we will go through it again without hurry.",
        ],
    }
}

/// Why patients cancel.
pub const CANCELLATIONS: [&str; 4] =
    ["I have to work that day", "Feeling better", "I am travelling", "Found an earlier appointment"];
