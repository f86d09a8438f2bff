//! When what learners made is let go: never while this thread holds a lock of the room.
//!
//! A result, an error or a function may own anything: frames with futures and clients, whose end takes the same locks, and objects
//! with `__del__`, which runs any code. Whoever owns such a thing drops it in [`let_go`]; locks under which it may happen that the
//! last reference goes are taken within a [`Holding`], or as [`Held`].

use std::cell::{Cell, RefCell};
use std::ops::{Deref, DerefMut};

type End = Box<dyn FnOnce()>;

thread_local! {
    /// How many of these locks this thread has, or waits for.
    static HOLDING: Cell<usize> = const { Cell::new(0) };
    static LATER: RefCell<Vec<End>> = const { RefCell::new(Vec::new()) };
}

/// Drops something now or, while this thread holds a lock, once it holds none.
pub fn let_go(end: impl FnOnce() + 'static) {
    if HOLDING.get() == 0 {
        end();
    } else {
        LATER.with_borrow_mut(|later| later.push(Box::new(end)));
    }
}

/// While it lives, what is let go on this thread has to wait.
#[must_use]
pub(super) struct Holding(());

impl Holding {
    pub(super) fn begin() -> Holding {
        HOLDING.set(HOLDING.get() + 1);
        Holding(())
    }
}

impl Drop for Holding {
    fn drop(&mut self) {
        HOLDING.set(HOLDING.get() - 1);
        // What is let go may take locks of its own, and let go of more.
        while HOLDING.get() == 0 {
            let ends = LATER.take();
            if ends.is_empty() {
                break;
            }
            ends.into_iter().for_each(|end| end());
        }
    }
}

/// A lock's guard, and what is let go under it after it.
pub(super) struct Held<G> {
    // The first field is dropped first.
    guard: G,
    _holding: Holding,
}

impl<G> Held<G> {
    pub(super) fn new(lock: impl FnOnce() -> G) -> Held<G> {
        let holding = Holding::begin();
        Held { guard: lock(), _holding: holding }
    }
}

impl<G: Deref> Deref for Held<G> {
    type Target = G::Target;

    fn deref(&self) -> &G::Target {
        &self.guard
    }
}

impl<G: DerefMut> DerefMut for Held<G> {
    fn deref_mut(&mut self) -> &mut G::Target {
        &mut self.guard
    }
}
