//! Interrupts: what *Stop* raises and blocked calls watch.
//!
//! There is one for the process (the running cell's), and one for each running task, raised when the task is cancelled.
//! Loops in learners' functions call [`check_current`]; blocking calls take an [`Interrupt`] or use [`Interrupt::sleep`].

use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use super::pool::Helped;
use super::{clock, idle, locks, pool};
use crate::events::Time;

/// A flag that ends blocking calls. Cloning shares it.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<State>);

#[derive(Debug, Default)]
struct State {
    raised: AtomicBool,
    /// From then on it counts as raised
    deadline: Option<Time>,
    sleepers: Mutex<()>,
    wake: Condvar,
}

/// A blocking call ended because its interrupt was raised: `KeyboardInterrupt` in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("interrupted")]
pub struct Interrupted;

/// Tasks on one thread's stack above which a task that sleeps runs none on top of itself: these might wait, and need the room.
const SLEEPERS_MAX: usize = 8;

thread_local! {
    static CURRENT: RefCell<Option<Interrupt>> = const { RefCell::new(None) };
}

impl Interrupt {
    /// A flag that is not raised.
    pub fn new() -> Interrupt {
        Interrupt::default()
    }

    /// A flag that raises itself after `duration`, for code that nobody would wait for longer.
    pub fn after(duration: Duration) -> Interrupt {
        Interrupt(Arc::new(State { deadline: Some(clock::now() + duration), ..State::default() }))
    }

    /// The running cell's: what *Stop* and Ctrl-C raise.
    pub fn process() -> &'static Interrupt {
        static PROCESS: OnceLock<Interrupt> = OnceLock::new();
        PROCESS.get_or_init(Interrupt::new)
    }

    /// That of the task which runs on this thread; the process's outside of tasks.
    pub fn current() -> Interrupt {
        CURRENT.with_borrow(|current| current.clone()).unwrap_or_else(|| Interrupt::process().clone())
    }

    /// Raises it and wakes whoever is blocked under it.
    pub fn raise(&self) {
        self.0.raised.store(true, Ordering::SeqCst);
        drop(self.0.sleepers.lock().unwrap_or_else(PoisonError::into_inner));
        self.0.wake.notify_all();
        super::signal::wake_all();
    }

    /// Lowers it, as before a new cell.
    pub fn clear(&self) {
        self.0.raised.store(false, Ordering::SeqCst);
    }

    /// Whether it is raised.
    pub fn is_raised(&self) -> bool {
        self.0.raised.load(Ordering::Relaxed) || self.0.deadline.is_some_and(|deadline| deadline <= clock::now())
    }

    /// An error if it is raised.
    pub fn check(&self) -> Result<(), Interrupted> {
        if self.is_raised() { Err(Interrupted) } else { Ok(()) }
    }

    /// Sleeps for `duration` or until raised. Other tasks run meanwhile, as on a machine with more threads; without
    /// threads the last may end late, and none run on top of a task that uses locks, which they may want.
    pub fn sleep(&self, duration: Duration) -> Result<(), Interrupted> {
        let until = clock::now() + duration;
        if pool::threads() == 0 {
            while clock::now() < until {
                check_current()?;
                idle::idle();
                let may_help =
                    !locks::any_held() && !(pool::in_task() && pool::has_locked()) && pool::depth() < SLEEPERS_MAX;
                if !may_help || pool::help() != Helped::Ran {
                    std::hint::spin_loop();
                }
            }
            return check_current();
        }
        let _waiting = pool::Waiting::begin();
        loop {
            idle::idle();
            let guard = self.0.sleepers.lock().unwrap_or_else(PoisonError::into_inner);
            self.check()?;
            let left = until.since(clock::now());
            if left.is_zero() {
                return Ok(());
            }
            let slice = idle::slice(Some(left), pool::in_task()).unwrap_or(left);
            drop(self.0.wake.wait_timeout(guard, slice).unwrap_or_else(PoisonError::into_inner));
        }
    }

    /// Runs `body` with this as the thread's [`current`](Interrupt::current) interrupt.
    pub(crate) fn with_current<R>(&self, body: impl FnOnce() -> R) -> R {
        struct Restore(Option<Interrupt>);
        impl Drop for Restore {
            fn drop(&mut self) {
                CURRENT.replace(self.0.take());
            }
        }
        let _restore = Restore(CURRENT.replace(Some(self.clone())));
        body()
    }
}

/// An error if the task on this thread was cancelled, or, outside of tasks and without threads, if the cell was stopped.
/// Cheap enough for the head of every loop.
pub fn check_current() -> Result<(), Interrupted> {
    let (raised, in_task) = CURRENT.with_borrow(|current| match current {
        Some(interrupt) => (interrupt.is_raised(), true),
        None => (false, false),
    });
    // A task on the cell's own thread is stopped by either flag.
    if raised || ((!in_task || !pool::on_pool_thread()) && Interrupt::process().is_raised()) {
        return Err(Interrupted);
    }
    Ok(())
}
