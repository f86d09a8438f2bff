//! Runs one task on the thread it is called on, and says what came of it.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use super::core::Shared;
use super::interrupt::Interrupt;
use super::threads::Cluster;
use super::{clock, pool};
use crate::events::{StimulusId, Time, WorkerId};
use crate::graph::{Key, Task, TaskError, Value};
use crate::writing::format_bytes;

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
    pub(super) progress: Progress,
}

/// How far a job is: it ends once, by its thread or by those who lost patience with it.
#[derive(Debug)]
pub(super) struct Progress(AtomicU8);

impl Default for Progress {
    fn default() -> Progress {
        Progress(AtomicU8::new(Progress::WAITING))
    }
}

impl Progress {
    const WAITING: u8 = 0;
    /// On a pool thread that does nothing else
    const ALONE: u8 = 1;
    /// On top of another task or of a cell
    const NESTED: u8 = 2;
    const ENDED: u8 = 3;
    const LEFT_BEHIND: u8 = 4;

    fn begin(&self) {
        self.0.store(if pool::is_nested() { Progress::NESTED } else { Progress::ALONE }, Ordering::SeqCst);
    }

    /// Ends it; false if it was left behind.
    fn end(&self) -> bool {
        self.0.fetch_max(Progress::ENDED, Ordering::SeqCst) != Progress::LEFT_BEHIND
    }

    /// Leaves it behind; false if its thread is not stuck in it.
    pub(super) fn leave_behind(&self) -> bool {
        self.0.compare_exchange(Progress::ALONE, Progress::LEFT_BEHIND, Ordering::SeqCst, Ordering::SeqCst).is_ok()
    }

    /// Whether it stands on top of another task or of a cell.
    pub(super) fn is_nested(&self) -> bool {
        self.0.load(Ordering::SeqCst) == Progress::NESTED
    }

    /// Whether no thread has begun it.
    pub(super) fn is_waiting(&self) -> bool {
        self.0.load(Ordering::SeqCst) == Progress::WAITING
    }

    /// Whether it came to an end, either way.
    pub(super) fn is_over(&self) -> bool {
        self.0.load(Ordering::SeqCst) >= Progress::ENDED
    }
}

/// What came of a job.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) job: Arc<Job>,
    pub(super) result: Result<Value, TaskError>,
    pub(super) nbytes: u64,
    pub(super) start: Time,
    pub(super) stop: Time,
}

impl Ended {
    /// That of a job without a result.
    pub(super) fn cancelled(job: Arc<Job>, start: Time, what: &str) -> Ended {
        let error = TaskError::new("CancelledError", format!("{} {what}", job.task.key));
        Ended { job, result: Err(error), nbytes: 0, start, stop: clock::now() }
    }
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
    /// The tasks on this thread's stack, the one that runs last; and whether they gave up their slots for those above them.
    static RUNNING: RefCell<Vec<(RunningTask, bool)>> = const { RefCell::new(Vec::new()) };
}

/// The task that runs on this thread; `None` outside of tasks.
pub fn running_task() -> Option<RunningTask> {
    RUNNING.with_borrow(|running| running.last().map(|(task, _)| task.clone()))
}

/// The tasks beneath the running one can't go on before it ends: they give up their thread slots, which it may wait for. Says
/// whether there was one that still had its own.
pub(super) fn secede_beneath() -> bool {
    let beneath: Vec<RunningTask> = RUNNING.with_borrow_mut(|running| {
        let n_beneath = running.len().saturating_sub(1);
        let still = running[..n_beneath].iter_mut().filter(|(_, gave_up)| !gave_up);
        still
            .map(|(task, gave_up)| {
                *gave_up = true;
                task.clone()
            })
            .collect()
    });
    beneath.iter().for_each(RunningTask::secede);
    !beneath.is_empty()
}

impl Job {
    /// The same once more.
    pub(super) fn again(&self) -> Job {
        Job {
            worker: self.worker,
            thread: self.thread,
            task: self.task.clone(),
            inputs: self.inputs.clone(),
            interrupt: Interrupt::new(),
            stimulus_id: self.stimulus_id,
            memory_limit: self.memory_limit,
            progress: Progress::default(),
        }
    }

    /// Runs it on this thread; `None` if it took so long to stop that it was left behind.
    pub(super) fn run(self: Arc<Job>, cluster: &Arc<Shared>) -> Option<Ended> {
        self.progress.begin();
        let ended = self.clone().run_to_end(cluster);
        if self.progress.end() {
            return Some(ended);
        }
        pool::was_left_behind();
        None
    }

    fn run_to_end(self: Arc<Job>, cluster: &Arc<Shared>) -> Ended {
        let start = clock::now();
        if self.interrupt.is_raised() {
            return Ended::cancelled(self, start, "was cancelled before it started");
        }
        let running =
            RunningTask { cluster: Cluster(cluster.clone()), worker: self.worker, key: self.task.key.clone(), start };
        RUNNING.with_borrow_mut(|tasks| tasks.push((running, false)));
        let result = self.interrupt.with_current(|| call(&self.task, &self.inputs));
        let running = RUNNING.with_borrow_mut(Vec::pop);
        drop(running);
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
