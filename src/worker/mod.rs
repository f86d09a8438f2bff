//! A worker: a sans-IO state machine that fetches dependencies, runs tasks in priority order and keeps results.
//!
//! in: facts ([`Stimulus`]), with the time; out: orders ([`Action`]) for the driver. The values themselves stay with the
//! driver. Imports `graph` and `events` (and never `scheduler`).
//! Source: the worker-state page of the distributed documentation.
//!
//! # The states of a task
//!
//! ```text
//!   to compute:   waiting ──▶ ready ──▶ executing ──▶ memory        executing ──▶ long-running ──▶ memory
//!                    ▲                      └───────▶ error                (it gave up its thread slot)
//!                    │ inputs are in memory
//!   to fetch:     fetch ──▶ flight ──▶ memory
//!                   ▲│         │
//!                   │▼         │ the peer does not have it, is busy, or is gone
//!                 missing      └──▶ fetch
//! ```
//!
//! What runs on a thread or is on its way can't be called back. If it is no longer wanted it is *cancelled*, with its
//! previous state kept: the outcome will be dropped. If it is wanted again meanwhile, it goes back to that state, or, if
//! it is wanted in another way than before, it is *resumed*: `flight → waiting` is to be computed here, should the copy
//! not arrive; `executing → fetch` is needed as an input only, so that the result is not reported as computed.
//!
//! # Files
//! `state` what is known · `stimuli` the door: one function per fact · `transitions` the edges · `gather` what to fetch
//! from whom · `story` what happened · `validate` what must always hold.
//!
//! # Invariants
//! - A task is ready or executing only with all its inputs in memory.
//! - At most `nthreads` tasks execute; of the ready tasks that of the best priority starts first.
//! - At most one request is under way to a peer, and `connections_outgoing` in all.
//! - What is fetched is an input of a task that waits here. (Copies stay until the scheduler frees them.)
//!
//! # Differs from Dask
//! - Resources (`constrained`), `rescheduled` and actors are not there.
//! - A worker that lacks a copy asks the scheduler at once who has it, and every second from then on.
//! - Place for what is to come: the memory manager's replicas are fetches that no task waits for (`gather`), spilling
//!   is a second kind of memory (`state`), a stolen task leaves waiting or ready as a freed one does.

mod gather;
mod interface;
mod state;
mod stimuli;
mod story;
mod transitions;
mod validate;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::time::Duration;

pub use interface::{Action, Stimulus};
pub use state::TaskState;
pub use story::Transition;

use crate::events::{StimulusId, Time, WorkerId};
use crate::graph::{Key, Priority};
use gather::Peer;
use state::{TaskId, Tasks};
use story::Log;

/// Settings, with Dask's defaults (`distributed.worker.…`).
#[derive(Clone, Debug)]
pub struct Config {
    /// Tasks that may execute side by side.
    pub nthreads: u32,
    /// `transfer.message-bytes-limit`: bytes asked of one peer at once; one value may be larger.
    pub message_bytes_limit: u64,
    /// `connections.outgoing`: peers asked at once.
    pub connections_outgoing: usize,
    /// `memory.transfer` × the memory limit: bytes under way at once; `None` for no limit. One message may be larger.
    pub incoming_bytes_limit: Option<u64>,
    /// How long a peer that said it was busy is left alone.
    pub busy_peer_delay: Duration,
    /// How often the scheduler is asked who has what is missing.
    pub find_missing_interval: Duration,
    /// `transition-log-length`: how far back stories go.
    pub transition_log_length: usize,
}

impl Config {
    /// The defaults for so many threads and bytes (0 for no limit).
    pub fn new(nthreads: u32, memory_limit: u64) -> Config {
        Config {
            nthreads: nthreads.max(1),
            message_bytes_limit: 50_000_000,
            connections_outgoing: 50,
            incoming_bytes_limit: (memory_limit > 0).then_some(memory_limit / 10),
            busy_peer_delay: Duration::from_millis(150),
            find_missing_interval: Duration::from_secs(1),
            transition_log_length: 10_000,
        }
    }
}

/// The state machine. See the module's documentation.
#[derive(Debug)]
pub struct Worker {
    id: WorkerId,
    config: Config,
    tasks: Tasks,
    paused: bool,
    /// Tasks in state ready, best priority first. An entry whose task is elsewhere by now is skipped.
    ready: BinaryHeap<Reverse<(Rank, TaskId)>>,
    /// Which thread slots are taken.
    threads: Vec<bool>,
    /// Peers that have something this worker needs, or were asked for it.
    peers: BTreeMap<WorkerId, Peer>,
    /// Bytes asked for and not here yet.
    incoming_bytes: u64,
    /// Tasks in state missing.
    missing: BTreeSet<TaskId>,
    /// Of `missing`, those the scheduler was not asked about yet.
    newly_missing: Vec<TaskId>,
    /// When it is asked about all of `missing` again.
    find_missing_at: Option<Time>,
    /// Bytes of the tasks in state memory.
    nbytes: u64,
    /// Ranks of equal priority: of those the latest runs first.
    last_arrival: i64,
    last_wait: u64,
    log: Log,
    /// The time, cause and orders of the stimulus that is being handled.
    now: Time,
    stimulus_id: StimulusId,
    actions: Vec<Action>,
}

/// The scheduler's priority, then the order of arrival, counted down.
type Rank = (Priority, i64);

impl Worker {
    /// A worker with nothing to do.
    pub fn new(id: WorkerId, config: Config) -> Worker {
        Worker {
            id,
            tasks: Tasks::default(),
            paused: false,
            ready: BinaryHeap::new(),
            threads: vec![false; config.nthreads as usize],
            peers: BTreeMap::new(),
            incoming_bytes: 0,
            missing: BTreeSet::new(),
            newly_missing: Vec::new(),
            find_missing_at: None,
            nbytes: 0,
            last_arrival: 0,
            last_wait: 0,
            log: Log::new(config.transition_log_length),
            now: Time::ZERO,
            stimulus_id: StimulusId(0),
            actions: Vec::new(),
            config,
        }
    }

    /// The one door in: takes a fact, appends the orders that follow from it to `actions`.
    pub fn handle(&mut self, now: Time, stimulus_id: StimulusId, stimulus: Stimulus, actions: &mut Vec<Action>) {
        self.now = now;
        self.stimulus_id = stimulus_id;
        std::mem::swap(&mut self.actions, actions);
        self.handle_stimulus(stimulus);
        self.ensure_communicating();
        self.ensure_computing();
        self.request_who_has();
        std::mem::swap(&mut self.actions, actions);
    }

    /// When to say [`Stimulus::Wakeup`], if nothing comes before.
    pub fn next_wakeup(&self) -> Option<Time> {
        let busy_peers = self.peers.values().filter_map(|peer| peer.busy_until);
        busy_peers.chain(self.find_missing_at).min()
    }

    /// Whether a result is here, and so its value in the driver's store.
    pub fn has(&self, key: &Key) -> bool {
        self.tasks.get(key).is_some_and(|task| task.state.name() == TaskState::Memory)
    }

    /// The state of a task; `None` for a key that is not known (any more).
    pub fn task_state(&self, key: &Key) -> Option<TaskState> {
        self.tasks.get(key).map(|task| task.state.name())
    }

    /// How many tasks are known, results included.
    pub fn n_tasks(&self) -> usize {
        self.tasks.len()
    }

    /// How many tasks are in a state; walks over all of them.
    pub fn n_in_state(&self, state: TaskState) -> usize {
        self.tasks.iter().filter(|(_, task)| task.state.name() == state).count()
    }

    /// Bytes of the results here.
    pub fn nbytes(&self) -> u64 {
        self.nbytes
    }

    /// Thread slots.
    pub fn nthreads(&self) -> u32 {
        self.config.nthreads
    }

    /// Thread slots that are taken.
    pub fn n_executing(&self) -> usize {
        self.threads.iter().filter(|&&taken| taken).count()
    }
}
