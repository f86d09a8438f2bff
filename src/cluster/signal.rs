//! One wake-up call for everybody who waits: on futures, on workers, on an interrupt.
//!
//! Calls cost next to nothing while nobody waits; there are few waiters, so one call for all is enough.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

static WAITING: AtomicUsize = AtomicUsize::new(0);
static GENERATION: Mutex<u64> = Mutex::new(0);
static WAKE: Condvar = Condvar::new();

/// Somebody who is about to wait. Make it, take [`seen`](Waiter::seen), look at what you wait for, then [`wait`](Waiter::wait).
pub(crate) struct Waiter(());

impl Waiter {
    pub(crate) fn new() -> Waiter {
        WAITING.fetch_add(1, Ordering::SeqCst);
        Waiter(())
    }

    /// The count of wake-up calls so far.
    pub(crate) fn seen(&self) -> u64 {
        *GENERATION.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Blocks until there was a wake-up call after `seen`, at most for `timeout`.
    pub(crate) fn wait(&self, seen: u64, timeout: Option<Duration>) {
        let mut generation = GENERATION.lock().unwrap_or_else(PoisonError::into_inner);
        while *generation == seen {
            match timeout {
                None => generation = WAKE.wait(generation).unwrap_or_else(PoisonError::into_inner),
                Some(timeout) => {
                    drop(WAKE.wait_timeout(generation, timeout).unwrap_or_else(PoisonError::into_inner));
                    return;
                }
            }
        }
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        WAITING.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Wakes everybody who waits, to look again.
pub(crate) fn wake_all() {
    if WAITING.load(Ordering::SeqCst) > 0 {
        *GENERATION.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        WAKE.notify_all();
    }
}
