//! What can go wrong, or change, while a simulated cluster runs.

use std::time::Duration;

use crate::events::WorkerId;
use crate::graph::Key;

/// Something that happens to the cluster at a given time.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// A worker dies with all it has, unannounced.
    KillWorker(WorkerId),
    /// A worker leaves because it was asked to; its results are not moved before.
    RemoveWorker(WorkerId),
    /// A worker joins. Its id must be new.
    AddWorker {
        /// Its name for good
        worker: WorkerId,
        /// Thread slots
        nthreads: u32,
        /// Bytes it may hold; 0 for no limit
        memory_limit: u64,
    },
    /// A worker starts no new tasks for a while.
    PauseWorker(WorkerId, Duration),
    /// A worker answers no requests of its peers for a while, but tells them that it is busy.
    BusyWorker(WorkerId, Duration),
    /// A worker drops a result that the scheduler thinks is there: who asks for it will not find it.
    LoseData(WorkerId, Key),
    /// The next so many runs of a task fail.
    FailTask(Key, u32),
    /// All runs of a task from now on give up their thread slot this long after they start.
    Secede(Key, Duration),
}
