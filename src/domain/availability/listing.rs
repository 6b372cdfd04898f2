//! The free slots of several clinics, merged by time.

use std::iter::Peekable;

use super::desk::Desk;
use super::judgement::Slot;

/// The slots of all desks, earliest first; at the same instant in the order of the desks.
pub(super) struct Listing<'a>(Vec<Peekable<Desk<'a>>>);

impl<'a> Listing<'a> {
    pub(super) fn new(desks: impl Iterator<Item = Desk<'a>>) -> Self {
        Self(desks.map(Iterator::peekable).collect())
    }
}

impl Iterator for Listing<'_> {
    type Item = Slot;

    fn next(&mut self) -> Option<Slot> {
        let heads = self.0.iter_mut().enumerate();
        let (_, first) = heads.filter_map(|(index, desk)| Some((desk.peek()?.starts_at, index))).min()?;
        self.0[first].next()
    }
}
