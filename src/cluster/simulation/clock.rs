//! The virtual clock: an agenda of what happens when. Time passes only from one entry to the next.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::events::Time;

/// Things to come, by time; of equal times in the order they were put down.
#[derive(Debug)]
pub struct Agenda<T> {
    now: Time,
    n_entries: u64,
    entries: BinaryHeap<Entry<T>>,
}

impl<T> Agenda<T> {
    /// An empty agenda at time zero.
    pub fn new() -> Agenda<T> {
        Agenda { now: Time::ZERO, n_entries: 0, entries: BinaryHeap::new() }
    }

    /// The time of the entry taken last.
    pub fn now(&self) -> Time {
        self.now
    }

    /// Puts something down for a time; what lies in the past happens next.
    pub fn push(&mut self, time: Time, what: T) {
        self.n_entries += 1;
        self.entries.push(Entry { time: time.max(self.now), place: self.n_entries, what });
    }

    /// When the next entry is due.
    pub fn next_time(&self) -> Option<Time> {
        self.entries.peek().map(|entry| entry.time)
    }

    /// Takes the next entry; the clock then shows its time.
    pub fn pop(&mut self) -> Option<T> {
        let entry = self.entries.pop()?;
        self.now = entry.time;
        Some(entry.what)
    }
}

impl<T> Default for Agenda<T> {
    fn default() -> Agenda<T> {
        Agenda::new()
    }
}

#[derive(Debug)]
struct Entry<T> {
    time: Time,
    place: u64,
    what: T,
}

impl<T> Ord for Entry<T> {
    /// The greatest of a heap comes first: so earlier is greater.
    fn cmp(&self, other: &Entry<T>) -> Ordering {
        (other.time, other.place).cmp(&(self.time, self.place))
    }
}

impl<T> PartialOrd for Entry<T> {
    fn partial_cmp(&self, other: &Entry<T>) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> PartialEq for Entry<T> {
    fn eq(&self, other: &Entry<T>) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<T> Eq for Entry<T> {}
