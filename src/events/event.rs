//! One thing that happened, and why.

use serde::{Deserialize, Serialize};

use super::Time;
use crate::graph::Key;

/// Names the stimulus that caused something; the driver numbers stimuli in the order it feeds them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StimulusId(pub u64);

/// Names a worker for the life of its cluster; never used again after the worker is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WorkerId(pub u32);

/// The scheduler's states of a task, see `dask.distributed`'s scheduling state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TaskState {
    /// Known but not wanted now
    Released,
    /// Waits for dependencies
    Waiting,
    /// Ready, but no worker may run it
    NoWorker,
    /// Ready, held back on the scheduler until a worker has room
    Queued,
    /// Sent to a worker
    Processing,
    /// Its result is in some worker's memory
    Memory,
    /// It, or something it needs, failed
    Erred,
    /// Gone
    Forgotten,
}

/// What a worker's thread, or its network or disk, was busy with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Activity {
    /// Ran the task
    Compute,
    /// Fetched the key's value from another worker
    Transfer {
        /// Whence it came
        from: WorkerId,
    },
    /// Wrote a value to disk
    DiskWrite,
    /// Read a value back
    DiskRead,
    /// Turned bytes into a value
    Deserialize,
}

impl Activity {
    /// As Dask's dashboard names it: `compute`, `transfer`, `disk-write`, `disk-read`, `deserialize`.
    pub fn name(self) -> &'static str {
        match self {
            Activity::Compute => "compute",
            Activity::Transfer { .. } => "transfer",
            Activity::DiskWrite => "disk-write",
            Activity::DiskRead => "disk-read",
            Activity::Deserialize => "deserialize",
        }
    }
}

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When it happened, on the driver's clock.
    pub time: Time,
    /// What caused it.
    pub stimulus_id: StimulusId,
    /// What happened.
    pub kind: EventKind,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EventKind {
    /// A client asked for `wanted`; `tasks` are the new tasks with their dependencies, in order of priority.
    GraphSubmitted {
        /// Each task with the keys it needs
        tasks: Vec<(Key, Vec<Key>)>,
        /// What the client wants to keep
        wanted: Vec<Key>,
    },
    /// The scheduler moved a task to another state.
    Transition {
        /// Which task
        key: Key,
        /// From this state
        from: TaskState,
        /// To this
        to: TaskState,
        /// The worker it was sent to, or whose report caused it
        worker: Option<WorkerId>,
    },
    /// A thread (or network, disk) of a worker was busy.
    Span {
        /// Whose
        worker: WorkerId,
        /// Which of its thread slots, from 0
        thread: u32,
        /// With which key
        key: Key,
        /// Doing what
        activity: Activity,
        /// From when
        start: Time,
        /// Until when
        stop: Time,
        /// Bytes of the result or of what was moved
        nbytes: u64,
        /// Whether it failed
        erred: bool,
    },
    /// A worker dropped its copy of a result.
    DataReleased {
        /// Which worker
        worker: WorkerId,
        /// Whose result
        key: Key,
        /// Bytes freed
        nbytes: u64,
    },
    /// A worker joined.
    WorkerAdded {
        /// Which
        worker: WorkerId,
        /// Its address, such as `inproc://dasklet/1`
        address: String,
        /// Its display name
        name: String,
        /// Thread slots
        nthreads: u32,
        /// Bytes it may hold; 0 for no limit
        memory_limit: u64,
    },
    /// A worker left.
    WorkerRemoved {
        /// Which
        worker: WorkerId,
        /// Whether it was asked to; otherwise it was lost
        expected: bool,
    },
    /// A worker stopped starting tasks for want of memory (true), or starts them again (false).
    WorkerPaused {
        /// Which
        worker: WorkerId,
        /// Whether it is paused now
        paused: bool,
    },
    /// What a worker holds, sampled when it changed.
    WorkerMemory {
        /// Which
        worker: WorkerId,
        /// Bytes of results
        managed: u64,
        /// Bytes written to disk
        spilled: u64,
    },
    /// The panels start afresh, as after `client.restart()`: tasks and spans are dropped. Workers stay, for they join
    /// and leave by events of their own.
    Cleared,
}
