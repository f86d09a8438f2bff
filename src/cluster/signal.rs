//! The one bell of the process, for all who wait: on futures, on workers, on an interrupt. There are few waiters, so one
//! call for all is enough.

use super::bell::{Bell, Waiter};

static BELL: Bell = Bell::new();

/// Comes to wait.
pub(crate) fn waiter() -> Waiter<'static> {
    BELL.waiter()
}

/// Wakes everybody who waits, to look again.
pub fn wake_all() {
    BELL.ring();
}
