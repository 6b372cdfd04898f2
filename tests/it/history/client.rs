//! The clients: each does one thing after the other, repeats what was not answered, and meddles with what others booked.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::dice::Dice;
use super::record::{Action, Answer, Recorder, Time};
use super::wire::{Proof, Told, send};
use super::world::World;
use crate::support::Caller;

/// How long a client waits for an answer, and for how long it repeats what was not answered.
const PATIENCE: Duration = Duration::from_secs(2);
const PERSISTENCE: Duration = Duration::from_secs(4);
/// The newest visits, which clients meddle with.
const REMEMBERED: usize = 24;

/// A visit that somebody has, and how to prove it.
#[derive(Clone)]
struct Known {
    id: String,
    time: Time,
    /// The number of the account; guests have a token instead.
    account: Option<usize>,
    manage_token: Option<String>,
    held: bool,
}

/// A request that was never answered.
pub struct Open {
    caller: Caller,
    key: String,
    action: Action,
    proof: Proof,
    client: u32,
}

/// What all clients share.
pub struct Crowd {
    pub world: World,
    pub recorder: Recorder,
    /// Where clients send to, each one after its number.
    pub urls: Vec<String>,
    is_over: AtomicBool,
    known: Mutex<Vec<Known>>,
    open: Mutex<Vec<Open>>,
}

impl Crowd {
    pub fn new(world: World, recorder: Recorder, urls: Vec<String>) -> Self {
        Self { world, recorder, urls, is_over: AtomicBool::new(false), known: Mutex::default(), open: Mutex::default() }
    }

    /// Nobody begins anything new.
    pub fn end(&self) {
        self.is_over.store(true, Ordering::Relaxed);
    }

    /// Calls and writes down what came of it.
    pub async fn call(&self, client: u32, caller: &Caller, action: &Action, key: Option<&str>, proof: &Proof) -> Told {
        let call = self.recorder.invoke(client, key, action);
        let told = send(caller, action, key, proof).await;
        self.recorder.answer(call, &told.0);
        told
    }

    /// Asks again for everything that was never answered, when all is well. Answers how many were asked for.
    pub async fn resolve(&self, url: &str) -> usize {
        let open = std::mem::take(&mut *self.open.lock().expect("nobody panics here"));
        for request in &open {
            let caller = Caller { url: url.to_owned(), ..request.caller.clone() };
            let (answer, _) =
                self.call(request.client, &caller, &request.action, Some(&request.key), &request.proof).await;
            assert!(!matches!(answer, Answer::Unknown(_)), "all is well, but: {answer:?} to {:?}", request.action);
        }
        open.len()
    }
}

pub struct Client {
    crowd: Arc<Crowd>,
    number: u32,
    account: usize,
    dice: Dice,
    http: reqwest::Client,
    made: u32,
}

impl Client {
    pub fn new(crowd: Arc<Crowd>, number: u32, dice: Dice) -> Self {
        let account = number as usize % crowd.world.patients.len();
        let http = reqwest::Client::builder().timeout(PATIENCE).build().expect("a client can be made");
        Self { crowd, number, account, dice, http, made: 0 }
    }

    /// Goes on until the end.
    pub async fn run(mut self) {
        while !self.crowd.is_over.load(Ordering::Relaxed) {
            match self.dice.below(100) {
                0..35 => self.book().await,
                35..50 => self.hold().await,
                50..64 => self.fill().await,
                64..80 => self.cancel().await,
                80..92 => self.move_it().await,
                92..96 => self.list().await,
                _ => self.read().await,
            }
        }
    }

    /// On this client's own connection, as the holder of this account.
    fn caller(&self, account: Option<usize>) -> Caller {
        let url = self.crowd.urls[self.number as usize % self.crowd.urls.len()].clone();
        let token = account.and_then(|account| self.crowd.world.patients[account].token.clone());
        Caller { http: self.http.clone(), url, token, address: "127.0.0.1".to_owned() }
    }

    fn time(&mut self) -> Time {
        let world = &self.crowd.world;
        let doctor = self.dice.pick(&world.doctors).expect("there are doctors").clone();
        let length = if self.dice.percent(70) { 10 } else { 20 };
        let slots = (world.ends - world.begins - length) / 10 + 1;
        let from = world.begins + 10 * i64::try_from(self.dice.below(slots.unsigned_abs())).expect("a few slots");
        Time { doctor, from, until: from + length }
    }

    fn patient(&self, account: usize) -> String {
        self.crowd.world.patients[account].patient.clone()
    }

    fn some_known(&mut self, wanted: impl Fn(&Known) -> bool) -> Option<Known> {
        let known = self.crowd.known.lock().expect("nobody panics here");
        let fitting: Vec<&Known> = known.iter().filter(|known| wanted(known)).collect();
        self.dice.pick(&fitting).map(|known| (*known).clone())
    }

    fn remember(&self, known: Known) {
        let mut all = self.crowd.known.lock().expect("nobody panics here");
        all.retain(|other| other.id != known.id);
        all.push(known);
        let surplus = all.len().saturating_sub(REMEMBERED);
        all.drain(..surplus);
    }

    fn forget(&self, id: &str) {
        self.crowd.known.lock().expect("nobody panics here").retain(|known| known.id != id);
    }

    /// Asks for a change until it is answered, or for as long as it makes sense.
    async fn ask(&mut self, account: Option<usize>, action: Action, manage_token: Option<String>) -> Option<Known> {
        self.made += 1;
        let key = format!("{}-{}", self.number, self.made);
        let proof = Proof { manage_token, guest: key.clone(), clinic: self.crowd.world.clinic.clone() };
        let (crowd, caller) = (Arc::clone(&self.crowd), self.caller(account));
        let call = || crowd.call(self.number, &caller, &action, Some(&key), &proof);
        // Somebody clicks twice.
        let twice = self.dice.percent(6);
        let asked = Instant::now();
        let is_unknown = |told: &Told| matches!(told.0, Answer::Unknown(_));
        let (mut told, mut lost) = (None, false);
        if twice {
            let (first, second) = tokio::join!(call(), call());
            lost = is_unknown(&first) || is_unknown(&second);
            told = Some(if matches!(first.0, Answer::Done(_)) { first } else { second });
        }
        let mut told = match told {
            Some(told) => told,
            None => call().await,
        };
        let mut pause = 20;
        while is_unknown(&told) && asked.elapsed() < PERSISTENCE {
            lost = true;
            tokio::time::sleep(Duration::from_millis(pause)).await;
            pause = (pause * 2).min(400);
            told = crowd.call(self.number, &caller, &action, Some(&key), &proof).await;
        }
        let (Answer::Done(visit), token) = told else {
            // One that was lost may still arrive, even after its repetition was refused.
            if lost || is_unknown(&told) {
                let request = Open { caller: caller.clone(), key, action, proof, client: self.number };
                self.crowd.open.lock().expect("nobody panics here").push(request);
            }
            return None;
        };
        let time = Time { doctor: visit.doctor, from: visit.from, until: visit.until };
        let manage_token = token.or(proof.manage_token);
        Some(Known { id: visit.id, time, account, manage_token, held: visit.status == "HELD" })
    }

    async fn book(&mut self) {
        let time = self.time();
        let account = self.dice.percent(60).then_some(self.account);
        let patient = account.map(|account| self.patient(account));
        if let Some(booked) = self.ask(account, Action::Book { time, patient }, None).await {
            self.remember(booked);
        }
    }

    async fn hold(&mut self) {
        let time = self.time();
        if let Some(held) = self.ask(Some(self.account), Action::Hold { time }, None).await {
            self.remember(held);
        }
    }

    async fn fill(&mut self) {
        let Some(held) = self.some_known(|known| known.held) else { return };
        let patient = held.account.map(|account| self.patient(account));
        let action = Action::Fill { hold: held.id.clone(), patient };
        match self.ask(held.account, action, None).await {
            Some(booked) => self.remember(Known { held: false, ..booked }),
            None => self.forget(&held.id),
        }
    }

    async fn cancel(&mut self) {
        let Some(visit) = self.some_known(|_| true) else { return };
        let action = Action::Cancel { visit: visit.id.clone() };
        self.ask(visit.account, action, visit.manage_token).await;
        // Now and then somebody comes back to what is over.
        if self.dice.percent(80) {
            self.forget(&visit.id);
        }
    }

    async fn move_it(&mut self) {
        let Some(visit) = self.some_known(|known| !known.held) else { return };
        let slots = (self.crowd.world.ends - self.crowd.world.begins) / 10;
        let length = visit.time.until - visit.time.from;
        let by = 10 * i64::try_from(self.dice.below(slots.unsigned_abs())).expect("a few slots");
        let from = self.crowd.world.begins + by;
        // A visit stays with its doctor and service; to where it is it cannot be moved.
        if from + length > self.crowd.world.ends || from == visit.time.from {
            return;
        }
        let time = Time { doctor: visit.time.doctor.clone(), from, until: from + length };
        let action = Action::Move { visit: visit.id.clone(), time };
        if let Some(moved) = self.ask(visit.account, action, visit.manage_token).await {
            self.remember(moved);
            if self.dice.percent(80) {
                self.forget(&visit.id);
            }
        }
    }

    async fn list(&mut self) {
        let time = self.time();
        let action = Action::Slots { time: self.crowd.world.day(&time.doctor) };
        self.crowd.call(self.number, &self.caller(None), &action, None, &Proof::default()).await;
    }

    async fn read(&mut self) {
        let Some(visit) = self.some_known(|_| true) else { return };
        let proof = Proof { manage_token: visit.manage_token, ..Proof::default() };
        let action = Action::Read { visit: visit.id };
        self.crowd.call(self.number, &self.caller(visit.account), &action, None, &proof).await;
    }
}
