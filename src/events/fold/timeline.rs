//! Who was busy when: one row per worker thread.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{Lane, Span};
use crate::events::{Activity, Time, WorkerId};

/// Spans by worker and thread.
#[derive(Debug, Default)]
pub struct Timeline {
    rows: BTreeMap<(WorkerId, u32), Row>,
    bursts: Vec<(Time, Time)>,
    by_prefix: Vec<Sums>,
    by_activity: BTreeMap<&'static str, Sums>,
    n_spans: usize,
    revision: u64,
}

/// What one thread of a worker did.
#[derive(Debug, Default)]
pub struct Row {
    /// Tasks that ran.
    pub compute: Lane,
    /// Transfers, disk and deserialization: beside the tasks, for both may happen at once.
    pub other: Lane,
}

/// Of spans of one sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// How many
    pub n: u64,
    /// How many of them failed
    pub n_erred: u64,
    /// How long they lasted together
    pub total: Duration,
    /// How long the longest lasted
    pub longest: Duration,
}

impl Sums {
    fn add(&mut self, span: &Span) {
        let lasted = span.stop.since(span.start);
        self.n += 1;
        self.n_erred += u64::from(span.erred);
        self.total = self.total.saturating_add(lasted);
        self.longest = self.longest.max(lasted);
    }
}

impl Timeline {
    /// Rows in order of worker and thread.
    pub fn rows(&self) -> impl Iterator<Item = ((WorkerId, u32), &Row)> {
        self.rows.iter().map(|(&place, row)| (place, row))
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> usize {
        self.rows.len()
    }

    /// How many spans there are.
    pub fn n_spans(&self) -> usize {
        self.n_spans
    }

    /// Tasks that ran, by the number of their prefix.
    pub fn by_prefix(&self) -> impl Iterator<Item = (u32, Sums)> {
        (0..).zip(self.by_prefix.iter().copied()).filter(|(_, sums)| sums.n > 0)
    }

    /// What else there was, by name of the activity.
    pub fn by_activity(&self) -> impl Iterator<Item = (&'static str, Sums)> {
        self.by_activity.iter().map(|(&name, &sums)| (name, sums))
    }

    /// Stretches of activity with more than [`IDLE_MAX`] between them, in order of time. The last is what ran last.
    pub fn bursts(&self) -> &[(Time, Time)] {
        &self.bursts
    }

    /// Changes whenever anything here does.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    pub(super) fn push(&mut self, worker: WorkerId, thread: u32, span: Span) {
        self.revision += 1;
        self.n_spans += 1;
        self.extend_bursts(span.start, span.stop);
        let row = self.rows.entry((worker, thread)).or_default();
        match span.activity {
            Activity::Compute => {
                let prefix = span.prefix as usize;
                if self.by_prefix.len() <= prefix {
                    self.by_prefix.resize(prefix + 1, Sums::default());
                }
                self.by_prefix[prefix].add(&span);
                row.compute.push(span);
            }
            activity => {
                self.by_activity.entry(activity.name()).or_default().add(&span);
                row.other.push(span);
            }
        }
    }

    pub(super) fn add_worker(&mut self, worker: WorkerId, nthreads: u32) {
        self.revision += 1;
        for thread in 0..nthreads.min(NTHREADS_MAX) {
            self.rows.entry((worker, thread)).or_default();
        }
    }

    /// Rows of a worker that left stay for what they show; empty ones go.
    pub(super) fn remove_worker(&mut self, worker: WorkerId) {
        self.revision += 1;
        let rows = self.rows.range((worker, 0)..=(worker, u32::MAX));
        let empty: Vec<_> =
            rows.filter(|(_, row)| row.compute.is_empty() && row.other.is_empty()).map(|(&place, _)| place).collect();
        for place in empty {
            self.rows.remove(&place);
        }
    }

    pub(super) fn clear(&mut self) {
        *self = Timeline { revision: self.revision + 1, ..Timeline::default() };
    }

    fn extend_bursts(&mut self, start: Time, stop: Time) {
        let mut burst = (start, stop);
        // A span belongs to every burst that it touches; what it joins becomes one.
        let touches = |&(from, until): &(Time, Time)| start <= until + IDLE_MAX && from <= stop + IDLE_MAX;
        let end = self.bursts.partition_point(|&(from, _)| from <= stop + IDLE_MAX);
        let mut first = end;
        while first > 0 && touches(&self.bursts[first - 1]) {
            first -= 1;
            let (from, until) = self.bursts[first];
            burst = (burst.0.min(from), burst.1.max(until));
        }
        self.bursts.splice(first..end, [burst]);
    }
}

/// Idle time that parts one burst from the next: as long as the status page of Dask's dashboard keeps its task stream.
pub const IDLE_MAX: Duration = Duration::from_secs(5);

/// Rows that a worker gets before it has run anything.
const NTHREADS_MAX: u32 = 256;
