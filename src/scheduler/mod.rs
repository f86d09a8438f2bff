//! The scheduler: a sans-IO state machine that decides which worker runs which task, and when.
//!
//! in: facts ([`Stimulus`]), with the time; out: orders ([`Action`]) for the driver, and transitions for the log.
//! Imports `graph` and `events`; knows nothing of workers' insides, clocks, threads or Python.
//! Source: the scheduling-state, scheduling-policies and journey-of-a-task pages of the distributed documentation.
//!
//! # The states of a task
//!
//! ```text
//!                              ┌───────────▶ no-worker ──────────┐   nobody may run it now
//!                              │                                 ▼
//!   released ──▶ waiting ──────┼──────────────────────────▶ processing ──▶ memory
//!                              │                                 ▲  │
//!                              └───────────▶ queued ─────────────┘  └────▶ erred
//!                                            no worker has room
//! ```
//!
//! From every state a task can go back to released (a worker was lost, a client lost interest, it is tried again), and
//! from released to erred (what it needs failed) or to forgotten. A step that is not drawn goes by way of released.
//! [`Scheduler::transition`] is the whole map; `transition_<from>_<to>` is one edge of it. An edge changes its own task
//! and *recommends* steps to others, which happen one after the other until no recommendation is left.
//!
//! # Files
//! `state` what is known · `stimuli` the door: one function per fact · `transitions` the edges · `placement` who runs
//! what · `views` questions one may ask · `story` what happened · `validate` what must always hold.
//!
//! # Invariants
//! - A task has dependencies in memory, or it is not in no-worker, queued or processing.
//! - A result is in memory exactly if some worker has it; nobody holds one that no client and no waiting task wants.
//! - All that depends on an erred task is erred (or was in memory before).
//! - The same stimuli at the same times give the same actions and transitions: nothing is iterated in hash order.
//!
//! `validate()` checks these and more.
//!
//! # Differs from Dask
//! - Actors, resources, host restrictions and heartbeats are not there.
//! - Sets of dependencies (`waiting_on`, `waiters`) are counts; `validate()` compares them with the sets.
//! - Scattered data that is to be tried again stays: there is no task to make it.
//! - A worker that is said to miss data is told to drop it, so that no copy stays that the scheduler does not know.
//! - Place for what is to come: work stealing reads `saturated` and `idle` (`placement`) and moves a task by
//!   processing → released → processing; the memory manager works on `who_has`/`has_what` (`state`); adaptive targets
//!   come from `total_occupancy` (`views`). They need a clock, so they come with `next_wakeup()`.

mod interface;
mod placement;
mod state;
mod stimuli;
mod story;
mod transitions;
mod validate;
mod views;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

pub use interface::{Action, ClientId, Outcome, Stimulus, Submission, TaskOptions};
pub use placement::{Candidate, Decision, Rule};
pub use state::StateCounts;
pub use story::Transition;
pub use transitions::FIRE_AND_FORGET;
pub use views::{GroupInfo, PrefixInfo, WorkerInfo};

use crate::events::{Event, RunId, StimulusId, Time, WorkerId};
use crate::graph::Priority;
use placement::Decisions;
use state::{Goal, Groups, PrefixCount, TaskId, Tasks, Worker};
use story::Log;

/// Settings, with Dask's names and defaults (`distributed.scheduler.…`).
#[derive(Clone, Debug)]
pub struct Config {
    /// `worker-saturation`: root tasks go to a worker while it has fewer than this times its threads; infinite for no
    /// queuing.
    pub worker_saturation: f64,
    /// `allowed-failures`: workers that may be lost under a task before it is blamed.
    pub allowed_failures: u32,
    /// `bandwidth`: bytes per second between workers, until measured.
    pub bandwidth: f64,
    /// `unknown-task-duration`: seconds.
    pub unknown_task_duration: f64,
    /// `default-task-durations`: seconds of prefixes that are known before they ran.
    pub default_task_durations: Vec<(&'static str, f64)>,
    /// `rootish-taskgroup`: a root-ish group depends on fewer groups than this …
    pub rootish_taskgroup: u32,
    /// `rootish-taskgroup-dependencies`: … with fewer tasks than this in all.
    pub rootish_taskgroup_dependencies: u32,
    /// `transition-log-length`: how far back stories go.
    pub transition_log_length: usize,
    /// How many placement decisions are remembered for `why_this_worker`.
    pub decision_log_length: usize,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            worker_saturation: 1.1,
            allowed_failures: 3,
            bandwidth: 100_000_000.0,
            unknown_task_duration: 0.5,
            default_task_durations: vec![
                ("rechunk-split", 1e-6),
                ("split-shuffle", 1e-6),
                ("split-taskshuffle", 1e-6),
                ("split-stage", 1e-6),
            ],
            rootish_taskgroup: 5,
            rootish_taskgroup_dependencies: 5,
            transition_log_length: 100_000,
            decision_log_length: 10_000,
        }
    }
}

/// The state machine. See the module's documentation.
#[derive(Debug)]
pub struct Scheduler {
    config: Config,
    tasks: Tasks,
    groups: Groups,
    /// The workers that are there, paused ones too.
    workers: BTreeMap<WorkerId, Worker>,
    /// The workers that are not paused.
    running: BTreeSet<WorkerId>,
    /// Of `running`, those with little to do (Dask's `idle`).
    idle: BTreeSet<WorkerId>,
    /// Of `running`, those with room for a root task (Dask's `idle_task_count`).
    open: BTreeSet<WorkerId>,
    /// Workers with far more to do than the others.
    saturated: BTreeSet<WorkerId>,
    /// Threads of `workers`.
    total_nthreads: u32,
    /// Tasks in state queued, best priority first. An entry whose task is elsewhere by now is skipped.
    queued: BinaryHeap<Reverse<(Priority, TaskId)>>,
    /// Tasks in state no-worker (Dask's `unrunnable`).
    unrunnable: BTreeSet<TaskId>,
    /// Sums over `workers` of the fields with these names.
    task_prefix_count: PrefixCount,
    network_occ: u64,
    /// Tasks sent to workers so far: where round-robin goes on (Dask's `n_tasks`).
    n_placed: u64,
    /// Of the last graph submitted.
    generation: f64,
    /// When that generation began; `None` before the first.
    generation_began: Option<Time>,
    /// Bytes per second between workers, as estimated so far.
    bandwidth: f64,
    last_run_id: RunId,
    last_mark: u32,
    /// Steps that edges recommended and that are still to be made; the last is made first. `None` was taken back.
    recommendations: Vec<(TaskId, Option<Goal>)>,
    log: Log,
    decisions: Decisions,
    /// The time, cause and orders of the stimulus that is being handled.
    now: Time,
    stimulus_id: StimulusId,
    actions: Vec<Action>,
}

impl Scheduler {
    /// A scheduler with no workers, clients or tasks.
    pub fn new(config: Config) -> Scheduler {
        Scheduler {
            tasks: Tasks::default(),
            groups: Groups::default(),
            workers: BTreeMap::new(),
            running: BTreeSet::new(),
            idle: BTreeSet::new(),
            open: BTreeSet::new(),
            saturated: BTreeSet::new(),
            total_nthreads: 0,
            queued: BinaryHeap::new(),
            unrunnable: BTreeSet::new(),
            task_prefix_count: PrefixCount::default(),
            network_occ: 0,
            n_placed: 0,
            generation: 0.0,
            generation_began: None,
            bandwidth: config.bandwidth,
            last_run_id: RunId(0),
            last_mark: 0,
            recommendations: Vec::new(),
            log: Log::new(config.transition_log_length),
            decisions: Decisions::new(config.decision_log_length),
            now: Time::ZERO,
            stimulus_id: StimulusId(0),
            actions: Vec::new(),
            config,
        }
    }

    /// The one door in: takes a fact, appends the orders that follow from it to `actions`.
    ///
    /// Facts that come late (a report of a task that was given up, of a worker that is gone) are normal and do no harm.
    pub fn handle(&mut self, now: Time, stimulus_id: StimulusId, stimulus: Stimulus, actions: &mut Vec<Action>) {
        self.now = now;
        self.stimulus_id = stimulus_id;
        std::mem::swap(&mut self.actions, actions);
        self.handle_stimulus(stimulus);
        self.transitions();
        self.fill_open_workers();
        std::mem::swap(&mut self.actions, actions);
    }

    /// The transitions since the last call, as events; call it after every stimulus, as only
    /// [`Config::transition_log_length`] of them are kept.
    pub fn drain_events(&mut self) -> impl Iterator<Item = Event> {
        self.log.drain()
    }
}
