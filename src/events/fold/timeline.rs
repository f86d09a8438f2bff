//! Who was busy when: one row per worker thread.
//!
//! Of spans the latest are kept, at most [`SPANS_MAX`]; of workers that have left the last [`LEFT_ROWS_MAX`] rows. Sums
//! count all that there ever were.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use super::{Lane, Span};
use crate::events::{Activity, Time, WorkerId};

/// Spans by worker and thread.
#[derive(Debug)]
pub struct Timeline {
    rows: BTreeMap<(WorkerId, u32), Row>,
    /// The workers that are there.
    here: BTreeSet<WorkerId>,
    bursts: Vec<(Time, Time)>,
    by_prefix: Vec<Sums>,
    by_activity: BTreeMap<&'static str, Sums>,
    n_spans: usize,
    n_dropped: u64,
    spans_max: usize,
    revision: u64,
}

impl Default for Timeline {
    fn default() -> Timeline {
        Timeline::with_spans_max(SPANS_MAX)
    }
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
    /// When the last one ended
    pub until: Time,
}

impl Sums {
    fn add(&mut self, span: &Span) {
        let lasted = span.stop.since(span.start);
        self.n += 1;
        self.n_erred += u64::from(span.erred);
        self.total = self.total.saturating_add(lasted);
        self.longest = self.longest.max(lasted);
        self.until = self.until.max(span.stop);
    }

    fn join(&mut self, other: Sums) {
        self.n += other.n;
        self.n_erred += other.n_erred;
        self.total = self.total.saturating_add(other.total);
        self.longest = self.longest.max(other.longest);
        self.until = self.until.max(other.until);
    }
}

impl Row {
    fn is_empty(&self) -> bool {
        self.compute.is_empty() && self.other.is_empty()
    }

    fn lanes(&self) -> [&Lane; 2] {
        [&self.compute, &self.other]
    }

    fn lanes_mut(&mut self) -> [&mut Lane; 2] {
        [&mut self.compute, &mut self.other]
    }
}

impl Timeline {
    /// One that keeps so many spans at most.
    pub(super) fn with_spans_max(spans_max: usize) -> Timeline {
        Timeline {
            rows: BTreeMap::new(),
            here: BTreeSet::new(),
            bursts: Vec::new(),
            by_prefix: Vec::new(),
            by_activity: BTreeMap::new(),
            n_spans: 0,
            n_dropped: 0,
            spans_max,
            revision: 0,
        }
    }

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

    /// How many older ones there were.
    pub fn n_dropped(&self) -> u64 {
        self.n_dropped
    }

    /// Tasks that ran, by the number of their prefix.
    pub fn by_prefix(&self) -> impl Iterator<Item = (u32, Sums)> {
        (0..).zip(self.by_prefix.iter().copied()).filter(|(_, sums)| sums.n > 0)
    }

    /// What else there was, by name of the activity.
    pub fn by_activity(&self) -> impl Iterator<Item = (&'static str, Sums)> {
        self.by_activity.iter().map(|(&name, &sums)| (name, sums))
    }

    /// Stretches of activity with more than [`IDLE_MAX`] between them, in order of time, as far as their spans are
    /// here. The last is what ran last.
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
        if self.n_spans > self.spans_max {
            // Some more than one at a time, so that it costs little of each.
            self.drop_oldest(self.n_spans - self.spans_max * 3 / 4);
        }
    }

    pub(super) fn add_worker(&mut self, worker: WorkerId, nthreads: u32) {
        self.revision += 1;
        self.here.insert(worker);
        for thread in 0..nthreads.min(NTHREADS_MAX) {
            self.rows.entry((worker, thread)).or_default();
        }
    }

    /// Rows of a worker that left stay for what they show; empty ones go, and the oldest of too many.
    pub(super) fn remove_worker(&mut self, worker: WorkerId) {
        self.revision += 1;
        self.here.remove(&worker);
        let rows = self.rows.range((worker, 0)..=(worker, u32::MAX));
        let empty: Vec<_> = rows.filter(|(_, row)| row.is_empty()).map(|(&place, _)| place).collect();
        for place in empty {
            self.rows.remove(&place);
        }
        if self.rows.len() > LEFT_ROWS_MAX {
            self.drop_left_rows();
        }
    }

    pub(super) fn clear(&mut self) {
        *self = Timeline { revision: self.revision + 1, ..Timeline::with_spans_max(self.spans_max) };
    }

    /// Counts what a prefix amounted to under another one.
    pub(super) fn move_sums(&mut self, from: u32, to: u32) {
        let Some(sums) = self.by_prefix.get_mut(from as usize).map(std::mem::take) else { return };
        let to = to as usize;
        if self.by_prefix.len() <= to {
            self.by_prefix.resize(to + 1, Sums::default());
        }
        self.by_prefix[to].join(sums);
    }

    /// Marks the prefixes of spans that are here.
    pub(super) fn mark_prefixes(&self, used: &mut [bool]) {
        for lane in self.rows.values().flat_map(Row::lanes) {
            (0..lane.len()).for_each(|idx| used[lane.look(idx).0 as usize] = true);
        }
    }

    /// Bytes that it keeps, but for the keys.
    pub fn heap_bytes(&self) -> usize {
        let lanes = self.rows.values().flat_map(Row::lanes).map(Lane::heap_bytes);
        lanes.sum::<usize>() + self.rows.len() * size_of::<Row>() + self.bursts.capacity() * size_of::<(Time, Time)>()
    }

    /// Forgets the spans that started first; of those that started together the first rows'.
    fn drop_oldest(&mut self, n_spans: usize) {
        let mut starts: Vec<u64> =
            self.rows.values().flat_map(Row::lanes).flat_map(|lane| lane.starts().iter().copied()).collect();
        if n_spans == 0 || n_spans >= starts.len() {
            return;
        }
        let (before, &mut cut, _) = starts.select_nth_unstable(n_spans);
        // Of those that start at the cut so many go too.
        let mut n_at_cut = before.iter().filter(|&&start| start == cut).count();
        for row in self.rows.values_mut() {
            for lane in row.lanes_mut() {
                let n_before = lane.starts().partition_point(|&start| start < cut);
                let n_equal = lane.starts()[n_before..].partition_point(|&start| start == cut).min(n_at_cut);
                n_at_cut -= n_equal;
                lane.drop_first(n_before + n_equal);
            }
        }
        self.rows.retain(|(worker, _), row| self.here.contains(worker) || !row.is_empty());
        self.count_dropped(n_spans);
    }

    /// Forgets rows of the workers that joined first, of those that have left.
    fn drop_left_rows(&mut self) {
        let left: Vec<(WorkerId, u32)> =
            self.rows.keys().filter(|(worker, _)| !self.here.contains(worker)).copied().collect();
        let n_surplus = left.len().saturating_sub(LEFT_ROWS_MAX);
        let mut n_spans = 0;
        for place in &left[..n_surplus] {
            n_spans += self.rows.remove(place).map_or(0, |row| row.compute.len() + row.other.len());
        }
        self.count_dropped(n_spans);
    }

    fn count_dropped(&mut self, n_spans: usize) {
        self.n_spans -= n_spans;
        self.n_dropped += n_spans as u64;
        let lanes = self.rows.values().flat_map(Row::lanes);
        let Some(first) = lanes.filter_map(|lane| lane.starts().first().copied()).min().map(Time::from_nanos) else {
            return self.bursts.clear();
        };
        self.bursts.retain(|&(_, until)| until >= first);
        if let Some((from, _)) = self.bursts.first_mut() {
            *from = first.max(*from);
        }
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

/// Spans that are kept: about 10 MB, and as much again for their keys.
pub const SPANS_MAX: usize = 100_000;

/// Rows of workers that have left.
const LEFT_ROWS_MAX: usize = 1_000;

/// Rows that a worker gets before it has run anything.
const NTHREADS_MAX: u32 = 256;
