//! What patients and doctors say of a visit.

use entity::enums::VisitMode;

/// What a patient writes, and what only fits as an answer to it.
pub struct Remark {
    pub comment: &'static str,
    /// The doctor's own answer; `None`: one of [`replies`] does.
    pub reply: Option<&'static str>,
    /// The only way of meeting that it can be said of.
    mode: Option<VisitMode>,
}

impl Remark {
    const fn new(comment: &'static str) -> Self {
        Self { comment, reply: None, mode: None }
    }

    const fn answer(mut self, reply: &'static str) -> Self {
        self.reply = Some(reply);
        self
    }

    const fn at_the_clinic(mut self) -> Self {
        self.mode = Some(VisitMode::InPerson);
        self
    }

    const fn by_video(mut self) -> Self {
        self.mode = Some(VisitMode::Video);
        self
    }

    /// Whether it can be said of a visit of that mode.
    pub fn fits(&self, mode: VisitMode) -> bool {
        self.mode.is_none_or(|only| only == mode)
    }
}

/// What patients write who give so many stars; each is used once.
pub fn remarks(rating: i32) -> &'static [Remark] {
    match rating {
        5 => &FIVE_STARS,
        4 => &FOUR_STARS,
        _ => &FEWER_STARS,
    }
}

static FIVE_STARS: [Remark; 24] = [
    Remark::new("Took the time to explain everything, and did not look at the clock once."),
    Remark::new("On time, thorough, kind. What more could one want?"),
    Remark::new("I finally understand what all of this means.")
        .answer("Then we both did our part. Ask me again whenever something is unclear."),
    Remark::new("Excellent from the booking to the last minute of the visit."),
    Remark::new("Asked the questions that nobody had asked me before."),
    Remark::new("The best explanation I have had in years, with a drawing I could take home.")
        .at_the_clinic()
        .answer("Thank you! My drawing teacher would not believe it."),
    Remark::new("Very gentle, and honest about what would hurt.").at_the_clinic(),
    Remark::new("Called me back the same evening. Thank you!")
        .answer("You are welcome. Nobody should have to wait for that overnight."),
    Remark::new("Calm and precise. I left with a plan.")
        .answer("Glad to hear it. Tell me at the next visit how the plan works out."),
    Remark::new("Listened first, and talked then. I wish they all did."),
    Remark::new("The whole team is lovely, from the front desk on.")
        .at_the_clinic()
        .answer("Thank you, I have passed it on to the team. They were delighted."),
    Remark::new("I was nervous for nothing.").answer("Many are, before the first time. Thank you for saying so here."),
    Remark::new("Honest about what helps and what does not."),
    Remark::new("Wrote everything down for me. I recommend this doctor to all of my friends.")
        .answer("Thank you for recommending me. Keep the notes: they are good to have at the next visit."),
    Remark::new("No waiting at all, and my mind is at rest."),
    Remark::new("Could answer every one of my questions, and I had a whole page of them.")
        .answer("Please bring the next page, too. Patients who write lists make my work easier."),
    Remark::new("Warm, patient and very competent."),
    Remark::new("Everything was exactly as described when I booked."),
    Remark::new("From my own kitchen, and no less thorough than at the clinic.")
        .by_video()
        .answer("Thank you. It works well by video when somebody is as well prepared as you were."),
    Remark::new("I had doubts about video. They are gone.").by_video(),
    Remark::new("Picture and sound were perfect, and so was the advice.").by_video(),
    Remark::new("In and out in a quarter of an hour, without any hurry.").at_the_clinic(),
    Remark::new("A doctor who remembers what you said last time."),
    Remark::new("Worth the long way across town.")
        .at_the_clinic()
        .answer("Thank you for coming so far. What we only have to talk about, we can do by telephone."),
];

static FOUR_STARS: [Remark; 13] = [
    Remark::new("Very good, only the waiting room was a little full.")
        .at_the_clinic()
        .answer("Thank you. You are right about the waiting room; we are spreading the appointments more."),
    Remark::new("Competent and friendly. Parking is difficult.")
        .at_the_clinic()
        .answer("Thank you. For parking, ask at the front desk: they know where there is room."),
    Remark::new("Good advice, though I would have liked five minutes more.")
        .answer("Thank you. Next time please book the longer appointment, and we will have the time."),
    Remark::new("Ten minutes late, but worth the wait.")
        .answer("Thank you for your patience. The visit before yours needed the ten minutes."),
    Remark::new("Clear and to the point."),
    Remark::new("Professional. The video call dropped once, and we simply went on.")
        .by_video()
        .answer("Thank you for staying calm about it. The clinic has a better line now."),
    Remark::new("I felt well looked after."),
    Remark::new("Helpful, even if it will take longer than I hoped.")
        .answer("It does take time, I am afraid. We will get there."),
    Remark::new("Very competent. A little more small talk would not hurt."),
    Remark::new("Good, and on time. The building is hard to find.")
        .at_the_clinic()
        .answer("Thank you. A larger sign at the entrance has been ordered."),
    Remark::new("Careful and polite."),
    Remark::new("It took me a while to get the camera to work; the rest was easy.")
        .by_video()
        .answer("Thank you. The front desk is happy to try the camera with you on the day before."),
    Remark::new("All of my questions were answered, some of them rather quickly.")
        .answer("Thank you for telling me. Write to me about those that I was too quick with."),
];

static FEWER_STARS: [Remark; 6] = [
    Remark::new("Fine, but it felt rushed.")
        .answer("I am sorry about that. Please come back, and we will go through it again without hurry."),
    Remark::new("I waited forty minutes. The visit itself was all right.")
        .at_the_clinic()
        .answer("I am sorry for the wait. We had an emergency before you, and should have told you so."),
    Remark::new("Friendly, but I have more questions now than before.")
        .answer("Thank you for telling me. Please call the practice, and we will go through all of them."),
    Remark::new("A bit brisk."),
    Remark::new("All right, but nothing that I did not know already."),
    Remark::new("The sound was poor, and I had to guess half of it.")
        .by_video()
        .answer("I am sorry. Please call the practice; I will gladly repeat the half that was lost."),
];

/// What doctors answer to whatever was said along with so many stars.
pub fn replies(rating: i32) -> &'static [&'static str] {
    match rating {
        5 => &["Thank you for your kind words.", "Thank you, it was a pleasure.", "I am glad that I could help."],
        4 => &["Thank you for your feedback.", "Thank you. I am glad that you came."],
        _ => &["Thank you for your honest words. I will take them to heart.", "Thank you for telling me."],
    }
}

/// Why patients cancel.
pub const CANCELLATIONS: [&str; 4] =
    ["I have to work that day", "Feeling better", "I am travelling", "Found an earlier appointment"];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_answer_is_given_twice() {
        let mut said = HashSet::new();
        for rating in 3..=5 {
            let own = remarks(rating).iter().flat_map(|remark| [Some(remark.comment), remark.reply]).flatten();
            for words in own.chain(replies(rating).iter().copied()) {
                assert!(said.insert(words), "{words}");
            }
        }
    }
}
