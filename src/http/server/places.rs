//! How many connections there may be.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use crate::http::traffic::Traffic;

/// The places of all connections.
pub struct Places {
    total: usize,
    per_address: Option<usize>,
    taken: Mutex<Taken>,
    traffic: Arc<Traffic>,
}

#[derive(Default)]
struct Taken {
    all: usize,
    by_network: HashMap<IpAddr, usize>,
}

/// The place of one connection; given back when dropped.
pub struct Place {
    places: Arc<Places>,
    network: IpAddr,
}

impl Places {
    pub fn new(total: usize, per_address: Option<usize>, traffic: Arc<Traffic>) -> Self {
        Self { total, per_address, taken: Mutex::default(), traffic }
    }

    /// A place for a connection from `address`, if there is one left.
    pub fn take(self: &Arc<Self>, address: IpAddr) -> Option<Place> {
        let network = network(address);
        let mut taken = self.taken.lock().expect("no panic happens while places are counted");
        let here = taken.by_network.get(&network).copied().unwrap_or_default();
        if taken.all >= self.total || self.per_address.is_some_and(|limit| here >= limit) {
            self.traffic.count_connection_refused();
            return None;
        }
        taken.all += 1;
        taken.by_network.insert(network, here + 1);
        self.traffic.set_connections_open(taken.all);
        Some(Place { places: Arc::clone(self), network })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken.lock().expect("no panic happens while places are counted");
        taken.all -= 1;
        self.places.traffic.set_connections_open(taken.all);
        match taken.by_network.get_mut(&self.network) {
            Some(here) if *here > 1 => *here -= 1,
            _ => drop(taken.by_network.remove(&self.network)),
        }
    }
}

/// What counts as one client: an IPv4 address, or the /64 that a provider gives to one household.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6((v6.to_bits() >> 64 << 64).into()),
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_takes_no_more_than_its_share_and_all_no_more_than_there_are() {
        let traffic = Arc::new(Traffic::default());
        let places = Arc::new(Places::new(3, Some(2), Arc::clone(&traffic)));
        let take = |address: &str| places.take(address.parse().unwrap());
        let first = take("2001:db8::1").unwrap();
        let _second = take("2001:db8::ffff:2").unwrap();
        assert!(take("2001:db8::3").is_none());
        let _other = take("192.0.2.1").unwrap();
        assert!(take("192.0.2.2").is_none());
        assert_eq!((traffic.connections_open(), traffic.connections_refused()), (3, 2));
        drop(first);
        assert!(take("::ffff:192.0.2.1").is_some());
        assert_eq!(places.taken.lock().unwrap().by_network.len(), 2);
    }
}
