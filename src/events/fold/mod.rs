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
//!
//! What is kept is bounded, however much happens: see `Timeline`, `Tasks` and `Prefixes`. Sums and counts stay right.

mod forest;
mod lane;
mod prefixes;
mod tasks;
mod timeline;
mod workers;

use super::{Activity, Clock, Event, EventKind};

pub use lane::{Bar, Lane, Span};
pub use prefixes::{PREFIXES_MAX, Prefixes};
pub use tasks::{Counts, FORGOTTEN_MAX, Layer, Standing, TaskEntry, Tasks};
pub use timeline::{Row, SPANS_MAX, Sums, Timeline};
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
    /// Events that came too fast to be taken: what they would have changed is not known here
    pub n_lost_events: u64,
}

impl Fold {
    /// Of a cluster of which nothing is known yet.
    pub fn new(clock: Clock) -> Fold {
        Fold { clock, ..Fold::default() }
    }

    /// Takes in the next event.
    pub fn apply(&mut self, event: &Event) {
        match &event.kind {
            EventKind::GraphSubmitted { tasks, .. } => {
                self.tasks.make_room();
                if self.prefixes.is_crowded() {
                    self.free_prefixes();
                }
                self.tasks.submit(tasks, &mut self.prefixes);
            }
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
                    self.tasks.computed(key, *worker, *thread, &span);
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
                self.n_lost_events = 0;
                self.tasks.clear();
                self.timeline.clear();
                self.workers.clear_counts();
                for (worker, entry) in self.workers.iter() {
                    self.timeline.add_worker(worker, entry.nthreads);
                }
            }
        }
    }

    /// Bytes that it keeps, but for the keys.
    pub fn heap_bytes(&self) -> usize {
        self.timeline.heap_bytes() + self.tasks.heap_bytes()
    }

    /// Numbers of prefixes that nothing here has any more are free for others.
    fn free_prefixes(&mut self) {
        let mut used = self.prefixes.unmarked();
        self.tasks.mark_prefixes(&mut used);
        self.timeline.mark_prefixes(&mut used);
        for id in self.prefixes.free_unmarked(&used) {
            let other = self.prefixes.other();
            self.timeline.move_sums(id, other);
        }
    }
}

#[cfg(test)]
mod tests;
