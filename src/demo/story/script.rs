//! What whoever tries the demo should find: visits of its patient, and a full day of its doctor.

use chrono::Datelike;
use entity::enums::VisitMode;

use super::cast::Cast;
use super::plan::booked;
use super::visit::{Ending, Review, Visit, Who};
use crate::demo::network::{Offer, Place};
use crate::service::Outcome;

const CARMEN: &str = "Carmen Delgado Vega";
const MATEO: &str = "Mateo Delgado Vega";

/// A line of the script: who sees whom, and when.
struct Line {
    patient: Who,
    doctor: &'static str,
    place: Place,
    offer: Offer,
    mode: VisitMode,
    reason: &'static str,
    /// Days from today, and which of that day's slots.
    day: i64,
    turn: usize,
    /// How many days ahead it is booked.
    ahead: u64,
    ending: Ending,
}

/// The scripted visits.
pub fn script(cast: &Cast<'_>) -> Outcome<Vec<Visit>> {
    let mut lines = of_patient(cast)?;
    lines.extend(of_doctor(cast)?);
    lines.into_iter().map(|line| line.visit(cast)).collect()
}

/// What Carmen finds: visits to rate, to move, to wait for, and one that she gave up.
fn of_patient(cast: &Cast<'_>) -> Outcome<Vec<Line>> {
    let (carmen, mateo) = (cast.patient(CARMEN)?, cast.patient(MATEO)?);
    let in_madrid = Line::madrid;
    let praise = Review {
        rating: 5,
        comment: Some("Explained the recording of my heart beat by beat. I sleep well again."),
        anonymous: false,
        reply: Some("I am glad to hear that. Keep up the evening walks!"),
    };
    Ok(vec![
        in_madrid(carmen, "doctor", Offer::First, "Palpitations in the evening").on(-36, 5).seen(Some(praise)),
        in_madrid(carmen, "joaquin.cebrian", Offer::Consultation, "Sore throat").on(-24, 11).ends(Ending::Moved),
        in_madrid(carmen, "doctor", Offer::Echocardiogram, "Ultrasound of the heart").on(-15, 3).seen(None),
        in_madrid(mateo, "joaquin.cebrian", Offer::Vaccination, "School vaccination").on(-11, 8).seen(None),
        in_madrid(carmen, "marta.soler", Offer::First, "Yearly check-up")
            .on(8, 2)
            .ends(Ending::Cancelled("I am travelling")),
        in_madrid(carmen, "doctor", Offer::Consultation, "Follow-up").on(3, 9).seen(None),
        in_madrid(mateo, "nuria.alvarez", Offer::FollowUp, "Eczema on both hands").on(5, 6).by_video().seen(None),
        in_madrid(carmen, "sian.llewellyn", Offer::First, "Migraine, second opinion")
            .at(Place::London)
            .on(15, 4)
            .by_video()
            .ends(Ending::Unanswered),
    ])
}

/// What Elena finds: visits today and tomorrow, and requests from London to answer.
fn of_doctor(cast: &Cast<'_>) -> Outcome<Vec<Line>> {
    let with_elena =
        |name: &str, offer, reason| -> Outcome<Line> { Ok(Line::madrid(cast.patient(name)?, "doctor", offer, reason)) };
    let elena = cast.network.doctor("doctor")?.plan;
    let today = elena.place_on(cast.today().weekday()).unwrap_or(elena.home());
    let [second, third, fourth] = match today {
        Place::London => ["Hannah Fletcher", "Kwame Mensah", "Adwoa Mensah"],
        _ => ["Rosario Lara Gil", "Beatriz Nogueira Sanz", "Lucía Ferrer Campos"],
    };
    Ok(vec![
        with_elena("Javier Ortiz Lara", Offer::Consultation, "Blood pressure check")?.at(today).on(0, 2),
        with_elena(second, Offer::First, "Short of breath on stairs")?.at(today).on(0, 5),
        with_elena(third, Offer::Consultation, "Certificate for sport")?.at(today).on(0, 9),
        with_elena(fourth, Offer::Echocardiogram, "Control of the valve")?.at(today).on(0, 13),
        with_elena("Rosario Lara Gil", Offer::Consultation, "Results")?.on(1, 4),
        with_elena("Javier Ortiz Lara", Offer::First, "Palpitations in the evening")?.on(1, 8).by_video(),
        with_elena("Kwame Mensah", Offer::First, "High blood pressure")?
            .at(Place::London)
            .on(6, 3)
            .ends(Ending::Unanswered),
        with_elena("Hannah Fletcher", Offer::Consultation, "Palpitations")?
            .at(Place::London)
            .on(6, 10)
            .ends(Ending::Unanswered),
        with_elena("Adwoa Mensah", Offer::Consultation, "Follow-up")?.at(Place::London).on(6, 16),
    ])
}

impl Cast<'_> {
    fn patient(&self, name: &str) -> Outcome<Who> {
        Ok(Who::Patient(self.population.called(name)?))
    }
}

impl Line {
    fn madrid(patient: Who, doctor: &'static str, offer: Offer, reason: &'static str) -> Self {
        Self {
            patient,
            doctor,
            place: Place::Madrid,
            offer,
            mode: VisitMode::InPerson,
            reason,
            day: 0,
            turn: 0,
            ahead: 9,
            ending: Ending::Seen(None),
        }
    }

    fn at(self, place: Place) -> Self {
        Self { place, ..self }
    }

    fn on(self, day: i64, turn: usize) -> Self {
        Self { day, turn, ..self }
    }

    fn by_video(self) -> Self {
        Self { mode: VisitMode::Video, ..self }
    }

    fn seen(self, review: Option<Review>) -> Self {
        self.ends(Ending::Seen(review))
    }

    fn ends(self, ending: Ending) -> Self {
        Self { ending, ..self }
    }

    fn visit(self, cast: &Cast<'_>) -> Outcome<Visit> {
        Ok(Visit {
            doctor: cast.network.position(self.doctor)?,
            place: self.place,
            offer: self.offer,
            mode: self.mode,
            who: self.patient,
            reason: Some(self.reason),
            booked: booked(cast, self.day, self.ahead),
            day: cast.today() + chrono::Duration::days(self.day),
            turn: self.turn,
            ending: self.ending,
        })
    }
}
