//! What goes into a worker and what comes out.

use std::sync::Arc;
use std::time::Duration;

use crate::events::{Replicas, RunId, Time, WorkerId};
use crate::graph::{Key, Priority, Task, TaskError};

/// A fact that a worker is told.
///
/// Values stay with the driver: it keeps one store per worker, puts a value there *before* it tells the worker of it
/// (`ExecuteSuccess`, `GatherDepSuccess`, `DataPut`), and takes it out when the worker says `DropData`.
#[derive(Clone, Debug)]
pub enum Stimulus {
    /// The scheduler sent a task, with where its inputs are and how large they are.
    ComputeTask { task: Arc<Task>, run_id: RunId, priority: Priority, inputs: Vec<Replicas> },
    /// The scheduler wants these results dropped, these tasks given up.
    FreeKeys { keys: Vec<Key> },
    /// The scheduler's answer to `RequestWhoHas`.
    RefreshWhoHas { who_has: Vec<Replicas> },
    /// Data was put here from outside (`scatter`).
    DataPut { key: Key, nbytes: u64 },
    /// A task ran to its end on a thread slot; its value is in the store.
    ExecuteSuccess { key: Key, nbytes: u64, start: Time, stop: Time },
    /// A task failed.
    ExecuteFailure { key: Key, error: TaskError, start: Time, stop: Time },
    /// A task gave up its thread slot, `duration` after it started, but still runs.
    Seceded { key: Key, duration: Duration },
    /// A peer answered: `received` are in the store, `missing` it did not have.
    GatherDepSuccess { from: WorkerId, received: Vec<(Key, u64)>, missing: Vec<Key>, duration: Duration },
    /// A peer has too many transfers at once; the worker asks again a little later.
    GatherDepBusy { from: WorkerId, keys: Vec<Key> },
    /// A peer can't be reached.
    GatherDepFailure { from: WorkerId, keys: Vec<Key> },
    /// Start no new tasks (true), or go on (false): what the memory monitor says.
    Paused { paused: bool },
    /// The time that `next_wakeup` named has come.
    Wakeup,
}

/// An order to the driver: do something, or tell the scheduler something. What is told must arrive in this order.
#[derive(Clone, Debug)]
pub enum Action {
    /// Run a task on a thread slot (from 0) with its inputs, which are all in the store now: take them at once, as they
    /// may be dropped while it runs. Answer with `ExecuteSuccess` or `ExecuteFailure`.
    Execute { task: Arc<Task>, thread: u32 },
    /// Fetch values from a peer. Answer with one of the `GatherDep…` stimuli, naming all of `keys`.
    GatherDep { from: WorkerId, keys: Vec<Key>, nbytes: u64 },
    /// Drop values from the store.
    DropData { keys: Vec<Key> },
    /// Tell the scheduler that a task is done; `duration` is missing if the result was there already.
    TaskFinished { key: Key, run_id: RunId, nbytes: u64, duration: Option<Duration> },
    /// Tell the scheduler that a task failed.
    TaskErred { key: Key, run_id: RunId, error: TaskError },
    /// Tell the scheduler that a task gave up its slot.
    TaskSeceded { key: Key, run_id: RunId, duration: Duration },
    /// Tell the scheduler of copies received.
    DataAdded { keys: Vec<Key> },
    /// Tell the scheduler that a peer did not have what it was said to have.
    DataMissing { key: Key, errant_worker: WorkerId },
    /// Ask the scheduler who has these.
    RequestWhoHas { keys: Vec<Key> },
    /// Tell the scheduler how fast bytes came.
    TransferMeasured { bytes: u64, duration: Duration },
}
