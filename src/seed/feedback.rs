//! What patients say of completed visits.

use chrono::Duration;
use entity::enums::{ActorKind, AppointmentStatus};
use entity::feedback;
use entity::id::FeedbackId;

use super::dice::{Dice, Stream};
use super::doctors::Practitioner;
use super::event::{Event, What};
use super::scale::Scale;
use super::visits::Visit;
use super::words;

/// So many of a hundred completed visits of patients with accounts are rated.
const RATED: usize = 30;

/// Rates visits, and the doctors with them.
pub fn leave(
    scale: &Scale,
    doctors: &mut [Practitioner],
    visits: &[Visit],
    events: &mut Vec<Event>,
) -> Vec<feedback::Model> {
    let mut dice = Dice::new(scale.seed, Stream::Feedback);
    let mut by_id: std::collections::HashMap<_, _> = doctors.iter_mut().map(|doctor| (doctor.row.id, doctor)).collect();
    let mut given = Vec::new();
    for (index, visit) in visits.iter().enumerate() {
        let row = &visit.row;
        let Some((author_id, patient_id)) = row.booked_by_id.zip(row.patient_id) else { continue };
        let Some(doctor) = by_id.get_mut(&row.doctor_id) else { continue };
        // Whom the doctor booked for themselves has an account, too; it is the patient's word that counts.
        let by_staff = author_id == doctor.user.id;
        let at = row.updated_at + Duration::minutes(dice.between(5, 60 * 24 * 6));
        let rates = row.status == AppointmentStatus::Completed && !by_staff && dice.chance(RATED);
        if !rates || at > scale.now() {
            continue;
        }
        // Some doctors are better liked than others.
        let liked = doctor.row.license_number.bytes().map(usize::from).sum::<usize>() % 3;
        let rating = *dice.pick(&[1, 2, 3, 4, 4, 5, 5, 5, 5, 5][liked..]);
        let replied_at = Some(at + Duration::hours(dice.between(2, 72))).filter(|at| *at <= scale.now());
        let reply = replied_at.filter(|_| dice.chance(20));
        let comments = words::COMMENTS[usize::try_from(rating - 1).unwrap_or_default()];
        given.push(feedback::Model {
            id: FeedbackId(dice.id(at)),
            appointment_id: row.id,
            doctor_id: row.doctor_id,
            patient_id,
            author_id,
            rating,
            comment: dice.chance(60).then(|| (*dice.pick(comments)).to_owned()),
            anonymous: dice.chance(25),
            reply: reply.map(|_| (*dice.pick(words::REPLIES)).to_owned()),
            replied_at: reply,
            created_at: at,
        });
        let event =
            |at, actor, actor_id| Event { at, actor, actor_id: Some(actor_id), what: What::Feedback { visit: index } };
        events.push(event(at, ActorKind::Patient, author_id));
        events.extend(reply.map(|at| event(at, ActorKind::Doctor, doctor.user.id)));
        doctor.rate(rating);
    }
    given
}

impl Practitioner {
    fn rate(&mut self, rating: i16) {
        let row = &mut self.row;
        row.rating_sum += i64::from(rating);
        row.rating_count += 1;
        let count = i64::from(row.rating_count);
        row.rating_milli = i32::try_from((row.rating_sum * 1000 + count / 2) / count).ok();
    }
}
