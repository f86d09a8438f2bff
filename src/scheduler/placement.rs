//! Placement: which worker runs a task, and when a task is held back.
//!
//! Two kinds of tasks are placed in two ways.
//!
//! - **Root-ish** tasks (many alike, with next to no dependencies, such as the loading of chunks) go to the least busy
//!   worker that is *open*: one with fewer tasks than `worker_saturation` × its threads. If none is, they are *queued*
//!   here, so that workers go on with what was loaded before they load more.
//! - **All others** go where most of their inputs are: of the workers with an input, the one that could start first,
//!   `occupancy / nthreads + missing bytes / bandwidth`.
//!
//! A worked example: x (8 B) is on a, y (800 B) on b, both idle. z = add(x, y) could start on a after moving 800 B or
//! on b after moving 8 B, so it runs on b. If b is busy for another second, it runs on a.
//!
//! Source: `decide_worker…`, `worker_objective`, `is_rootish`, `check_idle_saturated` of `distributed.scheduler`.

use std::cmp::Reverse;
use std::collections::VecDeque;

use smallvec::SmallVec;

use super::state::{PrefixId, State, Task, TaskId, Worker};
use super::{Goal, Scheduler};
use crate::events::{StimulusId, Time, WorkerId};
use crate::graph::Key;

/// What placement says of a task that is ready to run.
#[derive(Clone, Copy, Debug)]
pub(super) enum Placement {
    On(WorkerId),
    /// Hold it back until a worker has room.
    Queue,
    /// No worker may run it now.
    Nowhere,
}

/// Why a task went to a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Root-ish: the open worker with the fewest tasks per thread
    FewestTasks,
    /// Root-ish without queuing: where its siblings went
    CoAssignment,
    /// The only worker that came into question
    OnlyCandidate,
    /// Where it could start first
    EarliestStart,
    /// No inputs: the worker with the least work before it
    LeastOccupied,
    /// No inputs and all alike: each in turn
    RoundRobin,
}

/// A worker that came into question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Who
    pub worker: WorkerId,
    /// Tasks there per thread
    pub tasks_per_thread: f64,
    /// Seconds of work before it, per thread
    pub stack_time: f64,
    /// Seconds to move the missing inputs there
    pub comm_time: f64,
    /// Bytes of results there: breaks ties
    pub nbytes: u64,
}

impl Candidate {
    /// Seconds until the task could start there: what [`Rule::EarliestStart`] compares.
    pub fn start_time(&self) -> f64 {
        self.stack_time + self.comm_time
    }
}

/// One placement, with what was weighed: the page's answer to "why this worker?".
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Of which task
    pub key: Key,
    /// When
    pub time: Time,
    /// Caused by what
    pub stimulus_id: StimulusId,
    /// By which rule
    pub rule: Rule,
    /// Where it went
    pub chosen: WorkerId,
    /// The workers compared, in the order of their ids; the first few, if there were many.
    pub candidates: SmallVec<[Candidate; 4]>,
}

impl Scheduler {
    /// The last placement of a key, if it is still remembered.
    pub fn why_this_worker(&self, key: &Key) -> Option<&Decision> {
        self.decisions.entries.iter().rev().find(|decision| decision.key == *key)
    }

    /// Decides where a task that is ready goes.
    pub(super) fn place(&mut self, id: TaskId) -> Placement {
        if !self.is_rootish(id) {
            self.decide_worker_non_rootish(id).map_or(Placement::Nowhere, Placement::On)
        } else if self.config.worker_saturation.is_finite() {
            self.decide_worker_rootish_queuing_enabled(id).map_or(Placement::Queue, Placement::On)
        } else {
            self.decide_worker_rootish_queuing_disabled(id).map_or(Placement::Nowhere, Placement::On)
        }
    }

    /// Whether a task is one of many that bring data in: of a group larger than two tasks per thread that needs (nearly)
    /// nothing. Tasks that say themselves that they bring data in count however few they are.
    fn is_rootish(&self, id: TaskId) -> bool {
        let task = &self.tasks[id];
        if task.restrictions.is_some() {
            return false;
        }
        let group = &self.groups[task.group];
        let needs_little = || {
            group.dependencies.len() < self.config.rootish_taskgroup as usize
                && group.dependencies.iter().map(|&dependency| self.groups[dependency].len).sum::<u32>()
                    < self.config.rootish_taskgroup_dependencies
        };
        is_data_producer(task) || (group.len > self.total_nthreads.saturating_mul(2) && needs_little())
    }

    /// The open worker with the fewest tasks per thread; of equals the first.
    pub(super) fn decide_worker_rootish_queuing_enabled(&mut self, id: TaskId) -> Option<WorkerId> {
        let (&chosen, _) = self
            .open
            .iter()
            .map(|worker| (worker, self.workers[worker].load()))
            .min_by(|(_, one), (_, other)| one.total_cmp(other))?;
        let decision = self.decided(id, Rule::FewestTasks, chosen, self.open.iter().map(|&worker| (worker, 0)));
        self.decisions.push(decision);
        Some(chosen)
    }

    /// Siblings together: as many in a row as each thread's share of the group go to one worker, then to the next.
    fn decide_worker_rootish_queuing_disabled(&mut self, id: TaskId) -> Option<WorkerId> {
        let group_id = self.tasks[id].group;
        let group = &self.groups[group_id];
        let (chosen, n_left) = match group.last_worker {
            Some((worker, n_left)) if n_left > 0 && self.running.contains(&worker) => (worker, n_left),
            _ => {
                let pool = if self.idle.is_empty() { &self.running } else { &self.idle };
                let chosen = self.earliest_start(id, pool.iter().copied())?;
                let share = f64::from(group.len) / f64::from(self.total_nthreads.max(1));
                (chosen, (share * f64::from(self.workers[&chosen].nthreads)).floor() as u32)
            }
        };
        let is_last = group.n_unplaced <= 1;
        self.groups[group_id].last_worker = (!is_last).then_some((chosen, n_left.saturating_sub(1)));
        let decision = self.decided(id, Rule::CoAssignment, chosen, [(chosen, 0)].into_iter());
        self.decisions.push(decision);
        Some(chosen)
    }

    /// Near the inputs, among the workers that may run it.
    fn decide_worker_non_rootish(&mut self, id: TaskId) -> Option<WorkerId> {
        let valid_workers = self.valid_workers(id);
        let task = &self.tasks[id];
        if task.dependencies.is_empty() && valid_workers.is_none() && self.running.len() == self.workers.len() {
            return self.decide_worker_of_many(id);
        }
        let is_valid = |worker: WorkerId| valid_workers.as_ref().is_none_or(|valid| valid.contains(&worker));
        let held = self.bytes_held(id);
        let mut candidates: SmallVec<[WorkerId; 8]> =
            held.iter().map(|&(worker, _)| worker).filter(|&worker| is_valid(worker)).collect();
        if candidates.is_empty() {
            match &valid_workers {
                Some(valid) if !valid.is_empty() => candidates.extend(valid.iter().copied()),
                Some(_) if task.restrictions.as_ref().is_some_and(|restrictions| !restrictions.loose) => {
                    return None;
                }
                // Nobody it asked for is there, or it asked for nobody: the holders of inputs, else everyone.
                _ if !held.is_empty() => candidates.extend(held.iter().map(|&(worker, _)| worker)),
                _ => candidates.extend(self.running.iter().copied()),
            }
        }
        let total: u64 = task.dependencies.iter().map(|edge| self.tasks[edge.task].nbytes).sum();
        let missing = |worker: WorkerId| {
            total - held.binary_search_by_key(&worker, |&(holder, _)| holder).map_or(0, |place| held[place].1)
        };
        let chosen = match candidates[..] {
            [] => return None,
            [only] => only,
            _ => self.min_start(candidates.iter().map(|&worker| (worker, missing(worker))))?,
        };
        let rule = if candidates.len() == 1 { Rule::OnlyCandidate } else { Rule::EarliestStart };
        let weighed = candidates.iter().map(|&worker| (worker, missing(worker)));
        let decision = self.decided(id, rule, chosen, weighed);
        self.decisions.push(decision);
        Some(chosen)
    }

    /// For a task without inputs or wishes: of few workers the least occupied, in turn while some have nothing to do; of
    /// many just the next one.
    fn decide_worker_of_many(&mut self, id: TaskId) -> Option<WorkerId> {
        let pool = if self.idle.is_empty() { &self.running } else { &self.idle };
        let n_workers = pool.len();
        let start = self.n_placed.checked_rem(n_workers as u64)? as usize;
        let mut in_turn = pool.iter().skip(start).chain(pool.iter().take(start)).copied();
        let (rule, chosen) = if n_workers < 20 {
            match in_turn.find(|worker| self.occupancy(&self.workers[worker]) == 0.0) {
                Some(worker) => (Rule::RoundRobin, worker),
                None => {
                    let occupied = pool.iter().map(|&worker| (worker, self.occupancy(&self.workers[&worker])));
                    (Rule::LeastOccupied, occupied.min_by(|(_, one), (_, other)| one.total_cmp(other))?.0)
                }
            }
        } else {
            (Rule::RoundRobin, in_turn.next()?)
        };
        let decision = self.decided(id, rule, chosen, pool.iter().map(|&worker| (worker, 0)));
        self.decisions.push(decision);
        Some(chosen)
    }

    /// The running workers among those that `workers=` names; `None` if all will do.
    fn valid_workers(&self, id: TaskId) -> Option<Vec<WorkerId>> {
        let restrictions = self.tasks[id].restrictions.as_ref()?;
        Some(restrictions.workers.iter().copied().filter(|worker| self.running.contains(worker)).collect())
    }

    /// How many bytes of a task's inputs each running worker has, for those that have one; in the order of their ids.
    fn bytes_held(&self, id: TaskId) -> SmallVec<[(WorkerId, u64); 8]> {
        let mut held: SmallVec<[(WorkerId, u64); 8]> = SmallVec::new();
        for edge in &self.tasks[id].dependencies {
            let dependency = &self.tasks[edge.task];
            let holders = dependency.who_has().iter().filter(|worker| self.running.contains(worker));
            held.extend(holders.map(|&worker| (worker, dependency.nbytes)));
        }
        held.sort_unstable_by_key(|&(worker, _)| worker);
        held.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            if is_same {
                kept.1 += next.1;
            }
            is_same
        });
        held
    }

    /// The worker where a task could start first; of equals the one with fewer bytes, then the first.
    fn earliest_start(&self, id: TaskId, candidates: impl Iterator<Item = WorkerId>) -> Option<WorkerId> {
        let held = self.bytes_held(id);
        let total: u64 = self.tasks[id].dependencies.iter().map(|edge| self.tasks[edge.task].nbytes).sum();
        self.min_start(candidates.map(|worker| {
            let place = held.binary_search_by_key(&worker, |&(holder, _)| holder);
            (worker, total - place.map_or(0, |place| held[place].1))
        }))
    }

    /// Of workers and the bytes each one misses.
    fn min_start(&self, candidates: impl Iterator<Item = (WorkerId, u64)>) -> Option<WorkerId> {
        let weighed = candidates.map(|(worker, missing)| self.candidate(worker, missing));
        let better = |one: &Candidate, other: &Candidate| {
            one.start_time().total_cmp(&other.start_time()).then(one.nbytes.cmp(&other.nbytes))
        };
        weighed.min_by(better).map(|candidate| candidate.worker)
    }

    fn candidate(&self, worker: WorkerId, missing: u64) -> Candidate {
        let ws = &self.workers[&worker];
        Candidate {
            worker,
            tasks_per_thread: ws.load(),
            stack_time: self.occupancy(ws) / f64::from(ws.nthreads),
            comm_time: missing as f64 / self.bandwidth,
            nbytes: ws.nbytes,
        }
    }

    /// Notes a decision; `weighed` are workers with the bytes each one misses.
    fn decided(
        &self,
        id: TaskId,
        rule: Rule,
        chosen: WorkerId,
        weighed: impl Iterator<Item = (WorkerId, u64)>,
    ) -> Decision {
        Decision {
            key: self.tasks[id].key.clone(),
            time: self.now,
            stimulus_id: self.stimulus_id,
            rule,
            chosen,
            candidates: weighed.take(CANDIDATES_MAX).map(|(worker, missing)| self.candidate(worker, missing)).collect(),
        }
    }

    // ---- queuing ------------------------------------------------------------------------------------------------

    pub(super) fn enqueue(&mut self, id: TaskId) {
        self.queued.push(Reverse((self.tasks[id].priority, id)));
    }

    /// Hands queued tasks, best priority first, to workers with room. Comes last in the handling of a stimulus: what
    /// runs on results that are there goes before what brings more.
    pub(super) fn fill_open_workers(&mut self) {
        while !self.open.is_empty()
            && let Some(Reverse((priority, id))) = self.queued.pop()
        {
            let is_current = self.tasks.is_alive(id)
                && matches!(self.tasks[id].state, State::Queued)
                && self.tasks[id].priority == priority;
            if is_current {
                self.recommend(id, Goal::Processing);
                self.transitions();
            }
        }
    }

    /// Lets tasks that nobody could run try again, as `worker` is new or runs again (Dask's
    /// `bulk_schedule_unrunnable_after_adding_worker`).
    pub(super) fn recommend_unrunnable(&mut self, worker: WorkerId) {
        let may_run = |task: &Task| {
            task.restrictions.as_ref().is_none_or(|wish| wish.loose || wish.workers.binary_search(&worker).is_ok())
        };
        let mut runnable: Vec<TaskId> =
            self.unrunnable.iter().copied().filter(|&id| may_run(&self.tasks[id])).collect();
        runnable.sort_by_key(|&id| Reverse((self.tasks[id].priority, id)));
        for id in runnable {
            self.recommend(id, Goal::Processing);
        }
    }

    // ---- occupancy ----------------------------------------------------------------------------------------------

    /// Counts a task in where it was sent.
    pub(super) fn enter_processing(&mut self, id: TaskId, worker: WorkerId) {
        let task = &self.tasks[id];
        let ws = self.workers.get_mut(&worker).expect("tasks are sent to workers that are there");
        let prefix = self.groups[task.group].prefix;
        ws.processing.insert(id);
        ws.task_prefix_count.add(prefix, 1);
        self.task_prefix_count.add(prefix, 1);
        for edge in &task.dependencies {
            let dependency = &self.tasks[edge.task];
            if !dependency.who_has().contains(&worker) {
                let n_needing = ws.needs_what.entry(edge.task).or_insert(0);
                *n_needing += 1;
                if *n_needing == 1 {
                    ws.network_occ += dependency.nbytes;
                    self.network_occ += dependency.nbytes;
                }
            }
        }
        self.check_idle_saturated(worker);
    }

    /// Counts a task out, unless its worker, and with it the counts, is gone.
    pub(super) fn leave_processing(&mut self, id: TaskId, worker: WorkerId, long_running: bool) {
        let task = &self.tasks[id];
        let Some(ws) = self.workers.get_mut(&worker) else {
            return;
        };
        let prefix = self.groups[task.group].prefix;
        ws.processing.swap_remove(&id);
        if long_running {
            ws.n_long_running -= 1;
        } else {
            ws.task_prefix_count.subtract(prefix, 1);
            self.task_prefix_count.subtract(prefix, 1);
        }
        for edge in &task.dependencies {
            if let Some(n_needing) = ws.needs_what.get_mut(&edge.task) {
                *n_needing -= 1;
                if *n_needing == 0 {
                    ws.needs_what.remove(&edge.task);
                    ws.network_occ -= self.tasks[edge.task].nbytes;
                    self.network_occ -= self.tasks[edge.task].nbytes;
                }
            }
        }
        self.check_idle_saturated(worker);
    }

    /// A task no longer occupies a thread, but still runs.
    pub(super) fn leave_thread(&mut self, id: TaskId, worker: WorkerId) {
        let prefix = self.groups[self.tasks[id].group].prefix;
        let ws = self.workers.get_mut(&worker).expect("tasks run on workers that are there");
        ws.n_long_running += 1;
        ws.task_prefix_count.subtract(prefix, 1);
        self.task_prefix_count.subtract(prefix, 1);
        self.check_idle_saturated(worker);
    }

    /// Seconds of work at a worker: of its tasks, by the average of their kind, and of the transfers they need.
    pub(super) fn occupancy(&self, ws: &Worker) -> f64 {
        self.seconds(ws.task_prefix_count.iter(), ws.network_occ)
    }

    /// Seconds of work at all workers.
    pub fn total_occupancy(&self) -> f64 {
        self.seconds(self.task_prefix_count.iter(), self.network_occ)
    }

    fn seconds(&self, counts: impl Iterator<Item = (PrefixId, u32)>, network_bytes: u64) -> f64 {
        let of_prefix = |prefix| self.groups.prefix(prefix).duration_average;
        let computing: f64 = counts
            .map(|(prefix, n)| f64::from(n) * of_prefix(prefix).unwrap_or(self.config.unknown_task_duration))
            .sum();
        computing + network_bytes as f64 / self.bandwidth
    }

    /// Sorts a worker into the sets idle, open and saturated, after its work changed.
    pub(super) fn check_idle_saturated(&mut self, worker: WorkerId) {
        let ws = &self.workers[&worker];
        let n_processing = ws.processing.len() as f64;
        let nthreads = f64::from(ws.nthreads);
        let occupancy = self.occupancy(ws);
        let mean_occupancy = self.total_occupancy() / f64::from(self.total_nthreads.max(1));

        let is_running = !ws.paused;
        let is_idle = is_running && (n_processing < nthreads || occupancy < nthreads * mean_occupancy / 2.0);
        let is_open = is_running && n_processing - f64::from(ws.n_long_running) < self.n_tasks_max(ws);
        let is_saturated = !is_idle && n_processing > nthreads && {
            let pending = occupancy * (n_processing - nthreads) / (n_processing * nthreads);
            pending > 0.4 && pending > 1.9 * mean_occupancy
        };

        let ws = self.workers.get_mut(&worker).expect("just read");
        for (set, was, is) in [
            (&mut self.idle, &mut ws.is_idle, is_idle),
            (&mut self.open, &mut ws.is_open, is_open),
            (&mut self.saturated, &mut ws.is_saturated, is_saturated),
        ] {
            if *was != is {
                *was = is;
                if is {
                    set.insert(worker)
                } else {
                    set.remove(&worker)
                };
            }
        }
    }

    /// How many root tasks a worker gets at most.
    fn n_tasks_max(&self, ws: &Worker) -> f64 {
        (self.config.worker_saturation * f64::from(ws.nthreads)).ceil().max(1.0)
    }
}

fn is_data_producer(task: &Task) -> bool {
    use crate::graph::TaskKind;
    task.run_spec.as_ref().is_some_and(|spec| match &spec.kind {
        TaskKind::Run { operation, .. } => operation.is_data_producer(),
        TaskKind::Alias(_) | TaskKind::Data(_) => false,
    })
}

/// The last so many decisions.
#[derive(Debug)]
pub(super) struct Decisions {
    entries: VecDeque<Decision>,
    length_max: usize,
}

impl Decisions {
    pub(super) fn new(length_max: usize) -> Decisions {
        Decisions { entries: VecDeque::new(), length_max }
    }

    pub(super) fn push(&mut self, decision: Decision) {
        if self.entries.len() >= self.length_max {
            self.entries.pop_front();
        }
        self.entries.push_back(decision);
    }
}

/// Candidates that a decision remembers; more would say no more.
const CANDIDATES_MAX: usize = 16;
