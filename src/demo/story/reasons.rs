//! Why patients come: what is booked decides first, the doctor's specialty second.

use crate::demo::network::Offer;

/// Why somebody books that at a doctor of a specialty.
pub fn reasons(specialty: &str, offer: Offer) -> Vec<&'static str> {
    match offer {
        Offer::First => complaints(specialty).to_vec(),
        Offer::Consultation | Offer::FollowUp => [complaints(specialty), returns(specialty)].concat(),
        Offer::Therapy => vec!["Anxiety", "Low mood", "Sleep diary, as agreed", "Trouble concentrating at work"],
        Offer::Vaccination => vaccinations(specialty).to_vec(),
        Offer::Ultrasound => ultrasounds(specialty).to_vec(),
        Offer::Echocardiogram => vec!["Ultrasound of the heart", "Control of the valve", "Murmur heard by my doctor"],
        Offer::SemenCollection => vec!["Semen analysis", "Second sample", "Control after a vasectomy"],
        Offer::Pathology => blood_tests(specialty).to_vec(),
        Offer::MinorSurgery => minor_surgery(specialty).to_vec(),
        Offer::Surgery => vec!["Hernia, as discussed", "Gallbladder, as discussed", "Hydrocele, as discussed"],
    }
}

/// What somebody has whom the doctor need not have seen before.
fn complaints(specialty: &str) -> &'static [&'static str] {
    match specialty {
        "Cardiology" => &["Palpitations in the evening", "High blood pressure", "Short of breath on stairs"],
        "Orthopaedics" => &["Knee pain after running", "Shoulder stiff for weeks", "Sprained ankle"],
        "Dermatology" => &["Mole that has changed", "Eczema on both hands", "Acne", "Itchy rash"],
        "Gynaecology" => &["Yearly check-up", "Irregular periods", "Pregnancy check"],
        "Paediatrics" => &["Fever for three days", "Check-up", "Cough at night", "Earache"],
        "Psychiatry" => &["Trouble sleeping", "Anxiety", "Panic attacks on the train"],
        "Andrology" => &["Trying for a child for a year", "Fertility check before an operation"],
        "Neurology" => &["Migraine, more often than before", "Numb fingers", "Trembling hand"],
        "General Surgery" => &["Lump in the groin", "Gallstones", "Pain around the navel when lifting"],
        "Emergency Medicine" => &["Cut on the hand", "High fever", "Twisted ankle"],
        "Endocrinology" => &["Thyroid check", "Blood sugar out of range", "Losing weight without trying"],
        "Ophthalmology" => &["Blurred vision", "New glasses", "Dry eyes"],
        _ => &["Sore throat", "Back pain", "Tired all the time", "Check-up"],
    }
}

/// Why somebody comes back.
fn returns(specialty: &str) -> &'static [&'static str] {
    match specialty {
        "Cardiology" => &["Blood pressure diary", "New tablets, as agreed"],
        "Orthopaedics" => &["MRI results", "Knee, after six weeks of exercises"],
        "Dermatology" => &["Acne, after three months of treatment"],
        "Andrology" => &["Results of the analysis"],
        "General Surgery" => &["Removal of stitches", "Check of the scar"],
        "Emergency Medicine" => &["Change of dressing", "Removal of stitches"],
        "General Practice" => &["Repeat prescription", "Results of the blood test"],
        _ => &["Follow-up", "Results"],
    }
}

fn vaccinations(specialty: &str) -> &'static [&'static str] {
    match specialty {
        "Paediatrics" => &["School vaccination", "Measles, second dose", "Flu vaccination"],
        _ => &["Travel vaccinations", "Flu vaccination", "Tetanus booster", "Hepatitis B, second dose"],
    }
}

fn ultrasounds(specialty: &str) -> &'static [&'static str] {
    match specialty {
        "Gynaecology" => &["Pelvic ultrasound", "Scan at twelve weeks", "Control of an ovarian cyst"],
        _ => &["Abdominal ultrasound", "Thyroid ultrasound", "Doppler of the legs", "Lump in the forearm"],
    }
}

fn blood_tests(specialty: &str) -> &'static [&'static str] {
    match specialty {
        "Endocrinology" => &["Thyroid values", "Long-term blood sugar", "Cortisol in the morning, fasting"],
        "Andrology" => &["Hormone levels", "Blood test before the treatment"],
        _ => &["Blood count", "Cholesterol, fasting", "Blood test ordered at the last visit"],
    }
}

fn minor_surgery(specialty: &str) -> &'static [&'static str] {
    match specialty {
        "Dermatology" => &["Mole removal", "Skin tags", "Biopsy of a spot on the back", "Wart on the sole"],
        "Orthopaedics" => &["Ganglion on the wrist", "Trigger finger", "Removal of a wire from the hand"],
        "Ophthalmology" => &["Cyst on the eyelid", "Blocked tear duct"],
        "Emergency Medicine" => &["Splinter under the nail", "Abscess", "Ingrown toenail"],
        _ => &["Lipoma on the shoulder", "Ingrown toenail", "Cyst on the back", "Abscess"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::network::doctors;

    #[test]
    fn nobody_comes_to_an_operation_or_a_test_with_what_they_tell_at_a_consultation() {
        for doctor in doctors() {
            let told = [complaints(doctor.specialty), returns(doctor.specialty)].concat();
            for &offer in doctor.offers {
                let reasons = reasons(doctor.specialty, offer);
                assert!(!reasons.is_empty());
                let talks = matches!(offer, Offer::Consultation | Offer::FollowUp | Offer::First | Offer::Therapy);
                assert!(talks || reasons.iter().all(|reason| !told.contains(reason)), "{}: {offer:?}", doctor.name);
            }
        }
    }
}
