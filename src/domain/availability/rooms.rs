//! Which room a visit gets.

use entity::id::RoomId;

use super::calendar::RoomLoad;
use super::span_set::SpanSet;
use crate::domain::time::TickSpan;

/// The rooms that fit, prepared for many questions.
pub(super) struct Rooms(Vec<Room>);

struct Room {
    id: RoomId,
    capacity: u32,
    /// Only the ordinals of which something is taken, ascending.
    taken: Vec<(u32, SpanSet)>,
}

impl Rooms {
    /// Prepares for visits within `range`.
    pub(super) fn new(loads: &[RoomLoad], range: TickSpan) -> Self {
        Self(loads.iter().map(|load| Room::new(load, range)).collect())
    }

    /// The first room that has an ordinal free for all of a visit, and the lowest such ordinal.
    pub(super) fn free_for(&self, visit: TickSpan) -> Option<(RoomId, u32)> {
        self.0.iter().find_map(|room| Some((room.id, room.free_for(visit)?)))
    }
}

impl Room {
    fn new(load: &RoomLoad, range: TickSpan) -> Self {
        let mut ordinals: Vec<u32> = load.taken.iter().map(|(ordinal, _)| *ordinal).collect();
        ordinals.sort_unstable();
        ordinals.dedup();
        let spans_of = |wanted: u32| load.taken.iter().filter(move |(own, _)| *own == wanted).map(|(_, span)| *span);
        let taken = ordinals.into_iter().map(|ordinal| (ordinal, SpanSet::near(range, spans_of(ordinal)))).collect();
        Self { id: load.room, capacity: load.capacity, taken }
    }

    fn free_for(&self, visit: TickSpan) -> Option<u32> {
        let mut lowest = 0;
        for (ordinal, spans) in &self.taken {
            if *ordinal != lowest || !spans.intersects(visit) {
                break;
            }
            lowest += 1;
        }
        (lowest < self.capacity).then_some(lowest)
    }
}
