//! The fixed pool of threads that run tasks: rayon's, in the browser made of Web Workers.
//!
//! It is started once and never grows: workers are logical and share it. Without threads (size 0) the thread that
//! waits for a result runs the tasks itself, one by one, with the same events.
//!
//! Invariants: a queued piece of work has a runner on its way to it, or the size is 0;
//! runners never exceed the size; whoever waits inside a task helps, so waiting never starves the pool.

use std::cell::Cell;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

/// A piece of work. It must not panic: tasks catch their own panics.
pub(crate) type Work = Box<dyn FnOnce() + Send>;

/// Bytes of stack of each native pool thread: learners' functions recurse as deep as Python lets them.
#[cfg(not(target_arch = "wasm32"))]
const STACK_BYTES: usize = 64 << 20;

static SIZE: OnceLock<usize> = OnceLock::new();
static QUEUE: Mutex<Queue> = Mutex::new(Queue { work: VecDeque::new(), runners: 0 });
/// Threads that wait inside tasks.
static HELPERS: AtomicUsize = AtomicUsize::new(0);

struct Queue {
    work: VecDeque<Work>,
    runners: usize,
}

thread_local! {
    /// How many pieces of work this thread has begun and not ended: more than one when a task waits and helps.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
    /// Whether the thread belongs to the pool.
    static IS_RUNNER: Cell<bool> = const { Cell::new(false) };
    /// Whether the thread is about to look for more work.
    static FINISHING: Cell<bool> = const { Cell::new(false) };
}

/// Deepest nesting of tasks that wait for tasks on one thread's stack.
const DEPTH_MAX: usize = 16;

/// Sets the number of threads, once, before the first task; 0 for none. Natively it starts them; in the browser the
/// page has already started rayon's global pool with that many. Says whether this call was the first.
pub fn start(threads: usize) -> bool {
    let first = SIZE.set(threads).is_ok();
    #[cfg(not(target_arch = "wasm32"))]
    if first && threads > 0 {
        // An error means that the program has started rayon's pool itself: then that one serves.
        let _ = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .stack_size(STACK_BYTES)
            .thread_name(|idx| format!("dasklet-{idx}"))
            .build_global();
    }
    first
}

/// The number of threads; 0 if tasks run on the thread that waits. Starts the native pool if nobody has.
pub fn threads() -> usize {
    match SIZE.get() {
        Some(&size) => size,
        None => {
            start(default_size());
            SIZE.get().copied().unwrap_or(0)
        }
    }
}

/// Natively 4 to 16 by the machine's cores, so that four workers that sleep do so side by side; on wasm none.
fn default_size() -> usize {
    #[cfg(target_arch = "wasm32")]
    return 0;
    #[cfg(not(target_arch = "wasm32"))]
    std::thread::available_parallelism().map_or(4, usize::from).clamp(4, 16)
}

/// Whether this thread belongs to the pool.
pub(crate) fn on_pool_thread() -> bool {
    IS_RUNNER.get()
}

/// Whether this thread is inside a task.
pub(crate) fn in_task() -> bool {
    DEPTH.get() > 0
}

/// Queues work and sees to it that enough threads come for it.
pub(crate) fn spawn(work: Vec<Work>) {
    if work.is_empty() {
        return;
    }
    let size = threads();
    let mut queue = lock();
    queue.work.extend(work);
    // A runner that is finishing looks at the queue next: it counts as on its way.
    let this_one = usize::from(FINISHING.get());
    let missing = queue.work.len().saturating_sub(this_one).min(size.saturating_sub(queue.runners));
    queue.runners += missing;
    drop(queue);
    for _ in 0..missing {
        rayon::spawn(run);
    }
    if HELPERS.load(Ordering::SeqCst) > 0 {
        super::signal::wake_all();
    }
}

/// A task's thread that waits for other tasks: it is woken when work is queued, to help.
pub(crate) struct Helper(());

impl Helper {
    /// Counts this thread in if it is inside a task.
    pub(crate) fn new() -> Option<Helper> {
        in_task().then(|| {
            HELPERS.fetch_add(1, Ordering::SeqCst);
            Helper(())
        })
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        HELPERS.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Runs the end of a piece of work, after which this thread looks for more: work that is queued meanwhile need not
/// wake another thread for the first piece.
pub(crate) fn finishing(end: impl FnOnce()) {
    let outermost = IS_RUNNER.get() && DEPTH.get() == 1;
    FINISHING.set(outermost);
    end();
    FINISHING.set(false);
}

/// Runs one queued piece of work on this thread, if there is one and the nesting allows it.
pub(crate) fn help() -> bool {
    if DEPTH.get() >= DEPTH_MAX {
        return false;
    }
    let work = lock().work.pop_front();
    match work {
        Some(work) => {
            begin(work);
            true
        }
        None => false,
    }
}

/// Runs queued work until there is none: what a cell without threads does at its end.
pub fn run_pending() {
    while threads() == 0 && help() {}
}

/// What a pool thread does once it is called: runs work until there is none.
fn run() {
    IS_RUNNER.set(true);
    loop {
        let work = {
            let mut queue = lock();
            match queue.work.pop_front() {
                Some(work) => work,
                None => {
                    queue.runners -= 1;
                    return;
                }
            }
        };
        begin(work);
    }
}

fn begin(work: Work) {
    DEPTH.set(DEPTH.get() + 1);
    work();
    DEPTH.set(DEPTH.get() - 1);
}

fn lock() -> std::sync::MutexGuard<'static, Queue> {
    QUEUE.lock().unwrap_or_else(PoisonError::into_inner)
}
