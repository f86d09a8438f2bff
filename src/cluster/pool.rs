//! The pool of threads that run tasks; in the browser each is a Web Worker that has entered [`serve`].
//!
//! Workers are logical and share it: as many tasks run side by side as it has threads. Without threads (size 0) the
//! thread that waits for a result runs the tasks itself, one by one, with the same events.
//!
//! ```text
//! spawn ─▶ work ─▶ runners (at most size + lent) ─▶ begin a piece, end it, take the next
//!            │ calls                ▲       │ nothing left: free
//!            └────▶ free threads ───┘       └──────▶ free threads (more are started when there are too few)
//! ```
//!
//! - A task that waits must not starve the pool: its thread is *lent*, and another one runs in its place. In the browser
//!   only so many can be added; a task that waits beyond that runs queued work itself, on top of its own stack.
//! - A task that does not end though it was told to is *left behind* with its thread, and another thread serves.
//!
//! Invariants: a queued piece of work has a runner on its way to it, or the size is 0, or as many run as may; calls never
//! exceed the free threads.

use std::cell::Cell;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, OnceLock, PoisonError};

/// A piece of work. It must not panic: tasks catch their own panics.
pub(crate) type Work = Box<dyn FnOnce() + Send>;

/// Bytes of stack of each native pool thread: learners' functions recurse as deep as Python lets them.
#[cfg(not(target_arch = "wasm32"))]
const STACK_BYTES: usize = 64 << 20;

/// Threads that may be added while others wait inside tasks. A Web Worker takes some megabytes.
const SUBSTITUTES_MAX: usize = if cfg!(target_arch = "wasm32") { 16 } else { 4096 };
/// Threads that are kept natively though there is nothing to do for them.
const SPARE_MAX: usize = 64;
/// Threads that may be left behind at a time.
const LEFT_BEHIND_MAX: usize = if cfg!(target_arch = "wasm32") { 4 } else { 4096 };
/// Deepest nesting of tasks that wait for tasks on one thread's stack.
const DEPTH_MAX: usize = 16;

static SIZE: OnceLock<usize> = OnceLock::new();
static QUEUE: Mutex<Queue> =
    Mutex::new(Queue { work: VecDeque::new(), runners: 0, calls: 0, free: 0, threads: 0, lent: 0, left_behind: 0 });
/// There is a call for a free thread.
static CALLED: Condvar = Condvar::new();
/// Tasks that wait and run queued work meanwhile.
static HELPERS: AtomicUsize = AtomicUsize::new(0);

struct Queue {
    work: VecDeque<Work>,
    /// Threads that run work, and calls for such.
    runners: usize,
    /// Calls for a runner that no thread has followed yet.
    calls: usize,
    /// Threads that wait for a call, and those that are being started.
    free: usize,
    /// All threads, those that are being started included.
    threads: usize,
    /// Runners that wait inside tasks: so many others may run in their place.
    lent: usize,
    /// Threads, runners no more, whose task does not end.
    left_behind: usize,
}

/// How many threads have been called.
#[must_use]
struct Called {
    woken: usize,
    started: usize,
}

thread_local! {
    /// How many pieces of work this thread has begun and not ended: more than one when a task waits and helps.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
    /// What distinguishes the piece of work that this thread runs, or the thread outside of work.
    static ACTIVITY: Cell<u64> = const { Cell::new(0) };
    /// Whether that piece of work has taken a lock so far.
    static HAS_LOCKED: Cell<bool> = const { Cell::new(false) };
    /// Whether the thread belongs to the pool.
    static IS_RUNNER: Cell<bool> = const { Cell::new(false) };
    /// Whether the thread is about to look for more work.
    static FINISHING: Cell<bool> = const { Cell::new(false) };
    /// Whether another thread serves in place of this one.
    static IS_REPLACED: Cell<bool> = const { Cell::new(false) };
}

/// Sets the number of threads, once, before the first task; 0 for none. In the browser the page starts that many Web
/// Workers, each of which calls [`serve`]. Says whether this call was the first.
pub fn start(threads: usize) -> bool {
    let first = SIZE.set(threads).is_ok();
    if cfg!(target_arch = "wasm32") && first {
        let mut queue = lock();
        queue.threads += threads;
        queue.free += threads;
    }
    first
}

/// The number of threads; 0 if tasks run on the thread that waits.
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

/// How many tasks stand on this thread's stack.
pub(crate) fn depth() -> usize {
    DEPTH.get()
}

/// Whether the piece of work that runs here stands on another one's stack, or on that of a cell.
pub(crate) fn is_nested() -> bool {
    !IS_RUNNER.get() || DEPTH.get() > 1
}

/// A number of the task that runs here, or else of the thread: two tasks on one stack have two. Never 0.
pub fn activity() -> u64 {
    match ACTIVITY.get() {
        0 => {
            ACTIVITY.set(next_activity());
            ACTIVITY.get()
        }
        activity => activity,
    }
}

/// Whether the task that runs here has taken a lock so far.
pub(super) fn has_locked() -> bool {
    HAS_LOCKED.get()
}

/// The task that runs here takes a lock.
pub(super) fn takes_lock() {
    HAS_LOCKED.set(true);
}

fn next_activity() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
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
    let called = queue.call(size, this_one);
    drop(queue);
    called.arrive();
    if HELPERS.load(Ordering::SeqCst) > 0 {
        super::signal::wake_all();
    }
}

impl Queue {
    /// Calls threads for the work, but for the `taken` pieces that somebody takes anyway, as far as more may run.
    fn call(&mut self, size: usize, taken: usize) -> Called {
        let n_pieces = self.work.len().saturating_sub(taken);
        let missing = n_pieces.min((size + self.lent).saturating_sub(self.runners));
        let uncalled = self.free - self.calls;
        let startable = (size + SUBSTITUTES_MAX + self.left_behind).saturating_sub(self.threads);
        let woken = missing.min(uncalled);
        let started = if size == 0 { 0 } else { (missing - woken).min(startable) };
        self.runners += woken + started;
        self.calls += woken + started;
        self.free += started;
        self.threads += started;
        Called { woken, started }
    }

    /// A thread that was to be started will not come.
    fn did_not_start(&mut self) {
        self.threads -= 1;
        self.free -= 1;
        if self.calls > self.free {
            // The work waits for a runner to come back.
            self.calls -= 1;
            self.runners -= 1;
        }
    }
}

impl Called {
    /// Wakes and starts them, after the lock is free.
    fn arrive(self) {
        (0..self.woken).for_each(|_| CALLED.notify_one());
        start_threads(self.started);
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn start_threads(count: usize) {
    for _ in 0..count {
        let thread = std::thread::Builder::new().name("dasklet-pool".to_owned()).stack_size(STACK_BYTES);
        if thread.spawn(serve).is_err() {
            lock().did_not_start();
        }
    }
}

/// In the browser only a worker that is not blocked can start another one.
#[cfg(target_arch = "wasm32")]
fn start_threads(count: usize) {
    WANTED.fetch_add(count, Ordering::SeqCst);
    if count > 0
        && let Some(hurry) = HURRY.get()
    {
        hurry();
    }
}

#[cfg(target_arch = "wasm32")]
static WANTED: AtomicUsize = AtomicUsize::new(0);
#[cfg(target_arch = "wasm32")]
static HURRY: OnceLock<fn()> = OnceLock::new();

/// Sets what asks the page to look at [`take_wanted`] at once. Only the first call counts.
#[cfg(target_arch = "wasm32")]
pub fn set_hurry(hurry: fn()) {
    let _ = HURRY.set(hurry);
}

/// How many Web Workers the page is to start now, each of which calls [`serve`].
#[cfg(target_arch = "wasm32")]
pub fn take_wanted() -> usize {
    WANTED.swap(0, Ordering::SeqCst)
}

/// One of them could not be started.
#[cfg(target_arch = "wasm32")]
pub fn did_not_start() {
    lock().did_not_start();
}

/// What the pool calls before a task waits, and after.
pub(crate) struct Waiting {
    /// Whether the thread runs queued work itself
    pub(crate) helps: bool,
    is_lent: bool,
}

impl Waiting {
    /// What the thread does while it waits: outside of tasks it only helps if there is no pool.
    pub(crate) fn begin() -> Waiting {
        let size = threads();
        if !in_task() || size == 0 {
            return Waiting { helps: size == 0, is_lent: false };
        }
        let mut queue = lock();
        if queue.lent >= SUBSTITUTES_MAX {
            HELPERS.fetch_add(1, Ordering::SeqCst);
            return Waiting { helps: true, is_lent: false };
        }
        queue.lent += 1;
        // Work may be queued already that nobody was free for.
        let called = queue.call(size, 0);
        drop(queue);
        called.arrive();
        Waiting { helps: false, is_lent: true }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if self.is_lent {
            lock().lent -= 1;
        } else if self.helps && threads() > 0 {
            HELPERS.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

/// Runs the end of a piece of work, after which this thread looks for more: work that is queued meanwhile need not
/// wake another thread for the first piece.
pub(crate) fn finishing(end: impl FnOnce()) {
    let outermost = IS_RUNNER.get() && DEPTH.get() == 1 && !IS_REPLACED.get();
    FINISHING.set(outermost);
    end();
    FINISHING.set(false);
}

/// What came of [`help`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Helped {
    /// A piece of work was run
    Ran,
    /// There is none
    NoWork,
    /// There is some, but too many tasks stand on this stack already
    TooDeep,
}

/// Runs one queued piece of work on this thread, if there is one and the nesting allows it: inside a task the latest,
/// which is most likely what it waits for.
pub(crate) fn help() -> Helped {
    let mut queue = lock();
    if DEPTH.get() >= DEPTH_MAX {
        return if queue.work.is_empty() { Helped::NoWork } else { Helped::TooDeep };
    }
    let work = if in_task() { queue.work.pop_back() } else { queue.work.pop_front() };
    drop(queue);
    match work {
        Some(work) => {
            begin(work);
            Helped::Ran
        }
        None => Helped::NoWork,
    }
}

/// Runs queued work until there is none: what a cell without threads does at its end.
pub fn run_pending() {
    while threads() == 0 && help() == Helped::Ran {}
}

/// Gives a thread to the pool. In the browser it never comes back; natively it ends when there are many more than needed.
pub fn serve() {
    IS_RUNNER.set(true);
    let mut queue = lock();
    loop {
        while queue.calls == 0 {
            // In the browser the size may not be known yet.
            if cfg!(not(target_arch = "wasm32")) && queue.free > threads().max(SPARE_MAX) {
                queue.free -= 1;
                queue.threads -= 1;
                return;
            }
            queue = CALLED.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
        queue.calls -= 1;
        queue.free -= 1;
        queue = run(queue);
        queue.free += 1;
    }
}

/// What a thread does once it is called: runs work until there is none.
fn run(mut queue: MutexGuard<'static, Queue>) -> MutexGuard<'static, Queue> {
    let size = threads();
    loop {
        // More than there may be, once those that waited are back.
        let is_surplus = queue.runners > size + queue.lent;
        let Some(work) = (if is_surplus { None } else { queue.work.pop_front() }) else {
            queue.runners -= 1;
            return queue;
        };
        drop(queue);
        begin(work);
        queue = lock();
        if IS_REPLACED.take() {
            queue.left_behind -= 1;
            return queue;
        }
    }
}

fn begin(work: Work) {
    let outer = (ACTIVITY.replace(next_activity()), HAS_LOCKED.replace(false));
    DEPTH.set(DEPTH.get() + 1);
    work();
    DEPTH.set(DEPTH.get() - 1);
    ACTIVITY.set(outer.0);
    HAS_LOCKED.set(outer.1);
}

/// Leaves a runner behind that does not end its work, if `claim` (called with the pool locked) says that it is still
/// there; another thread serves from now on. An error if so many are left behind that there can be no more.
pub(super) fn leave_behind(claim: impl FnOnce() -> bool) -> Result<bool, TooMany> {
    let size = threads();
    let mut queue = lock();
    if queue.left_behind >= LEFT_BEHIND_MAX {
        return Err(TooMany);
    }
    if !claim() {
        return Ok(false);
    }
    queue.left_behind += 1;
    queue.runners -= 1;
    let called = queue.call(size, 0);
    drop(queue);
    called.arrive();
    Ok(true)
}

/// As many threads are left behind as may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooMany;

/// Called by a thread that comes back and finds that it was left behind.
pub(super) fn was_left_behind() {
    IS_REPLACED.set(true);
}

fn lock() -> MutexGuard<'static, Queue> {
    QUEUE.lock().unwrap_or_else(PoisonError::into_inner)
}
