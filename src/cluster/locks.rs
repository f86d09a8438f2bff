//! Locks that know who has them: what `threading.Lock`, `threading.RLock` and the locks of `distributed` stand on.
//!
//! Whoever waits for one leaves its pool thread to others, and obeys *Stop*. Two tasks on one thread are two owners.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::interrupt::Interrupted;
use super::waiting::{Waited, block};
use super::{pool, signal};

/// How many locks are taken.
static HELD: AtomicUsize = AtomicUsize::new(0);

/// Whether any lock is taken. Without threads that is by somebody on the only stack.
pub(super) fn any_held() -> bool {
    HELD.load(Ordering::SeqCst) > 0
}

/// A lock that its owner may take again.
#[derive(Debug, Default)]
pub struct Lock(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// How often it is taken
    count: usize,
    /// By which [`activity`](pool::activity)
    owner: u64,
}

impl Lock {
    /// One that nobody has.
    pub fn new() -> Lock {
        Lock::default()
    }

    /// Takes it if nobody has it, or, with `again`, if whoever asks has it already.
    pub fn try_acquire(&self, again: bool) -> bool {
        let mut state = self.state();
        let me = pool::activity();
        pool::takes_lock();
        match state.count {
            0 => HELD.fetch_add(1, Ordering::SeqCst),
            _ if again && state.owner == me => 0,
            _ => return false,
        };
        (state.count, state.owner) = (state.count + 1, me);
        true
    }

    /// Waits until it can be taken.
    pub fn acquire(&self, again: bool, timeout: Option<Duration>) -> Result<Waited<()>, Interrupted> {
        block(timeout, || self.try_acquire(again).then_some(()))
    }

    /// Gives it back once; false if nobody has it.
    pub fn release(&self) -> bool {
        let mut state = self.state();
        if state.count == 0 {
            return false;
        }
        state.count -= 1;
        if state.count == 0 {
            drop(state);
            HELD.fetch_sub(1, Ordering::SeqCst);
            signal::wake_all();
        }
        true
    }

    /// Gives it back altogether; says how often it was taken.
    pub fn release_all(&self) -> usize {
        let count = std::mem::take(&mut self.state().count);
        if count > 0 {
            HELD.fetch_sub(1, Ordering::SeqCst);
            signal::wake_all();
        }
        count
    }

    /// Sets how often its owner has taken it.
    pub fn restore(&self, count: usize) {
        self.state().count = count.max(1);
    }

    /// Whether somebody has it.
    pub fn is_taken(&self) -> bool {
        self.state().count > 0
    }

    /// How often whoever asks has taken it.
    pub fn own_count(&self) -> usize {
        let state = self.state();
        if state.owner == pool::activity() { state.count } else { 0 }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if self.is_taken() {
            HELD.fetch_sub(1, Ordering::SeqCst);
        }
    }
}
