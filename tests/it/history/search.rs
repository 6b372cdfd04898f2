//! The search for an order: linearizability of what one doctor or patient has, after Wing & Gong and Lowe.
//!
//! A step takes effect at one instant between its call and its answer. The history is walked once; a [`Config`] says which
//! steps whose answer is still to come have taken effect already. All that the history allows so far are kept. They stay
//! few, because
//! - a change takes effect as late as possible: when it is answered, or when a step that is answered needs it;
//! - an observation takes effect as early as it can: it changes nothing;
//! - of changes, only those that touch the same ticks, directly or through others, are tried before a step.
//!
//! None of the three loses an order: steps that touch no common tick can change places.

use std::collections::HashSet;

use super::step::{Kind, Limits, Object, Role, Seen, Ticks};

/// How many configurations may be looked at before giving up on a doctor or patient.
pub const BUDGET: usize = 2_000_000;

/// What takes a visit's time from it.
const ENDINGS: &[Role] = &[Role::Cancelled, Role::Expired, Role::Moved];

/// Why there is no order.
#[derive(Clone, Debug, PartialEq)]
pub enum Stuck {
    /// By the time that this step was answered, at this position, it cannot have taken effect.
    At { step: usize, position: usize },
    /// There are too many orders to look at: undecided.
    TooMany,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Config {
    occupied: Ticks,
    changes: Vec<usize>,
    observed: Vec<usize>,
}

struct Search<'a> {
    object: &'a Object,
    /// For each visit the steps of each [`Role`].
    roles: Vec<[Vec<usize>; 5]>,
    pending: Vec<usize>,
    done: Vec<bool>,
    /// How many configurations may still be looked at.
    left: usize,
}

/// Whether there is an order that explains everything, looking at no more than `budget` configurations.
pub fn explain(object: &Object, budget: usize) -> Result<(), Stuck> {
    let mut roles = vec![[const { Vec::new() }; 5]; object.visits.len()];
    for (number, step) in object.steps.iter().enumerate() {
        match step.kind {
            Kind::Claim(visit) => roles[visit][Role::Claimed as usize].push(number),
            Kind::Fill(visit) => roles[visit][Role::Filled as usize].push(number),
            Kind::End(visit) => roles[visit][Role::Cancelled as usize].push(number),
            Kind::Expire(visit) => roles[visit][Role::Expired as usize].push(number),
            Kind::Move { old, new } => {
                roles[old][Role::Moved as usize].push(number);
                roles[new][Role::Claimed as usize].push(number);
            }
            Kind::See(..) => {}
        }
    }
    let done = vec![false; object.steps.len()];
    Search { object, roles, pending: Vec::new(), done, left: budget }.run()
}

impl Search<'_> {
    fn run(&mut self) -> Result<(), Stuck> {
        let mut moments: Vec<(usize, bool, usize)> = Vec::new();
        for (number, step) in self.object.steps.iter().enumerate() {
            moments.push((step.from, false, number));
            moments.extend(step.until.map(|until| (until, true, number)));
        }
        moments.sort_unstable();
        let mut configs = vec![Config::default()];
        for (position, is_answer, step) in moments {
            if !is_answer {
                self.pending.push(step);
                for config in &mut configs {
                    self.observe(config);
                }
                continue;
            }
            let mut next = Vec::new();
            for config in &configs {
                self.reach(config, step, &mut next)?;
            }
            if next.is_empty() {
                return Err(Stuck::At { step, position });
            }
            self.pending.retain(|pending| *pending != step);
            self.done[step] = true;
            configs = self.best(next);
        }
        Ok(())
    }

    /// All that `config` can become by the time that `target` has taken effect.
    fn reach(&mut self, config: &Config, target: usize, out: &mut Vec<Config>) -> Result<(), Stuck> {
        let relevant = self.relevant(config, target);
        let mut seen = HashSet::new();
        let mut open = vec![config.clone()];
        while let Some(mut config) = open.pop() {
            if config.has(target) {
                config.forget(target);
                out.push(config);
                continue;
            }
            self.left = self.left.checked_sub(1).ok_or(Stuck::TooMany)?;
            for &step in relevant.iter().filter(|step| !config.changes.contains(step)) {
                if let Some(occupied) = self.change(&config, step) {
                    let mut next = Config { occupied, ..config.clone() };
                    insert(&mut next.changes, step);
                    self.observe(&mut next);
                    if seen.insert(next.clone()) {
                        open.push(next);
                    }
                }
            }
        }
        Ok(())
    }

    /// The pending changes that can matter to `target`: those that share ticks with it, be it through other steps.
    fn relevant(&self, config: &Config, target: usize) -> Vec<usize> {
        let mut touched = self.needs(config, target);
        let mut left: Vec<usize> = self.pending.iter().copied().filter(|step| !config.has(*step)).collect();
        // A visit that was taken away has no ticks, but its steps still happen.
        let mut relevant = Vec::from_iter(left.contains(&target).then_some(target));
        loop {
            let (near, far): (Vec<usize>, Vec<usize>) =
                left.into_iter().partition(|step| self.footprint(*step) & touched != 0);
            if near.is_empty() {
                return relevant;
            }
            touched = near.iter().fold(touched, |touched, step| touched | self.needs(config, *step));
            let changes = near.into_iter().filter(|step| !matches!(self.object.steps[*step].kind, Kind::See(..)));
            relevant.extend(changes.filter(|step| *step != target));
            left = far;
        }
    }

    /// The ticks that have to change, or may, before `step` can happen: of a list, those where it is not true yet.
    fn needs(&self, config: &Config, step: usize) -> Ticks {
        match &self.object.steps[step].kind {
            Kind::See(Seen::Exactly { window, taken, visits }, _) => {
                let missing = visits.iter().filter(|visit| !self.is_active(config, **visit));
                missing.fold((config.occupied ^ taken) & window, |ticks, visit| ticks | self.object.visits[*visit])
            }
            _ => self.footprint(step),
        }
    }

    fn footprint(&self, step: usize) -> Ticks {
        let ticks = |visit: usize| self.object.visits[visit];
        match &self.object.steps[step].kind {
            Kind::Claim(visit) | Kind::End(visit) | Kind::Expire(visit) | Kind::Fill(visit) => ticks(*visit),
            Kind::Move { old, new } => ticks(*old) | ticks(*new),
            Kind::See(seen, limits) => {
                limits.moving.map_or(0, ticks)
                    | match seen {
                        Seen::Taken(ticks) | Seen::Free(ticks) => *ticks,
                        Seen::Held(visit) | Seen::Booked(visit) => ticks(*visit),
                        Seen::Went(visit, _) | Seen::Immovable(visit) => ticks(*visit),
                        Seen::Exactly { window, .. } => *window,
                    }
            }
        }
    }

    /// What is occupied after the change, if it can happen now.
    fn change(&self, config: &Config, step: usize) -> Option<Ticks> {
        let ticks = |visit: usize| self.object.visits[visit];
        let active = |visit| self.is_active(config, visit);
        match self.object.steps[step].kind {
            Kind::Claim(new) if config.occupied & ticks(new) == 0 => Some(config.occupied | ticks(new)),
            Kind::End(visit) if active(visit) => Some(config.occupied & !ticks(visit)),
            Kind::Expire(visit) if self.is_held(config, visit) => Some(config.occupied & !ticks(visit)),
            Kind::Fill(visit) if self.is_held(config, visit) => Some(config.occupied),
            Kind::Move { old, new } if active(old) && !self.is_held(config, old) => {
                let rest = config.occupied & !ticks(old);
                (rest & ticks(new) == 0).then_some(rest | ticks(new))
            }
            _ => None,
        }
    }

    /// Lets every pending observation happen that is true now.
    fn observe(&self, config: &mut Config) {
        for &step in &self.pending {
            if let Kind::See(seen, limits) = &self.object.steps[step].kind
                && !config.observed.contains(&step)
                && self.is_true(config, seen, limits)
            {
                insert(&mut config.observed, step);
            }
        }
    }

    fn is_true(&self, config: &Config, seen: &Seen, limits: &Limits) -> bool {
        let others = config.occupied & !limits.moving.map_or(0, |visit| self.object.visits[visit]);
        limits.before.iter().all(|step| !self.happened(config, *step))
            && limits.moving.is_none_or(|visit| self.is_active(config, visit))
            && match seen {
                Seen::Taken(ticks) => others & ticks != 0,
                Seen::Free(ticks) => others & ticks == 0,
                Seen::Held(visit) => self.is_held(config, *visit),
                Seen::Booked(visit) => self.is_active(config, *visit) && !self.is_held(config, *visit),
                Seen::Went(visit, roles) => self.went(config, *visit, roles),
                Seen::Immovable(visit) => {
                    self.is_held(config, *visit) || self.went(config, *visit, &[Role::Cancelled, Role::Expired])
                }
                Seen::Exactly { window, taken, visits } => {
                    others & window == *taken && visits.iter().all(|visit| self.is_active(config, *visit))
                }
            }
    }

    /// Without those that can do nothing that another one cannot do as well.
    fn best(&self, mut configs: Vec<Config>) -> Vec<Config> {
        configs.sort_unstable_by_key(|config| (config.changes.len(), usize::MAX - config.observed.len()));
        let mut best: Vec<Config> = Vec::new();
        for config in configs {
            if !best.iter().any(|less| self.becomes(less, &config)) {
                best.push(config);
            }
        }
        best
    }

    /// Whether `less` can still become `more`, having observed as much.
    fn becomes(&self, less: &Config, more: &Config) -> bool {
        let is_in = |steps: &[usize], other: &[usize]| steps.iter().all(|step| other.binary_search(step).is_ok());
        if !is_in(&less.changes, &more.changes) {
            return false;
        }
        let mut config = less.clone();
        while config.changes.len() < more.changes.len() {
            let missing = more.changes.iter().filter(|step| config.changes.binary_search(step).is_err());
            let Some((step, occupied)) = missing.filter_map(|step| Some((*step, self.change(&config, *step)?))).next()
            else {
                return false;
            };
            config.occupied = occupied;
            insert(&mut config.changes, step);
            self.observe(&mut config);
        }
        is_in(&more.observed, &config.observed)
    }

    fn happened(&self, config: &Config, step: usize) -> bool {
        self.done[step] || config.changes.contains(&step)
    }

    fn went(&self, config: &Config, visit: usize, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.roles[visit][*role as usize].iter().any(|step| self.happened(config, *step)))
    }

    fn is_active(&self, config: &Config, visit: usize) -> bool {
        self.went(config, visit, &[Role::Claimed]) && !self.went(config, visit, ENDINGS)
    }

    fn is_held(&self, config: &Config, visit: usize) -> bool {
        self.object.holds.contains(&visit)
            && self.is_active(config, visit)
            && !self.went(config, visit, &[Role::Filled])
    }
}

impl Config {
    fn has(&self, step: usize) -> bool {
        self.changes.contains(&step) || self.observed.contains(&step)
    }

    fn forget(&mut self, step: usize) {
        self.changes.retain(|known| *known != step);
        self.observed.retain(|known| *known != step);
    }
}

fn insert(sorted: &mut Vec<usize>, step: usize) {
    if let Err(place) = sorted.binary_search(&step) {
        sorted.insert(place, step);
    }
}
