//! Keyset pages: a page begins after a row's sort key, never after a number of rows.

/// Which page of a list is wanted. `C` is the sort key that cursors carry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageRequest<C> {
    pub size: usize,
    pub from: From<C>,
}

/// Where a page begins and which way it goes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum From<C> {
    /// The first rows after the key, or of the list.
    After(Option<C>),
    /// The last rows before the key, or of the list; still answered in the list's order.
    Before(Option<C>),
}

/// A page of a list, in the list's order.
#[derive(Clone, Debug)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub has_next: bool,
    pub has_previous: bool,
}

impl<C> PageRequest<C> {
    /// The first `size` rows.
    pub fn first(size: usize) -> Self {
        Self { size, from: From::After(None) }
    }

    /// Whether rows are wanted from the list's end.
    pub fn is_backward(&self) -> bool {
        matches!(self.from, From::Before(_))
    }

    /// The key that the page begins at, in whichever direction.
    pub fn cursor(&self) -> Option<&C> {
        match &self.from {
            From::After(cursor) | From::Before(cursor) => cursor.as_ref(),
        }
    }

    /// How many rows to ask the database for: one more than the page, which tells whether there is another.
    pub fn fetch(&self) -> u64 {
        self.size as u64 + 1
    }

    /// Makes the page of rows fetched in the direction of the request, at most [`fetch`](Self::fetch) of them.
    pub fn page<T>(&self, mut rows: Vec<T>) -> Page<T> {
        let more = rows.len() > self.size;
        rows.truncate(self.size);
        let beyond = self.cursor().is_some();
        match self.from {
            From::After(_) => Page { rows, has_next: more, has_previous: beyond },
            From::Before(_) => {
                rows.reverse();
                Page { rows, has_next: beyond, has_previous: more }
            }
        }
    }

    /// The page of a whole list at hand, sorted ascending by `key`.
    pub fn slice<T, K>(&self, rows: Vec<T>, key: K) -> Page<T>
    where
        C: Ord,
        K: Fn(&T) -> C,
    {
        let matching = rows.into_iter();
        let rows = match &self.from {
            From::After(None) => matching.take(self.size + 1).collect(),
            From::After(Some(cursor)) => matching.filter(|row| key(row) > *cursor).take(self.size + 1).collect(),
            From::Before(None) => matching.rev_take(self.size + 1),
            From::Before(Some(cursor)) => {
                matching.filter(|row| key(row) < *cursor).collect::<Vec<_>>().into_iter().rev_take(self.size + 1)
            }
        };
        self.page(rows)
    }
}

trait RevTake: DoubleEndedIterator + Sized {
    fn rev_take(self, count: usize) -> Vec<Self::Item> {
        self.rev().take(count).collect()
    }
}

impl<I: DoubleEndedIterator> RevTake for I {}

impl<T> Page<T> {
    /// The same page with each row turned into something else.
    pub fn map<U>(self, each: impl FnMut(T) -> U) -> Page<U> {
        Page {
            rows: self.rows.into_iter().map(each).collect(),
            has_next: self.has_next,
            has_previous: self.has_previous,
        }
    }
}
