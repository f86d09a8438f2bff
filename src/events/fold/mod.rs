//! Folds of events into panel data: each event costs O(1), whatever has happened before.
//!
//! in: the events of one cluster in order; out: data that the panels read.
//!
//! - [`Timeline`]: who was busy when (task stream).
//! - [`Tasks`]: each task's state and dependencies, counted by prefix (progress) and by layer (graph).
//! - [`Workers`]: who is there, with what in memory (workers memory), and totals of the cluster.
//!
//! Any order and any nonsense is folded without panicking: an unknown key becomes a task, and what is
//! said of an unknown worker is dropped.

mod forest;
mod lane;
mod tasks;
mod timeline;
mod workers;

use std::sync::Arc;

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use super::{Activity, Clock, Event, EventKind};

pub use lane::{Bar, Lane, Span};
pub use tasks::{Counts, Layer, Standing, TaskEntry, Tasks};
pub use timeline::{Row, Sums, Timeline};
pub use workers::{Totals, Worker, Workers};

/// Everything that the panels know of one cluster.
#[derive(Debug, Default)]
pub struct Fold {
    /// The clock of its times
    pub clock: Clock,
    /// Key prefixes, numbered as they first appear
    pub prefixes: Prefixes,
    /// Spans by worker thread
    pub timeline: Timeline,
    /// Tasks with their states
    pub tasks: Tasks,
    /// Workers with their memory
    pub workers: Workers,
}

/// Key prefixes, numbered as they first appear.
#[derive(Debug, Default)]
pub struct Prefixes(IndexSet<Arc<str>, FxBuildHasher>);

impl Prefixes {
    /// The number of a prefix, new or known.
    pub fn id(&mut self, prefix: &str) -> u32 {
        let id = self.0.get_index_of(prefix).unwrap_or_else(|| self.0.insert_full(prefix.into()).0);
        id as u32
    }

    /// Its text.
    pub fn name(&self, id: u32) -> &str {
        self.0.get_index(id as usize).map_or("", |name| name)
    }

    /// All, in order of number.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|name| &**name)
    }
}

impl Fold {
    /// Of a cluster of which nothing is known yet.
    pub fn new(clock: Clock) -> Fold {
        Fold { clock, ..Fold::default() }
    }

    /// Takes in the next event.
    pub fn apply(&mut self, event: &Event) {
        match &event.kind {
            EventKind::GraphSubmitted { tasks, .. } => self.tasks.submit(tasks, &mut self.prefixes),
            EventKind::Transition { key, to, worker, .. } => {
                let moved = self.tasks.transition(key, *to, *worker, &mut self.prefixes);
                self.workers.count_processing(moved.left, moved.joined);
            }
            EventKind::Span { worker, thread, key, activity, start, stop, nbytes, erred } => {
                let span = Span {
                    start: *start,
                    stop: (*stop).max(*start),
                    key: key.clone(),
                    prefix: self.prefixes.id(key.prefix()),
                    activity: *activity,
                    nbytes: *nbytes,
                    erred: *erred,
                };
                if *activity == Activity::Compute {
                    self.tasks.computed(key, *worker, *thread, &span, &mut self.prefixes);
                }
                self.workers.count_span(*worker, &span);
                self.timeline.push(*worker, *thread, span);
            }
            EventKind::DataReleased { .. } => {}
            EventKind::WorkerAdded { worker, address, name, nthreads, memory_limit } => {
                self.workers.add(*worker, address, name, *nthreads, *memory_limit);
                self.timeline.add_worker(*worker, *nthreads);
            }
            EventKind::WorkerRemoved { worker, expected } => {
                self.workers.remove(*worker, *expected);
                self.timeline.remove_worker(*worker);
            }
            EventKind::WorkerPaused { worker, paused } => self.workers.pause(*worker, *paused),
            EventKind::WorkerMemory { worker, managed, spilled } => self.workers.memory(*worker, *managed, *spilled),
            EventKind::Cleared => {
                self.prefixes = Prefixes::default();
                self.tasks.clear();
                self.timeline.clear();
                self.workers.clear_counts();
                for (worker, entry) in self.workers.iter() {
                    self.timeline.add_worker(worker, entry.nthreads);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
