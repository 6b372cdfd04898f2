//! Who may run, who waits, and who is sent away before everybody becomes slow.
//!
//! Bookings and searches share [`OperationLimits::running`] places. A place that becomes free goes to the booking that has
//! waited longest, else to a search. Each of the two always leaves the other a quarter of the places, so that neither slow
//! searches nor a rush of bookings can shut the other out. Sign-ins, which wait for the hashing of passwords, have places of
//! their own. Whoever finds the waiting room of their class full, or waits for too long, is sent away.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

use tokio::sync::{Notify, oneshot, watch};

use super::limits::OperationLimits;
use super::traffic::{Class, Traffic};

/// The places of all operations.
pub struct Admission {
    limits: OperationLimits,
    traffic: Arc<Traffic>,
    state: Mutex<State>,
    idle: Notify,
    /// Whether everything that runs is to end now.
    closing: watch::Sender<bool>,
}

#[derive(Default)]
struct State {
    running: [usize; 3],
    waiting: [VecDeque<Waiting>; 3],
    tickets: u64,
}

struct Waiting {
    ticket: u64,
    call: oneshot::Sender<Place>,
}

/// The right to run one operation; given back when dropped.
pub struct Place {
    admission: Option<Arc<Admission>>,
    class: Class,
}

/// There is no place, and none soon.
#[derive(Debug)]
pub struct Busy;

impl Admission {
    pub fn new(limits: OperationLimits, traffic: Arc<Traffic>) -> Arc<Self> {
        Arc::new(Self {
            limits,
            traffic,
            state: Mutex::default(),
            idle: Notify::new(),
            closing: watch::Sender::new(false),
        })
    }

    pub fn limits(&self) -> &OperationLimits {
        &self.limits
    }

    pub fn traffic(&self) -> &Arc<Traffic> {
        &self.traffic
    }

    /// Waits for a place: in turn, and not for long.
    pub async fn enter(self: &Arc<Self>, class: Class) -> Result<Place, Busy> {
        let entered = self.enter_or_queue(class);
        let answer = match entered {
            Ok(place) => return Ok(place),
            Err(Some(mut queued)) => {
                tokio::time::timeout(self.limits.patience, &mut queued.called).await.ok().and_then(Result::ok)
            }
            Err(None) => None,
        };
        answer.ok_or_else(|| {
            self.traffic.count_refused(class);
            Busy
        })
    }

    /// Ends everything that runs: the server does.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Resolves when everything that runs is to end.
    pub async fn closed(&self) {
        let mut closing = self.closing.subscribe();
        // The sender is ours, so there is a last word.
        let _ = closing.wait_for(|closing| *closing).await;
    }

    /// Resolves when nothing runs.
    pub async fn drained(&self) {
        loop {
            let idle = self.idle.notified();
            if self.lock().running.iter().sum::<usize>() == 0 {
                return;
            }
            idle.await;
        }
    }

    /// A place, or else a ticket of the waiting room, if there is one left.
    fn enter_or_queue(self: &Arc<Self>, class: Class) -> Result<Place, Option<Queued>> {
        let mut state = self.lock();
        if state.waiting[class as usize].is_empty() && self.has_place(&state, class) {
            return Ok(self.place(&mut state, class));
        }
        if state.waiting[class as usize].len() >= self.limits.waiting {
            return Err(None);
        }
        let (call, called) = oneshot::channel();
        state.tickets += 1;
        let ticket = state.tickets;
        state.waiting[class as usize].push_back(Waiting { ticket, call });
        self.traffic.set_waiting(class, state.waiting[class as usize].len());
        Err(Some(Queued { admission: Arc::clone(self), class, ticket, called }))
    }

    fn has_place(&self, state: &State, class: Class) -> bool {
        let [bookings, searches, sign_ins] = state.running;
        let share = self.limits.running - (self.limits.running / 4).max(1);
        match class {
            Class::Booking => bookings + searches < self.limits.running && bookings < share,
            Class::Search => bookings + searches < self.limits.running && searches < share,
            Class::SignIn => sign_ins < self.limits.sign_ins,
        }
    }

    fn place(self: &Arc<Self>, state: &mut State, class: Class) -> Place {
        state.running[class as usize] += 1;
        self.traffic.set_running(class, state.running[class as usize]);
        Place { admission: Some(Arc::clone(self)), class }
    }

    fn leave(self: &Arc<Self>, class: Class) {
        let mut state = self.lock();
        state.running[class as usize] -= 1;
        self.traffic.set_running(class, state.running[class as usize]);
        for next in Class::ALL {
            while self.has_place(&state, next) {
                let Some(waiting) = state.waiting[next as usize].pop_front() else { break };
                self.traffic.set_waiting(next, state.waiting[next as usize].len());
                let place = self.place(&mut state, next);
                if let Err(mut place) = waiting.call.send(place) {
                    // It has just given up; the lock is ours, so the place must not give itself back.
                    place.admission = None;
                    state.running[next as usize] -= 1;
                    self.traffic.set_running(next, state.running[next as usize]);
                }
            }
        }
        if state.running.iter().sum::<usize>() == 0 {
            self.idle.notify_waiters();
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no panic happens while places are counted")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(admission) = self.admission.take() {
            admission.leave(self.class);
        }
    }
}

/// Somebody in a waiting room. Leaves it when dropped.
struct Queued {
    admission: Arc<Admission>,
    class: Class,
    ticket: u64,
    called: oneshot::Receiver<Place>,
}

impl Drop for Queued {
    fn drop(&mut self) {
        let mut state = self.admission.lock();
        let waiting = &mut state.waiting[self.class as usize];
        waiting.retain(|one| one.ticket != self.ticket);
        self.admission.traffic.set_waiting(self.class, waiting.len());
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures::FutureExt;

    use super::*;

    fn admission(running: usize, waiting: usize) -> (Arc<Admission>, Arc<Traffic>) {
        let patience = Duration::from_millis(50);
        let limits = OperationLimits { running, waiting, patience, ..OperationLimits::default() };
        let traffic = Arc::new(Traffic::default());
        (Admission::new(limits, Arc::clone(&traffic)), traffic)
    }

    fn enter_now(admission: &Arc<Admission>, class: Class) -> Place {
        admission.enter(class).now_or_never().expect("there is a place").expect("and it is ours")
    }

    #[tokio::test]
    async fn each_class_leaves_the_other_a_quarter_of_the_places() {
        for (first, second) in [(Class::Booking, Class::Search), (Class::Search, Class::Booking)] {
            let (admission, traffic) = admission(8, 1);
            let mut places: Vec<_> = (0..6).map(|_| enter_now(&admission, first)).collect();
            assert!(admission.enter(first).now_or_never().is_none());
            places.extend((0..2).map(|_| enter_now(&admission, second)));
            assert!(admission.enter(second).now_or_never().is_none());
            assert_eq!((traffic.running(first), traffic.running(second)), (6, 2));
            drop(places);
            assert_eq!((traffic.running(first), traffic.waiting(second)), (0, 0));
        }
    }

    #[tokio::test]
    async fn a_booking_that_comes_later_goes_before_a_search() {
        let (admission, _) = admission(4, 10);
        let mut running: Vec<_> = (0..3).map(|_| enter_now(&admission, Class::Search)).collect();
        running.push(enter_now(&admission, Class::Booking));
        let mut search = Box::pin(admission.enter(Class::Search));
        let mut booking = Box::pin(admission.enter(Class::Booking));
        assert!(search.as_mut().now_or_never().is_none() && booking.as_mut().now_or_never().is_none());

        running.remove(0);

        let _booking = booking.now_or_never().expect("the place is free").expect("and it is the booking's");
        assert!(search.as_mut().now_or_never().is_none());
    }

    #[tokio::test]
    async fn sign_ins_take_nobody_elses_place() {
        let (admission, _) = admission(2, 0);
        let _sign_ins: Vec<_> = (0..4).map(|_| enter_now(&admission, Class::SignIn)).collect();
        assert!(admission.enter(Class::SignIn).await.is_err());
        enter_now(&admission, Class::Booking);
        enter_now(&admission, Class::Search);
    }

    #[tokio::test]
    async fn whoever_finds_the_waiting_room_full_or_waits_too_long_is_sent_away() {
        let (admission, traffic) = admission(2, 1);
        let running = enter_now(&admission, Class::Search);
        let mut waiting = Box::pin(admission.enter(Class::Search));
        assert!(waiting.as_mut().now_or_never().is_none());
        assert_eq!(traffic.waiting(Class::Search), 1);
        assert!(admission.enter(Class::Search).now_or_never().expect("at once").is_err());

        assert!(waiting.await.is_err());

        assert_eq!((traffic.refused(Class::Search), traffic.waiting(Class::Search)), (2, 0));
        drop(running);
        enter_now(&admission, Class::Search);
    }

    #[tokio::test]
    async fn a_place_that_was_given_to_somebody_who_left_is_not_lost() {
        let (admission, traffic) = admission(2, 5);
        for _ in 0..3 {
            let running = enter_now(&admission, Class::Booking);
            let mut waiting = Box::pin(admission.enter(Class::Booking));
            assert!(waiting.as_mut().now_or_never().is_none());
            drop(running);
            assert_eq!(traffic.running(Class::Booking), 1);
            drop(waiting);
        }
        admission.drained().await;
        assert_eq!(traffic.running(Class::Booking), 0);
    }
}
