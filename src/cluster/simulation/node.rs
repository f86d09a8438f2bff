//! A simulated worker: its state machine and what a real one would have around it.

use rustc_hash::FxHashMap;

use crate::events::Time;
use crate::graph::{Key, Value};
use crate::worker::Worker;

#[derive(Debug)]
pub(super) struct Node {
    pub(super) machine: Worker,
    /// The values of the results it holds.
    pub(super) store: FxHashMap<Key, Stored>,
    /// Requests of peers that it is answering.
    pub(super) n_serving: u32,
    /// It turns requests down until then.
    pub(super) busy_until: Time,
    /// When it is going to be woken.
    pub(super) wake_at: Option<Time>,
    /// Bytes that the log was told last.
    pub(super) managed_logged: u64,
}

/// A value in a store.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    /// `None` on a symbolic cluster
    pub(super) value: Option<Value>,
    pub(super) nbytes: u64,
}

impl Node {
    pub(super) fn new(machine: Worker) -> Node {
        let store = FxHashMap::default();
        Node { machine, store, n_serving: 0, busy_until: Time::ZERO, wake_at: None, managed_logged: 0 }
    }
}
