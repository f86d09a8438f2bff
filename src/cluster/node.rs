//! One logical worker as the `threads` driver keeps it: the state machine, its store of values, what it runs.

use std::sync::{Arc, Weak};

use rustc_hash::FxHashMap;

use super::executor::Job;
use crate::events::{Time, WorkerId};
use crate::graph::{Key, Value};
use crate::worker::Worker;

/// A worker of the `threads` driver.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) machine: Worker,
    pub(super) profile: Profile,
    /// The results it holds, with the bytes each was counted with.
    store: FxHashMap<Key, (Value, u64)>,
    /// Bytes of all results in the store.
    managed: u64,
    /// What the log was told last.
    logged: u64,
    /// The tasks that were handed to the pool, until their end came back.
    pub(super) executing: FxHashMap<Key, Running>,
}

/// What is fixed about a worker.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    pub(super) id: WorkerId,
    /// As users know it: `0`, `1` … in a local cluster.
    pub(super) name: String,
    pub(super) address: String,
    pub(super) nthreads: u32,
    /// Bytes; 0 for no limit.
    pub(super) memory_limit: u64,
    pub(super) started: Time,
}

/// A task on its way through the pool.
#[derive(Debug)]
pub(super) struct Running {
    /// Its thread holds it.
    job: Weak<Job>,
    /// It was interrupted and then asked for again: it has to start anew.
    pub(super) again: bool,
    /// Nobody wants its result any more. It runs on, as on real Dask, unless the learner presses *Stop*.
    pub(super) freed: bool,
    /// It ran when a cell was stopped: once nobody wants it any more, it is to end.
    pub(super) ends_when_freed: bool,
    /// It has given up its slot before it began.
    made_room: bool,
}

impl Running {
    pub(super) fn new(job: &Arc<Job>, ends_when_freed: bool) -> Running {
        Running { job: Arc::downgrade(job), again: false, freed: false, ends_when_freed, made_room: false }
    }

    /// Asks it to end; gives it unless that was done before.
    pub(super) fn stop(&self) -> Option<Arc<Job>> {
        let job = self.job.upgrade().filter(|job| !job.interrupt.is_raised())?;
        job.interrupt.raise();
        Some(job)
    }

    /// Whether it has not begun, for the first time.
    pub(super) fn makes_room(&mut self) -> bool {
        let is_waiting = self.job.upgrade().is_some_and(|job| job.progress.is_waiting());
        is_waiting && !std::mem::replace(&mut self.made_room, true)
    }

    /// Whether it was asked to end.
    pub(super) fn is_stopped(&self) -> bool {
        self.job.upgrade().is_none_or(|job| job.interrupt.is_raised())
    }
}

impl Node {
    pub(super) fn new(machine: Worker, profile: Profile) -> Node {
        let (store, executing) = (FxHashMap::default(), FxHashMap::default());
        Node { machine, profile, store, managed: 0, logged: 0, executing }
    }

    /// The value of `key`, if it is here.
    pub(super) fn value(&self, key: &Key) -> Option<&Value> {
        self.store.get(key).map(|(value, _)| value)
    }

    /// Keeps a value; hands back the one it replaces.
    pub(super) fn put(&mut self, key: Key, value: Value, nbytes: u64) -> Option<Value> {
        self.managed += nbytes;
        let (old, old_nbytes) = self.store.insert(key, (value, nbytes))?;
        self.managed -= old_nbytes;
        Some(old)
    }

    /// Takes a value out, with its bytes.
    pub(super) fn take(&mut self, key: &Key) -> Option<(Value, u64)> {
        let (value, nbytes) = self.store.remove(key)?;
        self.managed -= nbytes;
        Some((value, nbytes))
    }

    /// The keys it holds with their bytes, in the order of the keys.
    pub(super) fn held(&self) -> Vec<(Key, u64)> {
        let mut held: Vec<_> = self.store.iter().map(|(key, (_, nbytes))| (key.clone(), *nbytes)).collect();
        held.sort_unstable();
        held
    }

    /// The keys of the results it holds, in no order.
    pub(super) fn keys(&self) -> impl ExactSizeIterator<Item = &Key> {
        self.store.keys()
    }

    /// The keys of the results it holds, with their bytes, in no order.
    pub(super) fn sizes(&self) -> impl Iterator<Item = (&Key, u64)> {
        self.store.iter().map(|(key, (_, nbytes))| (key, *nbytes))
    }

    /// How many results it holds.
    pub(super) fn n_held(&self) -> usize {
        self.store.len()
    }

    /// Bytes of results.
    pub(super) fn managed(&self) -> u64 {
        self.managed
    }

    /// Bytes of results, if they changed since the last call.
    pub(super) fn managed_if_changed(&mut self) -> Option<u64> {
        let changed = self.logged != self.managed;
        self.logged = self.managed;
        changed.then_some(self.managed)
    }

    /// Everything it holds, to be dropped outside of the core's lock.
    pub(super) fn into_values(self) -> impl Iterator<Item = Value> {
        self.store.into_values().map(|(value, _)| value)
    }
}
