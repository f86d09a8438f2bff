//! Watches: what `wait`, `gather` and `as_completed` look at instead of asking every future again and again.

use super::status::Status;
use crate::graph::Key;

/// Names a watch of one client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WatchId(pub(super) u64);

/// The progress of a set of keys towards being done.
#[derive(Debug, Default)]
pub struct Watch {
    /// Keys that are not done.
    pub(super) waiting: usize,
    done: Vec<Key>,
    failures: usize,
}

impl Watch {
    /// How many keys are not done.
    pub fn waiting(&self) -> usize {
        self.waiting
    }

    /// Whether every key is done.
    pub fn is_over(&self) -> bool {
        self.waiting == 0
    }

    /// Whether a key ended by an error or was cancelled.
    pub fn has_failures(&self) -> bool {
        self.failures > 0
    }

    /// Whether keys are done that nobody took.
    pub fn has_done(&self) -> bool {
        !self.done.is_empty()
    }

    /// The keys that were done since the last call, in that order.
    pub fn take_done(&mut self) -> Vec<Key> {
        std::mem::take(&mut self.done)
    }

    pub(super) fn add_done(&mut self, key: &Key, status: Status) {
        self.done.push(key.clone());
        self.failures += usize::from(status != Status::Finished);
    }
}
