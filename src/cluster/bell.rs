//! A wake-up call for everybody who waits, to look again at what they wait for.
//!
//! Calls cost next to nothing while nobody waits.
//! Invariant: whoever changes something and then rings is heard by all who looked before the change.

use std::time::Duration;

use super::sync::{AtomicUsize, Condvar, Mutex, Ordering, PoisonError};

/// What is rung.
#[derive(Debug)]
pub(super) struct Bell {
    waiting: AtomicUsize,
    /// How often it was rung while somebody waited.
    rung: Mutex<u64>,
    wake: Condvar,
}

/// Somebody who is about to wait. Make it, take [`seen`](Waiter::seen), look at what you wait for, then [`wait`](Waiter::wait).
pub(crate) struct Waiter<'a>(&'a Bell);

impl Bell {
    pub(super) const fn new() -> Bell {
        Bell { waiting: AtomicUsize::new(0), rung: Mutex::new(0), wake: Condvar::new() }
    }

    /// Comes to wait.
    pub(super) fn waiter(&self) -> Waiter<'_> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        Waiter(self)
    }

    /// Wakes everybody who waits.
    pub(super) fn ring(&self) {
        if self.waiting.load(Ordering::SeqCst) > 0 {
            *self.rung.lock().unwrap_or_else(PoisonError::into_inner) += 1;
            self.wake.notify_all();
        }
    }
}

impl Waiter<'_> {
    /// The count of calls so far.
    pub(crate) fn seen(&self) -> u64 {
        *self.0.rung.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Blocks until there was a call after `seen`, at most for `timeout`.
    pub(crate) fn wait(&self, seen: u64, timeout: Option<Duration>) {
        let mut rung = self.0.rung.lock().unwrap_or_else(PoisonError::into_inner);
        while *rung == seen {
            match timeout {
                None => rung = self.0.wake.wait(rung).unwrap_or_else(PoisonError::into_inner),
                Some(timeout) => {
                    drop(self.0.wake.wait_timeout(rung, timeout).unwrap_or_else(PoisonError::into_inner));
                    return;
                }
            }
        }
    }
}

impl Drop for Waiter<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::SeqCst);
    }
}
