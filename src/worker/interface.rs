//! What goes into a worker and what comes out.

use std::sync::Arc;
use std::time::Duration;

use crate::events::{Time, WorkerId};
use crate::graph::{Key, Task, TaskError};

/// The scheduler's priority, then the worker's own counter: of equals the latest runs first.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Priority(pub f64, pub f64, pub u32, pub i64);

/// A fact that a worker is told.
#[derive(Clone, Debug)]
pub enum Stimulus {
    /// The scheduler sent a task, with where its inputs are and how large they are.
    ComputeTask { task: Arc<Task>, priority: (f64, f64, u32), inputs: Vec<(Key, Vec<WorkerId>, u64)> },
    /// The scheduler wants these results dropped, these tasks forgotten.
    FreeKeys { keys: Vec<Key> },
    /// Data was put here from outside.
    DataPut { key: Key, nbytes: u64 },
    /// A task ran to its end on a thread slot; its value is with the driver.
    ExecuteSuccess { key: Key, nbytes: u64, start: Time, stop: Time },
    /// A task failed.
    ExecuteFailure { key: Key, error: TaskError, start: Time, stop: Time },
    /// A task gave up its thread slot but still runs.
    Seceded { key: Key, duration: Duration },
    /// A peer sent what it had of the keys that were asked for.
    GatherDepSuccess { from: WorkerId, received: Vec<(Key, u64)>, missing: Vec<Key>, duration: Duration },
    /// A peer has too many transfers at once; ask again.
    GatherDepBusy { from: WorkerId, keys: Vec<Key> },
    /// A peer can't be reached.
    GatherDepFailure { from: WorkerId, keys: Vec<Key> },
    /// The driver measured the memory this worker's results take.
    Paused { paused: bool },
}

/// An order to the driver.
#[derive(Clone, Debug)]
pub enum Action {
    /// Run a task on a thread slot (from 0); its inputs are all here.
    Execute { task: Arc<Task>, thread: u32 },
    /// Fetch values from a peer.
    GatherDep { from: WorkerId, keys: Vec<Key>, nbytes: u64 },
    /// Drop values.
    DropData { keys: Vec<Key> },
    /// Tell the scheduler that a task is done.
    TaskFinished { key: Key, nbytes: u64, duration: Duration },
    /// Tell the scheduler that a task failed.
    TaskErred { key: Key, error: TaskError },
    /// Tell the scheduler that a task gave up its slot.
    TaskSeceded { key: Key, duration: Duration },
    /// Tell the scheduler of copies received.
    DataAdded { keys: Vec<Key> },
    /// Tell the scheduler that nobody we know of has these.
    DataMissing { keys: Vec<Key> },
    /// Tell the scheduler how fast bytes came.
    TransferMeasured { bytes: u64, duration: Duration },
}
