//! What goes into the scheduler and what comes out.

use std::sync::Arc;
use std::time::Duration;

use crate::events::WorkerId;
use crate::graph::{Key, Task, TaskError, TaskGraph};

/// Names a client for the life of its cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClientId(pub u32);

/// Lower runs first: (-user priority, generation of the graph, place in `graph::order`).
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Priority(pub f64, pub f64, pub u32);

/// What a client asks for besides the tasks, for the whole graph (`client.submit(..., retries=, priority=, workers=)`).
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
    /// Graphs submitted within this time of each other share a generation.
    pub fifo_timeout: Duration,
}

/// A fact that the scheduler is told.
#[derive(Clone, Debug)]
pub enum Stimulus {
    /// A client sent tasks in order of priority (lowest rank first) and wants the results of `wanted`.
    UpdateGraph { client: ClientId, tasks: TaskGraph, wanted: Vec<Key>, options: TaskOptions },
    /// A client no longer wants these results.
    ClientReleasesKeys { client: ClientId, keys: Vec<Key> },
    /// A client wants failed tasks, and what failed before them, tried again.
    ClientRetriesKeys { client: ClientId, keys: Vec<Key> },
    /// A client cancelled tasks.
    ClientCancelsKeys { client: ClientId, keys: Vec<Key>, reason: String },
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
    /// A worker finished a task.
    TaskFinished { worker: WorkerId, key: Key, nbytes: u64, duration: Duration },
    /// A task failed on a worker.
    TaskErred { worker: WorkerId, key: Key, error: TaskError },
    /// A task gave up its thread slot (`secede`).
    TaskSeceded { worker: WorkerId, key: Key, duration: Duration },
    /// A worker got copies of results from its peers.
    DataAdded { worker: WorkerId, keys: Vec<Key> },
    /// A worker has no copy of these any more, or never had.
    DataMissing { worker: WorkerId, keys: Vec<Key> },
    /// `bytes` arrived in `duration`: what bandwidth is estimated from.
    TransferMeasured { bytes: u64, duration: Duration },
}

/// An order to the driver.
#[derive(Clone, Debug)]
pub enum Action {
    /// Send a task to a worker, with where its inputs are and how large they are.
    Compute { worker: WorkerId, task: Arc<Task>, priority: Priority, inputs: Vec<(Key, Vec<WorkerId>, u64)> },
    /// Tell a worker to drop results or to forget tasks.
    FreeKeys { worker: WorkerId, keys: Vec<Key> },
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
    /// The result was lost and is being made again: `pending` once more.
    Lost,
    /// It was cancelled, or its data can't be made again.
    Cancelled { reason: String },
}
