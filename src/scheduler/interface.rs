//! What goes into the scheduler and what comes out.

use std::sync::Arc;
use std::time::Duration;

use crate::events::{Replicas, RunId, WorkerId};
use crate::graph::{Key, Priority, Task, TaskError, TaskGraph};

/// Names a client for the life of its cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClientId(pub u32);

/// What a client asks for besides the tasks (`client.submit(..., retries=, priority=, workers=)`, `dask.annotate`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TaskOptions {
    /// Higher runs earlier.
    pub user_priority: f64,
    /// How often a failing task is tried again.
    pub retries: u32,
    /// Only these workers may run the tasks; empty for all.
    pub workers: Vec<WorkerId>,
    /// Whether other workers may, when none of `workers` is there.
    pub allow_other_workers: bool,
}

/// A graph that a client submits.
#[derive(Clone, Debug, Default)]
pub struct Submission {
    /// The tasks in order of priority, lowest rank first. Tasks that the scheduler knows already keep what they are.
    pub tasks: TaskGraph,
    /// The results that the client wants to hold; known keys may stand here without a task.
    pub wanted: Vec<Key>,
    /// For all tasks of the graph.
    pub options: TaskOptions,
    /// For single tasks, instead of `options`.
    pub annotations: Vec<(Key, TaskOptions)>,
    /// Graphs submitted within this time of each other share a generation (60 s for `compute`, 100 ms for `submit`).
    pub fifo_timeout: Duration,
    /// The running task that submits it, if a task does: its children go before later graphs.
    pub submitting_task: Option<Key>,
}

/// A fact that the scheduler is told.
#[derive(Clone, Debug)]
pub enum Stimulus {
    /// A client sent a graph.
    UpdateGraph { client: ClientId, submission: Submission },
    /// A client no longer wants these results.
    ClientReleasesKeys { client: ClientId, keys: Vec<Key> },
    /// A client wants tasks tried again: failed ones with what failed before them, finished ones once more. It is told
    /// how each of `keys` stands then.
    ClientRetriesKeys { client: ClientId, keys: Vec<Key> },
    /// A client cancelled tasks; with `force` also for all other clients.
    ClientCancelsKeys { client: ClientId, keys: Vec<Key>, reason: String, force: bool },
    /// A client left.
    ClientClosed { client: ClientId },
    /// Data was put on a worker from outside (`scatter`): it has no task to make it again.
    DataScattered { client: ClientId, worker: WorkerId, key: Key, nbytes: u64 },
    /// A worker joined.
    WorkerAdded { worker: WorkerId, nthreads: u32, memory_limit: u64 },
    /// A worker left; `expected` if it was asked to.
    WorkerRemoved { worker: WorkerId, expected: bool },
    /// A worker was paused for want of memory (true), or runs again (false).
    WorkerPaused { worker: WorkerId, paused: bool },
    /// A worker finished a task. `duration` is missing if it had the result already and ran nothing.
    TaskFinished { worker: WorkerId, key: Key, run_id: RunId, nbytes: u64, duration: Option<Duration> },
    /// A task failed on a worker.
    TaskErred { worker: WorkerId, key: Key, run_id: RunId, error: TaskError },
    /// A task gave up its thread slot (`secede`) after running for `duration`.
    TaskSeceded { worker: WorkerId, key: Key, run_id: RunId, duration: Duration },
    /// A worker got copies of results from its peers.
    DataAdded { worker: WorkerId, keys: Vec<Key> },
    /// `worker` asked `errant_worker` for a copy that was said to be there, and was not.
    DataMissing { worker: WorkerId, key: Key, errant_worker: WorkerId },
    /// A worker needs these, and nobody it knows of has them: who does?
    WhoHasRequested { worker: WorkerId, keys: Vec<Key> },
    /// `bytes` arrived in `duration`: what bandwidth is estimated from.
    TransferMeasured { bytes: u64, duration: Duration },
}

/// An order to the driver. Orders to one worker must arrive in the order they were given.
#[derive(Clone, Debug)]
pub enum Action {
    /// Send a task to a worker, with where its inputs are and how large they are.
    Compute { worker: WorkerId, task: Arc<Task>, run_id: RunId, priority: Priority, inputs: Vec<Replicas> },
    /// Tell a worker to drop results and to give up tasks.
    FreeKeys { worker: WorkerId, keys: Vec<Key> },
    /// Tell a worker who has what it asked for; nobody, where `who_has` is empty.
    RefreshWhoHas { worker: WorkerId, who_has: Vec<Replicas> },
    /// Tell a client what became of a key it wants.
    Report { client: ClientId, key: Key, outcome: Outcome },
}

/// What became of a key that a client wants.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The result is in memory.
    Finished { nbytes: u64 },
    /// It failed, or a task it needs (`origin`) did.
    Erred { error: TaskError, origin: Key },
    /// The result was lost with its worker, and is made again.
    Lost,
    /// It is tried again, or on its way anyhow: pending.
    Retried,
    /// It was cancelled, or its data can't be made again.
    Cancelled { reason: String },
}
