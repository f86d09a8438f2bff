//! The fixed pool of threads that run tasks: rayon's, in the browser made of Web Workers.
//!
//! It is started once and never grows: workers are logical and share it. Without threads (size 0) the thread that
//! waits for a result runs the tasks itself, one by one, with the same events.
//!
//! A task that waits for other tasks must not starve the pool. Natively a substitute thread runs while it waits. In the
//! browser no thread can be added, so the waiting thread runs queued tasks itself, the latest first: these are most
//! likely what it waits for. (Two tasks that wait for what stands beneath the other on its stack would wait for ever;
//! *Stop* ends it. A substitute has no such trouble.)
//!
//! Invariants: a queued piece of work has a runner on its way to it, or the size is 0; runners never exceed the size
//! and those that are lent.

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
static QUEUE: Mutex<Queue> = Mutex::new(Queue { work: VecDeque::new(), runners: 0, lent: 0 });
/// Threads that wait inside tasks.
static HELPERS: AtomicUsize = AtomicUsize::new(0);

struct Queue {
    work: VecDeque<Work>,
    runners: usize,
    /// Runners that wait inside tasks and have a substitute.
    lent: usize,
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
    let missing = queue.work.len().saturating_sub(this_one).min((size + queue.lent).saturating_sub(queue.runners));
    queue.runners += missing;
    let substitutes = queue.lent.min(missing);
    drop(queue);
    (substitutes..missing).for_each(|_| rayon::spawn(run));
    (0..substitutes).for_each(|_| start_substitute());
    if HELPERS.load(Ordering::SeqCst) > 0 {
        super::signal::wake_all();
    }
}

/// Starts a thread beside the pool.
fn start_substitute() {
    #[cfg(not(target_arch = "wasm32"))]
    {
        let thread = std::thread::Builder::new().name("dasklet-substitute".to_owned()).stack_size(STACK_BYTES);
        if thread.spawn(run).is_err() {
            // The system has no more threads: the work waits for a runner to come back.
            lock().runners -= 1;
        }
    }
    #[cfg(target_arch = "wasm32")]
    unreachable!("nothing is lent in the browser");
}

/// A task's thread that waits for other tasks.
pub(crate) struct Waiting {
    /// Whether it runs queued work itself
    pub(crate) helps: bool,
    counted: bool,
}

impl Waiting {
    /// What the thread does while it waits: outside of tasks it only helps if there is no pool.
    pub(crate) fn begin() -> Waiting {
        if !in_task() || threads() == 0 {
            return Waiting { helps: threads() == 0, counted: false };
        }
        if cfg!(target_arch = "wasm32") {
            HELPERS.fetch_add(1, Ordering::SeqCst);
            return Waiting { helps: true, counted: true };
        }
        lock().lent += 1;
        // Work may be queued already that nobody was free for.
        spawn_more();
        Waiting { helps: false, counted: true }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if self.counted && self.helps {
            HELPERS.fetch_sub(1, Ordering::SeqCst);
        } else if self.counted {
            lock().lent -= 1;
        }
    }
}

/// Sees to it that enough threads come for what is queued.
fn spawn_more() {
    let mut queue = lock();
    let missing = queue.work.len().min((threads() + queue.lent).saturating_sub(queue.runners));
    queue.runners += missing;
    drop(queue);
    (0..missing).for_each(|_| start_substitute());
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
    let work = match threads() {
        0 => lock().work.pop_front(),
        _ => lock().work.pop_back(),
    };
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
            let size = threads();
            let mut queue = lock();
            // More than there may be, once those that waited are back.
            let is_surplus = queue.runners > size + queue.lent;
            match if is_surplus { None } else { queue.work.pop_front() } {
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
