//! Locks and flags by one name, so that the files which stand on them alone can be tried in every interleaving:
//! `tests/interleavings` compiles those files again, with twins of these that a scheduler of its own steps through.

pub(super) use std::sync::atomic::{AtomicUsize, Ordering};
pub(super) use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
