//! Who is there, with what in memory, and totals of the cluster.

use std::collections::BTreeMap;
use std::time::Duration;

use super::Span;
use crate::events::{Activity, WorkerId};

/// Workers that are there now, in the order they joined, and totals since the panels started.
#[derive(Debug, Default)]
pub struct Workers {
    entries: BTreeMap<WorkerId, Worker>,
    totals: Totals,
    revision: u64,
}

/// One worker.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worker {
    /// Its display name
    pub name: String,
    /// Its address
    pub address: String,
    /// Thread slots
    pub nthreads: u32,
    /// Bytes it may hold; 0 for no limit
    pub memory_limit: u64,
    /// Bytes of results in memory
    pub managed: u64,
    /// Bytes of results on disk
    pub spilled: u64,
    /// Tasks it was sent and has not finished
    pub processing: u32,
    /// Whether it starts no tasks for want of memory
    pub paused: bool,
    /// Tasks it has run
    pub n_computed: u64,
    /// Time its threads ran tasks
    pub busy: Duration,
    /// Bytes it fetched from others
    pub received: u64,
}

/// Sums over all workers, those that left included.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Totals {
    /// Tasks run
    pub n_computed: u64,
    /// Tasks that failed
    pub n_erred: u64,
    /// Thread time spent on tasks
    pub busy: Duration,
    /// Transfers between workers
    pub n_transfers: u64,
    /// Bytes moved between workers
    pub transferred: u64,
    /// Workers that left without being asked to
    pub n_lost: u64,
}

impl Workers {
    /// Those that are there.
    pub fn iter(&self) -> impl Iterator<Item = (WorkerId, &Worker)> {
        self.entries.iter().map(|(&id, worker)| (id, worker))
    }

    /// One of those.
    pub fn get(&self, worker: WorkerId) -> Option<&Worker> {
        self.entries.get(&worker)
    }

    /// How many are there.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether none is there.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Sums since the panels started.
    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// Changes whenever anything here does.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    pub(super) fn add(&mut self, worker: WorkerId, address: &str, name: &str, nthreads: u32, memory_limit: u64) {
        self.revision += 1;
        let entry = self.entries.entry(worker).or_default();
        (entry.address, entry.name) = (address.to_owned(), name.to_owned());
        (entry.nthreads, entry.memory_limit) = (nthreads, memory_limit);
    }

    pub(super) fn remove(&mut self, worker: WorkerId, expected: bool) {
        self.revision += 1;
        self.entries.remove(&worker);
        self.totals.n_lost += u64::from(!expected);
    }

    pub(super) fn pause(&mut self, worker: WorkerId, paused: bool) {
        self.change(worker, |entry| entry.paused = paused);
    }

    pub(super) fn memory(&mut self, worker: WorkerId, managed: u64, spilled: u64) {
        self.change(worker, |entry| (entry.managed, entry.spilled) = (managed, spilled));
    }

    pub(super) fn count_processing(&mut self, left: Option<WorkerId>, joined: Option<WorkerId>) {
        if let Some(worker) = left {
            self.change(worker, |entry| entry.processing = entry.processing.saturating_sub(1));
        }
        if let Some(worker) = joined {
            self.change(worker, |entry| entry.processing += 1);
        }
    }

    pub(super) fn count_span(&mut self, worker: WorkerId, span: &Span) {
        let lasted = span.stop.since(span.start);
        let totals = &mut self.totals;
        match span.activity {
            Activity::Compute => {
                totals.n_computed += 1;
                totals.n_erred += u64::from(span.erred);
                totals.busy = totals.busy.saturating_add(lasted);
                self.change(worker, |entry| {
                    entry.n_computed += 1;
                    entry.busy = entry.busy.saturating_add(lasted);
                });
            }
            Activity::Transfer { .. } => {
                totals.n_transfers += 1;
                totals.transferred = totals.transferred.saturating_add(span.nbytes);
                self.change(worker, |entry| entry.received = entry.received.saturating_add(span.nbytes));
            }
            Activity::DiskWrite | Activity::DiskRead | Activity::Deserialize => {}
        }
    }

    /// Counts start afresh; who is there, and what they hold, stays.
    pub(super) fn clear_counts(&mut self) {
        self.revision += 1;
        self.totals = Totals::default();
        for entry in self.entries.values_mut() {
            (entry.processing, entry.n_computed, entry.busy, entry.received) = (0, 0, Duration::ZERO, 0);
        }
    }

    /// What is said of a worker that is not there, or no longer, changes nothing.
    fn change(&mut self, worker: WorkerId, how: impl FnOnce(&mut Worker)) {
        if let Some(entry) = self.entries.get_mut(&worker) {
            self.revision += 1;
            how(entry);
        }
    }
}
