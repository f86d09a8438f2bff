//! Runs one task on the thread it is called on, and says what came of it.

use std::cell::RefCell;

use super::clock;
use super::core::Shared;
use super::interrupt::Interrupt;
use super::limits::format_bytes;
use super::threads::Cluster;
use crate::events::{StimulusId, Time, WorkerId};
use crate::graph::{Key, Task, TaskError, Value};
use std::sync::Arc;

/// A task with everything it needs, on its way to a thread.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) worker: WorkerId,
    /// The worker's thread slot.
    pub(super) thread: u32,
    pub(super) task: Arc<Task>,
    pub(super) inputs: Vec<Value>,
    pub(super) interrupt: Interrupt,
    /// What caused it.
    pub(super) stimulus_id: StimulusId,
    /// Bytes that its result may take at most on that worker; 0 for no limit.
    pub(super) memory_limit: u64,
}

/// What came of a job.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) job: Job,
    pub(super) result: Result<Value, TaskError>,
    pub(super) nbytes: u64,
    pub(super) start: Time,
    pub(super) stop: Time,
}

/// The task that runs on this thread, for `get_worker`, `get_client` and `secede`.
#[derive(Clone)]
pub struct RunningTask {
    /// Where it runs
    pub cluster: Cluster,
    /// On which worker
    pub worker: WorkerId,
    /// Its key
    pub key: Key,
    pub(super) start: Time,
}

thread_local! {
    static RUNNING: RefCell<Option<RunningTask>> = const { RefCell::new(None) };
}

/// The task that runs on this thread; `None` outside of tasks.
pub fn running_task() -> Option<RunningTask> {
    RUNNING.with_borrow(Clone::clone)
}

impl Job {
    /// Runs it on this thread.
    pub(super) fn run(self, cluster: &Arc<Shared>) -> Ended {
        let start = clock::now();
        if self.interrupt.is_raised() {
            let error = TaskError::new("CancelledError", format!("{} was cancelled before it started", self.task.key));
            return Ended { job: self, result: Err(error), nbytes: 0, start, stop: start };
        }
        let running =
            RunningTask { cluster: Cluster(cluster.clone()), worker: self.worker, key: self.task.key.clone(), start };
        let outer = RUNNING.replace(Some(running));
        let result = self.interrupt.with_current(|| call(&self.task, &self.inputs));
        RUNNING.replace(outer);
        let stop = clock::now();
        let nbytes = result.as_ref().map_or(0, Value::nbytes);
        let result = result.and_then(|value| self.check_fits(value, nbytes));
        Ended { job: self, result, nbytes, start, stop }
    }

    /// A result that is larger than its worker's memory can never be held.
    fn check_fits(&self, value: Value, nbytes: u64) -> Result<Value, TaskError> {
        if self.memory_limit == 0 || nbytes <= self.memory_limit {
            return Ok(value);
        }
        let message = format!(
            "the result of {} takes {}, more than the memory limit of its worker ({}); \
             use smaller chunks or workers with more memory",
            self.task.key,
            format_bytes(nbytes),
            format_bytes(self.memory_limit),
        );
        Err(TaskError::new("MemoryError", message))
    }
}

/// Calls the task. Natively a panic becomes an error of the task; on wasm a panic ends the kernel.
fn call(task: &Task, inputs: &[Value]) -> Result<Value, TaskError> {
    #[cfg(target_arch = "wasm32")]
    return task.call(inputs);
    #[cfg(not(target_arch = "wasm32"))]
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| task.call(inputs))).unwrap_or_else(|panic| {
        let what = (panic.downcast_ref::<String>().map(String::as_str))
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("no message");
        let exception_type = if what.contains("capacity overflow") { "MemoryError" } else { "SystemError" };
        Err(TaskError::new(exception_type, format!("{} panicked: {what}", task.key)))
    })
}
