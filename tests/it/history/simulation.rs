//! Histories that are valid by construction: the model answers calls that overlap, some of which are lost on their way
//! there or back.

use super::dice::Dice;
use super::model::Model;
use super::record::{Action, Answer, Entry, History, Time, What};

/// How big a history becomes, and what happens in it.
#[derive(Copy, Clone)]
pub struct Size {
    pub calls: u32,
    pub clients: usize,
    pub doctors: u64,
    pub slots: i64,
    pub patients: u64,
    /// In a hundred calls.
    pub unknown: u64,
    pub holds: bool,
}

/// A call under way.
struct Flight {
    call: u32,
    key: Option<String>,
    action: Action,
    /// What it was answered, from the moment that it took effect.
    answer: Option<Answer>,
}

pub struct Simulation {
    size: Size,
    dice: Dice,
    model: Model,
    history: History,
    calls: u32,
    flights: Vec<Option<Flight>>,
    /// Requests whose client went away, and which may still arrive.
    ghosts: Vec<(Option<String>, Action)>,
    unresolved: Vec<(String, Action)>,
    /// The keys of requests that were lost, and those that were refused later.
    lost: Vec<String>,
    refused: Vec<(String, Action)>,
    known: Vec<String>,
}

/// A history that the model allows.
pub fn simulate(size: Size, seed: u64) -> History {
    let flights = (0..size.clients).map(|_| None).collect();
    let mut simulation = Simulation {
        size,
        dice: Dice::new(seed),
        model: Model::default(),
        history: History::default(),
        calls: 0,
        flights,
        ghosts: Vec::new(),
        unresolved: Vec::new(),
        lost: Vec::new(),
        refused: Vec::new(),
        known: Vec::new(),
    };
    while simulation.calls < size.calls || simulation.flights.iter().any(Option::is_some) {
        simulation.step();
    }
    if size.unknown > 0 {
        simulation.settle();
    }
    simulation.history
}

impl Simulation {
    fn clock(&self) -> i64 {
        1_000_000 * i64::try_from(self.history.entries.len()).expect("not that long")
    }

    fn push(&mut self, what: What) {
        let clock = self.clock();
        self.history.entries.push(Entry { at: clock.unsigned_abs(), clock, what });
    }

    /// One client does the next thing: calls, has an effect, or hears of it.
    fn step(&mut self) {
        if self.dice.percent(20) && !self.ghosts.is_empty() {
            let ghost = self.dice.index(self.ghosts.len());
            let (key, action) = self.ghosts.remove(ghost);
            self.apply(&action, key.as_deref());
        }
        let client = self.dice.index(self.flights.len());
        match self.flights[client].take() {
            None if self.calls < self.size.calls => self.invoke(client),
            None => {}
            Some(flight) if flight.answer.is_none() && self.dice.percent(self.size.unknown) => self.lose(flight),
            Some(mut flight) if flight.answer.is_none() => {
                flight.answer = Some(self.apply(&flight.action, flight.key.as_deref()));
                self.flights[client] = Some(flight);
            }
            Some(mut flight) => {
                let lost = self.dice.percent(self.size.unknown);
                let answer = flight.answer.take().expect("it took effect");
                if lost {
                    self.unknown(flight);
                } else {
                    match (&answer, &flight.key) {
                        (Answer::Done(visit), _) => self.known.push(visit.id.clone()),
                        // It may still arrive, even after its repetition was refused.
                        (Answer::Refused(_), Some(key)) if self.lost.contains(key) => {
                            self.refused.push((key.clone(), flight.action.clone()));
                        }
                        _ => {}
                    }
                    self.push(What::Answer { call: flight.call, answer });
                }
            }
        }
    }

    fn apply(&mut self, action: &Action, key: Option<&str>) -> Answer {
        // After the last entry and before the next.
        let (clock, id) = (self.clock() - 500_000, format!("visit:{}", self.dice.below(1 << 40)));
        self.model.apply(action, key, clock, &id)
    }

    /// The request is lost, now or until later.
    fn lose(&mut self, flight: Flight) {
        if self.dice.percent(50) {
            self.ghosts.push((flight.key.clone(), flight.action.clone()));
        }
        self.unknown(flight);
    }

    fn unknown(&mut self, flight: Flight) {
        if let Some(key) = flight.key {
            self.lost.push(key.clone());
            self.unresolved.push((key, flight.action));
        }
        self.push(What::Answer { call: flight.call, answer: Answer::Unknown("lost".to_owned()) });
    }

    fn invoke(&mut self, client: usize) {
        let again = self.dice.percent(70) && !self.unresolved.is_empty();
        let (key, action) = if again {
            let (key, action) = self.unresolved.remove(0);
            (Some(key), action)
        } else {
            let action = self.action();
            let is_read = matches!(action, Action::Slots { .. } | Action::Agenda { .. } | Action::Read { .. });
            ((!is_read).then(|| format!("key {}", self.calls)), action)
        };
        let call = self.invoked(client, key.clone(), action.clone());
        self.flights[client] = Some(Flight { call, key, action, answer: None });
    }

    fn invoked(&mut self, client: usize, key: Option<String>, action: Action) -> u32 {
        let call = self.calls;
        self.calls += 1;
        let client = u32::try_from(client).expect("a few clients");
        self.push(What::Invoke { call, client, key, action });
        call
    }

    fn doctor(&mut self) -> String {
        format!("doctor:{}", self.dice.below(self.size.doctors))
    }

    fn time(&mut self) -> Time {
        let doctor = self.doctor();
        let length = 10 * i64::try_from(1 + self.dice.below(2)).expect("small");
        let slots = u64::try_from(self.size.slots - length / 10 + 1).expect("some slots");
        let from = 540 + 10 * i64::try_from(self.dice.below(slots)).expect("small");
        Time { doctor, from, until: from + length }
    }

    fn patient(&mut self) -> Option<String> {
        let patient = self.dice.below(self.size.patients + 1);
        (patient > 0).then(|| format!("patient:{patient}"))
    }

    fn action(&mut self) -> Action {
        let visit = self.dice.pick(&self.known).cloned();
        match (self.dice.below(10), visit) {
            (0, _) => {
                let doctor = self.doctor();
                Action::Slots { time: Time { doctor, from: 540, until: 540 + 10 * self.size.slots } }
            }
            (1, _) => {
                let doctor = self.doctor();
                Action::Agenda { time: Time { doctor, from: 540, until: 540 + 10 * self.size.slots } }
            }
            (2, Some(visit)) => Action::Read { visit },
            (3..5, Some(visit)) => Action::Cancel { visit },
            (5, Some(visit)) => {
                // A visit stays with its doctor.
                let doctor = match self.model.apply(&Action::Read { visit: visit.clone() }, None, 0, "") {
                    Answer::Seen(Some(seen)) => seen.doctor,
                    _ => self.doctor(),
                };
                Action::Move { visit, time: Time { doctor, ..self.time() } }
            }
            (6, Some(hold)) if self.size.holds => Action::Fill { hold, patient: self.patient() },
            (7, _) if self.size.holds => Action::Hold { time: self.time() },
            _ => Action::Book { time: self.time(), patient: self.patient() },
        }
    }

    /// Resolves and reads everything.
    fn settle(&mut self) {
        self.push(What::Settled);
        let doctors = (0..self.size.doctors).map(|number| format!("doctor:{number}"));
        let day = |doctor| Time { doctor, from: 540, until: 540 + 10 * self.size.slots };
        let lists: Vec<_> = doctors.map(|doctor| (None, Action::Agenda { time: day(doctor) })).collect();
        let open: Vec<_> =
            self.unresolved.drain(..).chain(self.refused.drain(..)).map(|(key, action)| (Some(key), action)).collect();
        for (key, action) in open {
            self.ask(key, action);
        }
        let reads = self.model.ids().into_iter().map(|visit| (None, Action::Read { visit }));
        for (key, action) in lists.into_iter().chain(reads) {
            self.ask(key, action);
        }
    }

    fn ask(&mut self, key: Option<String>, action: Action) {
        let call = self.invoked(0, key.clone(), action.clone());
        let answer = self.apply(&action, key.as_deref());
        self.push(What::Answer { call, answer });
    }
}
